/**
 * Images of TuyaOpen for Beken chips (esp-flashing, section 7; beken-uart-boot, section 10). Their headers say little:
 * which processor, and by a second header in the application's place whether the boot loader is in the file.
 */
import type { BekenChipId } from '../../model/chip';
import type { FirmwareFacts, FirmwareRegion } from '../../model/firmware';
import { BenchError } from '../../model/problem';
import { bekenMaps } from './beken-maps';
import { isBlank } from './blank';

/** Behind the vector table: 0x100 in memory, and two bytes of checksum behind every 32 in the flash. */
const tagAt = 0x110;
const appAt = 0x11000;

/** What the images of a chip carry. T5AI and T3 share a processor, so theirs do not tell them apart: the chip has the last word. */
export const tagOfChip: Readonly<Record<BekenChipId, string>> = {
  t5ai: 'BK7236',
  t3: 'BK7236',
  t1: 'BK7238',
  bk7231n: 'BK7231',
};

const chipsOf = (tag: string): BekenChipId[] =>
  (Object.keys(tagOfChip) as BekenChipId[]).filter((chip) => tagOfChip[chip] === tag);

export const tagIn = (bytes: Uint8Array, at: number) =>
  String.fromCharCode(...bytes.subarray(at + tagAt, at + tagAt + 6));

export const isBeken = (bytes: Uint8Array): boolean => chipsOf(tagIn(bytes, 0)).length > 0;

const lastByte = (bytes: Uint8Array, from: number, to: number): number => {
  let end = Math.min(to, bytes.length);
  while (end > from && bytes[end - 1] === 0xff) end--;
  return end;
};

/** Which regions of the chip's map the file holds something of. */
const coverOf = (bytes: Uint8Array, address: number, chip: BekenChipId): FirmwareRegion[] =>
  bekenMaps[chip].regions.flatMap(({ label, offset, size }) => {
    const [from, to] = [offset - address, offset + size - address];
    const end = lastByte(bytes, Math.max(0, from), to);
    return end > Math.max(0, from) ? [{ label, offset, size: end - Math.max(0, from) }] : [];
  });

/**
 * Throws `firmware.truncated` {expected, size} for a file that ends with its boot loader, `firmware.would-not-start`
 * {reason: `no-app`} where blank flash follows it.
 */
export const readBeken = (bytes: Uint8Array): FirmwareFacts => {
  const tag = tagIn(bytes, 0);
  const [chip, ...others] = chipsOf(tag);
  if (!chip) throw new BenchError('firmware.not-firmware', { looksLike: 'unknown' });
  const whole = bytes.length > appAt + tagAt + tag.length && tagIn(bytes, appAt) === tag;
  if (!whole && bytes.length <= appAt)
    throw new BenchError('firmware.truncated', { expected: appAt + tagAt, size: bytes.length });
  if (!whole && isBlank(bytes.subarray(appAt, appAt + 0x1000)))
    throw new BenchError('firmware.would-not-start', { reason: 'no-app' });
  const address = whole ? 0 : appAt;
  return {
    kind: whole ? 'merged' : 'app',
    chip,
    ...(others.length > 0 && { alsoFor: others }),
    address,
    size: bytes.length,
    // No table in it: where things lie is a matter of the board.
    partitions: [],
    covers: coverOf(bytes, address, chip),
  };
};
