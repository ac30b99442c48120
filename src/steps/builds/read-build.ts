/** Reads a build that was found: one image, or what a list of ESP-IDF puts together. */
import { type FileInFolder, isGone } from '../../links/folder';
import type { FirmwareFacts } from '../../model/firmware';
import { startsAlone } from '../../model/firmware-choice';
import { asBenchError, BenchError, type Problem } from '../../model/problem';
import { readFirmware } from '../../protocols/firmware/read-firmware';
import { byPath, type GivenFile } from '../../protocols/packages/given-file';
import { readList } from '../../protocols/packages/read-lists';
import { identityOf } from '../../records/firmware';
import { type ImageFile, stampOf } from './find-images';

export interface WholeImage {
  sha256: string;
  /** As it lies on the shelf. */
  name: string;
  path: string;
  modified: number;
  bytes: ArrayBuffer;
  facts: FirmwareFacts;
}

type Stamp = Pick<ImageFile, 'size' | 'modified'>;

export const isSame = (one: Stamp, other: Stamp): boolean => one.size === other.size && one.modified === other.modified;

export type Verdict = { image: WholeImage } | { problem: Problem };

/** By their paths beside the list, the list or the image itself first. */
const filesOf = ({ path, file, parts }: ImageFile): readonly (readonly [string, FileInFolder])[] => [
  [path.slice(path.lastIndexOf('/') + 1), file],
  ...(parts ?? []),
];

/** Undefined when one of them changed or went while they were read. */
const readAll = async (image: ImageFile): Promise<GivenFile[] | undefined> => {
  const here = () => Promise.all(filesOf(image).map(([, file]) => file.getFile()));
  try {
    const before = await here();
    if (!isSame(image, stampOf(before))) return undefined;
    const contents: ArrayBuffer[] = [];
    for (const each of before) contents.push(await each.arrayBuffer());
    const read = contents.reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (!isSame(image, stampOf(await here())) || read !== image.size) return undefined;
    return filesOf(image).map(([path], at) => {
      const bytes = new Uint8Array(contents[at] ?? new ArrayBuffer(0));
      return { path, size: bytes.length, read: async () => bytes };
    });
  } catch (fault) {
    // The browser refuses to read what is not the file any more that it had looked at.
    if (isGone(fault) || (fault instanceof DOMException && fault.name === 'NotReadableError')) return undefined;
    throw fault;
  }
};

type Made = { bytes: Uint8Array<ArrayBuffer>; facts: FirmwareFacts } | { problem: Problem };

const made = async ([first, ...parts]: readonly GivenFile[], isList: boolean): Promise<Made> => {
  if (!first) throw new BenchError('firmware.not-firmware', {});
  if (!isList) {
    const bytes = await first.read();
    return { bytes, facts: readFirmware(bytes, first.path) };
  }
  const { images } = await readList(first, byPath([first, ...parts]));
  const [read] = images;
  if (!read) throw new BenchError('firmware.not-firmware', { file: first.path });
  return read.kind === 'refused' ? { problem: read.problem } : read.image;
};

/** Undefined when it changed or went while it was read. */
export const readBuild = async (image: ImageFile): Promise<Verdict | undefined> => {
  const { path, modified, parts } = image;
  const files = await readAll(image);
  if (!files) return undefined;
  const first = path.slice(path.lastIndexOf('/') + 1);
  try {
    const build = await made(files, parts !== undefined);
    if ('problem' in build) return build;
    const { facts } = build;
    if (!startsAlone({ facts })) throw new BenchError('firmware.part-alone', { file: first });
    const bytes = build.bytes.buffer;
    const name = parts ? [facts.app ?? first, facts.version].filter(Boolean).join(' ') : first;
    return { image: { sha256: await identityOf(bytes, facts.gaps), name, path, modified, bytes, facts } };
  } catch (fault) {
    return { problem: asBenchError(fault).problem };
  }
};
