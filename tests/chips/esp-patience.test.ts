/**
 * How long each verb waits for its answer: a start, and so much per million bytes of what the chip has to do first, as
 * esptool's loader.py (ERASE_REGION_, ERASE_WRITE_ and MD5_TIMEOUT_PER_MB: 30, 40 and 8 s). Too short and a slow flash fails; too long and a dead one hangs.
 */
import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { EspLoader } from '../../src/chips/esp-loader';
import { espTiming } from '../../src/chips/esp-timing';
import { chipMd5, eraseSectors, writeFlash } from '../../src/chips/esp-write';
import { forever } from './esp-board';

const timing = {
  ...espTiming,
  answerMs: 3000,
  perMbWritten: 40_000,
  perMbErased: 30_000,
  perMbDigested: 8000,
};

/** A loader that says yes to everything and notes how long each answer would have been waited for. */
const waiting = (sum = new Uint8Array(16)) => {
  const waits: (readonly [op: number, ms: number])[] = [];
  const ask = async (op: number, { withinMs = 0 } = {}) => {
    waits.push([op, Math.round(withinMs)]);
    return { value: 0, data: sum };
  };
  return { waits, loader: { timing, ask, askAgain: ask, blockBytes: 0x4000 } as unknown as EspLoader };
};

test('an erase and a checksum are waited for by their size', async () => {
  const { waits, loader } = waiting();
  await eraseSectors(loader, 0, 2_000_000 - (2_000_000 % 0x1000));
  await chipMd5(loader, 0, 2_000_000);
  expect(waits).toEqual([
    [0xd1, 3000 + Math.round(1.998848 * 30_000)],
    [0x13, 3000 + 2 * 8000],
  ]);
});

test('the beginning of a write by what it erases, a block by the one before it, the end by the last', async () => {
  // Noise goes plain: its blocks fill 0x4000 bytes of flash each, the last one 0x1000.
  const image = new Uint8Array(randomBytes(0x9000));
  const { waits, loader } = waiting(new Uint8Array(createHash('md5').update(image).digest()));
  await writeFlash(loader, image, 0x1000, () => {}, forever);
  const programming = (bytes: number) => Math.round(3000 + (bytes * 40_000) / 1_000_000);
  expect(waits).toEqual([
    [0x02, Math.round(3000 + (0x9000 * 30_000) / 1_000_000)],
    [0x03, 3000],
    [0x03, programming(0x4000)],
    [0x03, programming(0x4000)],
    [0x04, programming(0x1000)],
    [0x13, Math.round(3000 + (0x9000 * 8000) / 1_000_000)],
  ]);
});
