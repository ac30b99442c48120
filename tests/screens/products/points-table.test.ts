import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { products } from '../../../src/i18n/en/products';
import type { DataPoint, DpMode } from '../../../src/model/data-point';
import { PointsTable } from '../../../src/screens/products/points-table';

const point = (id: number, mode: DpMode): DataPoint => ({
  id,
  code: `dp_${id}`,
  name: `Point ${id}`,
  mode,
  type: 'bool',
});

test('the direction of each data point is told in words beside its arrow', () => {
  const html = renderToStaticMarkup(
    createElement(PointsTable, {
      points: [point(1, 'rw'), point(2, 'ro'), point(3, 'wr')],
      faults: [],
      open: undefined,
      onOpen: () => {},
      onAdd: undefined,
    }),
  );
  const cells = [...html.matchAll(/<td><span[^>]*>(<svg.*?<\/svg>)([^<]*)<\/span><\/td>/g)].map(([, , words]) => words);
  expect(cells.filter((words) => words !== 'bool')).toEqual(Object.values(products.words.ways));
});
