import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readProductText } from '../../../src/protocols/product-model/read-product';

/** Issue 10, "models as people paste them": small inputs the bench met badly. */
const read = (name: string) => readProductText(readFileSync(new URL(`as-pasted/${name}`, import.meta.url), 'utf8'));
const codesOf = (name: string) => {
  const model = read(name);
  return model.kind === 'read'
    ? [model.form, model.dataPoints.map(({ code }) => code), model.leftOut.map(({ code, refusal }) => [code, refusal])]
    : model;
};

test.each([
  ['fenced.txt', 'model', ['forward_energy_total', 'fault', 'phase_a'], []],
  ['quoted.txt', 'specification', ['sensor_choose', 'fault'], []],
  ['python-dict.txt', 'specification', ['va_temperature', 'va_humidity'], []],
  ['log-line.txt', 'schema', ['switch_1', 'add_ele'], []],
  ['device-and-specifications.json', 'specification', ['temp_set', 'c_f', 'mode'], []],
  ['empty-enum-among-others.json', 'specification', ['switch', 'temp'], [['fan_speed', 'missing']]],
  ['empty-range-list.json', 'specification', ['switch'], [['fan_speed', 'missing']]],
])('%s', (name, form, codes, leftOut) => {
  expect(codesOf(name)).toEqual([form, codes, leftOut]);
});

test('numbers and marks come through what Python prints', () => {
  const model = read('python-dict.txt');
  expect(model.kind === 'read' && model.dataPoints[0]).toMatchObject({
    id: 1,
    min: -200,
    max: 600,
    scale: 1,
    unit: '℃',
  });
  const told = `{'schema': [{'id': 1, 'mode': 'rw', 'name': "it's \\u2103 \\\\ \\"x\\"", 'type': 'bool', 'passive': True}]}`;
  const other = readProductText(told);
  expect(other.kind === 'read' && other.dataPoints[0]).toMatchObject({ name: 'it\'s ℃ \\ "x"', passive: true });
});

test('a data point whose step misses its end is taken like the others', () => {
  const typeSpec = { type: 'value', min: 0, max: 100, step: 7, scale: 0 };
  const properties = [{ abilityId: 1, code: 'temp', name: 'Temp', accessMode: 'rw', typeSpec }];
  const model = readProductText(JSON.stringify({ services: [{ properties }] }));
  expect(model).toMatchObject({ kind: 'read', leftOut: [], dataPoints: [{ code: 'temp', max: 100, step: 7 }] });
});

test.each(['', 'no model here', '{', '[tuya.0] {"a": 1}', '{'.repeat(5000), '> > >'])(
  '%.20s is refused, not thrown',
  (text) => {
    expect(readProductText(text).kind).toBe('refused');
  },
);
