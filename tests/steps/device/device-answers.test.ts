import { expect, it } from 'vitest';
import type { DataPoint } from '../../../src/model/data-point';
import { asDpValue, readDevice } from '../../../src/steps/device/device-answers';

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

it.each([
  ['seconds', 1_795_379_605, 1_795_379_605_000],
  ['milliseconds', 1_795_379_605_000, 1_795_379_605_000],
  ['no time', 0, undefined],
  ['1970', 4711, undefined],
  ['text', '1795379605', undefined],
])('when a device was bound is believed in %s, and not as an impossible day', (_, active_time, activeAt) => {
  expect(readDevice({ id: 'vdevsomebody0000000001', active_time })?.activeAt).toBe(activeAt);
});
