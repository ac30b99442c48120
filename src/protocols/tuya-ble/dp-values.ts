/** One value of a data point as bytes, and back (ble-pairing, section 9). */

import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { DataPoint, DpType, DpValue } from '../../model/data-point';
import { base64ToHex, hexToBase64 } from '../../model/data-point-rules';
import { asciiOf, u16, u32, viewOf } from './bytes';

const numbered: readonly DpType[] = ['raw', 'bool', 'value', 'string', 'enum', 'bitmap'];

export const numberOfType = (type: DpType): number => numbered.indexOf(type);

export const dpTypeOf = (number: number): DpType | undefined => numbered[number];

/** As few of 1, 2 and 4 bytes as hold it. */
const shortest = (n: number): Uint8Array => (n <= 0xff ? Uint8Array.of(n) : n <= 0xffff ? u16(n) : u32(n));

const readUnsigned = (bytes: Uint8Array): number | undefined => {
  const view = viewOf(bytes);
  if (bytes.length === 1) return view.getUint8(0);
  if (bytes.length === 2) return view.getUint16(0);
  return bytes.length === 4 ? view.getUint32(0) : undefined;
};

const indexOf = (value: DpValue, point: DataPoint | undefined): number => {
  const index = typeof value === 'number' ? value : (point?.range?.indexOf(String(value)) ?? -1);
  if (index < 0) throw new RangeError('a word the schema does not know');
  return index;
};

/** The value was checked before (`checkDpCommand`); a word that is not in the schema, or cannot be set, throws. */
export const writeDpValue = (
  type: DpType,
  value: DpValue,
  point: DataPoint | undefined,
  direction: 'set' | 'report',
): Uint8Array => {
  if (type === 'bool') return Uint8Array.of(value ? 1 : 0);
  if (type === 'value') return u32(Number(value));
  // TuyaOpen reads four bytes of a bitmap whatever its length says, and reports four.
  if (type === 'bitmap') return u32(Number(value));
  if (type === 'string') return asciiOf(String(value));
  if (type === 'raw') return hexToBytes((base64ToHex(String(value)) ?? '').replaceAll(' ', ''));
  const index = indexOf(value, point);
  if (direction === 'report') return shortest(index);
  // The device looks at the first byte only, so a later word would become another one.
  if (index > 0xff) throw new RangeError('a word behind the 256th cannot be set');
  return Uint8Array.of(index);
};

/** Undefined when the length is none of this type. */
export const readDpValue = (
  type: DpType,
  bytes: Uint8Array,
  point: DataPoint | undefined,
  direction: 'set' | 'report',
): DpValue | undefined => {
  if (type === 'string') return new TextDecoder().decode(bytes);
  if (type === 'raw') return hexToBase64(bytesToHex(bytes));
  if (type === 'bool') return bytes.length > 0 ? bytes[0] !== 0 : undefined;
  if (type === 'value') return bytes.length === 4 ? viewOf(bytes).getInt32(0) : undefined;
  if (type === 'bitmap') return readUnsigned(bytes);
  // On a set the device looks at the first byte only.
  const index = direction === 'set' ? bytes[0] : readUnsigned(bytes);
  return index === undefined ? undefined : (point?.range?.[index] ?? index);
};
