/** Tells what a firmware file is from its own headers, and refuses what is cut off, damaged, or would not start. */
import { chipNames } from '../../model/chip';
import type { FirmwareFacts } from '../../model/firmware';
import { BenchError } from '../../model/problem';
import { isBeken, readBeken } from '../images/beken-image';
import { isBlank } from '../images/blank';
import { bootloaderAt, chipOf } from '../images/esp-chip-ids';
import { imageMagic, readEspImage } from '../images/esp-image';
import { isPartitionTable, partitionTableAt, readPartitionTable } from '../images/partition-table';
import { isEsp8266 } from './esp8266';
import { looksLike } from './looks/looks-like';
import { findNextImage } from './next-image';
import { isAlone, readSingle } from './single-image';
import { readWhole } from './whole-image';

/** Of all ESP chips: most, ESP32 and ESP32-S2, ESP32-P4 and ESP32-C5. */
const bootloaderPlaces = [0, 0x1000, 0x2000];
/** Where the first application lies in nearly every table. */
const usualAppAt = 0x10000;
const sectorBytes = 0x1000;
const headerBytes = 24;

const wouldNotStart = (reason: string, details: Record<string, string | number> = {}) =>
  new BenchError('firmware.would-not-start', { reason, ...details });

/** The header says so before the rest of the image is read. */
const chipAt = (bytes: Uint8Array, at: number) => {
  if (at + headerBytes > bytes.length)
    throw new BenchError('firmware.truncated', { expected: at + headerBytes, size: bytes.length });
  return chipOf(new DataView(bytes.buffer, bytes.byteOffset).getUint16(at + 12, true));
};

/** Behind `end`, in the usual place of a file whose first byte belongs at `base`. */
const hasTable = (bytes: Uint8Array, base: number, end: number) =>
  partitionTableAt - base >= end && isPartitionTable(bytes, partitionTableAt - base);

/** What begins with an image at `at`, blank before it. */
const readFrom = (bytes: Uint8Array, at: number): FirmwareFacts => {
  const chip = chipAt(bytes, at);
  const image = readEspImage(bytes, at);
  const end = at + image.size;
  if (image.isMapped) {
    // Beside a table it is the first thing of a whole file, and no chip would start it from there.
    if (at > 0 || hasTable(bytes, 0, end)) throw wouldNotStart('application-first', { at });
    return readSingle(bytes, at, image);
  }
  const expected = bootloaderAt(chip);
  if (at === 0 && isAlone(bytes, at, image)) return readSingle(bytes, at, image);
  // Without the blank first sector, as `merge_bin --target-offset 0x1000` makes it.
  if (at === 0 && expected > 0 && hasTable(bytes, expected, end) && !hasTable(bytes, 0, end))
    return readWhole(bytes, 0, expected);
  // Joined as they came: in a flash each part begins a sector.
  const next = at === 0 && !hasTable(bytes, 0, end) ? findNextImage(bytes, end) : undefined;
  if (next !== undefined && next % sectorBytes !== 0) throw wouldNotStart('several', { at: next });
  if (at !== expected) throw wouldNotStart('bootloader-place', { at, expected, chip: chipNames[chip] });
  // Nothing behind it and no padding either: a bootloader at its place, and no more.
  if (at > 0 && bytes.length === end) return readSingle(bytes, at, image);
  return readWhole(bytes, at, 0);
};

/** A table or an application in its place, and nothing before it that would start. */
const lacksBootloader = (bytes: Uint8Array): boolean => {
  if (bytes[usualAppAt] === imageMagic && isBlank(bytes.subarray(0, usualAppAt))) return true;
  try {
    return isPartitionTable(bytes, partitionTableAt) && readPartitionTable(bytes, partitionTableAt).length > 0;
  } catch (fault) {
    if (fault instanceof BenchError) return false;
    throw fault;
  }
};

const recognise = (bytes: Uint8Array): FirmwareFacts => {
  if (isBeken(bytes)) return readBeken(bytes);
  if (isEsp8266(bytes)) throw new BenchError('firmware.wrong-chip', { image: 'ESP8266' });
  const at = bootloaderPlaces.find((place) => bytes[place] === imageMagic && isBlank(bytes.subarray(0, place)));
  if (at !== undefined) return readFrom(bytes, at);
  if (lacksBootloader(bytes)) throw wouldNotStart('no-bootloader');
  throw new BenchError('firmware.not-firmware', { looksLike: looksLike(bytes) });
};

/**
 * What the headers of a file tell; `fileName` only names it in problems. Throws `firmware.not-firmware` {file,
 * looksLike}, `firmware.truncated` {file, expected, size}, `firmware.corrupt` {file, part, at}, `firmware.would-not-start`
 * {file, reason, …}, and `firmware.wrong-chip` {image, file} for a chip the bench has no family for. Sizes and places in
 * bytes. A whole image may begin with its bootloader (`address`), and have its table elsewhere than at 0x8000
 * (`tableAt`).
 */
export const readFirmware = (bytes: Uint8Array, fileName: string): FirmwareFacts => {
  try {
    return recognise(bytes);
  } catch (fault) {
    if (!(fault instanceof BenchError)) throw fault;
    throw new BenchError(fault.code, { file: fileName, ...fault.details });
  }
};
