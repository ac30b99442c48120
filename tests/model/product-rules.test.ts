import { describe, expect, it } from 'vitest';
import type { DataPoint } from '../../src/model/data-point';
import { checkDpValue, nearestNumber } from '../../src/model/data-point-rules';
import {
  checkDataPoint,
  checkDataPoints,
  checkProduct,
  codeFrom,
  type DpFix,
  freeCode,
  freeId,
  refuses,
} from '../../src/model/product-rules';
import { demoProducts } from '../../src/virtual/cloud/demo-products';

const point = (more: Partial<DataPoint>): DataPoint => ({
  id: 1,
  code: 'it',
  name: '',
  mode: 'rw',
  type: 'bool',
  ...more,
});
const value = (more: Partial<DataPoint>) => point({ type: 'value', min: 0, max: 100, ...more });
const codes = (of: DataPoint, others: readonly DataPoint[] = []) =>
  checkDataPoint(of, others).map(({ field, code }) => `${field} ${code}`);
const fixes = (of: DataPoint, others: readonly DataPoint[] = []) =>
  checkDataPoint(of, others).flatMap((fault): readonly DpFix[] => fault.fixes);

it('finds nothing wrong with the demo products', () => {
  for (const product of demoProducts) {
    expect(checkDataPoints(product.dataPoints).flat()).toEqual([]);
    expect(checkProduct(product)).toEqual([]);
  }
});

describe('an id is a byte of its own, a code a word of its own (device-cloud, section 3)', () => {
  it('ids', () => {
    for (const id of [0, 256, 1.5, Number.NaN]) expect(codes(point({ id })), String(id)).toEqual(['id id-range']);
    expect(codes(point({ id: 1 }), [point({ id: 1, code: 'other' })])).toEqual(['id id-taken']);
    expect(fixes(point({ id: 1 }), [point({ id: 1, code: 'other' })])).toEqual([{ field: 'id', value: 101 }]);
    expect(freeId([point({ id: 101 }), point({ id: 102 }), point({ id: 104 })])).toBe(103);
    const full = Array.from({ length: 155 }, (_, n) => point({ id: n + 101 }));
    expect(freeId(full)).toBe(1);
  });

  it('codes', () => {
    expect(codes(point({ code: '' }))).toEqual(['code code-empty']);
    for (const code of ['1st', '_a', 'a-b', 'ä']) expect(codes(point({ code })), code).toEqual(['code code-form']);
    // Real products have them: home-assistant/core, issue 114676.
    expect(codes(point({ code: 'Mode' }))).toEqual([]);
    expect(fixes(point({ code: '', name: 'Colour temperature' }))).toEqual([
      { field: 'code', value: 'colour_temperature' },
    ]);
    const other = point({ id: 2, code: 'switch_1' });
    expect(fixes(point({ code: 'switch_1' }), [other])).toEqual([{ field: 'code', value: 'switch_2' }]);
    expect(freeCode('it', [point({}), point({ code: 'it_2' })])).toBe('it_3');
    expect([codeFrom('3D LED!'), codeFrom('灯')]).toEqual(['d_led', undefined]);
  });

  it('looks at all of a product at once', () => {
    expect(checkDataPoints([point({}), point({ id: 2, code: 'b' }), point({})]).map((found) => found.length)).toEqual([
      2, 0, 2,
    ]);
  });
});

describe('value', () => {
  it('needs both ends, whole and within what a device can hold', () => {
    expect(codes(value({ min: undefined, max: undefined }))).toEqual(['min missing', 'max missing']);
    expect(codes(value({ max: 1.5 }))).toEqual(['max not-whole']);
    expect(codes(value({ max: 2 ** 31 }))).toEqual(['max beyond-int32']);
    expect(codes(value({ min: 5, max: 4 }))).toEqual(['max upside-down']);
    expect(codes(value({ scale: -1 }))).toEqual(['scale scale-form']);
    expect(codes(value({ min: 5, max: 5 }))).toEqual([]);
  });

  it('whose step misses its end is noted and not refused, with both ways out: what lies on a step is taken', () => {
    const it = value({ min: 2700, max: 6500, step: 300 });
    expect(checkDataPoint(it)).toEqual([
      {
        field: 'step',
        code: 'step-misses-end',
        facts: { max: 6500, step: 300, last: 6300 },
        fixes: [
          { field: 'step', value: 100 },
          { field: 'max', value: 6300 },
        ],
      },
    ]);
    expect(checkDataPoint(it).filter(refuses)).toEqual([]);
    expect([2700, 6300].map((at) => checkDpValue(it, at))).toEqual([undefined, undefined]);
    expect(nearestNumber(it, 6500)).toBe(6300);
    expect(checkDataPoint(value({ step: 0 })).filter(refuses)).toHaveLength(1);
    for (const fix of fixes(it)) expect(checkDataPoint({ ...it, [fix.field]: fix.value })).toEqual([]);
    for (const step of [0, -1, 0.5, 40_000]) expect(codes(value({ step })), String(step)).toEqual(['step step-form']);
  });
});

describe('enum', () => {
  it('needs words, each once and none empty', () => {
    const words = (range: readonly string[]) => point({ type: 'enum', range });
    expect(codes(words([]))).toEqual(['range no-words']);
    expect(codes(words(['a', ' ']))).toEqual(['range word-empty']);
    expect(fixes(words(['a', 'b', 'a']))).toEqual([{ field: 'range', value: ['a', 'b'] }]);
    expect(codes(words(['a', 'A']))).toEqual([]);
  });

  it('must fit the 1024 bytes a device reads an entry into (TuyaOpen, dp_schema.c)', () => {
    const words = (length: number) => point({ type: 'enum', range: ['x'.repeat(length)] });
    const around = JSON.stringify({ mode: 'rw', property: { type: 'enum', range: [''] }, id: 1, type: 'obj' }).length;
    expect(codes(words(1023 - around))).toEqual([]);
    expect(checkDataPoint(words(1024 - around))).toMatchObject([{ code: 'entry-too-long', facts: { bytes: 1024 } }]);
  });
});

it('string needs a length, raw may be without', () => {
  expect(codes(point({ type: 'string' }))).toEqual(['maxlen length-form']);
  expect(codes(point({ type: 'raw' }))).toEqual([]);
  expect(codes(point({ type: 'raw', maxlen: 0 }))).toEqual(['maxlen length-form']);
});

it('bitmap has as many flags as a device can hold, and no more names than flags', () => {
  expect(codes(point({ type: 'bitmap' }))).toEqual(['maxlen bits-form']);
  expect(codes(point({ type: 'bitmap', maxlen: 31 }))).toEqual([]);
  expect(codes(point({ type: 'bitmap', maxlen: 32 }))).toEqual(['maxlen bits-form']);
  const many = point({ type: 'bitmap', maxlen: 1, labels: ['a', 'b'] });
  expect(codes(many)).toEqual(['labels labels-many']);
  for (const fix of fixes(many)) expect(checkDataPoint({ ...many, [fix.field]: fix.value })).toEqual([]);
});

it('every fix offered takes its fault away', () => {
  const wrong = [
    point({ id: 0 }),
    point({ code: 'Switch 1' }),
    value({ min: undefined }),
    value({ min: 0.4 }),
    value({ max: 2 ** 40 }),
    value({ min: 9, max: 2 }),
    value({ step: 0 }),
    value({ scale: 12 }),
    point({ type: 'enum', range: ['', 'a'] }),
    point({ type: 'string', maxlen: -1 }),
    point({ type: 'bitmap', maxlen: 99, labels: ['a'] }),
  ];
  for (const it of wrong) {
    expect(fixes(it).length).toBeGreaterThan(0);
    for (const fix of fixes(it)) expect(codes({ ...it, [fix.field]: fix.value }), fix.field).toEqual([]);
  }
});

it('a product has a PID of 16 characters (device-cloud, section 0) and fewer than 255 data points', () => {
  const of = (pid: string) => checkProduct({ pid, dataPoints: [] }).map(({ code, facts }) => [code, facts]);
  expect(of('qk7xw2mvnbe4dplz')).toEqual([]);
  expect(of('')).toEqual([['pid-empty', {}]]);
  expect(of('qk7xw2mvnbe4dpl')).toEqual([['pid-length', { length: 15 }]]);
  expect(of('qk7xw2mvnbe4dpl ')).toEqual([['pid-form', { position: 16 }]]);
  const dataPoints = Array.from({ length: 255 }, () => point({}));
  expect(checkProduct({ pid: 'qk7xw2mvnbe4dplz', dataPoints })).toMatchObject([{ code: 'too-many' }]);
});
