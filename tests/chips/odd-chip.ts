import type { SerialLink } from '../../src/links/serial-link';
import { usualFormat } from '../../src/model/line-settings';
import { createSlipReader, slipEncode } from '../../src/protocols/slip';
import { forever } from './esp/esp-board';

/** Answers as a ROM does, with registers of the test's choice; command 14 with `chipId` and `flags`. */
export const oddChip = (
  registers: Readonly<Record<number, number>>,
  chipId: number,
  flags = 0,
): SerialLink & { lines: string[]; asked: { op: number; payload: Uint8Array }[] } => {
  const lines: string[] = [];
  const asked: { op: number; payload: Uint8Array }[] = [];
  const slip = createSlipReader();
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const answer = (op: number, value: number, data: readonly number[] = []) => {
    const frame = new Uint8Array(8 + data.length + 4);
    const view = new DataView(frame.buffer);
    frame.set([1, op]);
    view.setUint16(2, data.length + 4, true);
    view.setUint32(4, value, true);
    frame.set(data, 8);
    for (const listener of listeners) listener(slipEncode(frame));
  };
  return {
    lines,
    asked,
    baud: 115_200,
    format: usualFormat,
    lost: forever,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async write(bytes) {
      for (const frame of slip.take(bytes)) {
        const op = frame[1]!;
        asked.push({ op, payload: frame.slice(8) });
        const info = new Uint8Array(new Uint32Array([flags, 0, 0, chipId, 0]).buffer);
        const address = frame.length > 8 ? new DataView(frame.buffer).getUint32(8, true) : 0;
        if (op === 0x08) for (let times = 0; times < 8; times++) answer(op, 0x20120707);
        else if (op === 0x0a) answer(op, registers[address] ?? 0);
        else if (op === 0x14) answer(op, 0, [...info]);
        else answer(op, 0);
      }
    },
    drain: async () => {},
    setLines: async ({ dtr, rts }) => void lines.push(`${dtr ? 1 : 0}${rts ? 1 : 0}`),
    reopen: async () => {},
    close: async () => {},
  };
};
