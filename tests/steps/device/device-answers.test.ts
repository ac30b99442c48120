import { expect, it } from 'vitest';
import type { DataPoint } from '../../../src/model/data-point';
import { asDpValue } from '../../../src/steps/device/device-answers';

const point = (more: Pick<DataPoint, 'type'> & Partial<DataPoint>): DataPoint => ({
  id: 1,
  code: 'p',
  name: '',
  mode: 'rw',
  ...more,
});

/** Issue 10: what a device says is shown as it is; a word is no false, and text no number. */
it.each([
  ['bool', 'true', true],
  ['bool', 'false', false],
  ['bool', true, true],
  ['bool', 'on', 'on'],
  ['bool', 1, 1],
  ['bool', null, 'null'],
  ['value', '42', 42],
  ['value', '-4.5', -4.5],
  ['value', 42, 42],
  ['value', 'warm', 'warm'],
  ['value', '', ''],
  ['value', true, true],
  ['value', null, 'null'],
  ['value', [1], '[1]'],
  ['value', '1e3', '1e3'],
  ['bitmap', '5', 5],
  ['bitmap', 'open', 'open'],
  ['enum', 3, '3'],
  ['enum', 'low', 'low'],
  ['string', 7, 7],
  ['string', { h: 1 }, '{"h":1}'],
  ['raw', 'pQE=', 'pQE='],
] as const)('a %s told as %j is held as %j', (type, told, held) => {
  expect(asDpValue(point({ type, range: ['low', '3'] }), told)).toBe(held);
});
