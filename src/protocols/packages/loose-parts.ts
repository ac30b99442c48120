/** Files that are parts and nobody's list speaks of: a person says where they go, from places that are usual. */
import type { ChipId } from '../../model/chip';
import type { Partition } from '../../model/firmware';
import { BenchError } from '../../model/problem';
import { readFirmware } from '../firmware/read-firmware';
import { isBeken, tagIn } from '../images/beken-image';
import { isBlank } from '../images/blank';
import { imageMagic } from '../images/esp-image';
import { isPartitionTable, partitionTableAt, readPartitionTable } from '../images/partition-table';
import { lastOffset } from './json-fields';

/**
 * loader  a boot loader
 * table   a partition table
 * choice  OTA data
 * app     an application, which is on the shelf by itself as well
 * data    anything else
 */
export type LooseKind = 'loader' | 'table' | 'choice' | 'app' | 'data';

export interface LooseFile {
  name: string;
  bytes: Uint8Array;
}

export interface LoosePart extends LooseFile {
  kind: LooseKind;
  /** Where it probably goes; undefined where nothing tells. */
  offset?: number;
}

const bekenAppAt = 0x11000;
const largestBeken = 0x800000;
const otaDataBytes = 0x2000;
const usualOtaDataAt = 0xd000;
const usualAppAt = 0x10000;

const orNothing = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch (fault) {
    if (fault instanceof BenchError) return undefined;
    throw fault;
  }
};

interface Known extends LooseFile {
  kind: LooseKind;
  own?: number;
  rows?: readonly Partition[];
  chip?: ChipId;
}

const look = ({ name, bytes }: LooseFile): Known => {
  const rows = isPartitionTable(bytes, 0) ? orNothing(() => readPartitionTable(bytes, 0)) : undefined;
  if (rows) return { name, bytes, kind: 'table', own: partitionTableAt, rows };
  const facts = orNothing(() => readFirmware(bytes, name));
  if (facts?.kind === 'part') return { name, bytes, kind: 'loader', own: facts.address, chip: facts.chip };
  if (facts?.kind === 'app') return { name, bytes, kind: 'app', chip: facts.chip };
  if (!facts && isBeken(bytes) && bytes.length <= bekenAppAt && tagIn(bytes, 0) !== '')
    return { name, bytes, kind: 'loader', own: 0 };
  const isChoice = bytes.length === otaDataBytes && (isBlank(bytes) || /ota_?data|boot_app0/i.test(name));
  return { name, bytes, kind: isChoice ? 'choice' : 'data' };
};

const withoutEnd = (name: string) => name.toLowerCase().replace(/\.[^.]*$/, '');

/** `storage.bin` and `srmodels.bin` are called as their partitions are, more or less. */
const rowFor = (name: string, rows: readonly Partition[]): Partition | undefined => {
  const called = withoutEnd(name);
  const data = rows.filter(({ type }) => type !== 0);
  return (
    data.find(({ label }) => label.toLowerCase() === called) ??
    data.find(({ label }) => label.length > 2 && called.includes(label.toLowerCase()))
  );
};

const placeOf = ({ kind, own, name, chip }: Known, rows: readonly Partition[] | undefined): number | undefined => {
  if (kind === 'loader' || kind === 'table') return own;
  if (kind === 'choice')
    return rows ? rows.find(({ type, subtype }) => type === 1 && subtype === 0)?.offset : usualOtaDataAt;
  if (kind === 'data') return rows && rowFor(name, rows)?.offset;
  if (rows) return rows.filter(({ type }) => type === 0).sort((one, other) => one.subtype - other.subtype)[0]?.offset;
  return chip?.startsWith('esp') ? usualAppAt : bekenAppAt;
};

/** The files in the order given, each with the place it probably has: by the table among them, else by custom. */
export const lookAtLoose = (files: readonly LooseFile[]): LoosePart[] => {
  const known = files.map(look);
  const rows = known.find(({ kind }) => kind === 'table')?.rows;
  return known.map((each) => {
    const offset = placeOf(each, rows);
    const { name, bytes, kind } = each;
    return { name, bytes, kind, ...(offset !== undefined && { offset }) };
  });
};

/** As far as offsets go: the flash that the boot loader's header speaks of, or the largest there is. */
export const flashEndOf = (parts: readonly LoosePart[]): number => {
  const loader = parts.find(({ kind }) => kind === 'loader');
  if (loader?.bytes[0] !== imageMagic) return loader ? largestBeken : lastOffset;
  return Math.min(lastOffset, 0x100000 << ((loader.bytes[3] ?? 0) >> 4));
};
