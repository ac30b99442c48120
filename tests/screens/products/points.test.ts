import { describe, expect, it } from 'vitest';
import type { DataPoint } from '../../../src/model/data-point';
import { dpTypes } from '../../../src/model/data-point';
import { checkDataPoint } from '../../../src/model/product-rules';
import { type ReadModel, readProductModel } from '../../../src/protocols/product-model/read-product';
import { changed, fixed, newPoint, numberIn, retyped, wordsIn } from '../../../src/screens/products/points';
import { difference, takenOver } from '../../../src/screens/products/take-over';
import { demoProducts } from '../../../src/virtual/cloud/demo-products';
import { specification, thingModel } from '../../../src/virtual/cloud/thing-model';

const lamp = demoProducts[0]!;

const read = (value: unknown): Extract<ReadModel, { kind: 'read' }> => {
  const told = readProductModel(value);
  if (told.kind === 'refused') throw new Error(told.code);
  return told;
};

describe('a data point under the pen', () => {
  it('is right as it begins, whatever its type; an enum still needs its words', () => {
    const points = [newPoint([])];
    points.push(newPoint(points));
    expect(points.map(({ id, code }) => [id, code])).toEqual([
      [101, 'switch'],
      [102, 'switch_2'],
    ]);
    for (const type of dpTypes) {
      const found = checkDataPoint(retyped(points[0]!, type), [points[1]!]).map(({ code }) => code);
      expect(found, type).toEqual(type === 'enum' ? ['no-words'] : []);
    }
  });

  it('keeps who it is and drops the bounds of another type', () => {
    const bright = lamp.dataPoints[2]!;
    expect(retyped(bright, 'value')).toBe(bright);
    expect(retyped(bright, 'bool')).toEqual({
      id: 3,
      code: 'bright_value',
      name: 'Brightness',
      mode: 'rw',
      type: 'bool',
    });
  });

  it('takes a change, an emptied field and a fix', () => {
    const bright = lamp.dataPoints[2]!;
    expect(changed(bright, { unit: undefined })).not.toHaveProperty('unit');
    expect(fixed(bright, { field: 'max', value: 900 }).max).toBe(900);
  });

  it('reads numbers and words as they are typed', () => {
    expect(['', ' 12 ', '-3', '1,5', '1-', 'x'].map(numberIn)).toEqual([
      undefined,
      12,
      -3,
      1.5,
      Number.NaN,
      Number.NaN,
    ]);
    expect(wordsIn('white\n colour \n\nscene\n')).toEqual(['white', 'colour', 'scene']);
  });
});

describe('taking over what was read', () => {
  it('a thing model is the whole: what it lacks goes', () => {
    const model = read({ model: thingModel({ ...lamp, dataPoints: lamp.dataPoints.slice(1) }) });
    const after = takenOver(lamp.dataPoints, model);
    expect(after.map(({ id }) => id)).toEqual(lamp.dataPoints.slice(1).map(({ id }) => id));
    expect(difference(lamp.dataPoints, after).gone.map(({ code }) => code)).toEqual(['switch_1']);
  });

  it('an instruction set without ids finds them by code, and leaves the rest alone (openapi, section 7)', () => {
    const set = read(specification(lamp, false));
    const after = takenOver(lamp.dataPoints, set);
    expect(after.map(({ id, code }) => [id, code])).toEqual(lamp.dataPoints.map(({ id, code }) => [id, code]));
    expect(difference(lamp.dataPoints, after)).toMatchObject({ fresh: [], gone: [] });
  });

  it('a schema without names keeps the names, units and flags there are', () => {
    const own: DataPoint[] = [
      { id: 9, code: 'power', name: 'Power', mode: 'ro', type: 'value', min: 0, max: 50, unit: 'W' },
      { id: 26, code: 'fault', name: 'Fault', mode: 'ro', type: 'bitmap', maxlen: 2, labels: ['hot', 'cold'] },
    ];
    const schema = read([
      { id: 9, mode: 'ro', type: 'obj', property: { type: 'value', min: 0, max: 90 } },
      { id: 26, mode: 'ro', type: 'obj', property: { type: 'bitmap', maxlen: 2 } },
      { id: 30, mode: 'rw', type: 'obj', property: { type: 'bool' } },
    ]);
    const after = takenOver(own, schema);
    expect(after).toEqual([
      { ...own[0], max: 90 },
      own[1],
      { id: 30, code: 'dp_30', name: '', mode: 'rw', type: 'bool' },
    ]);
    expect(difference(own, after)).toEqual({ fresh: [after[2]], changed: [after[0]], gone: [], same: 1 });
  });

  it('the same again changes nothing', () => {
    const once = takenOver([], read({ model: thingModel(lamp) }));
    const twice = takenOver(once, read({ model: thingModel(lamp) }));
    expect(difference(once, twice)).toEqual({ fresh: [], changed: [], gone: [], same: lamp.dataPoints.length });
  });
});
