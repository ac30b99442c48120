import { expect, test } from 'vitest';
import { demoProductsOfCloud } from '../../../src/app/demo-products';
import { saidProduct } from '../../../src/screens/parts/demo-names';
import { newerOf } from '../../../src/screens/products/use-product';

const [lamp] = demoProductsOfCloud();

test('an open demo product changes its language with the page: it is as it stands now until somebody edits it', () => {
  const chinese = saidProduct(lamp!, (name) => (name === lamp!.name ? '演示灯' : name));
  expect(newerOf(chinese, undefined).name).toBe('演示灯');
});

test('what was edited here stands until storage has something newer', () => {
  const edited = { ...lamp!, name: 'Desk lamp', at: lamp!.at + 1 };
  expect(newerOf(lamp!, edited)).toBe(edited);
  const imported = { ...lamp!, name: 'Hall lamp', at: edited.at + 1 };
  expect(newerOf(imported, edited)).toBe(imported);
});
