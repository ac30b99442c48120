/**
 * The second-stage loader's choice among the application slots, as ESP-IDF's `bootloader_utility.c` makes it. Written
 * for the make-believe boards alone, like all of `boot-*`.
 */
import type { Partition } from '../../../model/firmware';
import type { NorFlash } from '../../parts/firmware';
import { sectorBytes } from '../../parts/nor-flash';
import { typeApp, typeData } from './layout';

const blank = 0xffffffff;
const [stateValid, stateInvalid, stateAborted] = [2, 3, 4];

interface Entry {
  sequence: number;
  state: number;
  right: boolean;
}

/** Reflected EDB88320 over the sequence number alone, as the loader guards its choice of slot. */
const sequenceCheck = (sequence: number): number => {
  let crc = 0;
  for (let index = 0; index < 4; index++) {
    crc ^= (sequence >>> (index * 8)) & 0xff;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
};

/** An entry of the OTA data as a loader or an application writes it: 32 bytes. */
export const otaEntry = (sequence: number, state: number = stateValid): Uint8Array => {
  const bytes = new Uint8Array(32).fill(0xff);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, sequence, true);
  view.setUint32(24, state, true);
  view.setUint32(28, sequenceCheck(sequence), true);
  return bytes;
};

const entryAt = (flash: NorFlash, at: number): Entry => {
  const view = new DataView(flash.read(at, 32).buffer);
  const sequence = view.getUint32(0, true);
  return { sequence, state: view.getUint32(24, true), right: view.getUint32(28, true) === sequenceCheck(sequence) };
};

const passedOver = ({ sequence, state }: Entry): boolean =>
  sequence === blank || state === stateInvalid || state === stateAborted;

export interface SlotChoice {
  /** What it says before it tries the first. */
  lines: readonly (readonly ['I' | 'E', string])[];
  order: readonly Partition[];
  /** Told which slot was started: a board without factory partition then gets OTA data that say so. */
  started(partition: Partition): string | undefined;
}

/** Undefined where the loader finds its own OTA data too small and gives up. */
export const chooseSlots = (flash: NorFlash, partitions: readonly Partition[]): SlotChoice | undefined => {
  const apps = partitions.filter(({ type }) => type === typeApp);
  const last = (subtype: number) => apps.filter((row) => row.subtype === subtype).at(-1);
  const [factory, test] = [last(0), last(0x20)];
  // Rows are counted, slots are looked up by subtype: a gap is a slot of no size.
  const count = apps.filter(({ subtype }) => subtype >= 0x10 && subtype < 0x20).length;
  const ota = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from) }, (_, index) => last(0x10 + from + index));
  const place = partitions.filter(({ type, subtype }) => type === typeData && subtype === 0).at(-1);
  if (place && place.size < 2 * sectorBytes) return undefined;
  const entries = place ? [entryAt(flash, place.offset), entryAt(flash, place.offset + sectorBytes)] : [];
  const good = entries.filter((entry) => !passedOver(entry) && entry.right).map(({ sequence }) => sequence);
  const none = entries.every(passedOver) || count === 0;
  const first = !none && good.length > 0 ? ((Math.max(...good) - 1) >>> 0) % count : -1;
  const lines: ['I' | 'E', string][] = [];
  if (place && none) {
    lines.push(['I', factory ? 'boot: Defaulting to factory image' : 'boot: No factory image, trying OTA 0']);
  } else if (place && first < 0) {
    const then = factory ? ', falling back to factory' : ' and no factory, will try all partitions';
    lines.push(['E', `boot: ota data partition invalid${then}`]);
  }
  const order = [...ota(0, first + 1).reverse(), factory, ...ota(first + 1, count), test];
  const initial = none && !factory && entries.every(({ sequence, right }) => sequence === blank || !right);
  return {
    lines,
    order: order.filter((row) => row !== undefined),
    started({ subtype }) {
      if (!place || !initial || subtype < 0x10 || subtype >= 0x20) return undefined;
      const sequence = subtype - 0x10 + 1;
      flash.erase(place.offset, sectorBytes);
      flash.program(place.offset, otaEntry(sequence));
      return `boot: Set actual ota_seq=${sequence} in otadata[0]`;
    },
  };
};
