/** A second image behind the first: files that were joined one after the other. */
import { espChipNames } from '../images/esp-chip-ids';
import { imageMagic, mostSegments, readEspImage } from '../images/esp-image';
import { isPartitionTable, readPartitionTable } from '../images/partition-table';

/** Images are that long or a multiple of it. */
const step = 16;
/** Candidates that get as far as their checksum: enough for any real file, few enough for a hostile one. */
const mostTries = 8;

/** By the lengths of its segments alone, without a look at what they hold. */
const isPlausible = (bytes: Uint8Array, view: DataView, at: number): boolean => {
  const segments = bytes[at + 1]!;
  if (segments === 0 || segments > mostSegments || bytes[at + 2]! > 5) return false;
  if (espChipNames[view.getUint16(at + 12, true)] === undefined) return false;
  let end = at + 24;
  for (let segment = 0; segment < segments; segment++) {
    if (end + 8 > bytes.length) return false;
    end += 8 + view.getUint32(end + 4, true);
  }
  return end < bytes.length;
};

const reads = (read: () => unknown): boolean => {
  try {
    read();
    return true;
  } catch {
    return false;
  }
};

/** Where the next image or table begins, from `from` on; undefined when nothing of the kind follows. */
export const findNextImage = (bytes: Uint8Array, from: number): number | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let tries = 0;
  for (let at = from; at + 32 <= bytes.length && tries < mostTries; at += step) {
    if (isPartitionTable(bytes, at)) {
      tries++;
      if (reads(() => readPartitionTable(bytes, at))) return at;
    }
    if (bytes[at] !== imageMagic || !isPlausible(bytes, view, at)) continue;
    tries++;
    if (reads(() => readEspImage(bytes, at))) return at;
  }
  return undefined;
};
