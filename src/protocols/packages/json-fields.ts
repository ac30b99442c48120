/** Fields of JSON that somebody else wrote. Each tells where it was looked for. */
import { own } from '../../model/own';
import { packageFault } from './fault';

type Fields = Readonly<Record<string, unknown>>;

/** As long as a manifest may be, in characters: a thousand times what they are. */
export const longestList = 1 << 20;

/** No flash that a header of these chips can name is larger (esp-flashing, section 7). */
export const lastOffset = 128 * 1024 * 1024;

/** Throws `firmware.package` {reason: `too-large` or `not-json`}. */
export const jsonOf = (text: string): unknown => {
  if (text.length > longestList) throw packageFault('too-large', { size: text.length, most: longestList });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw packageFault('not-json');
  }
};

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Throws `firmware.package` {reason: `form`, where}. */
export const fieldsOf = (value: unknown, where: string): Fields => {
  if (!isFields(value)) throw packageFault('form', { where });
  return value;
};

export const textOf = (fields: Fields, key: string, where: string): string => {
  const value = own(fields, key);
  if (typeof value !== 'string' || value.trim() === '') throw packageFault('form', { where: `${where}${key}` });
  return value;
};

/** A number, or one as people write them: `0x10000`, `65536`. Throws `firmware.package` {reason: `offset`, part, offset}. */
export const offsetOf = (value: unknown, part: string): number => {
  const isWritten = typeof value === 'string' && /^(0x[0-9a-f]{1,8}|\d{1,10})$/i.test(value.trim());
  const offset = typeof value === 'number' ? value : isWritten ? Number(value) : Number.NaN;
  if (!Number.isInteger(offset) || offset < 0 || offset >= lastOffset)
    throw packageFault('offset', { part, offset: String(value).slice(0, 24) });
  return offset;
};
