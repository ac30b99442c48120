/**
 * A board that the bench cannot handle goes back to its application, whatever went wrong: only then is it true that
 * nothing was changed. What the board says after its last reset is the witness.
 */
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { UsbIds } from '../../../src/chips/chip';
import { createEspFamily } from '../../../src/chips/esp/family';
import type { SerialLink } from '../../../src/links/serial-link';
import { BenchError } from '../../../src/model/problem';
import { buildImage } from '../../../src/virtual/esp/demo-image';
import { oddChip } from '../odd-chip';
import { brisk, forever, onTable, problemOf, unwatched } from './esp-board';
import { onTheWire, type SentFrame } from './esp-wire';

const readRegister = 0x0a;
const stopped = new BenchError('cancelled');
const usbJtag: UsbIds = { vendorId: 0x303a, productId: 0x1001 };
const usbOtg: UsbIds = { vendorId: 0x303a, productId: 0x1002 };

const links: SerialLink[] = [];
afterEach(() => Promise.all(links.splice(0).map((link) => link.close())));

const board = async (settings: Partial<Parameters<typeof onTable>[0]> = {}, timing = brisk) => {
  const table = onTable({ chip: 'esp32', flash: buildImage({ chip: 'esp32', merged: true }), ...settings }, timing);
  const link = await table.open();
  links.push(link);
  let heard = '';
  link.listen((bytes) => {
    heard += new TextDecoder('latin1').decode(bytes);
  });
  const lines: string[] = [];
  const drive = table.board.lines;
  table.board.lines = (state) => {
    lines.push(`${state.dtr ? 1 : 0}${state.rts ? 1 : 0}`);
    drive(state);
  };
  return {
    ...table,
    link,
    lines,
    connect: (usb?: UsbIds, signal = new AbortController().signal) =>
      problemOf(table.family.connect(link, unwatched, signal, usb)),
    /** Of its last start, once there was one in the application. */
    back: () =>
      vi.waitFor(
        () => {
          const starts = heard.match(/boot:0x\w+ \(\w+/g) ?? [];
          expect(starts.at(-1)).toMatch(/SPI_FAST_FLASH_BOOT/);
          expect(heard.slice(heard.lastIndexOf(starts.at(-1)!))).toContain('tuya>');
        },
        { timeout: 5000 },
      ),
  };
};

const answers = (frame: SentFrame) => frame.op !== undefined && frame.op !== 0x08;
const value = (frame: SentFrame, word: number): Uint8Array => {
  const changed = frame.bytes.slice();
  new DataView(changed.buffer).setUint32(4, word, true);
  return changed;
};

describe('after a fault in recognising the application runs again', () => {
  test('a chip that is not supported', async () => {
    const made = await board();
    onTheWire(made.board, (frame) => frame.pass(frame.op === readRegister ? value(frame, 0xfff0c101) : frame.bytes));
    expect(await made.connect()).toEqual({ code: 'board.unsupported', details: { chip: 'ESP8266' } });
    await made.back();
  });

  test('a chip in secure download mode', async () => {
    const made = await board({ chip: 'esp32c3', flash: buildImage({ chip: 'esp32c3', merged: true }) });
    onTheWire(made.board, (frame) => {
      const changed = frame.bytes.slice();
      if (frame.op === 0x14) changed[8]! |= 1 << 2;
      frame.pass(changed);
    });
    expect((await made.connect())?.code).not.toBeUndefined();
    await made.back();
  });

  test('answers that come broken, each of them', async () => {
    const made = await board();
    onTheWire(made.board, (frame) => frame.pass(answers(frame) ? frame.bytes.subarray(0, -1) : frame.bytes));
    expect(await made.connect()).toMatchObject({ code: 'board.garbled' });
    await made.back();
  });

  test('no answer any more behind the handshake', async () => {
    const made = await board();
    onTheWire(made.board, (frame) => !answers(frame) && frame.pass());
    expect(await made.connect()).toMatchObject({ code: 'board.garbled' });
    await made.back();
  });

  test('an answer that says no', async () => {
    const made = await board();
    onTheWire(made.board, (frame) => {
      const changed = frame.bytes.slice();
      if (frame.op === 0x0d) changed.set([1, 6], 8);
      frame.pass(changed);
    });
    expect(await made.connect()).toMatchObject({ code: 'board.garbled', details: { reason: 'status-0106' } });
    await made.back();
  });

  test('a handshake that is never heard, although the chip sits in its loader', async () => {
    const made = await board();
    onTheWire(made.board, () => {});
    expect(await made.connect()).toMatchObject({ code: 'board.silent' });
    await made.back();
  });

  test('a board whose BOOT was held by nobody', async () => {
    const made = await board({ habits: { silentUntilBootHeld: true } });
    expect(await made.connect()).toMatchObject({ code: 'board.silent' });
    await made.back();
  });

  test.each([
    ['while shaking hands', (frame: SentFrame) => frame.op === 0x08],
    ['at the first question', (frame: SentFrame) => frame.op === readRegister],
    ['while the flash is asked for its id', (frame: SentFrame) => frame.op === 0x09],
  ])('a stop %s', async (_, at) => {
    const made = await board();
    const stop = new AbortController();
    onTheWire(made.board, (frame) => (at(frame) ? stop.abort(stopped) : frame.pass()));
    expect(await made.connect(undefined, stop.signal)).toMatchObject({ code: 'cancelled' });
    await made.back();
  });

  test('a stop in the middle of the reset', async () => {
    const made = await board();
    const stop = new AbortController();
    const drive = made.board.lines;
    made.board.lines = (state) => {
      drive(state);
      if (state.dtr && !state.rts) stop.abort(stopped);
    };
    expect(await made.connect(undefined, stop.signal)).toMatchObject({ code: 'cancelled' });
    await made.back();
  });

  test('and before anything was done nothing is done', async () => {
    const made = await board();
    const stop = AbortSignal.abort(stopped);
    expect(await made.connect(undefined, stop)).toMatchObject({ code: 'cancelled' });
    expect(made.lines).toEqual([]);
  });
});

describe('by the chip’s own USB', () => {
  test.each([
    ['USB-Serial/JTAG', usbJtag],
    ['OTG', usbOtg],
  ])('%s: RTS alone, then both released', async (_, usb) => {
    const link = oddChip({}, 20);
    expect(await problemOf(createEspFamily(brisk).connect(link, unwatched, forever, usb))).toEqual({
      code: 'board.unsupported',
      details: { chip: 'ESP32-C61' },
    });
    // DTR would ask for the loader again (esptool, `HardReset`).
    expect(link.lines.slice(-2)).toEqual(['01', '00']);
    expect(link.lines.slice(0, -2)).toContain('10');
  });
});

test('where the cable was pulled there is nothing to reset, and the fault stays what it was', async () => {
  const made = await board();
  onTheWire(made.board, (frame) => (frame.op === readRegister ? made.port.unplug() : frame.pass()));
  expect(await made.connect()).toMatchObject({ code: 'port.lost' });
});

test('an adapter that hangs over its lines does not keep the fault back', async () => {
  const made = await board();
  onTheWire(made.board, (frame) => frame.pass(frame.op === readRegister ? value(frame, 0xfff0c101) : frame.bytes));
  const set = made.port.setSignals;
  let resets = 0;
  made.port.setSignals = (signals) => {
    // The way into the loader has four calls; then it hangs.
    resets += 1;
    return resets > 5 ? new Promise(() => {}) : set(signals);
  };
  expect(await made.connect()).toEqual({ code: 'board.unsupported', details: { chip: 'ESP8266' } });
});
