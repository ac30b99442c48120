/**
 * Boards, adapters and drivers that do not follow to the speed of the plan (esp-flashing, section 6). The speed falls
 * 921600, 460800, 230400, 115200: one step of the line costs a second, a whole image at the last a minute.
 */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { allChips, forever, onTable, smallImage, withSession } from './esp-board';
import { tapCommands } from './esp-wire';

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');
const image = smallImage('esp32');
const untold = () => {};

type Table = ReturnType<typeof onTable>;

/** The speed that was reached, with the proof that it carries. */
const reached = (table: Table, baud = 921_600) =>
  withSession(table, async (session, link) => {
    await session.prepare(baud, forever);
    await session.write(image, 0, untold, forever);
    expect(md5(table.board.flash.read(0, image.length))).toBe(md5(image));
    return link.baud;
  });

const changeBaudrate = 0x0f;
const askedFor = (commands: ReturnType<typeof tapCommands>) =>
  commands
    .filter(({ op }) => op === changeBaudrate)
    .map(({ payload }) => new DataView(payload.slice().buffer).getUint32(0, true));

/** The adapter makes something else of a rate above `most`, `times` times. */
const wrongAbove = (table: Table, most: number, times = Number.POSITIVE_INFINITY) => {
  let left = times;
  const set = table.board.hostBaud;
  table.board.hostBaud = (rate) => set(rate > most && left-- > 0 ? rate * 1.2 : rate);
};

describe('an adapter that is wrong', () => {
  test('once: the second way gets to the same speed', async () => {
    const table = onTable({ chip: 'esp32c3' });
    wrongAbove(table, 115_200, 1);
    expect(await reached(table)).toBe(921_600);
  });

  test.each([460_800, 230_400, 115_200])('above %i: that is the speed, and no lower', async (most) => {
    const table = onTable({ chip: 'esp32' });
    const commands = tapCommands(table.board);
    wrongAbove(table, most);
    expect(await reached(table)).toBe(most);
    const rungs = [921_600, 921_600, 460_800, 230_400].slice(0, { 460800: 3, 230400: 4, 115200: 4 }[most]);
    // A ROM of an ESP32 is asked for what it takes for that speed.
    expect(askedFor(commands).map((rate) => Math.round(rate / 1000))).toEqual(
      rungs.map((rate) => Math.round(rate / 1000)),
    );
  });

  test('above the first step down from another speed of the plan', async () => {
    const table = onTable({ chip: 'esp32c6' });
    wrongAbove(table, 460_800);
    expect(await reached(table, 2_000_000)).toBe(460_800);
  });
});

test('a speed that the adapter refuses is not tried again, the next one is', async () => {
  const table = onTable({ chip: 'esp32s3' });
  const commands = tapCommands(table.board);
  const open = table.port.open.bind(table.port);
  table.port.open = async (options) => {
    if (options.baudRate > 460_800) throw new DOMException('Failed to open serial port.', 'NetworkError');
    await open(options);
  };
  expect(await reached(table)).toBe(460_800);
  expect(askedFor(commands)).toEqual([921_600, 460_800]);
});

test('a driver that resets the board on every opening: 115200 (esptool-js 80, 234, 239)', async () => {
  const table = onTable({ chip: 'esp32' });
  const open = table.port.open.bind(table.port);
  table.port.open = async (options) => {
    await open(options);
    if (options.baudRate > 115_200) table.board.tapReset();
  };
  expect(await reached(table)).toBe(115_200);
});

test.each([0.94, 1.06])(
  'an ESP32 whose slow clock runs %f as fast is asked for what its ROM takes for the speed',
  async (slowClock) => {
    const table = onTable({ chip: 'esp32', habits: { slowClock } });
    const commands = tapCommands(table.board);
    expect(await reached(table)).toBe(921_600);
    const [asked, ...more] = askedFor(commands);
    expect(asked! / 921_600).toBeCloseTo(slowClock, 2);
    expect(more).toEqual([]);
  },
);

test.each(allChips)('%s follows at the first asking', async (chip) => {
  const table = onTable({ chip });
  const commands = tapCommands(table.board);
  await withSession(table, async (session, link) => {
    await session.prepare(921_600, forever);
    expect(link.baud).toBe(921_600);
  });
  expect(askedFor(commands)).toHaveLength(1);
});
