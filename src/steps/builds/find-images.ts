import { type FileInFolder, type Folder, isGone } from '../../links/folder';
import { imagesOf, isOpenFolder, listOf } from '../../protocols/builds/build-files';
import { parseFlasherArgs } from '../../protocols/packages/flasher-args';
import { longestList } from '../../protocols/packages/json-fields';
import { pathFrom } from '../../protocols/packages/paths';

/** The images in a watched folder, with what the disk says of them. */

export interface ImageFile {
  /** From the watched folder on. */
  path: string;
  file: FileInFolder;
  /** Of all its files together. */
  size: number;
  /** Of its newest file, milliseconds since 1970. */
  modified: number;
  /** Of a list: the files it names, by their paths beside it. */
  parts?: ReadonlyMap<string, FileInFolder>;
  /** Of a list: what was written last is not the application, which may still be compiled. */
  underway?: true;
}

type FoundFile = Pick<ImageFile, 'path' | 'file' | 'parts'>;

export interface Found {
  /** The newest first. */
  images: readonly ImageFile[];
  /** There is more in it than was looked through. */
  tooMuch: boolean;
}

/** `dist/NAME_VER` of a project is two below it; one more for whoever chooses the folder above. */
const deepest = 3;
/** A look takes milliseconds for as many, and is taken every second. */
const mostEntries = 3000;
const mostImages = 200;

interface Left {
  /** That may still be listed. */
  entries: number;
}

/** Undefined where it is not there. */
const fileAt = async (
  folder: Folder,
  [name, ...below]: readonly string[],
  left: Left,
): Promise<FileInFolder | undefined> => {
  for await (const entry of folder.values()) {
    if (left.entries === 0) return undefined;
    left.entries -= 1;
    if (entry.name !== name) continue;
    if (entry.kind === 'directory') return fileAt(entry, below, left);
    return below.length === 0 ? entry : undefined;
  }
  return undefined;
};

/** What a list names; undefined where not all of it is there, as after `idf.py app`, or where it cannot be read. */
const partsOf = async (folder: Folder, list: FileInFolder, left: Left): Promise<ImageFile['parts']> => {
  try {
    const read = await list.getFile();
    if (read.size > longestList) return undefined;
    const parts = new Map<string, FileInFolder>();
    for (const { path } of parseFlasherArgs(new TextDecoder().decode(await read.arrayBuffer())).parts) {
      const plain = pathFrom('', path);
      const file = await fileAt(folder, plain.split('/'), left);
      if (!file) return undefined;
      parts.set(plain, file);
    }
    return parts;
  } catch {
    return undefined;
  }
};

/** Throws when the folder itself cannot be read. */
const filesIn = async (folder: Folder, at: string, depth: number, left: Left): Promise<FoundFile[]> => {
  const files = new Map<string, FileInFolder>();
  const folders: Folder[] = [];
  for await (const entry of folder.values()) {
    if (left.entries === 0) break;
    left.entries -= 1;
    if (entry.kind === 'file') files.set(entry.name, entry);
    else if (depth < deepest && isOpenFolder(entry.name)) folders.push(entry);
  }
  const listed = files.get(listOf([...files.keys()]) ?? '');
  const parts = listed && (await partsOf(folder, listed, left));
  const here: FoundFile[] = parts
    ? [{ path: at + listed.name, file: listed, parts }]
    : imagesOf([...files.keys()]).flatMap((name) => {
        const file = files.get(name);
        return file ? [{ path: at + name, file }] : [];
      });
  const below = [];
  for (const each of folders) {
    const inside = await filesIn(each, `${at}${each.name}/`, depth + 1, left).catch((fault: unknown) => {
      if (isGone(fault)) return [];
      throw fault;
    });
    below.push(...inside);
  }
  return [...here, ...below];
};

/** Of several files: bytes in all, and when the newest was written. */
export const stampOf = (
  files: readonly Pick<File, 'size' | 'lastModified'>[],
): Pick<ImageFile, 'size' | 'modified'> => ({
  size: files.reduce((sum, { size }) => sum + size, 0),
  modified: Math.max(...files.map(({ lastModified }) => lastModified)),
});

/** ESP-IDF has loader and table in folders of their own, beside the application. */
const isBeside = (path: string) => path.includes('/');

const stat = async (found: FoundFile): Promise<ImageFile[]> => {
  try {
    const named = [...(found.parts ?? [])];
    const files = await Promise.all([found.file, ...named.map(([, file]) => file)].map((file) => file.getFile()));
    const stamp = stampOf(files);
    const newest = named.filter((_, at) => files[at + 1]?.lastModified === stamp.modified);
    const underway = newest.length > 0 && newest.every(([path]) => isBeside(path));
    return [{ ...found, ...stamp, ...(underway && { underway }) }];
  } catch (fault) {
    if (isGone(fault)) return [];
    throw fault;
  }
};

/** Throws what the browser throws when the folder is gone or may not be read. */
export const findImages = async (folder: Folder): Promise<Found> => {
  const left = { entries: mostEntries };
  const files = await filesIn(folder, '', 0, left);
  const images = (await Promise.all(files.slice(0, mostImages).map(stat))).flat();
  return {
    images: images.sort((a, b) => b.modified - a.modified || a.path.localeCompare(b.path)),
    tooMuch: left.entries === 0 || files.length > mostImages,
  };
};
