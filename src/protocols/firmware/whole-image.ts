/** Bootloader, partition table and applications in one file, as they lie in the flash. */
import type { FirmwareFacts, FirmwareOddity, FirmwareRegion, Partition } from '../../model/firmware';
import { BenchError } from '../../model/problem';
import { isBlank, isZeros } from '../images/blank';
import { chipOf, espChipNames } from '../images/esp-chip-ids';
import { type EspImage, imageMagic, readEspImage } from '../images/esp-image';
import { partitionTableAt, partitionTableBytes } from '../images/partition-table';
import { strictest } from '../images/revision-limits';
import { checkTable, findTable } from './image-table';
import { findSignature } from './signature';
import { appOf } from './single-image';

const typeApp = 0;
const sectorBytes = 0x1000;
/** What is in front of each application and need not be blank to be worth a look. */
const headBytes = 16;

const wouldNotStart = (reason: string, details: Record<string, string | number> = {}) =>
  new BenchError('firmware.would-not-start', { reason, ...details });

/** What a row holds within the file. `base`: where the first byte of the file belongs. */
const contents = (bytes: Uint8Array, base: number, { offset, size }: Partition) =>
  bytes.subarray(Math.max(0, offset - base), Math.max(0, offset + size - base));

/** The last byte that is not FF ends what a partition holds, rounded up to the sector. */
const held = (bytes: Uint8Array, base: number, row: Partition): FirmwareRegion | undefined => {
  const inside = contents(bytes, base, row);
  if (isBlank(inside)) return undefined;
  let end = inside.length;
  while (inside[end - 1] === 0xff) end--;
  const size = Math.min(Math.ceil(end / sectorBytes) * sectorBytes, inside.length);
  return { label: row.label, offset: row.offset, size };
};

interface App {
  row: Partition;
  image: EspImage;
}

/** Every application in the file is walked. */
const readApps = (bytes: Uint8Array, base: number, rows: readonly Partition[], bootloader: EspImage): App[] => {
  const apps: App[] = [];
  for (const row of rows) {
    const at = row.offset - base;
    const place = { part: row.label, at: row.offset };
    if (at < 0 || at >= bytes.length || isBlank(bytes.subarray(at, at + headBytes))) continue;
    if (bytes[at] !== imageMagic) throw wouldNotStart('not-app', place);
    const image = readEspImage(bytes, at);
    const [chip, other] = [bootloader.chipId, image.chipId].map((id) => espChipNames[id] ?? `chip ${id}`);
    if (image.chipId !== bootloader.chipId)
      throw wouldNotStart('mixed-chips', { ...place, chip: chip!, other: other! });
    if (!image.isMapped) throw wouldNotStart('not-app', place);
    if (image.size > row.size)
      throw wouldNotStart('app-beyond-slot', { part: row.label, size: image.size, room: row.size });
    apps.push({ row, image });
  }
  const first = Math.min(...rows.map(({ offset }) => offset)) - base;
  if (rows.length === 0) throw wouldNotStart('no-slot');
  // A whole file has an application; one that ends before it was cut off.
  if (apps.length === 0 && bytes.length <= first)
    throw new BenchError('firmware.truncated', { expected: first + sectorBytes, size: bytes.length });
  if (apps.length === 0) throw wouldNotStart('no-app');
  return apps;
};

/** Settings or a license of a board: nobody builds those into an image. */
const isCopy = (bytes: Uint8Array, base: number, partitions: readonly Partition[]) =>
  partitions.some(
    (row) => row.type === 1 && (row.subtype === 2 || row.label === 'tuya') && held(bytes, base, row) !== undefined,
  );

/**
 * The file whose bootloader is at `start` and whose first byte belongs at `base` of the flash. Throws
 * `firmware.truncated`, `firmware.corrupt` and `firmware.would-not-start`.
 */
export const readWhole = (bytes: Uint8Array, start: number, base: number): FirmwareFacts => {
  const bootloader = readEspImage(bytes, start);
  const signatures = [findSignature(bytes, start, bootloader.size)];
  const table = findTable(bytes, base, start + bootloader.size);
  const { partitions } = table;
  checkTable(table, bootloader.flashBytes);
  const apps = readApps(
    bytes,
    base,
    partitions.filter(({ type }) => type === typeApp),
    bootloader,
  );
  for (const { row, image } of apps) signatures.push(findSignature(bytes, row.offset - base, image.size));
  const data = partitions.filter(({ type }) => type !== typeApp).map((row) => held(bytes, base, row));
  const covers = [
    { label: 'bootloader', offset: base + start, size: bootloader.size },
    { label: 'partition table', offset: table.at, size: partitionTableBytes },
    ...data.filter((region) => region !== undefined),
    ...apps.map(({ row, image }) => ({ label: row.label, offset: row.offset, size: image.size })),
  ].sort((one, other) => one.offset - other.offset);
  const end = Math.max(...covers.map(({ offset, size }) => offset + size)) - base;
  const gaps = [
    bytes.subarray(0, start),
    bytes.subarray(start + (signatures[0]?.end ?? bootloader.size), table.at - base),
    bytes.subarray(end),
  ];
  const oddities: FirmwareOddity[] = [];
  if (base > 0) oddities.push('from-bootloader');
  if (table.at !== partitionTableAt) oddities.push('table-elsewhere');
  if (gaps.some(isZeros)) oddities.push('zero-padded');
  if (isCopy(bytes, base, partitions)) oddities.push('chip-copy');
  // The bootloader's upper limit is not looked at when it starts; that of an application is.
  const { max: _, ...bootloaderLimits } = bootloader.revisions;
  const kinds = new Set(signatures.map((signature) => signature?.kind));
  const [signed] = kinds.size === 1 ? kinds : [];
  return {
    kind: 'merged',
    chip: chipOf(bootloader.chipId),
    ...appOf(apps[0]!.image),
    address: base,
    size: bytes.length,
    flashBytes: bootloader.flashBytes,
    partitions,
    covers,
    revisions: strictest([bootloaderLimits, ...apps.map(({ image }) => image.revisions)]),
    tableAt: table.at,
    ...(signed && { signed }),
    ...(oddities.length > 0 && { oddities }),
  };
};
