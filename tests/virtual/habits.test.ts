import { describe, expect, test } from 'vitest';
import type { BoardHabits, VirtualChip } from '../../src/model/board-habits';
import { createVirtualBoard } from '../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../src/virtual/board/virtual-port';
import { instant } from '../../src/virtual/parts/board-timing';
import { testClock } from './test-clock';

// The habits of adapter and reset, on both kinds of chip. An ESP's loader is asked by SYNC (esp-flashing, section 1), a
// Beken's by LinkCheck (beken-uart-boot, section 2); neither is answered by an application.

const sync = Buffer.from(`c00008240000000000 07071220${'55'.repeat(32)}c0`.replace(' ', ''), 'hex');
const linkCheck = Buffer.from('01e0fc0100', 'hex');
const ask: Readonly<Partial<Record<VirtualChip, Uint8Array>>> = { esp32: sync, t5ai: linkCheck };

const onDesk = (chip: 'esp32' | 't5ai', habits: BoardHabits) => {
  const clock = testClock();
  let starts = 0;
  const board = createVirtualBoard({ chip, habits, timing: { ...instant } }, clock, () => {
    starts += 1;
    return { receive: () => {}, stop: () => {} };
  });
  const port = createVirtualPort(board);
  /** Bytes that come back within `ms`. */
  const answerWithin = async (ms: number): Promise<number> => {
    let heard = 0;
    const { send } = board;
    board.send = (bytes) => {
      heard += bytes.length;
    };
    board.receive(ask[chip]!);
    await clock.pass(ms);
    board.send = send;
    return heard;
  };
  /** To wherever a host's usual reset leads. */
  const reset = async (): Promise<void> => {
    board.lines({ dtr: false, rts: true });
    await clock.pass(300);
    board.lines({ dtr: chip === 'esp32', rts: false });
    // What a loader says of itself is through by then.
    await clock.pass(40);
  };
  return { clock, board, port, answerWithin, reset, starts: () => starts };
};

describe.each(['esp32', 't5ai'] as const)('%s', (chip) => {
  test('behaves when nothing else is said: a reset by the lines leads to the loader, an opening to nothing', async () => {
    const { clock, port, answerWithin, reset, starts } = onDesk(chip, {});
    await clock.pass(500);
    await port.open({ baudRate: 115_200 });
    await clock.pass(500);
    expect(starts()).toBe(1);
    expect(await answerWithin(0)).toBe(0);
    await port.close();
    await reset();
    expect(await answerWithin(10)).toBeGreaterThan(0);
  });

  test('RTS wired straight to reset: held there from the opening until RTS is let go', async () => {
    const { clock, port, starts } = onDesk(chip, { rtsIsReset: true });
    await clock.pass(500);
    await port.open({ baudRate: 115_200 });
    await clock.pass(500);
    expect(starts()).toBe(1);
    await port.setSignals({ requestToSend: false });
    await port.setSignals({ dataTerminalReady: false });
    await clock.pass(500);
    expect(starts()).toBe(2);
  });

  test('restarts at each opening, whatever the lines are', async () => {
    const { clock, port, starts } = onDesk(chip, { resetsAtOpen: true });
    await clock.pass(500);
    for (const rate of [115_200, 921_600]) {
      await port.open({ baudRate: rate });
      await clock.pass(500);
      await port.close();
    }
    expect(starts()).toBe(3);
  });

  test('an adapter without high speeds opens up to its own, and says no like a busy one', async () => {
    const { port, board } = onDesk(chip, { fastestBaud: 230_400 });
    await expect(port.open({ baudRate: 460_800 })).rejects.toMatchObject({ name: 'NetworkError' });
    await port.open({ baudRate: 230_400 });
    expect(port.readable).not.toBeNull();
    await port.close();
    board.dispose();
  });

  test.each([0, 5, 16])('an adapter takes %i ms each way', async (latencyMs) => {
    const { board, answerWithin, reset } = onDesk(chip, { latencyMs });
    await reset();
    if (latencyMs > 0) expect(await answerWithin(2 * latencyMs - 1)).toBe(0);
    else expect(await answerWithin(0)).toBeGreaterThan(0);
    expect(await answerWithin(2 * latencyMs)).toBeGreaterThan(0);
    board.dispose();
  });

  test('silent until a hand presses: the lines do not lead to its loader, holding does, and letting go changes nothing', async () => {
    const { clock, board, answerWithin, reset } = onDesk(chip, { silentUntilBootHeld: true });
    await clock.pass(500);
    await reset();
    expect(await answerWithin(10)).toBe(0);
    board.lines({ dtr: false, rts: false });
    board.holdBoot(true);
    await clock.pass(10);
    expect(await answerWithin(10)).toBeGreaterThan(0);
    // The finger is still there, and knows that it was heard.
    await clock.pass(2000);
    expect(await answerWithin(10)).toBeGreaterThan(0);
    board.holdBoot(false);
    await clock.pass(2000);
    expect(await answerWithin(10)).toBeGreaterThan(0);
    board.tapReset();
    await clock.pass(500);
    expect(await answerWithin(10)).toBe(0);
    board.dispose();
  });
});

test('a hand that was not heard at once taps again, where the loader only listens for a moment', async () => {
  const { clock, board, answerWithin, starts } = onDesk('t5ai', { silentUntilBootHeld: true });
  board.holdBoot(true);
  await clock.pass(2000);
  expect(starts()).toBeGreaterThan(5);
  // Some moment of the next half second is in a listening window, and any host knocks through all of it.
  let heard = 0;
  for (let at = 0; at < 500 && heard === 0; at += 4) heard = await answerWithin(4);
  expect(heard).toBeGreaterThan(0);
  board.dispose();
});

test('what is silent before a hand stays out of reach of RTS on a chip without a strap alone', async () => {
  const esp = onDesk('esp32', { silentUntilBootHeld: true });
  const beken = onDesk('t5ai', { silentUntilBootHeld: true });
  for (const { clock, reset } of [esp, beken]) {
    await clock.pass(500);
    await reset();
    await clock.pass(500);
  }
  expect([esp.starts(), beken.starts()]).toEqual([2, 1]);
});
