/** A virtual board behind the standard serial-over-TCP protocol, on the loopback address alone; one client at a time. */
import { createServer, type Socket } from 'node:net';
import { garble } from '../virtual/parts/serial-line';
import { createComPort } from './com-port-option';
import { type BoardSide, type Door, DoorError } from './door';

const loopback = '127.0.0.1';
const firstBaud = 115_200;
/** A client that does not read for this long is as deaf as a closed port. */
const mostWaiting = 1 << 22;

/** Port 0 takes a free one. Throws DoorError when the port is taken. */
export const openRfc2217 = async (port: number, board: BoardSide, signature: string): Promise<Door> => {
  let client: Socket | undefined;
  let write: ((bytes: Uint8Array) => void) | undefined;
  let plugged = true;
  let baud = firstBaud;
  const setBaud = (rate: number): void => {
    baud = rate;
    board.hostBaud(rate);
  };

  const server = createServer((socket) => {
    if (client || !plugged) {
      socket.destroy();
      return;
    }
    client = socket;
    socket.setNoDelay(true);
    setBaud(firstBaud);
    board.opened?.();
    const comPort = createComPort(
      {
        send: (bytes) => void (socket.writableLength < mostWaiting && socket.write(bytes)),
        data: board.receive,
        lines: board.lines,
        baud: setBaud,
        hasBaud: (rate) => board.takesBaud?.(rate) ?? true,
      },
      signature,
    );
    write = comPort.write;
    socket.on('data', comPort.receive);
    // A reset connection ends like any other: with `close`.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      client = undefined;
      write = undefined;
      board.lines({ dtr: false, rts: false });
    });
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) =>
      reject(new DoorError(`cannot listen on port ${port}: ${fault.code ?? fault.message}`)),
    );
    server.listen(port, loopback, resolve);
  });
  const address = server.address();
  const listening = typeof address === 'object' && address ? address.port : port;

  return {
    offer: `rfc2217://${loopback}:${listening}`,
    toHost: (bytes, sentAt) => write?.(garble(bytes, sentAt, baud)),
    unplug() {
      plugged = false;
      client?.destroy();
    },
    plug() {
      plugged = true;
    },
    close() {
      client?.destroy();
      server.close();
    },
  };
};
