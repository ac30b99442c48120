import { describe, expect, test } from 'vitest';
import { hopeless, spoils } from '../../../scripts/faults/answers';
import { recordedImage } from '../../vectors/beken';
import { forever, md5, onTable, problemOf, untold } from './beken-table';

/**
 * What may go wrong on the way (serial-measured, section 4): a right flash or a clear failure, nothing outside the range
 * changed, the port free and the board flashable again. `npm run faults` runs the table at every latency.
 */

const image = recordedImage().subarray(0, 0xc000);
const before = Uint8Array.from({ length: 0x40000 }, (_, at) => (at * 7 + (at >> 9)) & 0xff);

const check = async (table: ReturnType<typeof onTable>, start: number, bytes: Uint8Array) => {
  const wanted = before.slice();
  wanted.set(bytes, start);
  const outside = (flash: Uint8Array) => {
    const rest = flash.slice();
    rest.fill(0, start - (start % 0x1000), Math.ceil((start + bytes.length) / 0x1000) * 0x1000);
    return md5(rest);
  };
  expect(outside(table.board.flash.read(0, before.length))).toBe(outside(before));
  return md5(table.board.flash.read(0, wanted.length)) === md5(wanted);
};

const again = async (table: ReturnType<typeof onTable>, start: number, bytes: Uint8Array) => {
  const { session, link } = await table.connect();
  await session.write(bytes, start, untold, forever);
  await link.close();
  expect(await check(table, start, bytes)).toBe(true);
};

describe.concurrent.each(Object.entries(spoils(260)))('answers %s', (_, spoiled) => {
  const settings = () => ({ flash: before, spoil: spoiled() });
  test.each([
    ['from a block', 0x10000],
    ['from within a sector', 0x11234],
  ] as const)('%s: the flash is right all the same', async (_place, start) => {
    const table = onTable(settings());
    const { session, link } = await table.connect();
    await session.prepare(921_600, forever);
    await session.write(image, start, untold, forever);
    expect(await check(table, start, image)).toBe(true);
    expect(table.board.flash.status).toEqual({ sr1: 0x1c, sr2: 0x40 });
    await link.close();
    expect(table.port.readable).toBeNull();
  });
});

describe.concurrent('the cable is pulled', () => {
  test.each([3, 12, 60, 20_000, 40_000])(
    'after %i bytes: the port is lost and free, and the rest goes on',
    async (pullAt) => {
      const table = onTable({ flash: before, habits: { pullCableAt: pullAt } });
      const work = async () => {
        const { session, link } = await table.connect();
        try {
          await session.prepare(921_600, forever);
          await session.write(image, 0x10000, untold, forever);
        } finally {
          await link.close();
        }
      };
      expect((await problemOf(work()))?.code).toBe('port.lost');
      table.port.replug();
      await check(table, 0x10000, image);
      await again(table, 0x10000, image);
    },
  );
});

test('a chip that takes every sector wrong ends the run, and says where', async () => {
  const table = onTable({ flash: before, spoil: hopeless });
  const { session, link } = await table.connect();
  const problem = await problemOf(session.write(image, 0x10000, untold, forever));
  expect(problem).toMatchObject({ code: 'flash.write-failed', details: { reason: 'crc' } });
  await link.close();
});

test('an unknown flash is taken by its capacity', async () => {
  const twin = { flashId: 0x179999 };
  const table = onTable({ twin, flash: before });
  const { facts, session, link } = await table.connect();
  expect(facts.part).toMatchObject({ known: false, size: 0x800000 });
  await session.write(image, 0x10000, untold, forever);
  expect(await check(table, 0x10000, image)).toBe(true);
  await link.close();
});

test('a part with one status register whose second reads as nothing is asked for one', async () => {
  const twin = {
    flashId: 0x149999,
    flashBytes: 0x100000,
    registers: { 1140916228: 0x7258 },
    sr2: 0xff,
    twoRegisters: false,
  };
  const table = onTable({ twin, flash: before });
  const { session, link } = await table.connect();
  await session.write(image, 0x10000, untold, forever);
  expect(await check(table, 0x10000, image)).toBe(true);
  expect(table.board.flash.status.sr2).toBe(0x40);
  await link.close();
});
