import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { kinds, type Message, readMessage, writeMessage } from './dbus-message';
import type { DBusValue } from './dbus-values';

/** A system bus on a private unix socket, with one service on it: what answers as `org.bluez`. */

export interface Bus {
  /** As `DBUS_SYSTEM_BUS_ADDRESS` wants it. */
  readonly address: string;
  /** Told to everyone on the bus; match rules are not looked at. */
  signal(from: string, face: string, member: string, signature: string, body: readonly DBusValue[]): void;
  close(): Promise<void>;
}

/** Signature and values of an answer. */
export type Answer = readonly [signature: string, ...values: DBusValue[]];
export const nothing: Answer = [''];

/** An error with a name, such as `org.bluez.Error.Failed`. */
export const busFault = (name: string, reason: string): Error => Object.assign(new Error(reason), { name });

const theBus = 'org.freedesktop.DBus';
const service = 'org.bluez';
/** The unique name of the service; clients get :1.1 and up. */
const serviceName = ':1.0';

const answerAsBus = ({ member = '', body = [] }: Message, ownName: string): Answer => {
  const asked = String(body[0] ?? '');
  const owned = asked === service || asked === theBus;
  if (member === 'Hello') return ['s', ownName];
  if (member === 'NameHasOwner') return ['b', owned];
  if (member === 'GetNameOwner' && owned) return ['s', asked === service ? serviceName : theBus];
  if (member === 'RequestName') return ['u', 1];
  if (member === 'ListNames' || member === 'ListActivatableNames') return ['as', [theBus, service]];
  if (member === 'AddMatch' || member === 'RemoveMatch') return nothing;
  throw busFault(`${theBus}.Error.NameHasNoOwner`, asked || member);
};

/** The authentication before the first message, line by line: whoever can open the socket is let in. */
const answerAuthentication = (line: string): string => {
  if (line.startsWith('AUTH EXTERNAL')) return `OK ${'1'.padStart(32, '0')}`;
  return line.startsWith('AUTH') ? 'REJECTED EXTERNAL' : 'ERROR';
};

/** Opens the bus; `serve` answers the calls to `org.bluez` or throws `busFault`. */
export const openBus = async (serve: (call: Message) => Answer | Promise<Answer>): Promise<Bus> => {
  // Unix sockets have paths of at most 107 bytes, so not in the folder of the test's results.
  const folder = await mkdtemp(path.join(tmpdir(), 'bindery-bluez-'));
  const file = path.join(folder, 'bus');
  const clients = new Map<Socket, string>();
  let serial = 0;
  let names = 0;

  const post = (socket: Socket, message: Omit<Message, 'serial'>) => {
    if (socket.writable) socket.write(writeMessage({ ...message, serial: ++serial }));
  };

  const answer = async (socket: Socket, call: Message, name: string): Promise<void> => {
    const toBus = call.destination === theBus;
    const reply = { replySerial: call.serial, destination: name, sender: toBus ? theBus : serviceName };
    try {
      const known = toBus || call.destination === service || call.destination === serviceName;
      if (!known) throw busFault(`${theBus}.Error.ServiceUnknown`, call.destination ?? '');
      const [signature, ...body] = toBus ? answerAsBus(call, name) : await serve(call);
      if (!call.silent) post(socket, { ...reply, kind: kinds.reply, signature, body });
    } catch (fault) {
      const { name: errorName, message } = fault instanceof Error ? fault : busFault('org.bluez.Error.Failed', '');
      const named = errorName.includes('.') ? errorName : 'org.bluez.Error.Failed';
      if (!call.silent)
        post(socket, { ...reply, kind: kinds.error, errorName: named, signature: 's', body: [message] });
    }
  };

  const accept = (socket: Socket) => {
    const name = `:1.${++names}`;
    let waiting: Buffer = Buffer.alloc(0);
    let begun = false;
    const authenticate = () => {
      for (let end = waiting.indexOf('\r\n'); !begun && end >= 0; end = waiting.indexOf('\r\n')) {
        const line = waiting.toString('latin1', 0, end).replace('\0', '');
        waiting = waiting.subarray(end + 2);
        if (line === 'BEGIN') begun = true;
        else socket.write(`${answerAuthentication(line)}\r\n`);
      }
    };
    socket.on('error', () => undefined); // 'close' follows
    socket.on('close', () => clients.delete(socket));
    socket.on('data', (piece) => {
      waiting = Buffer.concat([waiting, piece]);
      if (!begun) authenticate();
      if (!begun) return;
      clients.set(socket, name);
      for (let next = readMessage(waiting); next; next = readMessage(waiting)) {
        waiting = waiting.subarray(next.size);
        if (next.message.kind === kinds.call) void answer(socket, next.message, name);
      }
    });
  };

  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    accept(socket);
  });
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(file, listening));
  return {
    address: `unix:path=${file}`,
    signal(from, face, member, signature, body) {
      const signal = { kind: kinds.signal, path: from, interface: face, member, sender: serviceName, signature, body };
      for (const socket of clients.keys()) post(socket, signal);
    },
    async close() {
      const closed = new Promise((done) => server.close(done));
      for (const socket of sockets) socket.destroy();
      await closed;
      await rm(folder, { recursive: true, force: true });
    },
  };
};
