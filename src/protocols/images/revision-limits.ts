/** Which revisions of its chip an image may run on (ESP-IDF, `esp_image_header_t` and `bootloader_common_loader.c`). */
import type { ChipFacts } from '../../model/chip';
import type { RevisionLimits } from '../../model/firmware';
import { BenchError } from '../../model/problem';

const esp32c3 = 5;
/** Neither says anything. */
const isSet = (revision: number) => revision !== 0 && revision !== 0xffff;

/** From the header at `at`, which has 24 bytes. */
export const readRevisionLimits = (bytes: Uint8Array, at: number): RevisionLimits => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [old, full, max] = [bytes[at + 14]!, view.getUint16(at + 15, true), view.getUint16(at + 17, true)];
  // Before there was the full field: the major number, on ESP32-C3 the minor one.
  const fromOld = old === 0xff ? 0 : view.getUint16(at + 12, true) === esp32c3 ? old : old * 100;
  const min = isSet(full) ? full : fromOld;
  return { ...(isSet(min) && { min }), ...(isSet(max) && { max }) };
};

/** What suits all of them. */
export const strictest = (limits: readonly RevisionLimits[]): RevisionLimits => {
  const mins = limits.flatMap(({ min }) => min ?? []);
  const maxs = limits.flatMap(({ max }) => max ?? []);
  return { ...(mins.length > 0 && { min: Math.max(...mins) }), ...(maxs.length > 0 && { max: Math.min(...maxs) }) };
};

/** `v3.1` of 301. */
export const revisionText = (revision: number): string => `v${Math.floor(revision / 100)}.${revision % 100}`;

/** 301 of `v3.1`; undefined when the chip did not tell. */
const revisionOf = ({ revision }: ChipFacts): number | undefined => {
  const [, major, minor] = /^v(\d+)\.(\d+)$/.exec(revision ?? '') ?? [];
  return major === undefined ? undefined : Number(major) * 100 + Number(minor);
};

/** Throws `firmware.chip-revision` {limit: `min` or `max`, wanted, found}, where the boot loader would refuse to start. */
export const checkRevision = ({ min, max }: RevisionLimits, board: ChipFacts): void => {
  const found = revisionOf(board);
  if (found === undefined) return;
  const refuse = (limit: 'min' | 'max', wanted: number) => {
    throw new BenchError('firmware.chip-revision', {
      limit,
      wanted: revisionText(wanted),
      found: revisionText(found),
    });
  };
  if (min !== undefined && found < min) refuse('min', min);
  if (max !== undefined && found > max) refuse('max', max);
};
