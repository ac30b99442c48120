/** The catalogues kept here, and the one thing that is being fetched of them. */
import { useEffect, useRef, useState } from 'react';
import type { Catalogue, CatalogueRow, ChangedFile, ListedFirmware } from '../../../model/catalogue';
import { asBenchError, BenchError, type Problem } from '../../../model/problem';
import { readAddress } from '../../../protocols/catalogue/address';
import { changedFiles, filesOf } from '../../../protocols/catalogue/changes';
import { catalogueAt, keepCatalogue, listCatalogues, listFetched, removeCatalogue } from '../../../records/catalogues';
import { benchDatabase } from '../../../records/database';
import { fetchCatalogue } from '../../../steps/catalogue/fetch-catalogue';
import { type FileWork, fetchAgain, type GotFile, keepChanged } from '../../../steps/catalogue/fetch-file';
import { type TakenFirmware, takeFirmware } from '../../../steps/catalogue/take-firmware';
import { useSurroundings } from '../../parts/bench-context';
import { useLive } from '../../parts/use-live';

const askCatalogues = () => listCatalogues(benchDatabase());
const askFetched = () => listFetched(benchDatabase());

/** Where an answer is shown: at the field, at a catalogue, or at one firmware of it. */
export interface Place {
  /** Empty: the field. */
  url: string;
  id?: string;
}

export interface Busy extends Place {
  done?: number;
  of?: number;
}

/** Other files than before under the same address, and what takes them. */
export interface Changed extends Place {
  files: readonly ChangedFile[];
  take(): Promise<unknown>;
}

export interface Trouble extends Place {
  problem: Problem;
}

export interface Came extends Place {
  taken: TakenFirmware;
}

const isAt = (one: Place | undefined, other: Place): boolean => one?.url === other.url && one.id === other.id;

export const useCatalogues = () => {
  const { fetchOutside } = useSurroundings();
  const { answer: rows, problem: storage } = useLive(askCatalogues);
  const { answer: fetched = [] } = useLive(askFetched);
  const [busy, setBusy] = useState<Busy>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [changed, setChanged] = useState<Changed>();
  const [came, setCame] = useState<Came>();
  const leaving = useRef<AbortController>(undefined);
  useEffect(() => () => leaving.current?.abort(), []);

  const db = benchDatabase();

  /** One at a time; what was told before of the same place is over. True when it came about. */
  const attempt = async (
    at: Place,
    work: (part: FileWork & { progress(done: number, of: number): void }) => Promise<unknown>,
  ) => {
    const stopped = new AbortController();
    leaving.current = stopped;
    setBusy(at);
    setTrouble(undefined);
    setCame(undefined);
    setChanged((before) => (before?.url === at.url ? undefined : before));
    try {
      if (!fetchOutside) throw new BenchError('catalogue.not-fetched', { reason: 'no-relay' });
      await work({
        db,
        fetch: fetchOutside,
        now: () => Date.now(),
        signal: stopped.signal,
        progress: (done, of) => setBusy({ ...at, done, of }),
      });
      return true;
    } catch (fault) {
      const { problem } = asBenchError(fault);
      if (problem.code !== 'cancelled') setTrouble({ ...at, problem });
      return false;
    } finally {
      setBusy(undefined);
    }
  };

  const keep = (catalogue: Catalogue) => keepCatalogue(db, catalogue);

  /** Kept at once, but for files that are others under the same address. */
  const keepOrAsk = async (catalogue: Catalogue): Promise<void> => {
    const before = await catalogueAt(db, catalogue.url);
    const files = before ? changedFiles(before, catalogue) : [];
    if (files.length === 0) await keep(catalogue);
    else setChanged({ url: catalogue.url, files, take: () => keep(catalogue) });
  };

  const list = (at: Place, address: string) =>
    attempt(at, async (work) => keepOrAsk(await fetchCatalogue(address, work)));

  return {
    /** Undefined until storage has been asked. */
    rows,
    fetched: new Map(fetched.map((file) => [file.url, file])),
    storage,
    isBusy: busy !== undefined,
    busyAt: (at: Place) => (isAt(busy, at) ? busy : undefined),
    troubleAt: (at: Place) => (isAt(trouble, at) ? trouble?.problem : undefined),
    changedAt: (at: Place) => (isAt(changed, at) ? changed : undefined),
    cameAt: (at: Place) => (isAt(came, at) ? came?.taken : undefined),
    stop: () => leaving.current?.abort(),
    add: async (typed: string) => {
      const read = readAddress(typed);
      const known = read.kind === 'address' && rows?.some(({ url }) => url === read.url);
      return list({ url: known ? read.url : '' }, typed);
    },
    again: ({ url }: CatalogueRow) => list({ url }, url),
    remove: ({ url }: CatalogueRow) => attempt({ url }, () => removeCatalogue(db, url)),
    take: ({ url }: CatalogueRow, firmware: ListedFirmware) =>
      attempt({ url, id: firmware.id }, async (work) => {
        const taken = await takeFirmware(url, firmware, work);
        setCame({ url, id: firmware.id, taken });
      }),
    /** Resolves with true when the files are still the same. */
    fetchAgain: async ({ url }: CatalogueRow, firmware: ListedFirmware) => {
      const { id } = firmware;
      let same = false;
      await attempt({ url, id }, async (work) => {
        const parts = filesOf(firmware);
        const other: { file: GotFile; changed: ChangedFile }[] = [];
        for (const [done, part] of parts.entries()) {
          work.progress(done, parts.length);
          const { file, changed: now } = await fetchAgain(part, work);
          if (now) other.push({ file, changed: now });
        }
        same = other.length === 0;
        if (same) return;
        const files = other.map(({ changed: now }) => now);
        const take = () =>
          keepChanged(
            other.map(({ file }) => file),
            work,
          );
        setChanged({ url, id, files, take });
      });
      return same;
    },
    /** Takes what changed, or leaves everything as it was. */
    settle: async (takes: boolean) => {
      const settled = changed;
      setChanged(undefined);
      if (takes && settled) await attempt({ url: settled.url, ...(settled.id && { id: settled.id }) }, settled.take);
    },
  };
};

export type Catalogues = ReturnType<typeof useCatalogues>;
