/** Fills the page's storage with the products of picture 10. */
import type { DataPoint } from '../../../src/model/data-point';
import type { Product } from '../../../src/model/product';
import { benchDatabase } from '../../../src/records/database';
import { addProduct } from '../../../src/records/products';

const at = Date.UTC(2026, 10, 12, 9, 30, 0);

const lamp: readonly DataPoint[] = [
  { id: 1, code: 'switch_led', name: 'Power', mode: 'rw', type: 'bool' },
  { id: 21, code: 'work_mode', name: 'Mode', mode: 'rw', type: 'enum', range: ['white', 'colour', 'scene', 'music'] },
  {
    id: 22,
    code: 'bright_value',
    name: 'Brightness',
    mode: 'rw',
    type: 'value',
    min: 10,
    max: 1000,
    step: 1,
    scale: 1,
    unit: '%',
  },
  {
    id: 23,
    code: 'temp_value',
    name: 'Colour temperature',
    mode: 'rw',
    type: 'value',
    min: 2700,
    max: 6500,
    step: 300,
    scale: 0,
    unit: 'K',
  },
  {
    id: 26,
    code: 'fault',
    name: 'Fault',
    mode: 'ro',
    type: 'bitmap',
    maxlen: 4,
    labels: ['over-temp', 'under-volt', 'LED open', 'fan stuck'],
  },
  { id: 101, code: 'greeting', name: 'Name on display', mode: 'rw', type: 'string', maxlen: 32 },
  { id: 102, code: 'ir_blob', name: 'IR code', mode: 'wr', type: 'raw', maxlen: 255 },
  {
    id: 103,
    code: 'temp_current',
    name: 'Heat sink',
    mode: 'ro',
    type: 'value',
    min: -200,
    max: 1200,
    step: 1,
    scale: 1,
    unit: '℃',
  },
];

const product = (pid: string, name: string, more: Partial<Product> = {}): Product => ({
  pid,
  name,
  dataPoints: lamp,
  virtual: false,
  source: 'cloud',
  at,
  ...more,
});

export const fillProducts = async () => {
  const db = benchDatabase();
  const agent = { name: 'Time teller', roles: [{ id: 'r1', name: 'Butler' }] };
  await addProduct(db, product('qk7xw2mvnbe4dplz', 'Desk lamp'));
  await addProduct(db, product('plantplantplant1', 'Plant sensor', { dataPoints: lamp.slice(4), source: 'model' }));
  await addProduct(db, product('clockclockclock1', 'Talking clock', { agent, source: 'hand' }));
};

/** A thing model as a file, one data point less, one changed, one new. */
export const modelFile = (): File => {
  const properties = lamp
    .slice(1)
    .map(({ id, code, name, mode, type, range, min, max, step, scale, unit, labels, maxlen }) => ({
      abilityId: id,
      code,
      name,
      accessMode: mode,
      typeSpec: { type, range, min, max: id === 22 ? 900 : max, step, scale, unit, label: labels, maxlen },
    }));
  const model = {
    services: [
      {
        properties: [
          ...properties,
          { abilityId: 104, code: 'identify', name: 'Identify', accessMode: 'wr', typeSpec: { type: 'bool' } },
        ],
      },
    ],
  };
  return new File(
    [JSON.stringify({ success: true, result: { model: JSON.stringify(model) }, t: 1 })],
    'desk-lamp.json',
  );
};
