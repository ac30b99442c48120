import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { devices } from '../../../../src/i18n/en/devices';
import type { DataPoint, DpValue } from '../../../../src/model/data-point';
import { dpControls } from '../../../../src/screens/devices/points/dp-controls';
import { dpReadings } from '../../../../src/screens/devices/points/dp-readings';
import { shownValue } from '../../../../src/screens/devices/points/dp-values';

/** Issue 10, "an enum or number outside its model is shown as it is and marked, never as the first word". */
const shown = (point: Pick<DataPoint, 'type'> & Partial<DataPoint>, value: DpValue) =>
  renderToStaticMarkup(
    createElement(dpControls[point.type], {
      point: { id: 1, code: 'p', name: 'P', mode: 'rw', ...point },
      value,
      asked: undefined,
      onSend: () => {},
    }),
  );
const few = ['low', 'high'];
const many = ['one', 'two', 'three', 'four', 'five', 'six'];

const read = (point: Pick<DataPoint, 'type'> & Partial<DataPoint>, value: DpValue) =>
  renderToStaticMarkup(
    createElement(dpReadings[point.type], {
      point: { id: 1, code: 'p', name: 'P', mode: 'ro', ...point },
      value,
      samples: [],
      now: 0,
    }),
  );

/** The type, what it does not have, as it is shown, and what it has. */
const cases = [
  ['a bool', { type: 'bool' }, 'on fire', 'on fire', true],
  ['a short enum', { type: 'enum', range: few }, 'auto', 'auto', 'high'],
  ['a long enum', { type: 'enum', range: many }, 'auto', 'auto', 'six'],
  ['a number', { type: 'value', min: 0, max: 100 }, 300, '300', 100],
  ['a number between its steps', { type: 'value', min: 0, max: 100, step: 7 }, 101, '101', 100],
  ['a number that is a word', { type: 'value', min: 0, max: 100 }, 'warm', 'warm', 100],
  ['flags beyond its own', { type: 'bitmap', maxlen: 2, labels: ['fan', 'door'] }, 9, 'bit 3', 3],
  ['flags that are a word', { type: 'bitmap', maxlen: 2 }, 'open', 'open', 3],
  ['flags below none', { type: 'bitmap', maxlen: 2 }, -1, '-1', 0],
  ['a text too long', { type: 'string', maxlen: 3 }, 'long', '“long”', 'abc'],
  ['bytes that are none', { type: 'raw', maxlen: 3 }, 'no bytes', 'no bytes', 'pQE='],
] as const;

it.each(cases)('%s: the control shows it as it is and marks it', (_, point, strange, told, fitting) => {
  expect(shown(point, strange)).toContain(`${told} (not in the model)`);
  expect(shown(point, fitting)).not.toContain('not in the model');
});

it.each(cases)('%s: the reading and the history show the same', (_, point, strange, told, fitting) => {
  expect(read(point, strange)).toContain(`${told} (not in the model)`);
  expect(read(point, fitting)).not.toContain('not in the model');
  const whole: DataPoint = { id: 1, code: 'p', name: '', mode: 'rw', ...point };
  expect(shownValue(whole, strange, devices.words.points)).toContain(`${told} (not in the model)`);
  expect(shownValue(whole, fitting, devices.words.points)).not.toContain('not in the model');
});

it('a fault is called by its name everywhere, and a strange bit beside it by its number', () => {
  const fault = {
    id: 1,
    code: 'fault',
    name: '',
    mode: 'ro',
    type: 'bitmap',
    maxlen: 2,
    labels: ['fan', 'door'],
  } as const;
  expect(shownValue(fault, 2, devices.words.points)).toBe('door');
  expect(shownValue(fault, 10, devices.words.points)).toBe('door, bit 3 (not in the model)');
  expect(read(fault, 10)).toContain('door');
});

/** polish, row 35. */
it('a lamp’s colour has a colour picker, in its string and its JSON form, and a reading with its colour', () => {
  const lamp = { type: 'string', code: 'colour_data_v2', maxlen: 255 } as const;
  for (const text of ['001e03e803e8', '{"h":30,"s":1000,"v":1000}']) {
    expect(shown(lamp, text)).toMatch(/type="color"[^>]*value="#ff8000"/);
    expect(read(lamp, text)).toContain('30°');
  }
  expect(shown(lamp, 'red')).not.toContain('type="color"');
  expect(shown({ type: 'string', maxlen: 255 }, '001e03e803e8')).not.toContain('type="color"');
});
