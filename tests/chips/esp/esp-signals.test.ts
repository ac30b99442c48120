/**
 * What the reset circuit sees: EN is low only while RTS is asserted and DTR is not, IO0 only while DTR is asserted and
 * RTS is not (esp-flashing, section 3; the test is asked for in esp-measured, section 4).
 */
import { expect, test } from 'vitest';
import { resetToLoader } from '../../../src/chips/esp/reset';
import { brisk, forever, onTable, smallImage, unwatched } from './esp-board';

interface Lines {
  dtr: boolean;
  rts: boolean;
}

const enLow = ({ dtr, rts }: Lines) => rts && !dtr;
const io0Low = ({ dtr, rts }: Lines) => dtr && !rts;

const tapLines = (board: ReturnType<typeof onTable>['board']) => {
  const states: Lines[] = [{ dtr: false, rts: false }];
  const drive = board.lines;
  board.lines = (state) => {
    states.push(state);
    drive(state);
  };
  return states;
};

/** Each rise of EN, and what IO0 is once the lines have come to rest after it. */
const rises = (states: readonly Lines[]) =>
  states.flatMap((state, at) => {
    const before = states[at - 1];
    return before && enLow(before) && !enLow(state)
      ? [{ at, io0: io0Low(state) || ioSoon(states, at) ? 'low' : 'high' }]
      : [];
  });

/** Web Serial raises lines before it lowers others: both asserted is a passing state (testing-in-chromium, section 2). */
const ioSoon = (states: readonly Lines[], at: number) => {
  const passing = states[at]!.dtr && states[at]!.rts;
  const next = states[at + 1];
  return passing && next !== undefined && io0Low(next);
};

test('a whole session: into the loader once, and at its end EN low once with IO0 high, both released', async () => {
  const table = onTable({ chip: 'esp32' });
  const states = tapLines(table.board);
  const link = await table.open();
  expect(states.some(enLow)).toBe(false);
  const session = await table.family.connect(link, unwatched, forever);
  expect(rises(states).map(({ io0 }) => io0)).toEqual(['low']);
  await session.prepare(921_600, forever);
  await session.write(smallImage('esp32'), 0, () => {}, forever);
  // Two reopenings lie in between, for the speed; neither may touch EN.
  const before = states.length;
  expect(rises(states)).toHaveLength(1);
  await session.leave();
  expect(link.baud).toBe(115_200);
  const after = rises(states.slice(before - 1));
  expect(after.map(({ io0 }) => io0)).toEqual(['high']);
  expect(states.at(-1)).toEqual({ dtr: false, rts: false });
  await link.close();
  expect(rises(states)).toHaveLength(2);
});

test('the application is heard from its first line, at the console speed', async () => {
  const table = onTable({ chip: 'esp32c3' });
  const link = await table.open();
  const session = await table.family.connect(link, unwatched, forever);
  await session.prepare(921_600, forever);
  await session.write(smallImage('esp32c3'), 0, () => {}, forever);
  const text = new TextDecoder();
  const banner = new Promise<string>((resolve) => {
    let heard = '';
    link.listen((bytes) => {
      heard += text.decode(bytes, { stream: true });
      if (heard.includes('\n')) resolve(heard);
    });
  });
  await session.leave();
  expect(await banner).toMatch(/^\s*ESP-ROM:esp32c3/);
  await link.close();
});

test('a restart alone pulls EN once with IO0 high', async () => {
  const table = onTable({ chip: 'esp32' });
  const states = tapLines(table.board);
  const link = await table.open();
  await table.family.restart(link);
  expect(rises(states).map(({ io0 }) => io0)).toEqual(['high']);
  expect(states.at(-1)).toEqual({ dtr: false, rts: false });
  await link.close();
});

test('a stop in the middle of a reset leaves neither reset nor BOOT held', async () => {
  const table = onTable({ chip: 'esp32' });
  const states = tapLines(table.board);
  const link = await table.open();
  const stop = new AbortController();
  const drive = table.board.lines;
  table.board.lines = (state) => {
    drive(state);
    if (io0Low(state) && rises(states).length > 0) stop.abort(new Error('stopped'));
  };
  await expect(table.family.connect(link, unwatched, stop.signal)).rejects.toThrow('stopped');
  expect(states.at(-1)).toEqual({ dtr: false, rts: false });
  await link.close();
});

test('the chip’s own USB gets its own sequence, through both asserted (esp-flashing, section 3)', async () => {
  const calls: Lines[] = [];
  const link = { setLines: async (state: Lines) => void calls.push(state), lost: forever };
  const usb = { vendorId: 0x303a, productId: 0x1001 };
  await resetToLoader(link as never, 1, brisk, forever, usb);
  const told = calls.map(({ dtr, rts }) => `${dtr ? 1 : 0}${rts ? 1 : 0}`);
  expect(told).toEqual(['00', '10', '11', '01', '00']);
});
