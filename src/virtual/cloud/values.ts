import type { DataPoint, DpValue } from '../../model/data-point';

/** Values against a product's data points, and as the several calls of the OpenAPI write them. */

const utf8Length = (text: string): number => new TextEncoder().encode(text).length;

/** Bytes behind a base64 text; undefined when it is none. */
const base64Length = (text: string): number | undefined => {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  return (text.length / 4) * 3 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
};

const checks: Readonly<Record<DataPoint['type'], (point: DataPoint, value: unknown) => boolean>> = {
  bool: (_, value) => typeof value === 'boolean',
  value: ({ min = -2147483648, max = 2147483647, step = 1 }, value) =>
    Number.isInteger(value) &&
    (value as number) >= min &&
    (value as number) <= max &&
    ((value as number) - min) % step === 0,
  enum: ({ range = [] }, value) => range.some((word) => word === value),
  string: ({ maxlen = 255 }, value) => typeof value === 'string' && utf8Length(value) <= maxlen,
  bitmap: ({ maxlen = 32 }, value) =>
    Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** maxlen,
  raw: ({ maxlen = 255 }, value) => {
    const bytes = typeof value === 'string' ? base64Length(value) : undefined;
    return bytes !== undefined && bytes <= maxlen;
  },
};

/** Whether the data point can hold the value; says nothing about the direction. */
export const fits = (point: DataPoint, value: unknown): value is DpValue => checks[point.type](point, value);

/** The same for a report: the device itself knows bounds and no steps. */
export const fitsReport = (point: DataPoint, value: unknown): value is DpValue => fits({ ...point, step: 1 }, value);

/** What a device that has not reported yet is shown with. */
export const firstValue = ({ type, min = 0, range = [] }: DataPoint): DpValue => {
  if (type === 'bool') return false;
  if (type === 'value') return Math.max(min, 0);
  if (type === 'bitmap') return 0;
  return type === 'enum' ? (range[0] ?? '') : '';
};
