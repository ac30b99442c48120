import { rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import { doubleFF, type Frame, frameReader } from './frames';

/** How an adapter presents itself to the computer. */
export interface UsbIds {
  vendorId: number;
  productId: number;
  product: string;
  /** Null of an adapter without one, as most CH340 are: the browser forgets such a port when the cable is pulled. */
  serialNumber: string | null;
}

/** What is soldered to the adapter. Told in the order in which the browser did it. */
export interface FarEnd {
  opened?(): void;
  bytes?(bytes: Uint8Array): void;
  /** Resolves when all of `bytes` has left the adapter, at the speed of the line. Missing = at once. */
  sent?(): Promise<void>;
  /** true = asserted, the pin low. Both rise on open and fall on close, as with a Linux tty. */
  lines?(state: { dtr: boolean; rts: boolean }): void;
  baud?(rate: number): void;
  break?(on: boolean): void;
  discarded?(): void;
  closed?(): void;
}

export interface Adapter {
  /** To the browser. Lost when nobody has the port open, or when nobody reads for longer than a tty keeps. */
  send(bytes: Uint8Array): void;
  sendBreak(): void;
  /** Bytes lost so far because the page did not read in time. */
  readonly lost: number;
  /** The next opens fail with this errno, 13 for example being EACCES; 0 ends that. */
  refuseOpen(errno: number): void;
  /** Pulls the cable. Safe to call twice. */
  unplug(): Promise<void>;
}

const errnos = { busy: 16, noDevice: 19 };
/** A Linux tty keeps 64 KB for a reader who is late, and then loses bytes without a word. */
const kept = 65_536;
/** A close and the next open come over two sockets; the close may be heard a little later. */
const closeTakesMs = 300;

const propertiesOf = (name: string, ids: UsbIds): string => {
  const hex = (id: number) => id.toString(16).padStart(4, '0');
  const facts = {
    DEVNAME: `/dev/${name}`,
    MAJOR: 188,
    MINOR: Number(name.replace(/\D/g, '')),
    ID_BUS: 'usb',
    ID_VENDOR_ID: hex(ids.vendorId),
    ID_MODEL_ID: hex(ids.productId),
    ID_MODEL_ENC: ids.product.replaceAll(' ', '\\x20'),
    ...(ids.serialNumber !== null && { ID_SERIAL_SHORT: ids.serialNumber }),
  };
  return Object.entries(facts)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
};

/** Plugs an adapter into the bus at `folder` under `name` (see SerialBus); a running browser sees it arrive. */
export const plugAdapter = async (folder: string, name: string, ids: UsbIds, far: FarEnd): Promise<Adapter> => {
  let host: Socket | undefined;
  let marksErrors = false;
  let pulled = false;
  let refusal = 0;
  let lost = 0;
  let baud = 0;
  let lines = { dtr: false, rts: false };
  const sockets = new Set<Socket>();

  const setLines = (dtr: boolean, rts: boolean) => {
    if (dtr === lines.dtr && rts === lines.rts) return;
    lines = { dtr, rts };
    far.lines?.(lines);
  };

  const take = (frame: Frame) => {
    if (frame.kind === 'bytes') far.bytes?.(frame.bytes);
    else if (frame.kind === 'lines') setLines(frame.dtr, frame.rts);
    else if (frame.kind === 'break') far.break?.(frame.on);
    else if (frame.kind === 'discard') far.discarded?.();
    else if (frame.kind === 'settings') {
      marksErrors = frame.marksErrors;
      if (frame.baud !== baud) far.baud?.((baud = frame.baud));
    }
  };

  const letGo = (socket: Socket) => {
    if (host !== socket) return;
    host = undefined;
    // Pulled, the board loses its power with the lines; otherwise closing drops both (HUPCL).
    if (!pulled) setLines(false, false);
    far.closed?.();
  };

  const accept = (socket: Socket) => {
    const verdict = pulled ? errnos.noDevice : host ? errnos.busy : refusal;
    if (verdict) {
      socket.end(Buffer.from([verdict]));
      return;
    }
    host = socket;
    marksErrors = false;
    baud = 0;
    far.opened?.();
    socket.write(Buffer.from([0]));
    socket.on('close', () => letGo(socket));
  };

  /** Waits for a close that is on its way; one that does not come means that the port is in use. */
  const acceptSoon = (socket: Socket) => {
    const before = host;
    if (!before) return accept(socket);
    const freed = () => {
      clearTimeout(late);
      setImmediate(accept, socket);
    };
    const late = setTimeout(() => {
      before.off('close', freed);
      accept(socket);
    }, closeTakesMs);
    before.once('close', freed);
    // Behind a slow line its end would be heard only when all that was queued has left.
    before.resume();
  };

  const afterSending = async (work: () => void) => {
    await far.sent?.();
    work();
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined); // 'close' follows
    socket.on('close', () => sockets.delete(socket));
    const read = frameReader((frame) => {
      if (frame.kind === 'open') acceptSoon(socket);
      else if (frame.kind === 'wait') void afterSending(() => socket.end(Buffer.from([0])));
      else if (host === socket) take(frame);
    });
    socket.on('data', (piece) => {
      read(piece);
      if (host !== socket || !far.sent) return;
      // The browser shall feel the speed of the line, as it does through a tty.
      socket.pause();
      void afterSending(() => socket.resume());
    });
  });
  const socketFile = path.join(folder, `${name}.sock`);
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(socketFile, listening));

  // Written beside and moved in: the browser must never read half a file.
  const draft = path.join(folder, `${name}.txt`);
  const listed = path.join(folder, 'ports', name);
  await writeFile(draft, propertiesOf(name, ids));
  await rename(draft, listed);

  return {
    send(bytes) {
      if (!host) return;
      if (host.writableLength > kept) lost += bytes.length;
      else host.write(marksErrors ? doubleFF(bytes) : bytes);
    },
    sendBreak() {
      if (marksErrors) host?.write(Uint8Array.of(0xff, 0, 0));
    },
    get lost() {
      return lost;
    },
    refuseOpen(errno) {
      refusal = errno;
    },
    async unplug() {
      if (pulled) return;
      pulled = true;
      const closed = new Promise((done) => server.close(done));
      for (const socket of sockets) socket.destroy();
      await Promise.all([closed, rm(listed, { force: true }), rm(socketFile, { force: true })]);
    },
  };
};
