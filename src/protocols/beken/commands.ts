/** What Beken's boot loader can be asked (beken-uart-boot, section 4): the request, and which reply is its own. */
import { type BekenReply, type FrameKind, longRequest, shortRequest, word32, word32At } from './frames';

export interface BekenCommand<T> {
  name: string;
  request: Uint8Array;
  kind: FrameKind;
  /** Of the reply. */
  op: number;
  /** `undefined`: a reply of this kind and opcode, but to another request (a late one). Only asked where the status is 0. */
  read(payload: Uint8Array): T | undefined;
  /** The reply does not tell to which request of its kind it belongs. */
  anonymous?: true;
}

export const sectorBytes = 0x1000;
export const blockBytes = 0x10000;

const long = <T>(
  name: string,
  op: number,
  request: readonly number[],
  read: (payload: Uint8Array) => T | undefined,
  data?: Uint8Array,
): BekenCommand<T> => ({ name, request: longRequest(op, request, data), kind: 'long', op, read });

const short = <T>(
  name: string,
  op: number,
  request: readonly number[],
  read: (payload: Uint8Array) => T | undefined,
  replyOp = op,
): BekenCommand<T> => ({ name, request: shortRequest(op, request), kind: 'short', op: replyOp, read });

const begins = (payload: Uint8Array, ...bytes: readonly number[]): boolean =>
  payload.length >= bytes.length && bytes.every((byte, at) => payload[at] === byte);

/** The only reply whose opcode is not that of its request. */
export const linkCheck = short('link-check', 0x00, [], (payload) => begins(payload, 0) || undefined, 0x01);

export const readRegister = (address: number) =>
  short('read-register', 0x03, word32(address), (payload) => {
    if (payload.length < 8) return undefined;
    // Some loaders echo the address with one more in its low byte.
    const echoed = word32At(payload, 0);
    return echoed === address || echoed === address + 1 ? word32At(payload, 4) : undefined;
  });

/** Answered at the new speed, `delayMs` after the switch. */
export const setBaud = (baud: number, delayMs: number) =>
  short('set-baud', 0x0f, [...word32(baud), delayMs], (payload) => begins(payload, ...word32(baud)) || undefined);

/** Over `size` bytes from `address`; the end that travels is inclusive. The reply names no address. */
export const checkCrc = (address: number, size: number): BekenCommand<number> => ({
  ...short('check-crc', 0x10, [...word32(address), ...word32(address + size - 1)], (payload) =>
    payload.length >= 4 ? word32At(payload, 0) : undefined,
  ),
  anonymous: true,
});

/** JEDEC id as `CCTTMM`: capacity, type, manufacturer. The first byte of the reply is junk. */
export const getFlashId = long('flash-id', 0x0e, word32(0x9f), (payload) =>
  payload.length >= 4 ? word32At(payload, 0) >>> 8 : undefined,
);

export const readStatus = (command: number) =>
  long('read-status', 0x0c, [command], (payload) => (begins(payload, command) ? payload[1] : undefined));

export const writeStatus = (command: number, values: readonly number[]) =>
  long('write-status', 0x0d, [command, ...values], (payload) => begins(payload, command) || undefined);

export const eraseSize = { sector: 0x20, block: 0xd8 } as const;

export const erase = (size: keyof typeof eraseSize, address: number) =>
  long(
    'erase',
    0x0f,
    [eraseSize[size], ...word32(address)],
    (payload) => begins(payload, eraseSize[size], ...word32(address)) || undefined,
  );

/** One whole sector of 4096 bytes. */
export const writeSector = (address: number, bytes: Uint8Array) =>
  long('write', 0x07, word32(address), (payload) => begins(payload, ...word32(address)) || undefined, bytes);

/** One whole sector of 4096 bytes. */
export const readSector = (address: number) =>
  long('read', 0x09, word32(address), (payload) =>
    begins(payload, ...word32(address)) && payload.length === 4 + sectorBytes ? payload.slice(4) : undefined,
  );

/** These are not answered. */
export const rebootFrame = shortRequest(0x0e, [0xa5]);
/** Heard by applications that listen for it, on boards whose reset is not wired. */
export const bkRegReboot = shortRequest(0xfe, [0x95, 0x27, 0x95, 0x27]);

export const replyMatches = (command: Pick<BekenCommand<unknown>, 'kind' | 'op'>, reply: BekenReply): boolean =>
  reply.kind === command.kind && reply.op === command.op;
