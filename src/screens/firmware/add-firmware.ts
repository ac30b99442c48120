import type { FirmwareRow } from '../../model/firmware';
import { asBenchError, type Problem } from '../../model/problem';
import type { GivenFile } from '../../protocols/packages/given-file';
import type { LoosePart } from '../../protocols/packages/loose-parts';
import { oneImage, type PackedImage } from '../../protocols/packages/one-image';
import { readGiven } from '../../protocols/packages/read-given';
import type { BenchDatabase } from '../../records/database';
import { addFirmware, firmwareOf, identityOf } from '../../records/firmware';

/** From dropped files to the shelf, or to the reason why not. */

export type AddedFile =
  | { kind: 'added' | 'already'; fileName: string; row: FirmwareRow }
  | { kind: 'refused'; fileName: string; problem: Problem };

export interface AddedFiles {
  added: readonly AddedFile[];
  /** Parts that are to be put together by hand. */
  loose: readonly LoosePart[];
  /** Files beside a list that it does not name. */
  left: number;
}

const addImage = async (db: BenchDatabase, image: PackedImage, now: number): Promise<AddedFile> => {
  const { fileName, facts, bytes } = image;
  try {
    const sha256 = await identityOf(bytes.buffer, facts.gaps);
    const known = await firmwareOf(db, sha256);
    if (known) return { kind: 'already', fileName, row: known };
    const row = await addFirmware(db, { sha256, fileName, addedAt: now, virtual: false, facts }, bytes.buffer);
    return { kind: 'added', fileName, row };
  } catch (fault) {
    return { kind: 'refused', fileName, problem: asBenchError(fault).problem };
  }
};

/** `name`: what people call all of it together. */
export const addGiven = async (
  db: BenchDatabase,
  given: readonly GivenFile[],
  name: string,
  now: number,
): Promise<AddedFiles> => {
  const { images, loose, left } = await readGiven(given, name);
  const added: AddedFile[] = [];
  // One after the other: two large images at once would only stall the page twice as long.
  for (const read of images) added.push(read.kind === 'image' ? await addImage(db, read.image, now) : read);
  return { added, loose, left };
};

/** `parts` with the places that a person gave them. */
export const addTogether = async (
  db: BenchDatabase,
  parts: readonly (LoosePart & { offset: number })[],
  name: string,
  now: number,
): Promise<AddedFile> => {
  try {
    return await addImage(db, oneImage(parts, name), now);
  } catch (fault) {
    const { code, details } = asBenchError(fault).problem;
    return { kind: 'refused', fileName: name, problem: { code, details: { file: name, ...details } } };
  }
};
