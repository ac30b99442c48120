/** What the shim sends for each call of the browser: kind, 0, length (2 bytes, little endian), payload. */
export type Frame =
  | { kind: 'open' }
  /** On a connection of its own: answer when all bytes have left the adapter. */
  | { kind: 'wait' }
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'lines'; dtr: boolean; rts: boolean }
  | { kind: 'settings'; baud: number; marksErrors: boolean }
  | { kind: 'break'; on: boolean }
  | { kind: 'discard' };

const headSize = 4;
/** PARMRK of termios: the reader wants FF doubled and errors marked by FF 00. */
const parmrk = 0o10;

const frameOf = (letter: string, payload: Buffer): Frame => {
  switch (letter) {
    case 'o':
      return { kind: 'open' };
    case 'w':
      return { kind: 'wait' };
    case 'b':
      return { kind: 'bytes', bytes: new Uint8Array(payload) };
    case 'l':
      return { kind: 'lines', dtr: (payload.readUInt8(0) & 1) !== 0, rts: (payload.readUInt8(0) & 2) !== 0 };
    case 's':
      return { kind: 'settings', baud: payload.readUInt32LE(0), marksErrors: (payload.readUInt32LE(4) & parmrk) !== 0 };
    case 'k':
      return { kind: 'break', on: payload.readUInt8(0) === 1 };
    case 'd':
      return { kind: 'discard' };
    default:
      throw new Error(`The shim sent an unknown frame: ${letter}`);
  }
};

/** Gathers pieces of the stream and gives each frame once it is whole. */
export const frameReader = (take: (frame: Frame) => void): ((piece: Buffer) => void) => {
  let waiting: Buffer = Buffer.alloc(0);
  return (piece) => {
    waiting = waiting.length > 0 ? Buffer.concat([waiting, piece]) : piece;
    while (waiting.length >= headSize) {
      const end = headSize + waiting.readUInt16LE(2);
      if (waiting.length < end) return;
      const frame = frameOf(String.fromCharCode(waiting.readUInt8(0)), waiting.subarray(headSize, end));
      waiting = waiting.subarray(end);
      take(frame);
    }
  };
};

/** A tty that marks errors sends every FF twice. */
export const doubleFF = (bytes: Uint8Array): Uint8Array => {
  const extra = bytes.reduce((count, byte) => (byte === 0xff ? count + 1 : count), 0);
  if (extra === 0) return bytes;
  const out = new Uint8Array(bytes.length + extra);
  let at = 0;
  for (const byte of bytes) {
    out[at++] = byte;
    if (byte === 0xff) out[at++] = byte;
  }
  return out;
};
