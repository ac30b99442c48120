/** Which questions are asked of a chip, and which are not worth their time. Rules: esp-measured, section 3. */
import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { compare } from '../../../src/chips/esp/compare';
import type { EspLoader } from '../../../src/chips/esp/loader';
import { sectorsOf } from '../../../src/chips/esp/plan';
import { espTiming } from '../../../src/chips/esp/timing';
import { forever } from './esp-board';

const sector = 0x1000;
const block = 0x10000;

/** A chip that answers digests, and notes what it was asked about: in KiB. */
const chipWith = (flash: Uint8Array, slowDigestMs = 60_000) => {
  const asked: string[] = [];
  const askAgain = async (_: number, { payload = new Uint8Array(0) } = {}) => {
    const view = new DataView(payload.buffer);
    const [at, size] = [view.getUint32(0, true), view.getUint32(4, true)];
    asked.push(`${at / 1024}+${size / 1024}`);
    return {
      value: 0,
      data: new Uint8Array(
        createHash('md5')
          .update(flash.subarray(at, at + size))
          .digest(),
      ),
    };
  };
  return { asked, loader: { timing: { ...espTiming, slowDigestMs }, askAgain } as unknown as EspLoader };
};

const foundIn = async (flash: Uint8Array, image: Uint8Array, { thorough = false, slowDigestMs = 60_000 } = {}) => {
  const { asked, loader } = chipWith(flash, slowDigestMs);
  const watch = { told: () => {}, thorough };
  const found = await compare(loader, 0, image, sectorsOf(0, image), watch, forever);
  return { asked, found: found.map(({ found }) => found[0]).join('') };
};

const data = (size: number) => new Uint8Array(randomBytes(size));
const blank = (size: number) => new Uint8Array(size).fill(0xff);
const image = data(8 * block);
const blocks = (numbers: readonly number[]) => numbers.map((number) => `${64 * number}+64`);
/** Behind the first sector, and at an eighth, a third and two thirds of the others. */
const samples = ['4+4', '64+4', '172+4', '340+4'];
const changed = (places: readonly number[]) => {
  const flash = image.slice();
  for (const at of places) flash[at]! ^= 1;
  return flash;
};

test('nothing of it is there: four samples are all', async () => {
  const { asked, found } = await foundIn(data(8 * block), image);
  expect(asked).toEqual(samples);
  expect(found).toBe('o'.repeat(128));
});

test('all of it is there: each block is asked for', async () => {
  const { asked, found } = await foundIn(image, image);
  expect(asked).toEqual([...samples, ...blocks([0, 1, 2, 3, 4, 5, 6, 7])]);
  expect(found).toBe('s'.repeat(128));
});

test('a block that differs is asked for sector by sector', async () => {
  const { asked, found } = await foundIn(changed([3 * block + 5 * sector]), image);
  expect(asked.slice(12)).toEqual(Array.from({ length: 16 }, (_, at) => `${192 + 4 * at}+4`));
  expect(found).toBe(`${'s'.repeat(53)}o${'s'.repeat(74)}`);
});

test('one sample that happens to be there: four blocks that miss end it', async () => {
  const flash = data(8 * block);
  flash.set(image.subarray(0x1000, 0x2000), 0x1000);
  const { asked } = await foundIn(flash, image);
  expect(asked.slice(4, 8)).toEqual(blocks([0, 1, 2, 3]));
  expect(asked.slice(8).filter((one) => one.endsWith('+64'))).toEqual([]);
});

test('two blocks in a row without a sector of use, and no sectors are asked for any more', async () => {
  const flash = data(8 * block);
  flash.set(image.subarray(0, 3 * block));
  const { asked, found } = await foundIn(flash, image);
  // Three to eight differ: two of them sector by sector.
  expect(asked).toHaveLength(samples.length + 8 + 2 * 16);
  expect(found).toBe('s'.repeat(48) + 'o'.repeat(80));
});

test('two digests in a row that take longer than a write: no more blocks', async () => {
  const { asked, found } = await foundIn(image, image, { slowDigestMs: -1 });
  expect(asked).toEqual([...samples, ...blocks([0, 1])]);
  expect(found).toBe('s'.repeat(32) + 'o'.repeat(96));
});

test('of a blank block the first sector is asked for, of a blank end all', async () => {
  const wanted = new Uint8Array(3 * block + 2 * sector).fill(0xff);
  wanted.set(image.subarray(0, block));
  const flash = data(4 * block);
  flash.fill(0xff, block, 2 * block);
  const { asked, found } = await foundIn(flash, wanted);
  expect(asked.slice(4)).toEqual(['64+4', '128+4', '192+8']);
  expect(found).toBe('o'.repeat(16) + 'b'.repeat(16) + 'o'.repeat(18));
});

test('on a blank chip what is blank between data is asked for, and no data', async () => {
  const wanted = image.slice(0, 2 * block);
  wanted.fill(0xff, 9 * sector, 16 * sector);
  const flash = blank(2 * block);
  flash[9 * sector + 1] = 0;
  const { asked, found } = await foundIn(flash, wanted);
  expect(asked.slice(4)).toEqual(['36+28']);
  expect(found).toBe('b'.repeat(9) + 'o'.repeat(7) + 'b'.repeat(16));
});

test('after a write that came out wrong everything is asked for', async () => {
  const wanted = image.slice(0, 3 * block);
  wanted.fill(0xff, block, 2 * block);
  const flash = data(3 * block);
  flash.fill(0xff, block, 2 * block);
  flash[block + 9 * sector] = 0;
  const { asked, found } = await foundIn(flash, wanted, { thorough: true, slowDigestMs: -1 });
  expect(asked.slice(0, 3)).toEqual(blocks([0, 1, 2]));
  expect(asked).toHaveLength(3 + 32);
  expect(found).toBe('o'.repeat(48));
});

test('the place of the first sectors is by address, whatever the image begins with', async () => {
  const { loader, asked } = chipWith(data(2 * block));
  const late = image.subarray(0, block + sector);
  await compare(loader, 0xf000, late, sectorsOf(0xf000, late), { told: () => {}, thorough: true }, forever);
  expect(asked.slice(0, 2)).toEqual(['60+4', '64+64']);
});

test('a person who stops is heard between two questions', async () => {
  const { loader, asked } = chipWith(image);
  const stop = new AbortController();
  const told = (done: number) => done >= 2 * block && stop.abort(new Error('stopped'));
  const work = compare(loader, 0, image, sectorsOf(0, image), { told, thorough: false }, stop.signal);
  await expect(work).rejects.toThrow('stopped');
  expect(asked).toEqual([...samples, ...blocks([0, 1])]);
});
