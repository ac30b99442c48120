/** Values of data points as people read them: scale and unit, flags by name, bytes as hex. */
import type { DataPoint, DpValue } from '../../../model/data-point';
import { base64Length, base64ToHex, bitsOf, flagsOf, shownNumber } from '../../../model/data-point-rules';
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
}

const shortBytes = 8;

const shownBytes = (base64: string): string => {
  const bytes = base64Length(base64);
  if (bytes === undefined) return base64;
  return bytes > shortBytes || bytes === 0 ? `${bytes}${nbsp}B` : (base64ToHex(base64) ?? base64);
};

/** One line for histories and readings. */
export const shownValue = (point: DataPoint | undefined, value: DpValue, words: ValueWords): string => {
  switch (point?.type) {
    case 'bool':
      return value ? words.on : words.off;
    case 'value':
      return withUnit(point, Number(value));
    case 'bitmap':
      return (
        flagsOf(Number(value))
          .map((bit) => point.labels?.[bit] ?? words.bit(bit))
          .join(', ') || words.noneSet
      );
    case 'raw':
      return shownBytes(String(value));
    case 'string':
      return `“${value}”`;
    default:
      return String(value);
  }
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
