/**
 * Which slot a board starts: two entries of 32 bytes, one in each of two sectors (ESP-IDF, `esp_flash_partitions.h` and
 * `bootloader_common.c`). The checksum guards the sequence number alone.
 */
import type { OtaData, OtaEntry } from '../../model/board-layout';

export const otaEntryBytes = 32;
export const otaSectorBytes = 0x1000;
const never = 0xffffffff;
const undefinedState = 0xffffffff;
/** `invalid` and `aborted`: the loader passes over them. */
const givenUp: ReadonlySet<number> = new Set([3, 4]);
/** `valid` and `undefined`: no loader, with rollback or without, takes them back at the next start. */
const settled: ReadonlySet<number> = new Set([2, undefinedState]);

/** The ROM's `crc32_le` with all ones for a start: it inverts at both ends. */
const checksumOf = (sequence: number): number => {
  let crc = 0;
  for (let at = 0; at < 4; at++) {
    crc ^= (sequence >>> (at * 8)) & 0xff;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
};

export const readOtaEntry = (bytes: Uint8Array): OtaEntry => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, otaEntryBytes);
  const sequence = view.getUint32(0, true);
  return { sequence, state: view.getUint32(24, true), checks: view.getUint32(28, true) === checksumOf(sequence) };
};

/** A whole sector whose entry says `sequence`, in the state of an image that nobody has to confirm. */
export const otaSector = (sequence: number): Uint8Array => {
  const sector = new Uint8Array(otaSectorBytes).fill(0xff);
  const view = new DataView(sector.buffer);
  view.setUint32(0, sequence, true);
  view.setUint32(24, undefinedState, true);
  view.setUint32(28, checksumOf(sequence), true);
  return sector;
};

const isUsable = ({ sequence, state, checks }: OtaEntry): boolean =>
  sequence !== never && !givenUp.has(state) && checks;

/** Number of the entry that counts: of two good ones the higher. Undefined when neither is good. */
export const activeEntry = ({ entries }: Pick<OtaData, 'entries'>): 0 | 1 | undefined => {
  const [first, second] = entries;
  if (isUsable(first) && isUsable(second)) return second.sequence > first.sequence ? 1 : 0;
  if (isUsable(first)) return 0;
  return isUsable(second) ? 1 : undefined;
};

/** Index of the slot that a sequence number means, among `count` of them. Sequence numbers begin at 1. */
export const slotOfSequence = (sequence: number, count: number): number => ((sequence - 1) >>> 0) % count;

/** Does the choice stand at the next start too, or may a loader with rollback take it back? */
export const isSettled = ({ state }: OtaEntry): boolean => settled.has(state);

/** No number above it is left for a slot, whichever it is (16 slots at most). */
const lastOfAll = never - 16;

/**
 * What to write so that the slot of that index is chosen: the sector beside the one that counts, with the next number
 * that means this slot, as ESP-IDF itself does. The old entry stays until the new one stands; only one whose number
 * cannot be outbid is written over, with both sectors at once.
 */
export const choosing = (otaData: OtaData, index: number, count: number): { at: number; bytes: Uint8Array } => {
  const active = activeEntry(otaData);
  const before = active === undefined ? 0 : otaData.entries[active].sequence;
  const anew = before > lastOfAll;
  let sequence = anew ? 1 : before + 1;
  while (slotOfSequence(sequence, count) !== index) sequence++;
  const bytes = otaSector(sequence);
  if (!anew) return { at: otaData.offset + (active === 0 ? otaSectorBytes : 0), bytes };
  const both = new Uint8Array(2 * otaSectorBytes).fill(0xff);
  both.set(bytes);
  return { at: otaData.offset, bytes: both };
};
