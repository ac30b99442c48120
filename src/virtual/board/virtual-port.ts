import type { Port } from '../../links/port';
import type { PortBoard } from '../parts/wire';
import { createPortStreams, type PortStreams } from './port-streams';

/**
 * A virtual board's `SerialPort`, with the manners that testing-in-chromium, section 2 found in the real one. Errors are
 * `DOMException`s by the names the browser uses.
 */
export interface VirtualPort extends Port {
  /** false while the cable is out. */
  readonly connected: boolean;
  /** Told when the cable went out or came back, whoever pulled it. */
  plugged: ((connected: boolean) => void) | undefined;
  /** Pulls the cable: the board loses its power, readers and writers fail. */
  unplug(): void;
  /** Puts it back; an app that still holds the port open has to close it first. */
  replug(): void;
}

export interface UsbIds {
  usbVendorId: number;
  usbProductId: number;
}

/** A CP2102N bridge. */
const usualBridge: UsbIds = { usbVendorId: 0x10c4, usbProductId: 0xea60 };
const defaultBufferBytes = 255;

const invalidState = (message: string): DOMException => new DOMException(message, 'InvalidStateError');
const network = (message: string): DOMException => new DOMException(message, 'NetworkError');

export const createVirtualPort = (board: PortBoard, usbIds: UsbIds = usualBridge): VirtualPort => {
  let connected = true;
  let streams: PortStreams | undefined;
  let lines = { dtr: false, rts: false };

  const drive = (next: typeof lines): void => {
    if (next.dtr === lines.dtr && next.rts === lines.rts) return;
    lines = next;
    board.lines(next);
  };

  const lost = (): void => {
    if (!connected) return;
    connected = false;
    streams?.fail(network('The device has been lost.'));
    port.plugged?.(false);
  };

  const port: VirtualPort = {
    plugged: undefined,
    get connected() {
      return connected;
    },
    get readable() {
      return streams?.readable() ?? null;
    },
    get writable() {
      return streams?.writable() ?? null;
    },
    getInfo: () => ({ ...usbIds }),
    async open({ baudRate, bufferSize = defaultBufferBytes }) {
      if (streams) throw invalidState('The port is already open.');
      if (!(baudRate > 0)) throw new TypeError('Requested baud rate must be greater than zero.');
      if (!(bufferSize > 0)) throw new TypeError('Requested buffer size must be greater than zero.');
      // Taken by somebody else, gone, or asked for a speed it has not got: the browser does not tell which.
      if (!connected || board.send || board.takesBaud?.(baudRate) === false)
        throw network('Failed to open serial port.');
      const opened = createPortStreams(board, bufferSize, baudRate);
      streams = opened;
      board.send = opened.arrived;
      board.hostBaud(baudRate);
      // Opening raises both lines together, as a Linux tty does.
      drive({ dtr: true, rts: true });
      board.opened?.();
    },
    async close() {
      if (!streams) throw invalidState('The port is already closed.');
      if (streams.locked()) throw new TypeError('Cannot cancel a locked stream');
      const closing = streams;
      streams = undefined;
      board.send = undefined;
      drive({ dtr: false, rts: false });
      await closing.end();
    },
    async setSignals({ dataTerminalReady, requestToSend, break: held } = {}) {
      if (!streams) throw invalidState('The port is closed.');
      if (dataTerminalReady === undefined && requestToSend === undefined && held === undefined) {
        throw new TypeError('Signals dictionary must contain at least one member.');
      }
      if (!connected) throw network('Failed to set control signals.');
      const next = { dtr: dataTerminalReady ?? lines.dtr, rts: requestToSend ?? lines.rts };
      // First raises, then lowers; and overtakes data that is still queued.
      drive({ dtr: lines.dtr || next.dtr, rts: lines.rts || next.rts });
      drive(next);
    },
    unplug() {
      board.power(false);
      lost();
    },
    replug() {
      if (connected) return;
      connected = true;
      board.power(true);
      port.plugged?.(true);
    },
  };
  board.unplugged = lost;
  return port;
};
