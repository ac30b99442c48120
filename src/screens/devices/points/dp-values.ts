/** Values of data points as people read them: scale and unit, flags by name, bytes as hex. */
import { isColour, readColour } from '../../../model/colour-data';
import type { DataPoint, DpValue } from '../../../model/data-point';
import { base64Length, base64ToHex, bitsOf, flagsOf, isOutside, shownNumber } from '../../../model/data-point-rules';
import type { Details } from '../../../model/problem';

const nbsp = '\u00a0';

/** `680` of scale 1 is `68.0`; groups of three from a thousand on. */
export const scaled = (point: DataPoint, value: number): string => {
  const [whole = '', rest] = shownNumber(point, value).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, nbsp);
  return rest === undefined ? grouped : `${grouped}.${rest}`;
};

export const withUnit = (point: DataPoint, value: number): string =>
  point.unit ? `${scaled(point, value)}${nbsp}${point.unit}` : scaled(point, value);

/** Bit numbers, lowest first. */
export const allFlags = (point: DataPoint): number[] => Array.from({ length: bitsOf(point) }, (_, bit) => bit);

interface ValueWords {
  on: string;
  off: string;
  noneSet: string;
  bit: (n: number) => string;
  /** Marks what the model does not have. */
  outside: (value: string) => string;
}

const shortBytes = 8;

const shownBytes = (base64: string): string => {
  const bytes = base64Length(base64);
  if (bytes === undefined) return base64;
  return bytes > shortBytes || bytes === 0 ? `${bytes}${nbsp}B` : (base64ToHex(base64) ?? base64);
};

/** A flag by its name; one beyond those of the model by its number, and marked. */
export const flagName = (point: DataPoint, bit: number, words: Pick<ValueWords, 'bit' | 'outside'>): string =>
  bit < bitsOf(point) ? (point.labels?.[bit] ?? words.bit(bit)) : words.outside(words.bit(bit));

const shownFlags = (point: DataPoint, value: number, words: ValueWords): string =>
  flagsOf(value)
    .map((bit) => flagName(point, bit, words))
    .join(', ') || words.noneSet;

const percent = (share: number): string => `${Math.round(share * 100)}${nbsp}%`;

/** Hue, saturation and brightness; undefined for a text that holds no colour. */
export const shownColour = (point: DataPoint, text: string): string | undefined => {
  const told = readColour(point, text);
  if (!told) return undefined;
  const { hue, saturation, value } = told.colour;
  return `${Math.round(hue)}°, ${percent(saturation)}, ${percent(value)}`;
};

/** As it was told, whatever the model says of it. */
const plain = (point: DataPoint, value: DpValue): string => {
  if (typeof value === 'number' && point.type === 'value') return withUnit(point, value);
  if (point.type === 'string' && typeof value === 'string') return `“${value}”`;
  return point.type === 'raw' && typeof value === 'string' ? shownBytes(value) : String(value);
};

/** Whether flags can be read from it: a whole number, with bits beyond the model or not. */
export const isFlags = (value: DpValue | undefined): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 32;

/** One line for histories and readings; what the model does not have is marked, as in the panel. */
export const shownValue = (point: DataPoint | undefined, value: DpValue, words: ValueWords): string => {
  if (!point) return String(value);
  if (point.type === 'bitmap' && isFlags(value)) return shownFlags(point, value, words);
  if (isOutside(point, value)) return words.outside(plain(point, value));
  if (point.type === 'bool') return value ? words.on : words.off;
  const colour = isColour(point) ? shownColour(point, String(value)) : undefined;
  if (colour !== undefined) return colour;
  return plain(point, value);
};

export const pointName = (point: DataPoint | undefined, code: string): string => point?.name || code;

/** Facts that are numbers of this data point, as people read them. */
const measured = new Set(['min', 'max', 'step', 'below', 'above', 'value']);

/** The facts of a value that does not fit, for its sentence. */
export const shownFacts = (point: DataPoint, facts: Details): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [
      key,
      measured.has(key) && typeof value === 'number' && point.type === 'value' ? withUnit(point, value) : String(value),
    ]),
  );
