import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DataPoint } from '../../src/model/data-point';
import {
  base64ToHex,
  checkDpCommand,
  checkDpValue,
  firstValue,
  flagsOf,
  hexToBase64,
  nearestNumber,
  readNumber,
  shownNumber,
  withFlag,
} from '../../src/model/data-point-rules';
import { readSchema } from '../../src/protocols/device-cloud/schema';
import { demoProducts } from '../../src/virtual/cloud/demo-products';
import { fits } from '../../src/virtual/cloud/values';
import session from '../vectors/activation-session.json';

const point = (more: Partial<DataPoint> & Pick<DataPoint, 'type'>): DataPoint => ({
  id: 1,
  code: 'it',
  name: '',
  mode: 'rw',
  ...more,
});
const code = (of: DataPoint, value: unknown) => checkDpValue(of, value)?.code;

describe('a value of each type (device-cloud, section 4, "What the clients do with values")', () => {
  it('bool: nothing but true and false', () => {
    const it = point({ type: 'bool' });
    expect([true, false, 1, 'true', null].map((value) => code(it, value))).toEqual([
      undefined,
      undefined,
      'wrong-type',
      'wrong-type',
      'wrong-type',
    ]);
  });

  it('value: within its bounds, ends included, on its steps counted from the lower end', () => {
    const it = point({ type: 'value', min: 2700, max: 6500, step: 300 });
    expect([2700, 3000, 6300].map((value) => code(it, value))).toEqual([undefined, undefined, undefined]);
    expect(checkDpValue(it, 2699)).toEqual({ code: 'below', facts: { value: 2699, min: 2700, max: 6500 } });
    expect(code(it, 6501)).toBe('above');
    expect(checkDpValue(it, 3100)).toEqual({
      code: 'off-step',
      facts: { value: 3100, step: 300, below: 3000, above: 3300 },
    });
    expect(checkDpValue(it, 6500)).toEqual({ code: 'off-step', facts: { value: 6500, step: 300, below: 6300 } });
    expect(code(it, 3000.5)).toBe('not-whole');
    expect(code(it, Number.NaN)).toBe('not-whole');
    expect(code(it, '3000')).toBe('wrong-type');
    expect(code(point({ type: 'value', min: -200, max: 600, step: 5 }), -195)).toBeUndefined();
  });

  it('value without bounds: what a signed 32-bit integer holds', () => {
    const it = point({ type: 'value' });
    expect(code(it, 2147483647)).toBeUndefined();
    expect(code(it, 2147483648)).toBe('above');
    expect(code(it, -2147483649)).toBe('below');
  });

  it('enum: one of its words, to the letter', () => {
    const it = point({ type: 'enum', range: ['white', 'colour'] });
    expect(code(it, 'white')).toBeUndefined();
    expect(checkDpValue(it, 'White')).toEqual({ code: 'unknown-word', facts: { value: 'White' } });
    expect(code(it, 0)).toBe('wrong-type');
  });

  it('string: counted in bytes of UTF-8, as the device counts', () => {
    const it = point({ type: 'string', maxlen: 6 });
    expect(code(it, '灯光')).toBeUndefined();
    expect(checkDpValue(it, '灯光1')).toEqual({ code: 'too-long', facts: { bytes: 7, most: 6 } });
  });

  it('bitmap: only flags it has, and never the sign bit', () => {
    const it = point({ type: 'bitmap', maxlen: 4 });
    expect(code(it, 15)).toBeUndefined();
    expect(checkDpValue(it, 16)).toEqual({ code: 'unknown-bits', facts: { value: 16, bits: 4 } });
    expect(code(it, -1)).toBe('not-whole');
    expect(code(point({ type: 'bitmap', maxlen: 32 }), 2 ** 31)).toBe('unknown-bits');
    expect(code(point({ type: 'bitmap', labels: ['a', 'b'] }), 4)).toBe('unknown-bits');
  });

  it('raw: base64, counted in the bytes behind it', () => {
    const it = point({ type: 'raw', maxlen: 5 });
    expect(code(it, 'pQE8AOI=')).toBeUndefined();
    expect(checkDpValue(it, 'pQE8AOIA')).toEqual({ code: 'too-long', facts: { bytes: 6, most: 5 } });
    for (const text of ['pQE8AOI', 'pQ=E', 'p Q=', '====']) expect(code(it, text), text).toBe('not-base64');
    expect(code(point({ type: 'raw' }), btoa('x'.repeat(5000)))).toBeUndefined();
  });

  it('takes no command for one that is only reported (openapi, section 5: 1103)', () => {
    expect(checkDpCommand(point({ type: 'bool', mode: 'ro' }), true)?.code).toBe('read-only');
    expect(checkDpCommand(point({ type: 'bool', mode: 'wr' }), true)).toBeUndefined();
    expect(checkDpCommand(point({ type: 'bool' }), 1)?.code).toBe('wrong-type');
  });
});

it('fits the recorded schema: what the real client echoed is taken, what it swallowed is not', () => {
  const told = session.steps.flatMap((step) =>
    step.responsePlaintext?.includes('"schema"') ? [step.responsePlaintext] : [],
  )[0]!;
  const points = readSchema(JSON.parse(told).result.schema)!;
  const of = (id: number, value: unknown) => code(points.find((one) => one.id === id)!, value);
  expect([of(1, true), of(2, 42), of(3, 'scene'), of(5, 9), of(6, 'AQID')]).toEqual(Array(5).fill(undefined));
  expect([of(2, 101), of(3, 'disco'), of(5, 16)]).toEqual(['above', 'unknown-word', 'unknown-bits']);
});

it('agrees with the emulated cloud about every demo data point and any value', () => {
  const points = demoProducts.flatMap(({ dataPoints }) => dataPoints);
  const words = points.flatMap(({ range = [] }) => range);
  const value = fc.oneof(
    fc.boolean(),
    fc.integer({ min: -300, max: 7000 }),
    fc.double(),
    fc.string({ maxLength: 30, unit: 'grapheme' }),
    fc.uint8Array({ maxLength: 140 }).map((bytes) => btoa(String.fromCharCode(...bytes))),
    fc.constantFrom(...words, null, undefined, ''),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...points),
      value,
      (of, any) => (checkDpValue(of, any) === undefined) === fits(of, any),
    ),
  );
});

describe('how values are shown', () => {
  const percent = point({ type: 'value', min: 10, max: 1000, step: 1, scale: 1, unit: '%' });

  it('a number divided by ten to the scale, and back', () => {
    expect([shownNumber(percent, 680), shownNumber(point({ type: 'value' }), 680)]).toEqual(['68.0', '680']);
    expect(['68', '68.0', '68,0', ' -.5 ', '6.85', 'x', '', '1e3'].map((text) => readNumber(percent, text))).toEqual([
      680,
      680,
      680,
      -5,
      68.5,
      undefined,
      undefined,
      undefined,
    ]);
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 5 }), (value, scale) => {
        const of = point({ type: 'value', scale });
        return readNumber(of, shownNumber(of, value)) === value;
      }),
    );
  });

  it('the nearest number that fits always fits', () => {
    const it = point({ type: 'value', min: 2700, max: 6500, step: 300 });
    expect([0, 3149, 3151, 9999].map((value) => nearestNumber(it, value))).toEqual([2700, 3000, 3300, 6300]);
    fc.assert(fc.property(fc.integer(), (value) => checkDpValue(it, nearestNumber(it, value)) === undefined));
  });

  it('flags one by one, the highest too', () => {
    expect(flagsOf(0b1001)).toEqual([0, 3]);
    expect(withFlag(0, 30, true)).toBe(2 ** 30);
    expect(withFlag(withFlag(9, 0, false), 0, false)).toBe(8);
  });

  it('raw as hex and back', () => {
    expect(hexToBase64('A5 01 3c00\tE2')).toBe('pQE8AOI=');
    expect(base64ToHex('pQE8AOI=')).toBe('A5 01 3C 00 E2');
    expect([hexToBase64('A5 0'), hexToBase64('xx'), base64ToHex('?')]).toEqual([undefined, undefined, undefined]);
    expect([hexToBase64(''), base64ToHex('')]).toEqual(['', '']);
  });

  it('starts every demo data point from something that fits', () => {
    for (const of of demoProducts.flatMap(({ dataPoints }) => dataPoints))
      expect(checkDpValue(of, firstValue(of))).toBeUndefined();
  });
});
