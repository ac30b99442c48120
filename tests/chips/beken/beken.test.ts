import { describe, expect, test } from 'vitest';
import type { WriteProgress } from '../../../src/chips/chip';
import { BenchError } from '../../../src/model/problem';
import { hexOf, recordedImage } from '../../vectors/beken';
import { brisk, forever, md5, onTable, problemOf, untold } from './beken-table';

// beken-uart-boot, sections 2 to 9.

const image = recordedImage();
const used = (size: number) => Uint8Array.from({ length: size }, (_, at) => (at * 31 + (at >> 8)) & 0xff);

/** The frames the chip heard. */
const heardBy = (table: ReturnType<typeof onTable>) => {
  const heard: string[] = [];
  const receive = table.board.receive;
  table.board.receive = (bytes) => {
    heard.push(hexOf(bytes));
    receive(bytes);
  };
  return heard;
};

describe.each(['t5ai', 't3', 'bk7231n'] as const)('%s', (twin) => {
  test('tells what it is, and its flash', async () => {
    const { connect, port } = onTable({ kind: twin });
    const { facts, link } = await connect();
    expect(facts.model.id).toBe(twin);
    expect(facts.part.known).toBe(true);
    await link.close();
    expect(port.readable).toBeNull();
  });

  test('is written, read back and given back its protection', async () => {
    const table = onTable({ kind: twin });
    const { session, link } = await table.connect();
    const before = { ...table.board.flash.status };
    await session.prepare(921_600, forever);
    expect(link.baud).toBe(921_600);
    expect(await session.write(image, 0x11000, untold, forever)).toMatchObject({ kept: 0x1000, sent: 0xf000 });
    expect(md5(table.board.flash.read(0x11000, image.length))).toBe(md5(image));
    expect(table.board.flash.status).toEqual(before);
    expect(md5(await session.read(0x11000, image.length, untold, forever))).toBe(md5(image));
    await session.leave();
    expect(link.baud).toBe(115_200);
    await link.close();
  });
});

describe('sends no more than it must', () => {
  test('a blank chip is not erased', async () => {
    const table = onTable();
    const heard = heardBy(table);
    const { session, link } = await table.connect();
    await session.write(image, 0, untold, forever);
    expect(heard.filter((frame) => frame.startsWith('01e0fcfff406000f'))).toEqual([]);
    await link.close();
  });

  test('a chip with other contents is erased by one block command', async () => {
    const table = onTable({ flash: used(0x20000) });
    const heard = heardBy(table);
    const { session, link } = await table.connect();
    await session.write(image, 0, untold, forever);
    expect(heard.filter((frame) => frame.startsWith('01e0fcfff406000f'))).toEqual(['01e0fcfff406000fd800000000']);
    expect(md5(table.board.flash.read(0x10000, 0x10000))).toBe(md5(used(0x20000).subarray(0x10000)));
    await link.close();
  });

  test('the same image again sends no sector, one changed sector sends one', async () => {
    const table = onTable({ flash: image });
    const { session, link } = await table.connect();
    expect(await session.write(image, 0, untold, forever)).toMatchObject({ kept: image.length, sent: 0 });
    const changed = image.slice();
    changed[0x8123]! ^= 0xff;
    expect(await session.write(changed, 0, untold, forever)).toMatchObject({ kept: 0xf000, sent: 0x1000 });
    expect(md5(table.board.flash.read(0, changed.length))).toBe(md5(changed));
    await link.close();
  });
});

describe('asks no more than it must', () => {
  /** Checksums by the bytes they are about, in the order they were asked for. */
  const asked = (heard: readonly string[]) =>
    heard
      .filter((frame) => frame.startsWith('01e0fc0910'))
      .map((frame) => {
        const [from, last] = [10, 18].map((at) => Buffer.from(frame.slice(at, at + 8), 'hex').readUInt32LE());
        return `${from!.toString(16)}+${(last! + 1 - from!).toString(16)}`;
      });

  test('one changed sector is found by halves, and the halves that follow from others are not asked for', async () => {
    const table = onTable({ flash: image });
    const heard = heardBy(table);
    const { session, link } = await table.connect();
    const changed = image.slice();
    changed[0x9123]! ^= 0xff;
    const before = asked(heard).length;
    expect(await session.write(changed, 0, untold, forever)).toMatchObject({ sent: 0x1000 });
    expect(asked(heard).slice(before)).toEqual([
      '0+10000',
      '0+8000',
      '8000+4000',
      '8000+2000',
      '8000+1000',
      // What was written, and all of it at the end.
      '9000+1000',
      '0+10000',
    ]);
    expect(md5(table.board.flash.read(0, changed.length))).toBe(md5(changed));
    await link.close();
  });

  test('a half that is blank is written and not erased', async () => {
    const flash = image.slice().fill(0xff, 0x8000);
    const table = onTable({ flash });
    const heard = heardBy(table);
    const { session, link } = await table.connect();
    expect(await session.write(image, 0, untold, forever)).toMatchObject({ kept: 0x8000, sent: 0x8000 });
    expect(heard.filter((frame) => frame.startsWith('01e0fcfff406000f'))).toEqual([]);
    expect(md5(table.board.flash.read(0, image.length))).toBe(md5(image));
    await link.close();
  });
});

describe('tells what becomes of each stretch', () => {
  const told: WriteProgress[] = [];
  const plan = () => {
    const writing = told.filter(({ phase }) => phase === 'writing');
    expect(new Set(writing.map(({ work }) => work)).size).toBe(1);
    return writing[0]?.work?.map(({ offset, size, deed }) => `${deed} ${offset.toString(16)}+${size.toString(16)}`);
  };
  const note = (progress: WriteProgress) => void told.push(progress);

  test('neighbours joined, in addresses of the flash; what it did adds up to the image', async () => {
    told.length = 0;
    // Sector 5000 of the recorded image is blank; 3000 lies in the flash as it should.
    const before = used(0x30000);
    before.set(image.subarray(0x3000, 0x4000), 0x14000);
    const table = onTable({ flash: before });
    const { session, link } = await table.connect();
    const done = await session.write(image.subarray(0, 0x8000), 0x11000, note, forever);
    expect(plan()).toEqual([
      'send 11000+3000',
      'keep 14000+1000',
      'send 15000+1000',
      'erase 16000+1000',
      'send 17000+2000',
    ]);
    expect(done).toMatchObject({ kept: 0x1000, sent: 0x6000, erased: 0x1000 });
    expect(told.filter(({ phase }) => phase === 'writing').map(({ done }) => done)).toEqual([
      0x1000, 0x2000, 0x3000, 0x4000, 0x5000, 0x6000, 0x7000, 0x8000,
    ]);
    await link.close();
  });

  test('of a sector at the edge only what is the image’s', async () => {
    told.length = 0;
    const table = onTable({ flash: used(0x30000) });
    const { session, link } = await table.connect();
    const done = await session.write(image.subarray(0, 0x1800), 0x11f00, note, forever);
    expect(plan()).toEqual(['send 11000+3000']);
    expect(done).toMatchObject({ kept: 0, sent: 0x1800, erased: 0 });
    expect(told.filter(({ phase }) => phase === 'writing').map(({ done }) => done)).toEqual([0, 0x100, 0x1100, 0x1800]);
    await link.close();
  });
});

describe('an answer that nobody waited for', () => {
  const linkChecks = (heard: readonly string[]) => heard.filter((frame) => frame === '01e0fc0100').length;
  const writeAfter = async (table: ReturnType<typeof onTable>) => {
    const { session, link } = await table.connect();
    await session.prepare(921_600, forever);
    const heard = heardBy(table);
    await session.write(image, 0, untold, forever);
    expect(md5(table.board.flash.read(0, image.length))).toBe(md5(image));
    await link.close();
    return linkChecks(heard);
  };

  test('to the change of speed does not make the line suspect: one LinkCheck before the last checksum, one before it is locked again', async () => {
    expect(await writeAfter(onTable({ paced: true }))).toBe(2);
  });

  test('of another command does, until the line was found clean often enough', async () => {
    let strays = 0;
    const spoil = (reply: Uint8Array) => {
      // The first write-status is answered twice (section 4).
      const twice = reply[9] === 0x0d && strays++ === 0;
      return twice ? [{ bytes: reply }, { bytes: reply }] : [{ bytes: reply }];
    };
    const checks = await writeAfter(onTable({ flash: used(0x20000), spoil }));
    expect(checks).toBeGreaterThan(1);
    // The image has 15 sectors with something in it, each with a checksum of its own.
    expect(checks).toBeLessThan(12);
  });
});

describe('touches nothing outside its range', () => {
  const starts = [0, 0x1000, 0x11000, 0x1234, 0xfff0, 0x1ffff];
  const sizes = [1, 0xff0, 0x1000, 0x10000, 0x1f000, 0x10001];
  test.each(starts.flatMap((start) => sizes.map((size) => [start, size] as const)))(
    'from %i, %i bytes',
    async (start, size) => {
      const before = used(0x50000);
      const table = onTable({ flash: before });
      const { session, link } = await table.connect();
      const bytes =
        image.length < size ? Uint8Array.from([...image, ...image]).subarray(0, size) : image.subarray(0, size);
      await session.write(bytes, start, untold, forever);
      const wanted = before.slice();
      wanted.set(bytes, start);
      expect(md5(table.board.flash.read(0, wanted.length))).toBe(md5(wanted));
      await link.close();
    },
  );

  test('nor when it erases', async () => {
    const before = used(0x50000);
    const table = onTable({ flash: before });
    const { session, link } = await table.connect();
    await session.erase(0x11000, 0x2f000, forever);
    const wanted = before.slice();
    wanted.fill(0xff, 0x11000, 0x40000);
    expect(md5(table.board.flash.read(0, wanted.length))).toBe(md5(wanted));
    expect((await problemOf(session.erase(0x11001, 0x1000, forever)))?.details.reason).toBe('unaligned');
    expect((await problemOf(session.write(image, 0x7ff000, untold, forever)))?.code).toBe('firmware.beyond-flash');
    await link.close();
  });
});

describe('when it is stopped', () => {
  test.each(['comparing', 'writing', 'checking'])(
    'while %s: unlocked no more, and goes on from what is there',
    async (phase) => {
      const table = onTable({ flash: used(0x20000) });
      const before = { ...table.board.flash.status };
      const { session, link } = await table.connect();
      const stop = new AbortController();
      const told = (progress: WriteProgress) => {
        if (progress.phase === phase && (phase !== 'writing' || progress.done > 0x8000))
          stop.abort(new BenchError('cancelled'));
      };
      expect((await problemOf(session.write(image, 0, told, stop.signal)))?.code).toBe('cancelled');
      expect(table.board.flash.status).toEqual(before);
      const { kept } = await session.write(image, 0, untold, forever);
      expect(kept).toBeGreaterThan(phase === 'comparing' ? -1 : 0x7000);
      expect(md5(table.board.flash.read(0, image.length))).toBe(md5(image));
      await link.close();
    },
  );
});

test('a board that is stopped while it is unlocked is locked again', async () => {
  const table = onTable();
  const before = { ...table.board.flash.status };
  const { session, link } = await table.connect();
  const stop = new AbortController();
  const receive = table.board.receive;
  table.board.receive = (bytes) => {
    receive(bytes);
    // Write-status, behind the length (section 7).
    if (/^01e0fcfff4.{4}0d/.test(hexOf(bytes))) stop.abort(new BenchError('cancelled'));
  };
  expect((await problemOf(session.write(image, 0, untold, stop.signal)))?.code).toBe('cancelled');
  expect(table.board.flash.status).toEqual(before);
  await link.close();
});

test('a board that says nothing is silent, and its port is free', async () => {
  const table = onTable({ windowMs: 0 }, { ...brisk, connectMs: 400 });
  expect((await problemOf(table.connect()))?.code).toBe('board.silent');
});

test.each([0, 4, 8, 16])('links with %i ms of latency each way', async (latencyMs) => {
  const table = onTable({ latencyMs, paced: true });
  const { facts, session, link } = await table.connect();
  expect(facts.model.id).toBe('t5ai');
  await session.prepare(921_600, forever);
  expect(md5(await session.read(0, 0x2000, untold, forever))).toBe(md5(new Uint8Array(0x2000).fill(0xff)));
  await link.close();
});

test('a board whose reset is wired to RTS alone stays at 115200, and is written all the same', async () => {
  const table = onTable({ habits: { rtsIsReset: true } });
  const { session, link } = await table.connect();
  await session.prepare(921_600, forever);
  expect(link.baud).toBe(115_200);
  await session.write(image.subarray(0, 0x3000), 0, untold, forever);
  expect(md5(table.board.flash.read(0, 0x3000))).toBe(md5(image.subarray(0, 0x3000)));
  await link.close();
});
