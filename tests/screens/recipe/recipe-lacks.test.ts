import { expect, test } from 'vitest';
import type { Plan } from '../../../src/model/run';
import { type Having, lacksOf } from '../../../src/screens/recipe/recipe-lacks';
import { firstPlan } from '../../../src/steps/bench-view';

const plan: Plan = {
  ...firstPlan,
  firmware: 'f00d',
  product: 'qk7xw2mvnbe4dplz',
  batch: 'Tuesday order',
  ssid: 'Workshop-2G',
};
const having: Having = {
  firmware: [{ sha256: 'f00d' }],
  products: [{ pid: 'qk7xw2mvnbe4dplz' }],
  pools: [{ batch: 'Tuesday order' }],
  ssids: ['Workshop-2G'],
};
const nothing: Having = { firmware: [], products: [], pools: [], ssids: [] };

test('everything that is named is there', () => {
  expect(lacksOf(plan, having)).toEqual([]);
});

test('each thing that is named and not there, by what it is called', () => {
  expect(lacksOf(plan, nothing)).toEqual([
    { kind: 'firmware', hash: 'f00d' },
    { kind: 'product', pid: 'qk7xw2mvnbe4dplz' },
    { kind: 'pool', batch: 'Tuesday order' },
    { kind: 'password', ssid: 'Workshop-2G' },
  ]);
});

test('what is not named is not missing', () => {
  expect(lacksOf(firstPlan, nothing)).toEqual([]);
});

test('nor what only a station needs that is left out, or that a phone does', () => {
  const unbound = { ...plan, flash: false, license: false, pair: false, activate: false, control: false };
  expect(lacksOf(unbound, nothing)).toEqual([]);
  expect(lacksOf({ ...plan, pairBy: 'qr' }, { ...having, ssids: [] })).toEqual([]);
});
