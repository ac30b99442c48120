import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { DataPoint, DpValue } from '../../../../src/model/data-point';
import { dpControls } from '../../../../src/screens/devices/points/dp-controls';

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

it.each([
  ['a short enum', { type: 'enum', range: few }, 'auto', 'high'],
  ['a long enum', { type: 'enum', range: many }, 'auto', 'six'],
  ['a number', { type: 'value', min: 0, max: 100 }, 300, 100],
] as const)('%s', (_, point, strange, fitting) => {
  expect(shown(point, strange)).toContain(`${strange} (not in the model)`);
  expect(shown(point, fitting)).not.toContain('not in the model');
});
