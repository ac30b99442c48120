/**
 * Which values a data point can hold, and how they are shown. Bounds, words and lengths as the device checks them when
 * it reports; it swallows what does not fit without a word, so a value is checked before it is sent (device-cloud,
 * section 4). Steps, bits and base64 are the cloud's part: the device looks at none of them.
 */
import type { DataPoint, DpValue } from './data-point';
import type { Details } from './problem';

export type DpValueFault =
  | 'wrong-type'
  | 'not-whole'
  | 'below'
  | 'above'
  | 'off-step'
  | 'unknown-word'
  | 'too-long'
  | 'unknown-bits'
  | 'not-base64'
  | 'read-only';

export interface DpValueProblem {
  code: DpValueFault;
  /** `min`, `max`, `step`, `below` and `above` (the next ones that fit), `bytes`, `most`, `bits`, `value`. */
  facts: Details;
}

/** Numbers go through the device's JSON reader, which keeps them in a signed 32-bit integer. */
export const int32 = { min: -2147483648, max: 2147483647 } as const;

/** So the 32nd flag of a bitmap could never be set. */
export const mostBits = 31;

export const utf8Length = (text: string): number => new TextEncoder().encode(text).length;

/** Bytes behind a base64 text; undefined when it is none. */
export const base64Length = (text: string): number | undefined => {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  return (text.length / 4) * 3 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
};

/** How many flags a bitmap has. */
export const bitsOf = ({ maxlen, labels }: DataPoint): number =>
  Math.min(maxlen ?? labels?.length ?? mostBits, mostBits);

const problem = (code: DpValueFault, facts: Details = {}): DpValueProblem => ({ code, facts });

const checkNumber = (point: DataPoint, value: number): DpValueProblem | undefined => {
  const { min = int32.min, max = int32.max } = point;
  const step = point.step && point.step > 0 ? point.step : 1;
  if (!Number.isInteger(value)) return problem('not-whole', { value });
  if (value < min) return problem('below', { value, min, max });
  if (value > max) return problem('above', { value, min, max });
  const over = (value - min) % step;
  if (over === 0) return undefined;
  const below = value - over;
  return problem('off-step', { value, step, below, ...(below + step <= max && { above: below + step }) });
};

const checkBits = (point: DataPoint, value: number): DpValueProblem | undefined => {
  if (!Number.isInteger(value) || value < 0) return problem('not-whole', { value });
  const bits = bitsOf(point);
  return value < 2 ** bits ? undefined : problem('unknown-bits', { value, bits });
};

const checkLength = (bytes: number, most: number | undefined): DpValueProblem | undefined =>
  most !== undefined && bytes > most ? problem('too-long', { bytes, most }) : undefined;

const checkText = (point: DataPoint, value: string): DpValueProblem | undefined => {
  if (point.type === 'string') return checkLength(utf8Length(value), point.maxlen);
  if (point.type === 'enum') return point.range?.includes(value) ? undefined : problem('unknown-word', { value });
  const bytes = base64Length(value);
  return bytes === undefined ? problem('not-base64') : checkLength(bytes, point.maxlen);
};

/** Why the data point cannot hold the value, or undefined. Says nothing about its direction. */
export const checkDpValue = (point: DataPoint, value: unknown): DpValueProblem | undefined => {
  const wanted = point.type === 'bool' ? 'boolean' : isNumeric(point) ? 'number' : 'string';
  if (typeof value !== wanted) return problem('wrong-type', { type: point.type });
  if (typeof value === 'number') return point.type === 'value' ? checkNumber(point, value) : checkBits(point, value);
  return typeof value === 'string' ? checkText(point, value) : undefined;
};

/**
 * Whether a report tells what the model of the data point does not have. The device looks at no steps, so between two of
 * them is nothing strange.
 */
export const isOutside = (point: DataPoint, value: DpValue): boolean => {
  const found = checkDpValue(point, value);
  return found !== undefined && found.code !== 'off-step';
};

/** The same for a command: one that is only reported takes none (openapi, section 5: 1103). */
export const checkDpCommand = (point: DataPoint, value: unknown): DpValueProblem | undefined =>
  point.mode === 'ro' ? problem('read-only') : checkDpValue(point, value);

const isNumeric = ({ type }: DataPoint): boolean => type === 'value' || type === 'bitmap';

/** Digits behind the point. */
export const digitsOf = ({ scale = 0 }: DataPoint): number => Math.min(Math.max(Math.trunc(scale) || 0, 0), 9);

/** A stored number as people read it, without its unit: 680 with scale 1 is `68.0`. */
export const shownNumber = (point: DataPoint, value: number): string =>
  (value / 10 ** digitsOf(point)).toFixed(digitsOf(point));

/** And back: `68` or `68,0` with scale 1 is 680. Undefined when it is no number; the step is not looked at. */
export const readNumber = (point: DataPoint, text: string): number | undefined => {
  const plain = text.trim().replace(',', '.');
  if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain)) return undefined;
  // The product of a fraction has its own tail of digits: 4.35 × 100 is not 435.
  const scaled = Number(plain) * 10 ** digitsOf(point);
  return Math.abs(scaled - Math.round(scaled)) < 1e-6 ? Math.round(scaled) : scaled;
};

/** The nearest number that fits: within the bounds and on a step. */
export const nearestNumber = ({ min = int32.min, max = int32.max, step = 1 }: DataPoint, value: number): number => {
  const by = step > 0 ? step : 1;
  const last = min + Math.floor((max - min) / by) * by;
  return Math.min(Math.max(min + Math.round((value - min) / by) * by, min), last);
};

/** The flags set in a bitmap, lowest first. */
export const flagsOf = (value: number): readonly number[] =>
  Array.from({ length: mostBits }, (_, bit) => bit).filter((bit) => Math.floor(value / 2 ** bit) % 2 === 1);

export const withFlag = (value: number, bit: number, set: boolean): number => {
  const isSet = Math.floor(value / 2 ** bit) % 2 === 1;
  return isSet === set ? value : value + (set ? 1 : -1) * 2 ** bit;
};

/** `A5 01 3C` or `a5013c` as base64; undefined when it is not whole bytes in hex. */
export const hexToBase64 = (text: string): string | undefined => {
  const digits = text.replaceAll(/\s/g, '');
  if (!/^([0-9a-f]{2})*$/i.test(digits)) return undefined;
  return btoa(String.fromCharCode(...(digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))));
};

/** `A5 01 3C`; undefined when it is not base64. */
export const base64ToHex = (text: string): string | undefined =>
  base64Length(text) === undefined
    ? undefined
    : Array.from(atob(text), (one) => one.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()).join(' ');

/** What a data point starts from when nothing is known of it: the first thing that fits. */
export const firstValue = (point: DataPoint): DpValue => {
  if (point.type === 'bool') return false;
  if (point.type === 'value') return nearestNumber(point, 0);
  if (point.type === 'bitmap') return 0;
  return point.type === 'enum' ? (point.range?.[0] ?? '') : '';
};
