/** Values of data points as people read and write them: scale and unit, bytes, flags. */
import type { DataPoint, DpValue } from '../../model/data-point';

const nbsp = '\u00a0';

/** `680` of scale 1 is `68.0`; groups of three from ten thousand on. */
export const scaled = ({ scale = 0 }: DataPoint, value: number): string => {
  const text = (value / 10 ** scale).toFixed(scale);
  const [whole = '', rest] = text.split('.');
  const grouped = whole.replace('-', '').length > 3 ? whole.replace(/\B(?=(\d{3})+$)/g, nbsp) : whole;
  return rest === undefined ? grouped : `${grouped}.${rest}`;
};

export const withUnit = (point: DataPoint, value: number): string =>
  point.unit ? `${scaled(point, value)}${nbsp}${point.unit}` : scaled(point, value);

export const utf8Length = (text: string): number => new TextEncoder().encode(text).length;

/** Undefined when it is no base64. */
export const bytesOfBase64 = (text: string): Uint8Array | undefined => {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
};

export const base64Of = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** `A5 01 3C` */
export const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');

/** Spaces between pairs are for the eye; undefined when it is no hex. */
export const bytesOfHex = (text: string): Uint8Array | undefined => {
  const digits = text.replaceAll(/\s/g, '');
  if (digits.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
};

/** Flags up to the 30th or so: bit operations of the language end at 32. */
export const isSet = (value: number, bit: number): boolean => Math.floor(value / 2 ** bit) % 2 === 1;
export const toggled = (value: number, bit: number): number => value + (isSet(value, bit) ? -1 : 1) * 2 ** bit;

export const flagCount = ({ maxlen, labels = [] }: DataPoint): number => Math.min(32, maxlen ?? labels.length);

interface ValueWords {
  on: string;
  off: string;
  none0: string;
  bit: (n: number) => string;
}

export const flagNames = (point: DataPoint, value: number, words: ValueWords): string[] =>
  Array.from({ length: flagCount(point) }, (_, bit) => bit)
    .filter((bit) => isSet(value, bit))
    .map((bit) => point.labels?.[bit] ?? words.bit(bit));

const shortBytes = 8;

/** One line for histories and readings. */
export const shownValue = (point: DataPoint | undefined, value: DpValue, words: ValueWords): string => {
  switch (point?.type) {
    case 'bool':
      return value ? words.on : words.off;
    case 'value':
      return withUnit(point, Number(value));
    case 'bitmap':
      return flagNames(point, Number(value), words).join(', ') || words.none0;
    case 'raw': {
      const bytes = bytesOfBase64(String(value));
      if (!bytes) return String(value);
      return bytes.length > shortBytes ? `${bytes.length}${nbsp}B` : hexOf(bytes) || `0${nbsp}B`;
    }
    case 'string':
      return `“${value}”`;
    default:
      return String(value);
  }
};

export const pointName = (point: DataPoint | undefined, code: string): string => point?.name || code;
