/** Judge: Node's own zlib. The limits are of esp-flashing, section 1. */
import { randomBytes } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deflatedBlocks, plainBlocks } from '../../../src/chips/esp/deflate';
import { buildImage, realMergedBytes } from '../../../src/virtual/esp/demo-image';

const blockBytes = 0x4000;
const joined = (blocks: readonly { bytes: Uint8Array }[]) => Buffer.concat(blocks.map(({ bytes }) => bytes));

/** Stretches of code, noise and blank flash, as images are made of. */
const images = fc
  .array(fc.tuple(fc.constantFrom('same', 'noise', 'pattern'), fc.integer({ min: 1, max: 200_000 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((stretches) =>
    Buffer.concat(
      stretches.map(([kind, size]) => {
        if (kind === 'noise') return randomBytes(Math.min(size, 40_000));
        return kind === 'same'
          ? Buffer.alloc(size, 0xff)
          : Buffer.from(Uint8Array.from({ length: size }, (_, at) => (at * at) >> 7));
      }),
    ),
  );

test('the blocks together inflate to the image, none is too long, and their places in it rise to its end', async () => {
  await fc.assert(
    fc.asyncProperty(images, async (image) => {
      const blocks = await deflatedBlocks(image, blockBytes);
      if (!blocks) return;
      expect(Buffer.compare(inflateSync(joined(blocks)), image)).toBe(0);
      expect(blocks.every(({ bytes }) => bytes.length > 0 && bytes.length <= blockBytes)).toBe(true);
      const places = blocks.map(({ until }) => until);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
      expect(places.at(-1)).toBe(image.length);
    }),
    { numRuns: 25 },
  );
});

test('a blank run does not stop the meter', async () => {
  const image = buildImage({ chip: 'esp32', merged: true, appBytes: 0x40000, mergedBytes: realMergedBytes });
  const places = [0, ...(await deflatedBlocks(image, blockBytes))!.map(({ until }) => until)];
  const steps = places.slice(1).map((until, at) => until - places[at]!);
  // As one block the last 1.2 MB would be seconds without a word.
  expect(Math.max(...steps)).toBeLessThan(0x40000);
});

test('what deflate cannot shrink goes plain, filled up with FF', async () => {
  const noise = new Uint8Array(randomBytes(0x9001));
  expect(await deflatedBlocks(noise, blockBytes)).toBeUndefined();
  const blocks = plainBlocks(noise, blockBytes);
  expect(blocks.map(({ until }) => until)).toEqual([0x4000, 0x8000, 0x9001]);
  const sent = joined(blocks);
  expect(Buffer.compare(sent.subarray(0, noise.length), noise)).toBe(0);
  expect(sent.subarray(noise.length).every((byte) => byte === 0xff)).toBe(true);
});

test('nor is a little shrinking worth it: noise with one blank sector', async () => {
  const noise = new Uint8Array(randomBytes(0x20000));
  expect(await deflatedBlocks(noise.fill(0xff, 0, 0x1000), blockBytes)).toBeUndefined();
  expect(await deflatedBlocks(noise.fill(0xff, 0, 0x4000), blockBytes)).toBeDefined();
});

test('an image that fills its last block needs no other', () => {
  expect(plainBlocks(new Uint8Array(2 * blockBytes), blockBytes).map(({ until }) => until)).toEqual([0x4000, 0x8000]);
});
