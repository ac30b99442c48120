/**
 * What may go wrong on the way, and that none of it ends with a wrong flash and a success, a held port or a board that
 * cannot be flashed again (esp-flashing, sections 4 and 6; esp-measured, section 4).
 */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { WriteProgress } from '../../../src/chips/chip';
import { BenchError } from '../../../src/model/problem';
import { createSlipReader } from '../../../src/protocols/slip';
import { forever, onTable, problemOf, smallImage, unwatched, usedFlash, withSession } from './esp-board';

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');
const image = smallImage('esp32');
const untold = () => {};
const stopped = new BenchError('cancelled');

type Table = ReturnType<typeof onTable>;

const holdsImage = ({ board }: Table) => md5(board.flash.read(0, image.length)) === md5(image);

/** The proof that nothing is left behind: the same board, the same port, once more from the beginning. */
const flashAgain = async (table: Table) => {
  await withSession(table, async (session) => {
    await session.prepare(921_600, forever);
    await session.write(image, 0, untold, forever);
  });
  expect(holdsImage(table)).toBe(true);
};

describe('the cable is pulled', () => {
  test.each([400, 9000, 30_000])(
    'after %i bytes: port.lost, and the board can be flashed when it is back',
    async (at) => {
      const table = onTable({ chip: 'esp32', habits: { pullCableAt: at } });
      const lost = await problemOf(
        withSession(table, async (session) => {
          await session.prepare(921_600, forever);
          await session.write(image, 0, untold, forever);
        }),
      );
      expect(lost?.code).toBe('port.lost');
      // The browser says that it is not connected.
      expect((await problemOf(table.open()))?.code).toBe('port.lost');
      table.port.replug();
      await flashAgain(table);
    },
  );
});

describe('a person stops', () => {
  const begin = (phase: string, stop: AbortController) => (progress: WriteProgress) => {
    const { done, total } = progress;
    if (progress.phase === phase && (phase !== 'writing' || done > total / 3)) stop.abort(stopped);
  };

  test.each(['comparing', 'erasing', 'writing', 'checking'])(
    'while %s: the same session writes again',
    async (phase) => {
      const table = onTable({ chip: 'esp32', flash: usedFlash() });
      await withSession(table, async (session) => {
        const stop = new AbortController();
        const work = session.write(image, 0, begin(phase, stop), stop.signal);
        expect((await problemOf(work))?.code).toBe('cancelled');
        expect(holdsImage(table)).toBe(phase === 'checking');
        await session.write(image, 0, untold, forever);
        expect(holdsImage(table)).toBe(true);
      });
      await flashAgain(table);
    },
  );

  test('while reading: the same session reads again', async () => {
    const table = onTable({ chip: 'esp32c6', flash: usedFlash() });
    await withSession(table, async (session) => {
      const stop = new AbortController();
      const told = (done: number) => done > 0x4000 && stop.abort(stopped);
      expect((await problemOf(session.read(0, 0x20000, told, stop.signal)))?.code).toBe('cancelled');
      expect(md5(await session.read(0, 0x8000, untold, forever))).toBe(md5(usedFlash(0x8000)));
    });
  });

  test('while the stub is being sent, or before anything was: the port is free', async () => {
    const table = onTable({ chip: 'esp32' });
    const stop = new AbortController();
    const slip = createSlipReader();
    const receive = table.board.receive;
    table.board.receive = (bytes) => {
      receive(bytes);
      const memData = 0x07;
      if (slip.take(bytes).some((frame) => frame[1] === memData)) stop.abort(stopped);
    };
    const work = withSession(table, (session) => session.prepare(921_600, stop.signal));
    expect((await problemOf(work))?.code).toBe('cancelled');
    const link = await table.open();
    expect((await problemOf(table.family.connect(link, unwatched, stop.signal)))?.code).toBe('cancelled');
    await link.close();
    await flashAgain(table);
  });

  test('and `leave` starts the application that is there, even from the middle of a write', async () => {
    const table = onTable({ chip: 'esp32' });
    await flashAgain(table);
    await withSession(table, async (session, link) => {
      const stop = new AbortController();
      const work = session.write(image, 0x200000, begin('writing', stop), stop.signal);
      await problemOf(work);
      const banner = new Promise<void>((resolve) => {
        let heard = '';
        link.listen((bytes) => {
          heard += new TextDecoder('latin1').decode(bytes);
          if (heard.includes('SPI_FAST_FLASH_BOOT')) resolve();
        });
      });
      await session.leave();
      await banner;
    });
  });
});

describe('a byte from the board is lost', () => {
  /** In the boot log, handshake, facts, baud change, stub upload, among the blocks' answers and in the digest. */
  const places = Array.from({ length: 24 }, (_, at) => 130 + at * 46);

  test('anywhere: a clear failure or a right flash, never a success with a wrong one', async () => {
    const ends = await Promise.all(
      places.map(async (loseByte) => {
        const table = onTable({ chip: 'esp32', habits: { loseByte } });
        const { signal } = new AbortController();
        const problem = await problemOf(
          withSession(table, async (session) => {
            await session.prepare(921_600, signal);
            await session.write(image, 0, untold, signal);
          }),
        );
        if (!problem) expect(holdsImage(table)).toBe(true);
        else await flashAgain(table);
        return problem?.code ?? 'right';
      }),
    );
    const known = ['right', 'flash.write-failed', 'board.garbled', 'board.silent'];
    expect(ends.filter((end) => !known.includes(end))).toEqual([]);
    // Both must have happened, or the places miss the conversation.
    expect(ends).toContain('right');
    expect(ends).toContain('flash.write-failed');
  });

  test('in the answer to a compressed block: that block is not sent again', async () => {
    const table = onTable({ chip: 'esp32', flash: usedFlash() });
    const slip = createSlipReader();
    const answers = createSlipReader();
    const sequences: number[] = [];
    const receive = table.board.receive;
    table.board.receive = (bytes) => {
      for (const frame of slip.take(bytes)) if (frame[1] === 0x11) sequences.push(frame[12]!);
      receive(bytes);
    };
    const problem = await withSession(table, async (session) => {
      await session.prepare(921_600, forever);
      const send = table.board.send!;
      table.board.send = (bytes) => {
        const cut = answers.take(bytes).some((frame) => frame[1] === 0x11 && sequences.length === 3);
        send(cut ? bytes.subarray(0, -1) : bytes);
      };
      return problemOf(session.write(image, 0, untold, forever));
    });
    expect(problem).toMatchObject({ code: 'flash.write-failed', details: { reason: 'no-answer' } });
    expect(problem?.details.at).toBeGreaterThan(0);
    expect(sequences).toEqual([0, 1, 2]);
    await flashAgain(table);
  });
});

test('a thread that stalls longer than every deadline corrupts nothing (esp-flashing, section 4)', async () => {
  const table = onTable({ chip: 'esp32', flash: usedFlash() });
  const slip = createSlipReader();
  const stalledAt: number[] = [];
  const { receive } = table.board;
  /** What the board says during the stall lies with the system until the thread has come round to it. */
  const stall = (op: number) => {
    stalledAt.push(op);
    const send = table.board.send!;
    const held: Uint8Array[] = [];
    table.board.send = (bytes) => held.push(bytes);
    setImmediate(() => {
      // Longer than the whole patience: the stock transport would send the block again.
      const until = performance.now() + 500;
      while (performance.now() < until);
      setImmediate(() =>
        setImmediate(() => {
          table.board.send = send;
          for (const bytes of held) send(bytes);
        }),
      );
    });
  };
  table.board.receive = (bytes) => {
    const ops = slip.take(bytes).map((frame) => frame[1]!);
    // A question, a block, the end, and the digest over everything, which is not asked for while no write has ended.
    const now = ops.find((op) => {
      const next =
        op === 0x13 && stalledAt.includes(0x12)
          ? stalledAt.indexOf(op) === stalledAt.lastIndexOf(op)
          : !stalledAt.includes(op);
      return [0x11, 0x12, 0x13].includes(op) && next;
    });
    if (now !== undefined) stall(now);
    receive(bytes);
  };
  await withSession(table, (session) => session.write(image, 0, untold, forever));
  expect(stalledAt).toEqual([0x13, 0x11, 0x12, 0x13]);
  expect(holdsImage(table)).toBe(true);
});

test('a byte that changes on the way back is no reading', async () => {
  const table = onTable({ chip: 'esp32', flash: usedFlash() });
  const problem = await withSession(table, async (session) => {
    await session.prepare(115_200, forever);
    const send = table.board.send!;
    table.board.send = (bytes) => send(bytes.length > 4096 ? bytes.with(100, 0x5b) : bytes);
    return problemOf(session.read(0, 0x3000, untold, forever));
  });
  expect(problem).toMatchObject({ code: 'flash.read-failed', details: { reason: 'digest' } });
});
