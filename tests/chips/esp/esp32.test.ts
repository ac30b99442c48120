/** The family on boards of all its chips. What the loaders do is from esp-flashing, section 1. */
import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { WriteProgress } from '../../../src/chips/chip';
import { chips } from '../../../src/chips/known/families';
import { allChips, forever, onTable, problemOf, smallImage, usedFlash, withSession } from './esp-board';
import { tapCommands } from './esp-wire';

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');
const untold = () => {};

/** As esptool-js and tasmota's flasher print them for the same eFuse words (tests/upstream). */
const revisions = {
  esp32: 'v3.1',
  esp32s3: 'v0.2',
  esp32c3: 'v0.4',
  esp32c6: 'v0.1',
  esp32c5: 'v1.2',
  esp32c2: 'v1.0',
  esp32s2: 'v1.0',
  esp32h2: 'v0.1',
  esp32p4: 'v1.3',
} as const;

test('the bench knows the families, this one first', () => {
  expect(chips.map(({ name }) => name)).toEqual(['ESP32', 'Beken']);
});

describe.each(allChips)('%s', (chip) => {
  test('tells chip, revision, MAC and flash without a stub', async () => {
    const table = onTable({ chip, mac: 'A4:CF:12:0B:0C:0D', flashBytes: 8 << 20 });
    const commands = tapCommands(table.board);
    const facts = await withSession(table, async (session) => session.facts);
    expect(facts).toEqual({
      chip,
      revision: revisions[chip],
      locks: [],
      mac: 'A4:CF:12:0B:0C:0D',
      flashBytes: 8 << 20,
      flashId: 'c84017',
    });
    expect(commands.filter(({ op }) => op >= 0x05 && op <= 0x07)).toEqual([]);
  });

  test('writes over a used flash, proves it, reads it back, and touches nothing beyond its sectors', async () => {
    const table = onTable({ chip, flash: usedFlash() });
    const image = smallImage(chip).slice(0, -100);
    const told: WriteProgress[] = [];
    await withSession(table, async (session, link) => {
      await session.prepare(921_600, forever);
      expect(link.baud).toBe(921_600);
      const { checksum: proven } = await session.write(image, 0x3000, (progress) => told.push(progress), forever);
      expect(proven).toBe(md5(image));
      expect(await session.checksum(0x3000, image.length, forever)).toBe(md5(image));
      expect(md5(await session.read(0x3000, image.length, untold, forever))).toBe(md5(image));
    });
    expect(md5(table.board.flash.read(0x3000, image.length))).toBe(md5(image));
    const end = Math.ceil((0x3000 + image.length) / 0x1000) * 0x1000;
    expect(table.board.flash.read(0, 0x3000)).toEqual(usedFlash(0x3000));
    expect(table.board.flash.read(end, 0x1000)).toEqual(usedFlash(0x1000));
    expect(told[0]).toEqual({ phase: 'comparing', done: 0, total: image.length });
    expect(told.at(-1)).toEqual({ phase: 'checking', done: image.length, total: image.length });
    const written = told.filter(({ phase }) => phase === 'writing').map(({ done }) => done);
    expect(written).toEqual(written.toSorted((one, other) => one - other));
    expect(written.at(-1)).toBe(image.length);
  });

  test('erases whole sectors and only those', async () => {
    const table = onTable({ chip, flash: usedFlash() });
    await withSession(table, async (session) => {
      await session.erase(0x2000, 0x3000, forever);
      expect((await problemOf(session.erase(0x2001, 0x1000, forever)))?.details).toMatchObject({ reason: 'unaligned' });
    });
    const { flash } = table.board;
    expect(flash.read(0x2000, 0x3000).every((byte) => byte === 0xff)).toBe(true);
    expect(flash.read(0x1000, 0x1000)).toEqual(usedFlash(0x1000));
    expect(flash.read(0x5000, 0x1000)).toEqual(usedFlash(0x1000));
  });
});

test('each block is sent once, compressed ones only where that shrinks them (esp-measured, section 3)', async () => {
  const table = onTable({ chip: 'esp32', flash: usedFlash() });
  const commands = tapCommands(table.board);
  const noise = new Uint8Array(randomBytes(0x24000));
  const image = smallImage('esp32');
  await withSession(table, async (session) => {
    await session.write(noise, 0x200000, untold, forever);
    await session.write(image, 0, untold, forever);
  });
  expect(md5(table.board.flash.read(0x200000, noise.length))).toBe(md5(noise));
  const sequences = (wanted: number) =>
    commands.filter(({ op }) => op === wanted).map(({ payload }) => new DataView(payload.buffer).getUint32(4, true));
  // Of the image, and of its first sector by itself at the end.
  expect(sequences(0x03)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 0]);
  const [last, ...before] = sequences(0x11).reverse();
  expect(last).toBe(0);
  expect(before.reverse()).toEqual([...before.keys()]);
  expect(before.length).toBeGreaterThan(2);
});

test('nothing is written to an address inside a sector: what stands before it there would be lost', async () => {
  const table = onTable({ chip: 'esp32c3', flash: usedFlash() });
  const commands = tapCommands(table.board);
  const image = smallImage('esp32c3');
  await withSession(table, async (session) => {
    for (const address of [0x10001, 0x10800, 0xfff]) {
      const problem = await problemOf(session.write(image, address, untold, forever));
      expect(problem).toEqual({ code: 'flash.write-failed', details: { at: address, reason: 'unaligned' } });
    }
  });
  // Neither FLASH_BEGIN nor FLASH_DEFL_BEGIN, which erase.
  expect(commands.filter(({ op }) => op === 0x02 || op === 0x10)).toEqual([]);
  expect(md5(table.board.flash.read(0, 4 << 20))).toBe(md5(usedFlash()));
});

test('a flash that does not hold what was sent is no success, whatever the blocks answered', async () => {
  const table = onTable({ chip: 'esp32' });
  const image = smallImage('esp32');
  const spoil = ({ phase }: WriteProgress) => {
    if (phase === 'checking') table.board.flash.program(0x9000, new Uint8Array(1));
  };
  const problem = await withSession(table, (session) => problemOf(session.write(image, 0, spoil, forever)));
  expect(problem?.code).toBe('flash.verify-failed');
  expect(problem?.details).toMatchObject({ expected: md5(image), size: image.length });
});

test('reading in stretches comes out whole, and a stretch that ends between packets too', async () => {
  const flash = new Uint8Array(randomBytes(4 << 20));
  const table = onTable({ chip: 'esp32s3', flash });
  await withSession(table, async (session) => {
    const size = (1 << 20) + 5000;
    let told = 0;
    const read = await session.read(0x1234, size, (done) => (told = done), forever);
    expect(md5(read)).toBe(md5(flash.subarray(0x1234, 0x1234 + size)));
    expect(told).toBe(size);
  });
});
