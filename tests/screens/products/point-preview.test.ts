import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { DataPoint } from '../../../src/model/data-point';
import { PointPreview } from '../../../src/screens/products/point-preview';

const bounds: Readonly<Record<string, Partial<DataPoint>>> = {
  bool: {},
  value: { min: 0, max: 100, unit: '%' },
  enum: { range: ['low', 'high'] },
  string: { maxlen: 20 },
  bitmap: { maxlen: 2, labels: ['fan', 'door'] },
  raw: { maxlen: 20 },
};
const draw = (type: DataPoint['type'], mode: DataPoint['mode']) =>
  renderToStaticMarkup(
    createElement(PointPreview, { point: { id: 1, code: 'p', name: 'P', mode, type, ...bounds[type] } }),
  );

/** Issue 10: what is only reported has no control. */
it.each(['bool', 'value', 'enum', 'string', 'bitmap', 'raw'] as const)(
  'a %s that is only reported has no control in the editor either',
  (type) => {
    expect(draw(type, 'rw')).toMatch(/<(input|select|button|textarea)/);
    expect(draw(type, 'ro')).not.toMatch(/<(input|select|button|textarea)/);
  },
);
