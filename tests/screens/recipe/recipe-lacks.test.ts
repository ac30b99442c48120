import { expect, test } from 'vitest';
import type { FirmwareKind } from '../../../src/model/firmware';
import type { Plan } from '../../../src/model/run';
import { type Having, lacksOf } from '../../../src/screens/recipe/recipe-lacks';
import { firstPlan } from '../../../src/steps/bench/bench-view';

const plan: Plan = {
  ...firstPlan,
  firmware: 'f00d',
  product: 'qk7xw2mvnbe4dplz',
  batch: 'Tuesday order',
  ssid: 'Workshop-2G',
};
const file = (kind: FirmwareKind): Having['firmware'][number] => ({
  sha256: 'f00d',
  fileName: 'f00d.bin',
  facts: { kind, chip: 'esp32', address: 0, size: 1, partitions: [], covers: [] },
});
const having: Having = {
  firmware: [file('merged')],
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

test('a part that a recipe names by its hash is told, unless nothing is flashed', () => {
  const withPart = { ...having, firmware: [file('part')] };
  expect(lacksOf(plan, withPart)).toEqual([{ kind: 'part', fileName: 'f00d.bin' }]);
  expect(lacksOf({ ...plan, flash: false }, withPart)).toEqual([]);
});

test('what is not named is not missing', () => {
  expect(lacksOf(firstPlan, nothing)).toEqual([]);
});

test('nor what only a station needs that is left out, or that a phone does', () => {
  const unbound = { ...plan, flash: false, license: false, pair: false, activate: false, control: false };
  expect(lacksOf(unbound, nothing)).toEqual([]);
  expect(lacksOf({ ...plan, pairBy: 'qr' }, { ...having, ssids: [] })).toEqual([]);
});
