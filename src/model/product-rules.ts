/**
 * What a product and its data points may be. One entry of the wrong kind and the device refuses its whole schema, so it
 * never finishes activation; the rest is refused, or silently swallowed, later on (device-cloud, sections 3 and 4).
 */
import type { DataPoint } from './data-point';
import { int32, mostBits, utf8Length } from './data-point-rules';
import type { Details } from './problem';
import type { Product } from './product';

export type DpField = 'id' | 'code' | 'min' | 'max' | 'step' | 'scale' | 'range' | 'labels' | 'maxlen';

export type DpFaultCode =
  | 'id-range'
  | 'id-taken'
  | 'code-empty'
  | 'code-form'
  | 'code-taken'
  | 'missing'
  | 'not-whole'
  | 'beyond-int32'
  | 'upside-down'
  | 'step-form'
  | 'step-misses-end'
  | 'scale-form'
  | 'no-words'
  | 'word-empty'
  | 'word-twice'
  | 'entry-too-long'
  | 'length-form'
  | 'bits-form'
  | 'labels-many';

/** A change that takes the fault away, one click. */
export interface DpFix {
  field: DpField;
  value: string | number | readonly string[];
}

export interface DpFault {
  field: DpField;
  code: DpFaultCode;
  facts: Details;
  fixes: readonly DpFix[];
}

const fault = (field: DpField, code: DpFaultCode, facts: Details = {}, fixes: readonly DpFix[] = []): DpFault => ({
  field,
  code,
  facts,
  fixes,
});

/** What only deserves a note: everything on a step is taken by firmware and cloud, the end just is not on one. */
const notes: ReadonlySet<DpFaultCode> = new Set(['step-misses-end']);

/** Whether the device or the cloud would not have it. */
export const refuses = ({ code }: DpFault): boolean => !notes.has(code);

const whole = (value: number | undefined, least: number, most: number): boolean =>
  value !== undefined && Number.isInteger(value) && value >= least && value <= most;

const firstFree = (taken: ReadonlySet<number>): number | undefined =>
  // Up to 100 are the standard ones; a product's own begin behind them.
  [...Array(155).keys()].map((n) => n + 101).find((id) => !taken.has(id));

/** The next free id for a data point of one's own: 101 and up, then the standard ones; undefined when all are taken. */
export const freeId = (points: readonly DataPoint[]): number | undefined => {
  const taken = new Set(points.map(({ id }) => id));
  return firstFree(taken) ?? [...Array(100).keys()].map((n) => n + 1).find((id) => !taken.has(id));
};

/** A code like the wished one that nobody has: `switch`, then `switch_2`. */
export const freeCode = (wished: string, points: readonly Pick<DataPoint, 'code'>[]): string => {
  const taken = new Set(points.map(({ code }) => code));
  const tails = Array.from(points, (_, n) => `_${n + 2}`);
  const stem = wished.replace(/_\d+$/, '');
  return [wished, ...tails.map((tail) => stem + tail)].find((code) => !taken.has(code)) ?? wished;
};

/** `Switch LED 1` → `switch_led_1`; undefined when no letter is in it. */
export const codeFrom = (name: string): string | undefined => {
  const words = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '');
  return words || undefined;
};

const checkNames = (point: DataPoint, others: readonly DataPoint[]): DpFault[] => {
  const { id, code, name } = point;
  const found: DpFault[] = [];
  const next = freeId([point, ...others]);
  const free: readonly DpFix[] = next === undefined ? [] : [{ field: 'id', value: next }];
  if (!whole(id, 1, 255)) found.push(fault('id', 'id-range', { id }, free));
  else if (others.some((other) => other.id === id)) found.push(fault('id', 'id-taken', { id }, free));
  const made = codeFrom(code || name);
  const better: readonly DpFix[] = made ? [{ field: 'code', value: freeCode(made, others) }] : [];
  if (code === '') found.push(fault('code', 'code-empty', {}, better));
  else if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(code)) found.push(fault('code', 'code-form', { code }, better));
  else if (others.some((other) => other.code === code)) {
    found.push(fault('code', 'code-taken', { code }, [{ field: 'code', value: freeCode(code, others) }]));
  }
  return found;
};

const checkEnd = (field: 'min' | 'max', value: number | undefined): DpFault[] => {
  if (value === undefined) return [fault(field, 'missing', {}, [{ field, value: field === 'min' ? 0 : 100 }])];
  if (!Number.isFinite(value)) return [fault(field, 'not-whole')];
  if (!Number.isInteger(value)) return [fault(field, 'not-whole', { value }, [{ field, value: Math.round(value) }])];
  if (whole(value, int32.min, int32.max)) return [];
  return [fault(field, 'beyond-int32', { value }, [{ field, value: int32[field] }])];
};

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

const checkStep = (min: number, max: number, step: number): DpFault[] => {
  // The device keeps a step in 16 bits.
  if (!whole(step, 1, 32767)) return [fault('step', 'step-form', { step }, [{ field: 'step', value: 1 }])];
  const over = (max - min) % step;
  if (over === 0) return [];
  const fixes: DpFix[] = [{ field: 'step', value: commonDivisor(max - min, step) }];
  if (max - over > min) fixes.push({ field: 'max', value: max - over });
  return [fault('step', 'step-misses-end', { max, step, last: max - over }, fixes)];
};

const checkBounds = ({ min, max, step = 1, scale = 0 }: DataPoint): DpFault[] => {
  const found = [...checkEnd('min', min), ...checkEnd('max', max)];
  if (found.length === 0 && min !== undefined && max !== undefined) {
    if (min <= max) found.push(...checkStep(min, max, step));
    else found.push(fault('max', 'upside-down', { min, max }, [{ field: 'max', value: min }]));
  }
  if (!whole(scale, 0, 9)) found.push(fault('scale', 'scale-form', { scale }, [{ field: 'scale', value: 0 }]));
  return found;
};

/** The device reads an entry of the schema into 1024 bytes, its end included (TuyaOpen, `dp_schema.c`). */
const longestEntry = 1023;

const checkWords = ({ id, mode, range = [] }: DataPoint): DpFault[] => {
  if (range.length === 0) return [fault('range', 'no-words')];
  const filled = range.filter((word) => word.trim() !== '');
  if (filled.length < range.length) return [fault('range', 'word-empty', {}, [{ field: 'range', value: filled }])];
  const twice = range.find((word, index) => range.indexOf(word) < index);
  if (twice !== undefined) {
    return [fault('range', 'word-twice', { word: twice }, [{ field: 'range', value: [...new Set(range)] }])];
  }
  const bytes = utf8Length(JSON.stringify({ mode, property: { type: 'enum', range }, id, type: 'obj' }));
  return bytes > longestEntry ? [fault('range', 'entry-too-long', { bytes, most: longestEntry })] : [];
};

const checkFlags = ({ maxlen, labels = [] }: DataPoint): DpFault[] => {
  if (!whole(maxlen, 1, mostBits)) {
    const value = Math.min(labels.length || 1, mostBits);
    return [fault('maxlen', 'bits-form', { most: mostBits }, [{ field: 'maxlen', value }])];
  }
  if (labels.length <= (maxlen ?? 0)) return [];
  const fixes: DpFix[] = labels.length <= mostBits ? [{ field: 'maxlen', value: labels.length }] : [];
  return [
    fault('labels', 'labels-many', { labels: labels.length, bits: maxlen ?? 0 }, [
      ...fixes,
      { field: 'labels', value: labels.slice(0, maxlen) },
    ]),
  ];
};

const checkRoom = ({ type, maxlen }: DataPoint): DpFault[] => {
  // A device is told no length for raw data, so there it may be left open.
  if (type === 'raw' && maxlen === undefined) return [];
  return whole(maxlen, 1, int32.max) ? [] : [fault('maxlen', 'length-form', {}, [{ field: 'maxlen', value: 255 }])];
};

const byType: Readonly<Record<DataPoint['type'], (point: DataPoint) => DpFault[]>> = {
  bool: () => [],
  value: checkBounds,
  enum: checkWords,
  string: checkRoom,
  bitmap: checkFlags,
  raw: checkRoom,
};

/** Everything wrong with one data point, field by field; `others` are the rest of its product. */
export const checkDataPoint = (point: DataPoint, others: readonly DataPoint[] = []): readonly DpFault[] => [
  ...checkNames(point, others),
  ...byType[point.type](point),
];

/** The same for all of them, in their order. */
export const checkDataPoints = (points: readonly DataPoint[]): readonly (readonly DpFault[])[] =>
  points.map((point, index) => checkDataPoint(point, points.toSpliced(index, 1)));

/** TuyaOpen counts to 254 while it cuts a schema into entries, and gives up at 255. */
export const mostDataPoints = 254;

export type ProductFaultCode = 'pid-empty' | 'pid-form' | 'pid-length' | 'too-many';

export interface ProductFault {
  code: ProductFaultCode;
  facts: Details;
}

/** What is wrong with the product itself. A PID has 16 characters (device-cloud, section 0). */
export const checkProduct = ({ pid, dataPoints }: Pick<Product, 'pid' | 'dataPoints'>): readonly ProductFault[] => {
  const found: ProductFault[] = [];
  const foreign = pid.search(/[^A-Za-z0-9]/);
  if (pid === '') found.push({ code: 'pid-empty', facts: {} });
  else if (foreign >= 0) found.push({ code: 'pid-form', facts: { position: foreign + 1 } });
  else if (pid.length !== 16) found.push({ code: 'pid-length', facts: { length: pid.length } });
  if (dataPoints.length > mostDataPoints) found.push({ code: 'too-many', facts: { count: dataPoints.length } });
  return found;
};
