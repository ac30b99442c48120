/** Reading that is handed on while it goes on: in order, each stretch once and proven, at the line's own speed. */
import { describe, expect, test } from 'vitest';
import { inVirtualTime } from '../../scripts/bench/virtual-time';
import { createBekenFamily } from '../../src/chips/beken/family';
import type { ChipFamily, ChipSession } from '../../src/chips/chip';
import { createEspFamily } from '../../src/chips/esp/family';
import { inStretches } from '../../src/chips/stretches';
import { openSerialLink } from '../../src/links/open-serial-link';
import { BenchError } from '../../src/model/problem';
import { createSlipReader } from '../../src/protocols/slip';
import { createVirtualBoard, type VirtualBoard } from '../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../src/virtual/board/virtual-port';
import { lifelike } from '../../src/virtual/parts/board-timing';
import { pseudoCode } from '../../src/virtual/parts/demo-image-filler';
import { onTheWire } from './esp/esp-wire';

const never = new AbortController().signal;
const untold = () => {};
const flash = pseudoCode(0x280000, 41);

interface Row {
  chip: 'esp32' | 't5ai';
  family: ChipFamily;
}

const rows: readonly Row[] = [
  { chip: 'esp32', family: createEspFamily() },
  { chip: 't5ai', family: createBekenFamily() },
];

type Work<T> = (session: ChipSession, board: VirtualBoard) => Promise<T>;

/** `whole`: what the chip says comes frame by frame, as `onTheWire` needs it. */
const onBoard = <T>({ chip, family }: Row, work: Work<T>, whole = false) =>
  inVirtualTime(async (clock) => {
    const board = createVirtualBoard({ chip, timing: { ...lifelike, pacedByBaud: !whole } }, clock);
    board.flash.erase(0, flash.length);
    board.flash.program(0, flash);
    const link = await openSerialLink(createVirtualPort(board), { baud: 115_200, name: 'virtual' });
    try {
      const session = await family.connect(link, { attempt: untold, heard: untold }, never);
      await session.prepare(2_000_000, never);
      return await work(session, board);
    } finally {
      await link.close();
      board.dispose();
    }
  });

/** What was handed on, put together; the longest piece. */
const gather = () => {
  const whole = new Uint8Array(flash.length);
  const froms: number[] = [];
  let longest = 0;
  let end = 0;
  return {
    take: (bytes: Uint8Array, from: number) => {
      froms.push(from);
      longest = Math.max(longest, bytes.length);
      whole.set(bytes, from);
      end = from + bytes.length;
    },
    told: () => ({ bytes: whole.subarray(0, end), froms, longest }),
  };
};

describe.each(rows)('$chip', (row) => {
  test('hands on a chip in order, each stretch once, a megabyte at most', () =>
    onBoard(row, async (session) => {
      const { take, told } = gather();
      const done: number[] = [];
      await session.readTo(0, flash.length, take, (bytes) => done.push(bytes), never);
      const { bytes, froms, longest } = told();
      expect(Buffer.compare(bytes, flash)).toBe(0);
      expect(froms).toEqual([...new Set(froms)].sort((a, b) => a - b));
      expect(longest).toBeLessThanOrEqual(0x100000);
      expect(done.at(-1)).toBe(flash.length);
      expect(done).toEqual(done.toSorted((a, b) => a - b));
    }));

  test('a stretch that begins and ends within a sector', () =>
    onBoard(row, async (session) => {
      const { take, told } = gather();
      await session.readTo(0x1234, 0x12345, take, untold, never);
      expect(Buffer.compare(told().bytes, flash.subarray(0x1234, 0x1234 + 0x12345))).toBe(0);
    }));

  test('a taker that fails ends the reading, and the chip can be read again', () =>
    onBoard(row, async (session) => {
      const full = new BenchError('storage.failed', { reason: 'QuotaExceededError' });
      let taken = 0;
      const take = () => {
        taken++;
        throw full;
      };
      await expect(session.readTo(0, flash.length, take, untold, never)).rejects.toBe(full);
      expect(taken).toBe(1);
      expect(Buffer.compare(await session.read(0x2000, 0x3000, untold, never), flash.subarray(0x2000, 0x5000))).toBe(0);
    }));

  test('the sink is not waited for: the next stretch comes while the one before is being kept', () =>
    onBoard(row, async (session) => {
      const time = async (keepMs: number) => {
        const since = performance.now();
        const take = () => new Promise<void>((resolve) => setTimeout(resolve, keepMs));
        await session.readTo(0, 0x200000, take, untold, never);
        return performance.now() - since;
      };
      const [atOnce, slowly] = [await time(0), await time(200)];
      // Only the last stretch is waited for.
      expect(slowly).toBeLessThan(atOnce + 250);
    }));
});

test('each packet of an ESP is acknowledged once, when it has begun and before the next', () =>
  onBoard(
    rows[0]!,
    async (session, board) => {
      const heard = createSlipReader();
      const { receive } = board;
      let sent = 0;
      const ahead: number[] = [];
      onTheWire(board, (frame) => {
        if (frame.op === undefined && frame.bytes.length === 0x1000) sent += 0x1000;
        frame.pass();
      });
      board.receive = (bytes) => {
        for (const frame of heard.take(bytes))
          if (frame.length === 4) ahead.push(new DataView(frame.buffer, frame.byteOffset).getUint32(0, true) - sent);
        receive(bytes);
      };
      await session.read(0, 0x20000, untold, never);
      expect(ahead).toHaveLength(32);
      // In the order of the wire at the chip's end, an acknowledgement is for the packet that is on its way or just left.
      expect(Math.max(...ahead)).toBeLessThanOrEqual(0x1000);
    },
    true,
  ));

test('a packet of an ESP that lost a byte is read again, and the taker sees the stretch once', () =>
  onBoard(
    rows[0]!,
    async (session, board) => {
      let packets = 0;
      onTheWire(board, (frame) => {
        const isData = frame.op === undefined && frame.bytes.length === 0x1000;
        frame.pass(isData && ++packets === 40 ? frame.bytes.subarray(1) : frame.bytes);
      });
      const { take, told } = gather();
      await session.readTo(0, 0x120000, take, untold, never);
      expect(told().froms).toEqual([0, 0x100000]);
      expect(Buffer.compare(told().bytes, flash.subarray(0, 0x120000))).toBe(0);
      expect(packets).toBeGreaterThan(0x120);
    },
    true,
  ));

/** A ROM that hears nothing while it speaks. */
const deafWhileSpeaking = (board: VirtualBoard): { lost(): number } => {
  const readRequest = [1, 0xe0, 0xfc, 0xff, 0xf4, 5, 0, 9];
  let speaking = false;
  let lost = 0;
  const { receive } = board;
  let { send } = board;
  let heard = 0;
  Object.defineProperty(board, 'send', {
    configurable: true,
    get: () =>
      send &&
      ((bytes: Uint8Array) => {
        heard += bytes.length;
        if (heard >= 4111) speaking = false;
        send?.(bytes);
      }),
    set: (next: typeof send) => {
      send = next;
    },
  });
  board.receive = (bytes) => {
    const isRead = readRequest.every((byte, at) => bytes[at] === byte);
    if (isRead && speaking) {
      lost++;
      return;
    }
    if (isRead) {
      speaking = true;
      heard = 0;
    }
    receive(bytes);
  };
  return { lost: () => lost };
};

test('a Beken ROM that hears nothing while it speaks is asked one at a time, after two tries', () =>
  onBoard(rows[1]!, async (session, board) => {
    const { lost } = deafWhileSpeaking(board);
    const { take, told } = gather();
    await session.readTo(0, 0x40000, take, untold, never);
    expect(Buffer.compare(told().bytes, flash.subarray(0, 0x40000))).toBe(0);
    expect(lost()).toBe(2);
  }));

test('a stretch whose reading fails is not handed on, and nobody is left at work on the one before', async () => {
  const kept: number[] = [];
  let release = untold;
  const reading = inStretches(
    30,
    10,
    async (from, length) => {
      if (from === 20) {
        setTimeout(() => release(), 1);
        throw new BenchError('port.lost', { name: 'made up' });
      }
      return new Uint8Array(length);
    },
    async (_, from) => {
      if (from === 10)
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      kept.push(from);
    },
  );
  await expect(reading).rejects.toMatchObject({ code: 'port.lost' });
  expect(kept).toEqual([0, 10]);
});
