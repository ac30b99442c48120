import { createSlipReader, slipEncode } from '../../src/protocols/slip';
import { createVirtualBoard, type VirtualBoard } from '../../src/virtual/board/virtual-board';
import { instant } from '../../src/virtual/parts/board-timing';
import type { BootIo } from '../../src/virtual/parts/firmware';
import type { BoardSettings } from '../../src/virtual/parts/wire';
import { settled, type TestClock, testClock } from './test-clock';

/** A bare host that speaks the loader's frames byte for byte, written from esp-flashing, section 1. */

export const words = (...values: number[]): number[] => [...new Uint8Array(Uint32Array.from(values).buffer)];

export const request = (op: number, data: ArrayLike<number> = [], checksum = 0): Uint8Array =>
  Uint8Array.from([0, op, data.length & 0xff, data.length >> 8, ...words(checksum), ...Array.from(data)]);

export const xor = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum ^ byte, 0xef);

/** DATA of any kind: length, sequence, 0, 0, bytes. */
export const block = (op: number, bytes: Uint8Array, sequence: number, checksum = xor(bytes)): Uint8Array =>
  request(op, [...words(bytes.length, sequence, 0, 0), ...bytes], checksum);

export interface Answer {
  op: number;
  value: number;
  data: number[];
}

export interface LoaderHost {
  board: VirtualBoard;
  clock: TestClock;
  /** Frames heard and not yet looked at. */
  heard: Uint8Array[];
  raw: () => string;
  send(...frames: Uint8Array[]): void;
  /** Sends one request and gives all it is answered with. */
  ask(frame: Uint8Array): Promise<Answer[]>;
  answers(): Answer[];
  /** What `start` was called with, one for each time the application was started. */
  started: BootIo[];
}

export const answerOf = (frame: Uint8Array): Answer => ({
  op: frame[1]!,
  value: new DataView(frame.buffer, frame.byteOffset).getUint32(4, true),
  data: [...frame.subarray(8)],
});

/** A board in its ROM loader. With `timing`, time passes only when the test passes it. */
export const hostOf = async (settings: Partial<BoardSettings> = {}): Promise<LoaderHost> => {
  const clock = testClock();
  const started: BootIo[] = [];
  const board = createVirtualBoard(
    { chip: 'esp32c3', startInLoader: true, ...settings, timing: { ...instant, ...settings.timing } },
    clock,
    (io) => {
      started.push(io);
      io.send(new TextEncoder().encode('running\r\n'));
      return { receive: (bytes) => io.send(bytes), stop: () => undefined };
    },
  );
  const heard: Uint8Array[] = [];
  const slip = createSlipReader();
  let raw = '';
  board.send = (bytes) => {
    raw += String.fromCharCode(...bytes);
    heard.push(...slip.take(bytes));
  };
  await clock.pass(3);
  const host: LoaderHost = {
    board,
    clock,
    heard,
    started,
    raw: () => raw,
    send: (...frames) => {
      for (const frame of frames) board.receive(slipEncode(frame));
    },
    answers: () => heard.splice(0).map(answerOf),
    async ask(frame) {
      heard.length = 0;
      host.send(frame);
      await settled();
      return host.answers();
    },
  };
  return host;
};

/** The same board with the flasher stub running: any code will do, the board runs what was uploaded as a stub. */
export const stubOf = async (settings: Partial<BoardSettings> = {}): Promise<LoaderHost> => {
  const host = await hostOf(settings);
  const code = new Uint8Array(64).fill(0x12);
  const pace = async (): Promise<void> => host.clock.pass(20);
  host.send(request(0x05, words(64, 1, 64, 0x4038_0000)));
  await pace();
  host.send(block(0x07, code, 0));
  await pace();
  host.send(request(0x06, words(0, 0x4038_0004)));
  await pace();
  const greeting = host.heard.at(-1);
  if (!greeting || String.fromCharCode(...greeting) !== 'OHAI') throw new Error('no stub');
  host.heard.length = 0;
  return host;
};
