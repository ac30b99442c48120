import { type FileInFolder, type Folder, isGone } from '../../links/folder';
import { imagesOf, isOpenFolder } from '../../protocols/builds/build-files';

/** The images in a watched folder, with what the disk says of them. */

export interface ImageFile {
  /** From the watched folder on. */
  path: string;
  file: FileInFolder;
  size: number;
  /** Milliseconds since 1970. */
  modified: number;
}

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

/** `left` entries may still be listed. Throws when the folder itself cannot be read. */
const filesIn = async (
  folder: Folder,
  at: string,
  depth: number,
  left: { entries: number },
): Promise<{ path: string; file: FileInFolder }[]> => {
  const files = new Map<string, FileInFolder>();
  const folders: Folder[] = [];
  for await (const entry of folder.values()) {
    if (left.entries === 0) break;
    left.entries -= 1;
    if (entry.kind === 'file') files.set(entry.name, entry);
    else if (depth < deepest && isOpenFolder(entry.name)) folders.push(entry);
  }
  const here = imagesOf([...files.keys()]).flatMap((name) => {
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

const stat = async ({ path, file }: { path: string; file: FileInFolder }): Promise<ImageFile[]> => {
  try {
    const { size, lastModified } = await file.getFile();
    return [{ path, file, size, modified: lastModified }];
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
