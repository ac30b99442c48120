/** What happens to data points in the editor: a new one, another type, a fix. Pure. */
import type { DataPoint, DpMode, DpType } from '../../model/data-point';
import { type DpFix, freeCode, freeId } from '../../model/product-rules';

export const modes: readonly DpMode[] = ['rw', 'ro', 'wr'];

/** What a type begins with, so that a new one is right as it stands wherever that can be known. */
const beginnings: Readonly<Record<DpType, Partial<DataPoint>>> = {
  bool: {},
  value: { min: 0, max: 100, step: 1, scale: 0 },
  enum: { range: [] },
  string: { maxlen: 255 },
  bitmap: { maxlen: 1 },
  raw: { maxlen: 128 },
};

export const newPoint = (points: readonly DataPoint[]): DataPoint => ({
  id: freeId(points) ?? 0,
  code: freeCode('switch', points),
  name: '',
  mode: 'rw',
  type: 'bool',
});

/** Who it is stays, what it can hold begins anew. */
export const retyped = (point: DataPoint, type: DpType): DataPoint => {
  if (point.type === type) return point;
  const { id, code, name, mode } = point;
  return { id, code, name, mode, type, ...beginnings[type] };
};

/** Without the fields that were emptied. */
export const changed = (point: DataPoint, change: Partial<DataPoint>): DataPoint =>
  Object.fromEntries(
    Object.entries({ ...point, ...change }).filter(([, value]) => value !== undefined),
  ) as unknown as DataPoint;

export const fixed = (point: DataPoint, { field, value }: DpFix): DataPoint => changed(point, { [field]: value });

/** A word to a line; empty lines are only space between them. */
export const wordsIn = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Empty is left open, anything but a number is kept as wrong, a comma is a point. */
export const numberIn = (text: string): number | undefined => {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return undefined;
  return /^[-+]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
};
