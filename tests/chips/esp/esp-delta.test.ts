/**
 * What is sent when the chip holds some of it already. Rules: esp-measured, section 3 ("What beats the limit"). The flash of
 * the virtual board is NOR: what is not erased before it is programmed comes out wrong.
 */
import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WriteProgress } from '../../../src/chips/chip';
import type { WorkSpan } from '../../../src/model/flash-work';
import { BenchError } from '../../../src/model/problem';
import { forever, onTable, problemOf, usedFlash, withSession } from './esp-board';
import { holdBack, onTheWire, type SentFrame, tapCommands } from './esp-wire';

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');
const sector = 0x1000;
const flashBytes = 4 << 20;
const changing = [0x02, 0x10, 0xd1];

type Table = ReturnType<typeof onTable>;

/** Every erase and every program that changes something, as the flash chip sees them. */
const watchFlash = ({ board: { flash } }: Table) => {
  const deeds: { kind: 'erase' | 'program'; from: number; until: number }[] = [];
  const { erase, program } = flash;
  flash.erase = (offset, length) => {
    deeds.push({ kind: 'erase', from: offset, until: offset + length });
    erase(offset, length);
  };
  flash.program = (offset, bytes) => {
    if (bytes.some((byte) => byte !== 0xff))
      deeds.push({ kind: 'program', from: offset, until: offset + bytes.length });
    program(offset, bytes);
  };
  return deeds;
};

const flashWith = (contents: Uint8Array, at = 0) => {
  const flash = usedFlash();
  flash.set(contents, at);
  return flash;
};

const written = async (
  table: Table,
  image: Uint8Array,
  address: number,
  told: (progress: WriteProgress) => void = () => {},
) => {
  const { checksum } = await withSession(table, (session) => session.write(image, address, told, forever));
  expect(checksum).toBe(md5(image));
  expect(md5(table.board.flash.read(address, image.length))).toBe(md5(image));
};

const withOther = (image: Uint8Array, at: number, bytes = 1) => {
  const other = image.slice();
  for (let index = at; index < at + bytes; index++) other[index]! ^= 0x55;
  return other;
};

const code = new Uint8Array(randomBytes(0x60000));

describe('an image the chip holds already', () => {
  test('is compared and proven, and nothing is erased or sent', async () => {
    const table = onTable({ chip: 'esp32', flash: flashWith(code, 0x10000) });
    const commands = tapCommands(table.board);
    const told: WriteProgress[] = [];
    await written(table, code, 0x10000, (progress) => told.push(progress));
    expect(commands.filter(({ op }) => changing.includes(op))).toEqual([]);
    const work: WorkSpan[] = [{ deed: 'keep', offset: 0x10000, size: code.length }];
    expect(told.find(({ phase }) => phase === 'writing')).toMatchObject({
      done: code.length,
      total: code.length,
      work,
    });
    // Six blocks of 64 KiB, four samples, one digest over everything.
    expect(commands.filter(({ op }) => op === 0x13)).toHaveLength(11);
  });

  test('but for one sector: that one and the first are written, and no other is touched', async () => {
    const table = onTable({ chip: 'esp32', flash: flashWith(withOther(code, 0x29010), 0x10000) });
    const deeds = watchFlash(table);
    const told: WriteProgress[] = [];
    await written(table, code, 0x10000, (progress) => told.push(progress));
    const sectors = new Set(deeds.map(({ from }) => from - (from % sector)));
    expect(sectors).toEqual(new Set([0x10000, 0x39000]));
    expect(deeds.every(({ from, until }) => from % sector <= sector && until - from <= sector)).toBe(true);
    expect(told.find(({ phase }) => phase === 'writing')?.work).toEqual([
      { deed: 'send', offset: 0x10000, size: 0x1000 },
      { deed: 'keep', offset: 0x11000, size: 0x28000 },
      { deed: 'send', offset: 0x39000, size: 0x1000 },
      { deed: 'keep', offset: 0x3a000, size: 0x36000 },
    ]);
  });

  test('up to its last byte, which is in the middle of a sector: what is behind stays', async () => {
    const image = code.subarray(0, 0x25801);
    const table = onTable({ chip: 'esp32c3', flash: flashWith(image, 0x3000) });
    const deeds = watchFlash(table);
    await written(table, image, 0x3000);
    expect(deeds).toEqual([]);
  });
});

test('an image that is all new costs four questions about one sector each', async () => {
  const table = onTable({ chip: 'esp32', flash: usedFlash() });
  const commands = tapCommands(table.board);
  await written(table, code, 0x10000);
  const asked = commands
    .filter(({ op }) => op === 0x13)
    .map(({ payload }) => new DataView(payload.buffer).getUint32(4, true));
  expect(asked).toEqual([sector, sector, sector, sector, code.length]);
});

test('every tenth sector changed: only those are sent', async () => {
  const before = code.slice();
  for (let at = 5 * sector; at < code.length; at += 10 * sector) before[at]! ^= 1;
  const table = onTable({ chip: 'esp32s3', flash: flashWith(before, 0x10000) });
  const deeds = watchFlash(table);
  await written(table, code, 0x10000);
  // Ten, and the first.
  expect(new Set(deeds.map(({ from }) => from - (from % sector))).size).toBe(11);
});

describe('blank stretches of an image', () => {
  const image = new Uint8Array(0x90000).fill(0xff);
  image.set(code.subarray(0, 0x6000), 0x1000);
  image.set(code.subarray(0, 0x18000), 0x10000);

  test('are neither sent nor erased on a blank chip', async () => {
    const table = onTable({ chip: 'esp32', flash: new Uint8Array(flashBytes).fill(0xff) });
    const deeds = watchFlash(table);
    const commands = tapCommands(table.board);
    await written(table, image, 0);
    expect(deeds.filter(({ kind }) => kind === 'erase')).toEqual([]);
    const sent = commands
      .filter(({ op }) => op === 0x02 || op === 0x10)
      .map(({ payload }) => new DataView(payload.buffer).getUint32(0, true));
    expect(sent.reduce((sum, size) => sum + size)).toBe(0x6000 + 0x18000 + sector);
  });

  test('are erased on a used one, and not what is behind them', async () => {
    const table = onTable({ chip: 'esp32', flash: usedFlash() });
    await written(table, image, 0);
    expect(md5(table.board.flash.read(image.length, 0x1000))).toBe(md5(usedFlash(0x1000)));
  });

  test('are erased where only a single byte is not blank, behind a first sector that is', async () => {
    const flash = new Uint8Array(flashBytes).fill(0xff);
    flash[0x9123] = 0;
    flash[0x45678] = 0;
    const table = onTable({ chip: 'esp32', flash });
    await written(table, image, 0);
  });
});

describe('the sector that makes an image start', () => {
  /** Whatever is programmed there, all else is in place by then. */
  const neverStartsAMixture = (table: Table, image: Uint8Array, address: number, header: number) => {
    const { flash } = table.board;
    const { program, erase } = flash;
    const at = address + header;
    const rest = () => {
      const held = flash.read(address, image.length);
      const wanted = image.slice();
      for (const bytes of [held, wanted]) bytes.fill(0, header, header + sector);
      return md5(held) === md5(wanted);
    };
    const isBlank = () => flash.read(at, sector).every((byte) => byte === 0xff);
    const faults: string[] = [];
    flash.erase = (offset, length) => {
      const touchesHeader = offset <= at && at < offset + length;
      if (!touchesHeader && !isBlank() && !rest()) faults.push(`erased ${offset} behind a header`);
      erase(offset, length);
    };
    flash.program = (offset, bytes) => {
      const touchesHeader = offset <= at && at < offset + bytes.length;
      program(offset, bytes);
      if (touchesHeader && !isBlank() && !rest()) faults.push(`programmed the header before the rest`);
    };
    return faults;
  };

  const merged = new Uint8Array(0x70000).fill(0xff);
  merged.set(code.subarray(0, 0x6000), 0x1000);
  merged.set(code.subarray(0, 0x38000), 0x10000);
  const shapes = [
    { name: 'a bare application', image: code, address: 0x10000, header: 0 },
    { name: 'a merged image', image: merged, address: 0, header: 0x1000 },
  ];
  const befores = {
    used: (_: Uint8Array) => new Uint8Array(0),
    'changed in the middle': (image: Uint8Array) => withOther(image, 0x30000),
    'changed at the end': (image: Uint8Array) => withOther(image, 0x38000 - 0x10),
    'changed all over': (image: Uint8Array) => withOther(image, 0x11000, 0x20000),
  };

  test.each(shapes.flatMap((shape) => Object.entries(befores).map(([before, make]) => ({ ...shape, before, make }))))(
    'comes last in $name over one that is $before',
    async ({ image, address, header, make }) => {
      const table = onTable({ chip: 'esp32', flash: flashWith(make(image), address) });
      const faults = neverStartsAMixture(table, image, address, header);
      await written(table, image, address);
      expect(faults).toEqual([]);
    },
  );
});

test('a write that broke off goes on from what the chip holds', async () => {
  const table = onTable({ chip: 'esp32', flash: usedFlash() });
  const stop = new AbortController();
  const told = ({ phase, done, total }: WriteProgress) => {
    if (phase === 'writing' && done > total * 0.6) stop.abort(new BenchError('cancelled'));
  };
  const work = withSession(table, (session) => session.write(code, 0x10000, told, stop.signal));
  expect((await problemOf(work))?.code).toBe('cancelled');
  expect(table.board.flash.read(0x10000, sector).every((byte) => byte === 0xff)).toBe(true);
  const again: WriteProgress[] = [];
  await written(table, code, 0x10000, (progress) => again.push(progress));
  const first = again.find(({ phase }) => phase === 'erasing');
  expect(first!.done / first!.total).toBeGreaterThan(0.5);
});

describe('what came out wrong', () => {
  const before = code.slice().fill(0x77, 0x15000, 0x16000);
  const spoiling = (table: Table, times: number) => {
    const told: WriteProgress[] = [];
    let spoiled = 0;
    const tell = (progress: WriteProgress) => {
      told.push(progress);
      if (progress.phase === 'checking' && progress.done === 0 && spoiled++ < times)
        table.board.flash.program(0x25000, new Uint8Array(1));
    };
    return { told, tell };
  };

  test('is found and mended, and no answer of before is taken for one of then', async () => {
    const table = onTable({ chip: 'esp32', flash: flashWith(before, 0x10000) });
    const commands = tapCommands(table.board);
    const { told, tell } = spoiling(table, 1);
    await written(table, code, 0x10000, tell);
    const whole = commands.findIndex(
      ({ op, payload }) => op === 0x13 && new DataView(payload.buffer).getUint32(4, true) === code.length,
    );
    expect(commands[whole + 1]?.op).toBe(0x08);
    // What is sent a second time is not another plan.
    expect(new Set(told.flatMap(({ work }) => (work ? [work] : []))).size).toBe(1);
  });

  test('twice, and no more than twice', async () => {
    const table = onTable({ chip: 'esp32', flash: flashWith(before, 0x10000) });
    const { told, tell } = spoiling(table, 9);
    const work = withSession(table, (session) => session.write(code, 0x10000, tell, forever));
    expect((await problemOf(work))?.code).toBe('flash.verify-failed');
    expect(told.filter(({ phase }) => phase === 'checking')).toHaveLength(3);
  });
});

test('a person who stops is heard between two blocks that are erased', async () => {
  const table = onTable({ chip: 'esp32', flash: usedFlash() });
  const image = new Uint8Array(0x60000).fill(0xff);
  image.set(code.subarray(0, sector));
  const stop = new AbortController();
  const told = ({ phase, done }: WriteProgress) => {
    if (phase === 'erasing' && done >= 0x20000) stop.abort(new BenchError('cancelled'));
  };
  const work = withSession(table, (session) => session.write(image, 0, told, stop.signal));
  expect((await problemOf(work))?.code).toBe('cancelled');
  expect(table.board.flash.read(0x40000, 0x20000)).toEqual(usedFlash(0x20000));
});

test('an answer that comes twice is taken for no other sector', async () => {
  const table = onTable({ chip: 'esp32', flash: flashWith(withOther(code, 0x30010), 0x10000) });
  onTheWire(table.board, (frame) => {
    frame.pass();
    if (frame.op === 0x13) setImmediate(() => frame.pass());
  });
  await written(table, code, 0x10000);
});

describe('an answer while the chip is asked what it holds', () => {
  const held = withOther(code, 0x30010);
  /** Four samples, six blocks, and the sectors of the one that differs. */
  const numbers = [0, 3, 4, 9, 10, 13];
  const onlySector = async (table: Table) => {
    const deeds = watchFlash(table);
    await written(table, code, 0x10000);
    expect(new Set(deeds.map(({ from }) => from - (from % sector)))).toEqual(new Set([0x10000, 0x40000]));
  };
  const table = () => onTable({ chip: 'esp32', flash: flashWith(held, 0x10000) });
  const trouble = (wanted: number, befalls: (frame: SentFrame) => void) => {
    const made = table();
    let number = 0;
    onTheWire(made.board, (frame) => (frame.op === 0x13 && number++ === wanted ? befalls(frame) : frame.pass()));
    return onlySector(made);
  };

  test('that is lost is asked for again', () => Promise.all(numbers.map((number) => trouble(number, () => {}))));

  test('that loses a byte is none', () =>
    Promise.all(numbers.map((number) => trouble(number, (frame) => frame.pass(frame.bytes.subarray(0, -1))))));

  test('that comes late is taken for that of its own question', () =>
    Promise.all(
      numbers.map((wanted) => {
        const made = table();
        let number = 0;
        holdBack(made.board, ({ op }) => op === 0x13 && number++ === wanted);
        return onlySector(made);
      }),
    ));
});

test('whatever the flash held and wherever the image begins and ends, it comes out right and nothing around it changes', async () => {
  const smallBytes = 1 << 20;
  const kinds = fc.constantFrom('same', 'blank', 'other', 'touched');
  const image = fc.array(fc.tuple(fc.constantFrom('data', 'blank'), fc.integer({ min: 1, max: 20 }), kinds), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(
      image,
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 4095 }),
      async (runs, start, cut) => {
        const address = start * sector;
        const wanted: Uint8Array[] = [];
        const flash = usedFlash(smallBytes);
        let at = address;
        for (const [what, sectors, held] of runs) {
          const bytes =
            what === 'data'
              ? new Uint8Array(randomBytes(sectors * sector))
              : new Uint8Array(sectors * sector).fill(0xff);
          wanted.push(bytes);
          if (held === 'same') flash.set(bytes, at);
          if (held === 'blank') flash.fill(0xff, at, at + bytes.length);
          if (held === 'touched') flash.set(withOther(bytes, bytes.length >> 1), at);
          at += bytes.length;
        }
        const whole = new Uint8Array(Buffer.concat(wanted)).subarray(0, Math.max(1, at - address - cut));
        const end = Math.ceil((address + whole.length) / sector) * sector;
        const [before, after] = [md5(flash.subarray(0, address)), md5(flash.subarray(end))];
        const table = onTable({ chip: 'esp32', flash, flashBytes: smallBytes });
        await written(table, whole, address);
        expect(md5(table.board.flash.read(0, address))).toBe(before);
        expect(md5(table.board.flash.read(end, smallBytes - end))).toBe(after);
      },
    ),
    { numRuns: 25 },
  );
});
