import { describe, expect, test } from 'vitest';
import type { BekenBoardSettings } from '../../../src/virtual/beken/beken-board';
import { recordedImage } from '../../vectors/beken';
import { forever, md5, onTable, problemOf, untold } from './beken-table';

/**
 * What may go wrong on the way (serial-measured, section 4): a right flash or a clear failure, nothing outside the range
 * changed, the port free and the board flashable again. `npm run faults` runs the whole table with latency.
 */

type Spoil = NonNullable<BekenBoardSettings['spoil']>;

const opOf = (reply: Uint8Array) => (reply[2] === 0xff ? 0x100 + reply[9]! : reply[6]!);
const as = (bytes: Uint8Array) => [{ bytes }];
const crcOp = 0x10;
const writeOp = 0x107;

/** The `count`th reply to that command, otherwise as it is. */
const once =
  (op: number, count: number, change: (reply: Uint8Array) => ReturnType<Spoil>): Spoil =>
  (reply, at) =>
    opOf(reply) === op && at === count ? change(reply) : as(reply);

const flipped = (reply: Uint8Array, at: number) => {
  const bytes = reply.slice();
  bytes[at]! ^= 0x55;
  return bytes;
};

const failed = (reply: Uint8Array) => Uint8Array.of(...reply.subarray(0, 7), 2, 0, reply[9]!, 0x01);

const spoils: Readonly<Record<string, Spoil>> = {
  'late by 40 ms': (reply, at) => (at % 7 === 3 ? [{ bytes: reply, afterMs: 40 }] : as(reply)),
  'later than waited for': once(writeOp, 3, (reply) => [{ bytes: reply, afterMs: 260 }]),
  'a checksum later than waited for': once(crcOp, 6, (reply) => [{ bytes: reply, afterMs: 260 }]),
  'in single bytes': (reply) => {
    const head = [...reply.subarray(0, 40)].map((byte, at) => ({ bytes: Uint8Array.of(byte), afterMs: at / 10 }));
    return reply.length > 40 ? [...head, { bytes: reply.slice(40), afterMs: 5 }] : head;
  },
  twice: (reply) => [{ bytes: reply }, { bytes: reply }],
  'twice, the second late': (reply) => [{ bytes: reply }, { bytes: reply, afterMs: 3 }],
  'a write answer lost': once(writeOp, 4, () => []),
  'an erase answer lost': once(0x10f, 1, () => []),
  'a checksum lost': once(crcOp, 5, () => []),
  'a wrong checksum': once(crcOp, 9, (reply) => as(flipped(reply, 8))),
  'many wrong checksums': (reply, at) =>
    opOf(reply) === crcOp && at > 6 && at % 4 === 0 ? as(flipped(reply, 8)) : as(reply),
  'a write refused': once(writeOp, 5, (reply) => as(failed(reply))),
  'an erase refused': once(0x10f, 1, (reply) => as(failed(reply))),
  'a damaged answer': once(writeOp, 6, (reply) => as(flipped(reply, 4))),
};

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

describe.each(Object.entries(spoils))('answers %s', (_, spoil) => {
  test.each([
    ['from a block', 0x10000],
    ['from within a sector', 0x11234],
  ] as const)('%s: the flash is right all the same', async (_place, start) => {
    const table = onTable({ flash: before, spoil });
    const { session, link } = await table.connect();
    await session.prepare(921_600, forever);
    await session.write(image, start, untold, forever);
    expect(await check(table, start, image)).toBe(true);
    expect(table.board.status).toEqual({ sr1: 0x1c, sr2: 0x40 });
    await link.close();
    expect(table.port.readable).toBeNull();
  });
});

test('text of an application before the first answer', async () => {
  const text = new TextEncoder().encode('[01-01 00:00:01 ty I] going down\r\n\x04\x0e');
  const table = onTable({ flash: before, spoil: once(0x01, 1, (reply) => [{ bytes: text }, { bytes: reply }]) });
  await again(table, 0x10000, image);
});

describe('the cable is pulled', () => {
  test.each([3, 12, 60, 20_000, 40_000])(
    'after %i bytes: the port is lost and free, and the rest goes on',
    async (pullAt) => {
      const table = onTable({ flash: before, pullAt });
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
  const table = onTable({
    flash: before,
    spoil: (reply, at) => (opOf(reply) === crcOp && at > 3 ? as(flipped(reply, 9)) : as(reply)),
  });
  const { session, link } = await table.connect();
  const problem = await problemOf(session.write(image, 0x10000, untold, forever));
  expect(problem).toMatchObject({ code: 'flash.write-failed', details: { reason: 'crc' } });
  await link.close();
});

test('an unknown flash is taken by its capacity', async () => {
  const { bekenTwins } = await import('../../../src/virtual/beken/twins');
  const chip = { ...bekenTwins.t5ai, flashId: 0x179999 };
  const table = onTable({ chip, flash: before });
  const { facts, session, link } = await table.connect();
  expect(facts.part).toMatchObject({ known: false, size: 0x800000 });
  await session.write(image, 0x10000, untold, forever);
  expect(await check(table, 0x10000, image)).toBe(true);
  await link.close();
});

test('a part with one status register whose second reads as nothing is asked for one', async () => {
  const { bekenTwins } = await import('../../../src/virtual/beken/twins');
  const chip = {
    ...bekenTwins.t5ai,
    flashId: 0x149999,
    flashBytes: 0x100000,
    registers: { 1140916228: 0x7258 },
    sr2: 0xff,
    twoRegisters: false,
  };
  const table = onTable({ chip, flash: before });
  const { session, link } = await table.connect();
  await session.write(image, 0x10000, untold, forever);
  expect(await check(table, 0x10000, image)).toBe(true);
  expect(table.board.status.sr2).toBe(0xff);
  await link.close();
});
