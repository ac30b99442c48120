import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { BothEnds, Dots } from '../../src/ui/text';

test('an identity keeps its four first and last characters apart, and all of it stays to be copied', () => {
  const html = renderToStaticMarkup(createElement(BothEnds, { value: 'a3f29c01e4b7d2580f11' }));
  expect(html.replaceAll(/<[^>]+>/g, '|')).toMatch(/\|a3f2\|+9c01e4b7d258\|+0f11\|/);
  expect(html.replaceAll(/<[^>]+>/g, '')).toBe('a3f29c01e4b7d2580f11');
});

test('a hidden secret is twelve dots, whatever it is (look.md, "Ledger rows")', () => {
  expect(renderToStaticMarkup(createElement(Dots, { label: 'AuthKey, hidden' })).match(/•/g)).toHaveLength(12);
});
