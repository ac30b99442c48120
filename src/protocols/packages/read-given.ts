/** What a person gave, files or folders or archives: what of it goes on the shelf, what does not, and why. */
import { BenchError } from '../../model/problem';
import { looksLike } from '../firmware/looks/looks-like';
import { readFirmware } from '../firmware/read-firmware';
import { packageFault } from './fault';
import { byPath, type GivenFile } from './given-file';
import { isIntelHex, readIntelHex } from './intel-hex';
import { lastOffset } from './json-fields';
import { isListName } from './list-names';
import { type LooseFile, type LoosePart, lookAtLoose } from './loose-parts';
import { oneImage } from './one-image';
import { folderOf, nameOf } from './paths';
import { type ReadImage, readList, refusedAs } from './read-lists';
import { isZip, unzip } from './unzip';
import { isImageName, isOurs, isWorthALook, isZipName } from './worth-a-look';

export interface Given {
  /** Whole images before applications, what is refused last. */
  images: readonly ReadImage[];
  /** Parts that no list speaks of, a boot loader and an application among them: to be put together by hand. */
  loose: readonly LoosePart[];
  /** Files beside a list that it does not name. */
  left: number;
}

/** Of a folder without a list: more than any build leaves behind. */
const mostFiles = 64;

const isInFolder = (path: string) => path.includes('/');

const filesIn = async (archive: GivenFile): Promise<readonly GivenFile[]> => {
  if (archive.size > lastOffset) throw packageFault('too-large', { size: archive.size, most: lastOffset });
  const bytes = await archive.read();
  if (!isZip(bytes)) throw packageFault('damaged');
  const wanted = (path: string) => isWorthALook(path) && !isZipName(path);
  const inside = await unzip(bytes, archive.path.replace(/\.zip$/i, ''), wanted);
  if (inside.length === 0) throw packageFault('nothing');
  return inside;
};

interface Single {
  image: ReadImage;
  /** It may be a part of something. */
  loose?: LooseFile;
}

const readSingle = async (file: GivenFile): Promise<Single> => {
  const fileName = nameOf(file.path);
  let loose: LooseFile | undefined;
  try {
    if (file.size > lastOffset) throw new BenchError('firmware.not-firmware', { size: file.size });
    const bytes = await file.read();
    if (isIntelHex(bytes)) {
      const parts = readIntelHex(new TextDecoder('latin1').decode(bytes), fileName);
      return { image: { kind: 'image', image: oneImage(parts, fileName) } };
    }
    // No part of a flash, whatever its place: it is told of by itself.
    if (looksLike(bytes) !== 'elf') loose = { name: fileName, bytes };
    const facts = readFirmware(bytes, fileName);
    const image: ReadImage = { kind: 'image', image: { fileName, facts, bytes } };
    return facts.kind === 'merged' ? { image } : { image, loose };
  } catch (fault) {
    return { image: refusedAs(fileName, fault), ...(loose && { loose }) };
  }
};

const rank = (read: ReadImage) => (read.kind === 'refused' ? 3 : { merged: 0, app: 1, part: 2 }[read.image.facts.kind]);

/** A boot loader and an application, and nothing whole that has both in it. */
const isToPutTogether = (parts: readonly LoosePart[], singles: readonly Single[]) =>
  parts.some(({ kind }) => kind === 'loader') &&
  parts.some(({ kind }) => kind === 'app') &&
  !singles.some(({ image }) => rank(image) === 0);

/**
 * `given` may be many: only what may be firmware is read. `name`: what people call all of it. Throws nothing: what is
 * wrong is told with its file.
 */
export const readGiven = async (given: readonly GivenFile[], name: string): Promise<Given> => {
  const images: ReadImage[] = [];
  const files: GivenFile[] = [];
  for (const file of given.filter(({ path }) => isOurs(path))) {
    if (!isZipName(file.path)) files.push(file);
    else
      try {
        files.push(...(await filesIn(file)));
      } catch (fault) {
        images.push(refusedAs(nameOf(file.path), fault));
      }
  }
  const lists = files.filter(({ path }) => isListName(path));
  const known = byPath(files);
  const named = new Set(lists.map(({ path }) => path));
  for (const list of lists) {
    const read = await readList(list, known);
    images.push(...read.images);
    for (const path of read.named) named.add(path);
  }
  const folders = lists.map(({ path }) => folderOf(path));
  const isBesideList = (path: string) => folders.some((folder) => folder === '' || path.startsWith(`${folder}/`));
  const others = files.filter(({ path }) => !named.has(path));
  // What was given by itself is told of in any case; of a folder only what no list had to speak of.
  const singles = others.filter(({ path }) => !isInFolder(path) || (isImageName(path) && !isBesideList(path)));
  const read: Single[] = [];
  for (const file of singles.slice(0, mostFiles)) read.push(await readSingle(file));
  if (singles.length > mostFiles)
    images.push(refusedAs(name, packageFault('too-many', { what: 'files', most: mostFiles })));
  const parts = lookAtLoose(read.flatMap(({ loose }) => loose ?? []));
  const together = isToPutTogether(parts, read);
  // What is put together by hand is told of there.
  for (const { image, loose } of read) if (!together || !loose || rank(image) < 2) images.push(image);
  if (images.length === 0 && !together) images.push(refusedAs(name, packageFault('nothing')));
  return {
    images: images.sort((one, other) => rank(one) - rank(other)),
    loose: together ? parts : [],
    left: others.length - singles.length,
  };
};
