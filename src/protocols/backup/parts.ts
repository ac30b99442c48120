/**
 * The flash of a board in parts, and which of them may go to another board. What nobody here knows stays: it may be a key
 * (esp-flashing, section 7; beken-uart-boot, section 10).
 */
import type { FlashPart, PartRule } from '../../model/backup';
import type { BoardLayout } from '../../model/board-layout';
import type { ChipId } from '../../model/chip';
import type { Partition } from '../../model/firmware';
import { mapOfChip } from '../images/beken-maps';

const tableBytes = 0x1000;
const typeApp = 0;
const typeData = 1;

/** Subtypes of data (ESP-IDF, "Partition Tables"). */
const dataRules: Readonly<Record<number, PartRule>> = {
  0: 'copied', // which slot starts
  1: 'radio',
  2: 'wifi',
  3: 'memory-dump',
  4: 'keys',
  5: 'keys', // stands in for eFuses
  128: 'copied',
  129: 'copied',
  130: 'copied',
  131: 'copied',
};

const ruleOfRow = ({ type, subtype, label }: Partition): PartRule => {
  if (type === typeApp) return 'copied';
  if (type !== typeData) return 'unknown';
  // The firmware finds it by its label, whatever the subtype (esp-flashing, section 7).
  if (label === 'tuya') return 'license';
  return dataRules[subtype] ?? 'unknown';
};

/** By the names of the chip's own map; `user` has the protected values in it, `uf` what an application keeps. */
const bekenRules: Readonly<Record<string, PartRule>> = {
  bootloader: 'copied',
  app: 'copied',
  ota: 'copied',
  files: 'copied',
  kv: 'license',
  'kv key': 'keys',
  user: 'keys',
  rf: 'radio',
  'fast connect': 'wifi',
  network: 'wifi',
};

const namedParts = (layout: BoardLayout, chip: ChipId, flashBytes: number): FlashPart[] => {
  const map = mapOfChip(chip);
  // Boards of one name come with several sizes of flash, and the map says nothing of another one.
  if (map)
    return map.flashBytes === flashBytes
      ? map.regions.map((region) => ({ ...region, rule: bekenRules[region.label] ?? 'unknown' }))
      : [];
  const { table, tableAt, partitions } = layout;
  if (table !== 'read' || tableAt === undefined) return [];
  return [
    { label: 'bootloader', offset: 0, size: tableAt, rule: 'copied' },
    { label: 'partition table', offset: tableAt, size: tableBytes, rule: 'copied' },
    ...partitions.map((row) => ({ label: row.label, offset: row.offset, size: row.size, rule: ruleOfRow(row) })),
  ];
};

/** All of the flash in order, what lies between the named parts included; one part without a name where nothing tells. */
export const partsOf = (layout: BoardLayout, chip: ChipId, flashBytes: number): FlashPart[] => {
  const parts: FlashPart[] = [];
  let at = 0;
  const gap = (until: number) => {
    if (until > at) parts.push({ label: '', offset: at, size: until - at, rule: 'unknown' });
  };
  for (const part of namedParts(layout, chip, flashBytes).sort((one, other) => one.offset - other.offset)) {
    if (part.offset < at || part.offset + part.size > flashBytes) continue;
    gap(part.offset);
    parts.push(part);
    at = part.offset + part.size;
  }
  gap(flashBytes);
  return parts;
};

/** Is there a map at all, by which a clone could be made? */
export const isMapped = (parts: readonly FlashPart[]): boolean => parts.some(({ rule }) => rule === 'copied');
