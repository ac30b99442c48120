/** What lies where in the flash of Beken boards under TuyaOpen: no table in the flash says so (beken-uart-boot, section 10). */
import type { BekenChipId, ChipId } from '../../model/chip';
import type { FirmwareRegion, Partition } from '../../model/firmware';

export interface BekenMap {
  flashBytes: number;
  /** Of everything, for the map on the screen. */
  regions: readonly FirmwareRegion[];
  /** The same as rows of a table, with types as ESP-IDF has them: 0 applications, 1 data. */
  partitions: readonly Partition[];
  /** RF calibration and MAC: gone, the radio of that board never works again. */
  radio: FirmwareRegion;
}

type Row = readonly [label: string, from: number, until: number];

const regionsOf = (rows: readonly Row[]): FirmwareRegion[] =>
  rows.map(([label, from, until]) => ({ label, offset: from, size: until + 1 - from }));

/** Names that the bench knows from ESP boards mean the same here. */
const kinds: Readonly<Record<string, readonly [type: number, subtype: number]>> = {
  app: [0, 0],
  kv: [1, 0xaa],
  rf: [1, 0x01],
};

const mapOf = (flashBytes: number, rows: readonly Row[]): BekenMap => {
  const regions = regionsOf(rows);
  const partitions = regions.flatMap(({ label, offset, size }) => {
    const [type, subtype] = kinds[label] ?? [];
    return type === undefined || subtype === undefined ? [] : [{ label, type, subtype, offset, size }];
  });
  return { flashBytes, regions, partitions, radio: regions.find(({ label }) => label === 'rf')! };
};

export const bekenMaps: Readonly<Record<BekenChipId, BekenMap>> = {
  t5ai: mapOf(0x800000, [
    ['bootloader', 0x000000, 0x010fff],
    ['app', 0x011000, 0x4cafff],
    ['ota', 0x4cb000, 0x6cafff],
    ['files', 0x6cb000, 0x7cafff],
    ['user', 0x7cb000, 0x7dcfff],
    ['kv', 0x7dd000, 0x7ecfff],
    ['uf', 0x7ed000, 0x7fcfff],
    ['kv key', 0x7fd000, 0x7fdfff],
    ['rf', 0x7fe000, 0x7fefff],
    ['fast connect', 0x7ff000, 0x7fffff],
  ]),
  t3: mapOf(0x400000, [
    ['bootloader', 0x000000, 0x010fff],
    ['app', 0x011000, 0x3c8fff],
    ['kv', 0x3c9000, 0x3fdfff],
    ['rf', 0x3fe000, 0x3fefff],
    ['fast connect', 0x3ff000, 0x3fffff],
  ]),
  // Nobody has published a map; Beken's own BK7238 keeps its calibration there.
  t1: mapOf(0x200000, [
    ['bootloader', 0x000000, 0x010fff],
    ['app', 0x011000, 0x1dffff],
    ['rf', 0x1e0000, 0x1e0fff],
  ]),
  bk7231n: mapOf(0x200000, [
    ['bootloader', 0x000000, 0x010fff],
    ['app', 0x011000, 0x131fff],
    ['ota', 0x132000, 0x1cffff],
    ['rf', 0x1d0000, 0x1d0fff],
    ['network', 0x1d1000, 0x1d1fff],
    ['uf', 0x1d2000, 0x1e9fff],
    ['kv key', 0x1ee000, 0x1eefff],
    ['kv', 0x1ef000, 0x1fffff],
  ]),
};

/** Undefined for chips whose flash says itself what lies where. */
export const mapOfChip = (chip: ChipId): BekenMap | undefined =>
  (bekenMaps as Readonly<Partial<Record<ChipId, BekenMap>>>)[chip];
