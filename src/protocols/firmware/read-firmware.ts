/** Tells what a firmware file is from its own headers, and refuses what is cut off, damaged or none. */
import type { ChipId } from '../../model/chip';
import type { FirmwareFacts, FirmwareRegion, Partition } from '../../model/firmware';
import { BenchError } from '../../model/problem';
import { bootloaderAt, chipOfEspId, espChipNames } from './esp-chip-ids';
import { type EspImage, imageMagic, readEspImage } from './esp-image';
import { looksLike } from './looks-like';
import { isPartitionTable, partitionTableAt, partitionTableBytes, readPartitionTable } from './partition-table';

/** Where applications begin on every TuyaOpen table (esp-flashing, section 7). */
const appAt = 0x10000;
const typeApp = 0;
const sectorBytes = 0x1000;
/** ESP32 and ESP32-S2 keep their bootloader here; a merged file is blank before it. */
const lateBootloaderAt = 0x1000;

const isBlank = (bytes: Uint8Array, from: number, to: number) =>
  bytes.subarray(from, to).every((byte) => byte === 0xff);

const chipOf = (image: EspImage, file: string): ChipId => {
  const chip = chipOfEspId[image.chipId];
  if (chip) return chip;
  const name = espChipNames[image.chipId];
  if (name) throw new BenchError('firmware.wrong-chip', { image: name, file });
  throw new BenchError('firmware.not-firmware', { file, looksLike: 'unknown', chipId: image.chipId });
};

/** The last byte that is not FF ends what a partition holds, rounded up to the sector. */
const held = (bytes: Uint8Array, { label, offset, size }: Partition): FirmwareRegion | undefined => {
  let end = Math.min(offset + size, bytes.length);
  while (end > offset && bytes[end - 1] === 0xff) end--;
  if (end <= offset) return undefined;
  return { label, offset, size: Math.min(Math.ceil(end / sectorBytes) * sectorBytes, bytes.length) - offset };
};

const appOf = ({ name, version, idfVersion }: EspImage) => ({
  ...(name && { app: name }),
  ...(version && { version }),
  ...(idfVersion && { idfVersion }),
});

/** Every application in the file is walked; the one the table names first gives the file its name. */
const readApps = (bytes: Uint8Array, partitions: readonly Partition[], file: string) => {
  const rows = partitions.filter(({ type }) => type === typeApp);
  const apps: { row: Partition; image: EspImage }[] = [];
  for (const row of rows) {
    if (row.offset >= bytes.length || isBlank(bytes, row.offset, row.offset + 16)) continue;
    if (bytes[row.offset] !== imageMagic)
      throw new BenchError('firmware.corrupt', { file, part: row.label, at: row.offset });
    apps.push({ row, image: readEspImage(bytes, row.offset) });
  }
  const first = rows[0];
  // A merged file has an application; one that ends before it was cut off.
  if (apps.length === 0 && first && bytes.length <= first.offset)
    throw new BenchError('firmware.truncated', { expected: first.offset + sectorBytes, size: bytes.length });
  return apps;
};

const readMerged = (bytes: Uint8Array, start: number, file: string): FirmwareFacts => {
  const bootloader = readEspImage(bytes, start);
  const chip = chipOf(bootloader, file);
  const partitions = readPartitionTable(bytes, partitionTableAt);
  const apps = readApps(bytes, partitions, file);
  for (const { image, row } of apps)
    if (image.chipId !== bootloader.chipId)
      throw new BenchError('firmware.corrupt', { file, part: row.label, at: row.offset });
  const data = partitions.filter(({ type }) => type !== typeApp).map((row) => held(bytes, row));
  const covers = [
    { label: 'bootloader', offset: start, size: bootloader.size },
    { label: 'partition table', offset: partitionTableAt, size: partitionTableBytes },
    ...data.filter((region) => region !== undefined),
    ...apps.map(({ row, image }) => ({ label: row.label, offset: row.offset, size: image.size })),
  ];
  return {
    kind: 'merged',
    chip,
    ...(apps[0] && appOf(apps[0].image)),
    address: 0,
    size: bytes.length,
    flashBytes: bootloader.flashBytes,
    partitions,
    covers: covers.sort((one, other) => one.offset - other.offset),
  };
};

const readSingle = (bytes: Uint8Array, file: string): FirmwareFacts => {
  const image = readEspImage(bytes, 0);
  const chip = chipOf(image, file);
  const address = image.isApp ? appAt : bootloaderAt(chip);
  return {
    kind: image.isApp ? 'app' : 'part',
    chip,
    ...appOf(image),
    address,
    size: bytes.length,
    flashBytes: image.flashBytes,
    partitions: [],
    covers: [{ label: image.isApp ? (image.name ?? 'app') : 'bootloader', offset: address, size: image.size }],
  };
};

const recognise = (bytes: Uint8Array, file: string): FirmwareFacts => {
  const table = isPartitionTable(bytes, partitionTableAt);
  if (bytes[0] === imageMagic) return table ? readMerged(bytes, 0, file) : readSingle(bytes, file);
  const late = bytes[lateBootloaderAt] === imageMagic && isBlank(bytes, 0, lateBootloaderAt);
  if (late && (table || bytes.length > partitionTableAt)) return readMerged(bytes, lateBootloaderAt, file);
  if (late)
    throw new BenchError('firmware.truncated', {
      expected: partitionTableAt + partitionTableBytes,
      size: bytes.length,
    });
  throw new BenchError('firmware.not-firmware', { file, looksLike: looksLike(bytes) });
};

/**
 * What the headers of a file tell; `fileName` only names it in problems. Throws `firmware.not-firmware` {file,
 * looksLike}, `firmware.truncated` {file, expected, size}, `firmware.corrupt` {file, part, at}, and
 * `firmware.wrong-chip` {image, file} for a chip the bench has no family for. Sizes and places in bytes.
 */
export const readFirmware = (bytes: Uint8Array, fileName: string): FirmwareFacts => {
  try {
    return recognise(bytes, fileName);
  } catch (fault) {
    if (!(fault instanceof BenchError)) throw fault;
    throw new BenchError(fault.code, { file: fileName, ...fault.details });
  }
};
