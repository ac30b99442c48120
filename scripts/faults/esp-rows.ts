/** The same faults on make-believe Espressif boards, as far as their loader knows them (esp-flashing, sections 4 and 6). */
import { createEspFamily } from '../../src/chips/esp/family';
import type { VirtualBoard } from '../../src/virtual/board/virtual-board';
import { type Bed, chipRow, type Fault } from './chip-rows';
import { breakOff, espSpoils, spoilFrames } from './esp-answers';
import { latencies, type Row } from './row';

const beds: readonly Bed[] = (
  ['esp32', 'esp32s3', 'esp32c3', 'esp32c6', 'esp32c5', 'esp32c2', 'esp32s2', 'esp32p4'] as const
).map((chip) => ({
  chip,
  flashBytes: 4 << 20,
  family: () => createEspFamily(),
  timing: {},
  blankTail: true,
}));

/** Longer than a block or a checksum is waited for, and shorter than both times that one may be asked for. */
const lateMs = 5000;
const lost = ['port.lost'];

/** Some drivers move the lines on every opening in a way that resets the board (esptool-js 80, 234, 239). */
const resetsAtReopen = (board: VirtualBoard) => {
  const { hostBaud } = board;
  board.hostBaud = (rate) => {
    hostBaud(rate);
    if (rate > 115_200) board.tapReset();
  };
};

/** An adapter that makes something else of a higher speed. */
const wrongAbove = (most: number) => (board: VirtualBoard) => {
  const { hostBaud } = board;
  board.hostBaud = (rate) => hostBaud(rate > most ? rate * 1.2 : rate);
};

const faults: Readonly<Record<string, () => Fault>> = {
  ...Object.fromEntries(
    Object.entries(espSpoils(lateMs)).map(([name, spoil]) => [
      `answers ${name}`,
      (): Fault => ({
        meddle: (board) => spoilFrames(board, spoil()),
        ...(breakOff.has(name) && { ends: ['written', 'flash.write-failed'] }),
        ...(name === 'a wrong checksum' && { ends: ['written', 'flash.verify-failed'] }),
      }),
    ]),
  ),
  'cable pulled in the handshake': () => ({ habits: { pullCableAt: 30 }, ends: lost }),
  'cable pulled while the stub is sent': () => ({ habits: { pullCableAt: 4000 }, ends: lost }),
  'cable pulled while writing': () => ({ habits: { pullCableAt: 20_000 }, ends: lost }),
  'chip resets when the port is opened anew': () => ({ meddle: resetsAtReopen }),
  'speed not carried by the adapter': () => ({ meddle: wrongAbove(460_800) }),
  'from 0x11000': () => ({ job: { start: 0x11000, size: 0xc000 } }),
  'from 0x1234': () => ({ job: { start: 0x1234, size: 0xc000 }, ends: ['flash.write-failed'], lasting: true }),
  'ends off a sector': () => ({ job: { start: 0x10000, size: 0xc123 } }),
  'ends on a block': () => ({ job: { start: 0x10000, size: 0x10000 } }),
  'one byte': () => ({ job: { start: 0x1f000, size: 1 } }),
};

export const espRows = (): Row[] =>
  beds.flatMap((bed) =>
    latencies.flatMap((latencyMs) =>
      Object.entries(faults).map(([name, fault]) => chipRow(bed, latencyMs, name, fault())),
    ),
  );
