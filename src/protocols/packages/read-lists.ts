/** Lists of parts among given files, and the images they speak of. */
import { asBenchError, BenchError, type Problem } from '../../model/problem';
import { sha256Hex } from '../digest/digest';
import { placeFaults } from './compose';
import { packageFault } from './fault';
import { parseFlasherArgs } from './flasher-args';
import type { FilesByPath, GivenFile } from './given-file';
import { longestList } from './json-fields';
import { isFlasherArgs } from './list-names';
import { chipCalled, oneImage, type PackedImage } from './one-image';
import { folderOf, nameOf, pathFrom } from './paths';
import { parseWebManifest } from './web-manifest';

export type ReadImage = { kind: 'image'; image: PackedImage } | { kind: 'refused'; fileName: string; problem: Problem };

export interface ReadList {
  images: readonly ReadImage[];
  /** Paths of the files it names. */
  named: readonly string[];
}

interface Listed {
  fileName: string;
  /** As the list names it. */
  chip?: string;
  parts: readonly { path: string; offset: number; sha256?: string }[];
}

/** Whatever went wrong, with the name of what it went wrong with. */
export const refusedAs = (fileName: string, fault: unknown): ReadImage => {
  const { code, details } = asBenchError(fault).problem;
  return { kind: 'refused', fileName, problem: { code, details: { file: fileName, ...details } } };
};

/** What people call it: the folder it lies in, or the list itself. */
const packageName = (path: string) => nameOf(folderOf(path)) || nameOf(path);

const listedIn = (text: string, path: string): readonly Listed[] => {
  if (isFlasherArgs(path)) return [{ fileName: packageName(path), ...parseFlasherArgs(text) }];
  const { name, version, builds } = parseWebManifest(text);
  const fileName =
    name === '' ? packageName(path) : [name.slice(0, 60), version?.slice(0, 30)].filter(Boolean).join(' ');
  return builds.map(({ chipFamily, parts }) => ({ fileName, chip: chipFamily, parts }));
};

/** Throws `firmware.package` {reason: `outside`, `missing`, `twice`, part}. */
const fileAt = (folder: string, path: string, files: FilesByPath): GivenFile => {
  const file = files.get(pathFrom(folder, path));
  if (!file || file === 'several') throw packageFault(file ? 'twice' : 'missing', { part: path.slice(0, 80) });
  return file;
};

const imageOf = async ({ fileName, chip, parts }: Listed, folder: string, files: FilesByPath): Promise<ReadImage> => {
  try {
    // Before its files: those of a chip that is not flashed need not be there.
    const said = chip === undefined ? undefined : chipCalled(chip);
    const placed = parts.map((part) => ({ ...part, name: nameOf(part.path), file: fileAt(folder, part.path, files) }));
    // And before their bytes: what lies in no flash may be of any size.
    const fault = placeFaults(placed.map(({ name, offset, file: { size } }) => ({ name, offset, size }))).find(Boolean);
    if (fault) throw fault;
    const read = await Promise.all(
      placed.map(async ({ name, offset, sha256, file }) => {
        const bytes = await file.read();
        if (sha256 && sha256Hex(bytes) !== sha256) throw packageFault('changed', { part: name });
        return { name, offset, bytes };
      }),
    );
    return { kind: 'image', image: oneImage(read, fileName, said) };
  } catch (fault) {
    return refusedAs(fileName, fault);
  }
};

const isThere = (folder: string, path: string, files: FilesByPath): boolean => {
  try {
    fileAt(folder, path, files);
    return true;
  } catch (fault) {
    if (fault instanceof BenchError) return false;
    throw fault;
  }
};

/** Every build of the list. What is wrong with one of them costs the others nothing. */
export const readList = async (list: GivenFile, files: FilesByPath): Promise<ReadList> => {
  const folder = folderOf(list.path);
  try {
    if (list.size > longestList) throw packageFault('too-large', { size: list.size, most: longestList });
    const listed = listedIn(new TextDecoder().decode(await list.read()), list.path);
    const images: ReadImage[] = [];
    // One after the other: each may be as large as a flash.
    for (const each of listed) images.push(await imageOf(each, folder, files));
    const paths = listed.flatMap(({ parts }) => parts.map(({ path }) => path));
    return {
      images,
      named: paths.filter((path) => isThere(folder, path, files)).map((path) => pathFrom(folder, path)),
    };
  } catch (fault) {
    return { images: [refusedAs(nameOf(list.path), fault)], named: [] };
  }
};
