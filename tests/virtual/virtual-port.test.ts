import { beforeEach, describe, expect, test } from 'vitest';
import { slipEncode } from '../../src/protocols/slip';
import { createVirtualBoard, type VirtualBoard } from '../../src/virtual/board/virtual-board';
import { createVirtualPort, type VirtualPort } from '../../src/virtual/board/virtual-port';
import { instant } from '../../src/virtual/parts/board-timing';
import type { BoardTiming } from '../../src/virtual/parts/wire';
import { request, words } from './loader-host';
import { settled, type TestClock, testClock } from './test-clock';

// testing-in-chromium, section 2, "Behaviour authors must know", and the Web Serial standard where that is silent.

let clock: TestClock;
let board: VirtualBoard;
let port: VirtualPort;
let lines: string[];

const make = (timing: Partial<BoardTiming> = {}): void => {
  clock = testClock();
  board = createVirtualBoard(
    { chip: 'esp32c3', startInLoader: true, timing: { ...instant, ...timing } },
    clock,
    (io) => ({
      receive: (bytes) => io.send(bytes),
      stop: () => undefined,
    }),
  );
  lines = [];
  const { lines: drive } = board;
  board.lines = (state) => {
    lines.push(`${state.dtr ? 'D' : 'd'}${state.rts ? 'R' : 'r'}`);
    drive(state);
  };
  port = createVirtualPort(board);
};

const named = (name: string) => expect.objectContaining({ name });
const lost = expect.objectContaining({ name: 'NetworkError', message: 'The device has been lost.' });
const text = (bytes: Uint8Array | undefined): string => String.fromCharCode(...(bytes ?? []));
const readMagic = slipEncode(request(0x0a, words(0x4000_1000)));

beforeEach(() => make());

describe('opening and closing', () => {
  test('open raises both lines at once, close drops both at once', async () => {
    await port.open({ baudRate: 115_200 });
    await port.close();
    expect(lines).toEqual(['DR', 'dr']);
  });

  test('open is refused while open, close while closed', async () => {
    await port.open({ baudRate: 115_200 });
    await expect(port.open({ baudRate: 115_200 })).rejects.toEqual(named('InvalidStateError'));
    await port.close();
    await expect(port.close()).rejects.toEqual(named('InvalidStateError'));
    await port.open({ baudRate: 9600 });
  });

  test('a second port on the same board cannot open: busy and forbidden look alike', async () => {
    await port.open({ baudRate: 115_200 });
    const other = createVirtualPort(board);
    await expect(other.open({ baudRate: 115_200 })).rejects.toEqual(
      expect.objectContaining({ name: 'NetworkError', message: 'Failed to open serial port.' }),
    );
    await port.close();
    await other.open({ baudRate: 115_200 });
  });

  test('impossible options are a TypeError', async () => {
    await expect(port.open({ baudRate: 0 })).rejects.toBeInstanceOf(TypeError);
    await expect(port.open({ baudRate: 9600, bufferSize: 0 })).rejects.toBeInstanceOf(TypeError);
    expect(port.readable).toBeNull();
  });

  test('close is refused while a stream is locked, and the port stays open', async () => {
    await port.open({ baudRate: 115_200 });
    const reader = port.readable!.getReader();
    await expect(port.close()).rejects.toBeInstanceOf(TypeError);
    reader.releaseLock();
    const writer = port.writable!.getWriter();
    await expect(port.close()).rejects.toBeInstanceOf(TypeError);
    expect(lines).toEqual(['DR']);
    writer.releaseLock();
    await port.close();
    expect(port.readable).toBeNull();
    expect(port.writable).toBeNull();
  });

  test('tells the ids of its bridge', () => {
    expect(port.getInfo()).toEqual({ usbVendorId: 0x10c4, usbProductId: 0xea60 });
    expect(createVirtualPort(board, { usbVendorId: 0x1a86, usbProductId: 0x7523 }).getInfo().usbVendorId).toBe(0x1a86);
  });
});

describe('signals', () => {
  test('are raised first and lowered then', async () => {
    await port.open({ baudRate: 115_200 });
    await port.setSignals({ dataTerminalReady: false, requestToSend: true });
    await port.setSignals({ dataTerminalReady: true, requestToSend: false });
    await port.setSignals({ dataTerminalReady: false });
    expect(lines).toEqual(['DR', 'dR', 'DR', 'Dr', 'dr']);
  });

  test('are refused when there are none, and on a closed port', async () => {
    await expect(port.setSignals({ requestToSend: true })).rejects.toEqual(named('InvalidStateError'));
    await port.open({ baudRate: 115_200 });
    await expect(port.setSignals({})).rejects.toBeInstanceOf(TypeError);
  });

  test('overtake what was written and not drained', async () => {
    make({ pacedByBaud: true });
    await port.open({ baudRate: 115_200 });
    await port.setSignals({ dataTerminalReady: false, requestToSend: false });
    await clock.pass(100);
    await port.readable!.cancel();
    const reader = port.readable!.getReader();
    const writer = port.writable!.getWriter();
    await writer.write(readMagic);
    await port.setSignals({ dataTerminalReady: false, requestToSend: true });
    await clock.pass(100);
    let answered = false;
    void reader.read().then(() => {
      answered = true;
    });
    await clock.pass(1000);
    expect(answered).toBe(false);
  });

  test('come after what was written when the writer was closed first', async () => {
    make({ pacedByBaud: true });
    await port.open({ baudRate: 115_200 });
    await clock.pass(100);
    await port.readable!.cancel();
    const reader = port.readable!.getReader();
    const before = port.writable!;
    const writer = before.getWriter();
    void writer.write(readMagic);
    let drained = 0;
    const closed = writer.close().then(() => {
      drained = clock.now();
    });
    const asked = clock.now();
    await clock.pass(1000);
    await closed;
    expect(drained - asked).toBeCloseTo((readMagic.length * 10_000) / 115_200, 3);
    expect((await reader.read()).value![0]).toBe(0xc0);
    expect(port.writable).not.toBe(before);
    expect(port.writable!.locked).toBe(false);
  });
});

describe('data', () => {
  test('written is answered and read, in pieces no longer than the buffer', async () => {
    await port.open({ baudRate: 115_200, bufferSize: 8 });
    await clock.pass(10);
    const reader = port.readable!.getReader();
    let said = '';
    while (!said.endsWith('download\r\n')) {
      const { value } = await reader.read();
      expect(value!.length).toBeLessThanOrEqual(8);
      said += text(value);
    }
    const writer = port.writable!.getWriter();
    await writer.write(readMagic);
    expect((await reader.read()).value).toHaveLength(8);
  });

  test('writes wait while more than the system takes is under way', async () => {
    make({ pacedByBaud: true });
    await port.open({ baudRate: 115_200 });
    await clock.pass(100);
    const writer = port.writable!.getWriter();
    let taken = false;
    void writer.write(new Uint8Array(16_384)).then(() => {
      taken = true;
    });
    await clock.pass(1000);
    expect(taken).toBe(false);
    await clock.pass(100);
    expect(taken).toBe(true);
  });

  test('bytes beyond what page and system keep are lost without a word', async () => {
    await port.open({ baudRate: 115_200, bufferSize: 1024 });
    await clock.pass(10);
    board.tapReset();
    await clock.pass(10);
    const writer = port.writable!.getWriter();
    // The application of this board echoes; nobody reads.
    for (let i = 0; i < 100; i += 1) await writer.write(new Uint8Array(1024).fill(i));
    const reader = port.readable!.getReader();
    let got = 0;
    let last = 0;
    let open = true;
    while (open) {
      const next = await Promise.race([reader.read(), settled().then(() => undefined)]);
      open = next !== undefined;
      got += next?.value?.length ?? 0;
      last = next?.value?.at(-1) ?? last;
    }
    expect(got).toBe(1024 + 65_536);
    expect(last).toBeLessThan(99);
    await writer.write(Uint8Array.of(1, 2, 3));
    reader.releaseLock();
  });

  test('cancelling a reader flushes and the next stream is fresh', async () => {
    await port.open({ baudRate: 115_200 });
    await clock.pass(10);
    const before = port.readable!;
    await before.cancel();
    const after = port.readable!;
    expect(after).not.toBe(before);
    const reader = after.getReader();
    const heard = reader.read();
    await port.writable!.getWriter().write(readMagic);
    expect((await heard).value![0]).toBe(0xc0);
  });

  test('what arrives while nobody has it open is lost, and close ends what was read', async () => {
    await clock.pass(10);
    await port.open({ baudRate: 115_200 });
    const reader = port.readable!.getReader();
    const heard = reader.read();
    await reader.cancel();
    expect(await heard).toEqual({ value: undefined, done: true });
    reader.releaseLock();
    await port.close();
  });
});

describe('the cable', () => {
  test('pulled: readers and writers fail, writable is null, readable stays until the app closes', async () => {
    await port.open({ baudRate: 115_200 });
    const told: boolean[] = [];
    port.plugged = (connected) => told.push(connected);
    const stream = port.readable!;
    const reader = stream.getReader();
    const reading = reader.read();
    const writer = port.writable!.getWriter();
    await writer.write(Uint8Array.of(1));
    port.unplug();
    await expect(reading).rejects.toEqual(lost);
    await expect(writer.write(Uint8Array.of(1))).rejects.toEqual(lost);
    expect(port.connected).toBe(false);
    expect(port.writable).toBeNull();
    expect(port.readable).toBe(stream);
    expect(told).toEqual([false]);
    reader.releaseLock();
    writer.releaseLock();
    await port.close();
    await expect(port.open({ baudRate: 115_200 })).rejects.toEqual(named('NetworkError'));
    port.replug();
    expect(told).toEqual([false, true]);
    await port.open({ baudRate: 115_200 });
    await clock.pass(10);
    expect(text((await port.readable!.getReader().read()).value)).toContain('ESP-ROM:esp32c3');
  });

  test('pulled while a write is stalled: that write fails', async () => {
    make({ pacedByBaud: true });
    await port.open({ baudRate: 115_200 });
    await clock.pass(100);
    const writing = port.writable!.getWriter().write(new Uint8Array(100_000));
    const failed = expect(writing).rejects.toEqual(lost);
    await clock.pass(100);
    port.unplug();
    await failed;
  });

  test('pulled by the board itself does the same', async () => {
    clock = testClock();
    board = createVirtualBoard(
      { chip: 'esp32', startInLoader: true, timing: instant, habits: { pullCableAt: 20 } },
      clock,
    );
    port = createVirtualPort(board);
    await port.open({ baudRate: 115_200 });
    const reader = port.readable!.getReader();
    const reading = reader.read();
    const writer = port.writable!.getWriter();
    await writer.write(new Uint8Array(19));
    await expect(writer.write(new Uint8Array(19))).rejects.toEqual(lost);
    await expect(reading).rejects.toEqual(lost);
    expect(port.connected).toBe(false);
    expect(port.writable).toBeNull();
  });
});
