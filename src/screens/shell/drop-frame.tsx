/** A file dropped anywhere, or licenses and models pasted anywhere, go to the screen that can read them. */
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { bench } from '../../i18n/en/bench';
import { useText } from '../../i18n/use-text';
import { asBenchError } from '../../model/problem';
import { isTyping } from '../../ui/is-typing';
import { filesUnder } from '../parts/given-files';
import { droppedTogether, type HandedOver, handOver } from '../parts/handed-over';
import { places, readLogPlace, recipePlace } from '../parts/places';
import styles from './drop-frame.module.css';

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

const placeOf = ({ for: screen }: HandedOver): string =>
  screen === 'recipe'
    ? recipePlace
    : screen === 'log'
      ? readLogPlace
      : places[screen === 'builds' ? 'firmware' : screen];

/** Not in TypeScript's DOM yet (File System Access, "drag and drop"); missing where folders cannot be watched. */
type HandleItem = DataTransferItem & { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> };

/** Asked for while the drop is under way: afterwards the browser has nothing to give. */
const folderOf = (event: DragEvent): Promise<FileSystemHandle | null> | undefined => {
  const item = [...(event.dataTransfer?.items ?? [])].find((each) => each.webkitGetAsEntry()?.isDirectory);
  return (item as HandleItem | undefined)?.getAsFileSystemHandle?.();
};

/** A uuid beside a key (authorize-cli, section 2): only then is pasted text taken as licenses. */
const looksLikeLicenses = (text: string) =>
  /(^|\s|,|;|")[A-Za-z0-9._-]{16,20}(\s|,|;|"|$)/.test(text) && /\S{32}/.test(text);

/** JSON with the words of a thing model, an instruction set or a schema (openapi, section 7). */
const looksLikeModel = (text: string) =>
  /^\s*[[{]/.test(text) && /"(services|functions|status|schema|model|mode)"\s*:/.test(text);

/** Why a folder cannot be walked through the shelf says, too. */
const handOverFolders = async (entries: readonly FileSystemEntry[]) => {
  const name = entries.find(({ isDirectory }) => isDirectory)?.name ?? '';
  try {
    handOver({ for: 'firmware', given: await filesUnder(entries), name });
  } catch (fault) {
    handOver({ for: 'firmware', given: [], name, problem: asBenchError(fault).problem });
  }
};

export const DropFrame = () => {
  const t = useText(bench);
  const [at, go] = useLocation();
  const [over, setOver] = useState(false);
  useEffect(() => {
    /** Whoever is there already stays where they are in it. */
    const goTo = (place: string) => {
      if (at !== place && !at.startsWith(`${place}/`)) go(place);
    };
    const listening = new AbortController();
    const on = <Kind extends 'dragover' | 'dragleave' | 'drop' | 'paste'>(
      kind: Kind,
      heard: (event: WindowEventMap[Kind]) => void,
    ) => window.addEventListener(kind, heard, { signal: listening.signal });
    on('dragover', (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    });
    on('dragleave', (event) => {
      if (!event.relatedTarget) setOver(false);
    });
    on('drop', (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      // Asked for at once: afterwards the browser has forgotten them.
      const entries = [...(event.dataTransfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
      const folder = folderOf(event);
      if (entries.some(({ isDirectory }) => isDirectory)) {
        goTo(places.firmware);
        void handOverFolders(entries);
        // What is built in it later can be watched for.
        void folder?.then((handle) => {
          if (handle instanceof FileSystemDirectoryHandle) handOver({ for: 'builds', handle });
        });
        return;
      }
      const files = [...(event.dataTransfer?.files ?? [])];
      // Where logs are read, any file is meant as one: terminals name them as they like.
      const asLog = (file: File): HandedOver => ({ for: 'log', file });
      const things = at === readLogPlace ? files.map(asLog) : droppedTogether(files);
      for (const thing of things) handOver(thing);
      const [first] = things;
      if (first) goTo(placeOf(first));
    });
    on('paste', (event) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (isTyping(event.target)) return;
      if (at === readLogPlace) return text.trim() === '' ? undefined : handOver({ for: 'log', text });
      const place = looksLikeModel(text) ? 'products' : looksLikeLicenses(text) ? 'licenses' : undefined;
      if (!place) return;
      handOver(place === 'products' ? { for: place, text } : { for: place, text });
      goTo(places[place]);
    });
    return () => listening.abort();
  }, [at, go]);
  return over ? <div className={styles.frame}>{t.drop.here}</div> : null;
};
