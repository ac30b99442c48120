/** What is said in one message, before it is sealed: numbers, command, data, CRC (ble-pairing, section 5). */
import { joinBytes, u16, u32, viewOf } from './bytes';
import { crc16 } from './crc16';

export interface Frame {
  /** Counts up from 1 on either side of a connection. */
  sn: number;
  /** The `sn` of what is answered; 0 when nobody asked. */
  ackSn: number;
  command: number;
  data: Uint8Array;
}

export type FrameFault = 'too-short' | 'bad-length' | 'bad-crc';

const headBytes = 12;
const crcBytes = 2;
const blockBytes = 16;

/** With its CRC and without padding. */
export const writeFrame = ({ sn, ackSn, command, data }: Frame): Uint8Array => {
  const covered = joinBytes(u32(sn), u32(ackSn), u16(command), u16(data.length), data);
  return joinBytes(covered, u16(crc16(covered)));
};

/** To whole blocks, each added byte their count. Aligned frames get none: that is no PKCS#7. */
export const padFrame = (bytes: Uint8Array): Uint8Array => {
  const count = (blockBytes - (bytes.length % blockBytes)) % blockBytes;
  return joinBytes(bytes, new Uint8Array(count).fill(count));
};

/** Padded or not: whatever stands behind the CRC is not looked at. */
export const readFrame = (bytes: Uint8Array): Frame | FrameFault => {
  if (bytes.length < headBytes + crcBytes) return 'too-short';
  const view = viewOf(bytes);
  const end = headBytes + view.getUint16(10);
  if (end + crcBytes > bytes.length) return 'bad-length';
  if (crc16(bytes.subarray(0, end)) !== view.getUint16(end)) return 'bad-crc';
  return {
    sn: view.getUint32(0),
    ackSn: view.getUint32(4),
    command: view.getUint16(8),
    data: bytes.slice(headBytes, end),
  };
};
