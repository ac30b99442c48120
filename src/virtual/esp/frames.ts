/** Requests and answers of the serial protocol (esp-flashing, section 1), from the chip's side. */
import type { BoardHabits } from '../../model/board-habits';

export const op = {
  flashBegin: 0x02,
  flashData: 0x03,
  flashEnd: 0x04,
  memBegin: 0x05,
  memEnd: 0x06,
  memData: 0x07,
  sync: 0x08,
  writeReg: 0x09,
  readReg: 0x0a,
  spiSetParams: 0x0b,
  spiAttach: 0x0d,
  readFlashSlow: 0x0e,
  changeBaudrate: 0x0f,
  deflBegin: 0x10,
  deflData: 0x11,
  deflEnd: 0x12,
  flashMd5: 0x13,
  securityInfo: 0x14,
  eraseFlash: 0xd0,
  eraseRegion: 0xd1,
  readFlash: 0xd2,
  runUserCode: 0xd3,
} as const;

/** `00 op len16 chk32 payload` with the frame off. `whole`: the length said is the length there. */
export interface Request {
  op: number;
  checksum: number;
  data: Uint8Array;
  whole: boolean;
}

const headerBytes = 8;

/** The index-th little-endian word; 0 beyond the end. */
export const wordAt = (bytes: Uint8Array, index: number): number => {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(index * 4, index * 4 + 4);
  return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
};

/** undefined when it is not a request at all. */
export const readRequest = (frame: Uint8Array): Request | undefined => {
  if (frame.length < headerBytes || frame[0] !== 0) return undefined;
  const said = frame[2]! | (frame[3]! << 8);
  const data = frame.subarray(headerBytes);
  return { op: frame[1]!, checksum: wordAt(frame, 1), data, whole: said === data.length };
};

/** `01 op len16 value32 data status`; the length counts data and status together. */
export const answerFrame = (
  opcode: number,
  value: number,
  data: ArrayLike<number>,
  status: ArrayLike<number>,
): Uint8Array => {
  const frame = new Uint8Array(headerBytes + data.length + status.length);
  const length = data.length + status.length;
  const view = new DataView(frame.buffer);
  frame[0] = 1;
  frame[1] = opcode;
  view.setUint16(2, length, true);
  view.setUint32(4, value, true);
  frame.set(data, headerBytes);
  frame.set(status, headerBytes + data.length);
  return frame;
};

/** XOR over the payload, seeded with `EF`. */
export const checksumOf = (bytes: Uint8Array): number => {
  let sum = 0xef;
  for (const byte of bytes) sum ^= byte;
  return sum;
};

/** A data block: length, sequence number, two zero words, bytes. undefined when shorter than it says. */
export interface Block {
  sequence: number;
  bytes: Uint8Array;
  intact: boolean;
}

export const readBlock = ({ data, checksum }: Request): Block | undefined => {
  const length = wordAt(data, 0);
  const bytes = data.subarray(16);
  if (data.length < 16 || bytes.length !== length) return undefined;
  return { sequence: wordAt(data, 1), bytes, intact: checksumOf(bytes) === checksum };
};

/** An S2 tells no chip id and no API version (esp-flashing, section 1). */
const idOfS2 = 2;

/** GET_SECURITY_INFO: flags, count of flash encryptions, no keys told, chip id, API version 0. All 0 on an open chip. */
export const securityInfo = (imageId: number, locks: BoardHabits['locks'] = []): number[] => {
  const flags = (locks.includes('secure-boot') ? 1 : 0) | (locks.includes('secure-download') ? 4 : 0);
  const encrypted = locks.includes('flash-encryption') ? 7 : 0;
  const told = [flags, 0, 0, 0, encrypted, ...new Array<number>(7).fill(0)];
  return imageId === idOfS2 ? told : [...told, imageId, ...new Array<number>(7).fill(0)];
};

/** One way to put what was uploaded into RAM and to tell whether an entry point lies in it. */
export interface Ram {
  begin(address: number): void;
  put(bytes: Uint8Array): void;
  holds(address: number): boolean;
}

export const createRam = (): Ram => {
  const spans: { from: number; to: number }[] = [];
  return {
    begin: (address) => spans.push({ from: address, to: address }),
    put(bytes) {
      const last = spans.at(-1);
      if (last) last.to += bytes.length;
    },
    holds: (address) => spans.some(({ from, to }) => address >= from && address < to),
  };
};
