/** The files of one build as one row of the shelf. */
import type { ListedBuild, ListedFirmware } from '../../model/catalogue';
import type { FirmwareRow } from '../../model/firmware';
import { BenchError } from '../../model/problem';
import { readFirmware } from '../../protocols/firmware/read-firmware';
import { sha256Of } from '../../records/firmware';

/** A name for people; what it is made of came from outside. */
const nameOf = ({ name, version }: ListedFirmware, { chipFamily, parts }: ListedBuild): string => {
  const [only] = parts;
  const file = parts.length === 1 ? only?.path.split(/[/\\]/).pop() : undefined;
  return file || [name, version, chipFamily].filter(Boolean).join(' ');
};

/** `files` in the order of the parts. Throws what the reading of a file throws. */
export const assemble = async (
  firmware: ListedFirmware,
  build: ListedBuild,
  files: readonly Uint8Array<ArrayBuffer>[],
  now: number,
): Promise<{ row: FirmwareRow; bytes: ArrayBuffer }> => {
  const fileName = nameOf(firmware, build);
  const [bytes] = files;
  if (files.length !== 1 || !bytes)
    throw new BenchError('firmware.would-not-start', { file: fileName, reason: 'several' });
  const facts = readFirmware(bytes, fileName);
  const sha256 = await sha256Of(bytes.buffer);
  return { row: { sha256, fileName, addedAt: now, virtual: false, facts }, bytes: bytes.buffer };
};
