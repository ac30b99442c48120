/** Stands between a virtual board and its adapter, and sees every frame that the chip sends, one at a time. */
import { createSlipReader, slipEncode } from '../../../src/protocols/slip';
import type { VirtualBoard } from '../../../src/virtual/board/virtual-board';

export interface SentFrame {
  /** Of an answer; `undefined` for raw data. */
  op: number | undefined;
  bytes: Uint8Array;
  /** As it goes over the wire, or changed. */
  pass(bytes?: Uint8Array): void;
}

/** `onFrame` lets each frame pass, changes it, keeps it back or loses it. What is no frame passes as it is. */
export const onTheWire = (board: VirtualBoard, onFrame: (frame: SentFrame) => void): void => {
  let send = board.send;
  const slip = createSlipReader();
  const through = (chunk: Uint8Array): void => {
    if (chunk[0] !== 0xc0) send?.(chunk);
    for (const bytes of chunk[0] === 0xc0 ? slip.take(chunk) : []) {
      const op = bytes[0] === 1 && bytes.length >= 8 ? bytes[1] : undefined;
      onFrame({ op, bytes, pass: (changed = bytes) => send?.(slipEncode(changed)) });
    }
  };
  Object.defineProperty(board, 'send', {
    configurable: true,
    get: () => send && through,
    set: (next: typeof send) => {
      send = next;
    },
  });
};

/**
 * A chip that is late with one answer is late with all behind it. Keeps back what `holds` names and whatever follows, until
 * `release`; or until the host, out of patience, sends a SYNC.
 */
export const holdBack = (board: VirtualBoard, holds: (frame: SentFrame) => boolean, untilSync = true) => {
  let held: SentFrame[] | undefined;
  let over = false;
  onTheWire(board, (frame) => {
    if (!over && (held || holds(frame))) (held ??= []).push(frame);
    else frame.pass();
  });
  const release = () => {
    over = held !== undefined;
    for (const frame of held ?? []) frame.pass();
    held = undefined;
  };
  if (untilSync) {
    const slip = createSlipReader();
    const { receive } = board;
    board.receive = (bytes) => {
      receive(bytes);
      if (slip.take(bytes).some((frame) => frame[1] === 0x08)) setImmediate(release);
    };
  }
  return release;
};

/** Loader commands as they pass on the wire, op and payload. */
export const tapCommands = (board: VirtualBoard) => {
  const slip = createSlipReader();
  const seen: { op: number; payload: Uint8Array }[] = [];
  const receive = board.receive.bind(board);
  board.receive = (bytes) => {
    for (const frame of slip.take(bytes)) if (frame[0] === 0) seen.push({ op: frame[1]!, payload: frame.slice(8) });
    receive(bytes);
  };
  return seen;
};
