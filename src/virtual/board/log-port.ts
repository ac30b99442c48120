/** The second channel of a board's USB bridge: the chip's log comes out of it, and nothing is listened to. */
import type { FullTiming } from '../parts/board-timing';
import { createSerialLine, garble } from '../parts/serial-line';
import type { AskedWire, Clock, PortBoard } from '../parts/wire';

export const createLogPort = (clock: Clock, timing: FullTiming, baud: number) => {
  let hostBaud = baud;
  const line = createSerialLine({
    clock,
    paced: timing.pacedByBaud,
    latencyMs: timing.adapterLatencyMs,
    baud: () => baud,
    deliver: (bytes, sentAt) =>
      port.sendAs ? port.sendAs(bytes, sentAt) : port.send?.(garble(bytes, sentAt, hostBaud)),
  });
  const port: PortBoard & AskedWire = {
    clock,
    send: undefined,
    unplugged: undefined,
    chipBaud: () => baud,
    hostSentAt: () => 0,
    receive: () => {},
    lines: () => {},
    hostBaud(rate) {
      hostBaud = rate;
    },
    power: () => line.clear(),
  };
  return { port, say: (bytes: Uint8Array) => line.send(bytes) };
};
