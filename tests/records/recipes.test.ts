import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, expect, it } from 'vitest';
import type { Recipe } from '../../src/model/recipe';
import { openDatabase } from '../../src/records/database';
import { listProducts } from '../../src/records/products';
import { keepRecipe, listRecipes, removeRecipe, renameRecipe } from '../../src/records/recipes';
import { firstPlan } from '../../src/steps/bench/bench-view';
import { newDisk } from './bench';

let disk = newDisk();
afterEach(() => {
  disk.closeAll();
  disk = newDisk();
});

const recipe = (id: string, name: string, at = 1): Recipe => ({ id, name, plan: firstPlan, at });

it('keeps recipes by name, renames and removes them, also for the next tab', async () => {
  const db = disk.tab();
  await keepRecipe(db, { ...recipe('1', 'Lamp'), firmwareName: 'switch_demo 1.0.2', productName: 'Desk lamp' });
  await keepRecipe(db, recipe('2', 'Button'));
  await keepRecipe(db, recipe('3', 'Lamp', 9));
  expect((await listRecipes(disk.tab())).map(({ id }) => id)).toEqual(['2', '3', '1']);
  await renameRecipe(db, { id: '1', name: 'A lamp', now: 20 });
  await removeRecipe(db, '3');
  expect(await listRecipes(disk.tab())).toEqual([
    { ...recipe('1', 'A lamp', 20), firmwareName: 'switch_demo 1.0.2', productName: 'Desk lamp' },
    recipe('2', 'Button'),
  ]);
});

it('does not bring back what another tab removed', async () => {
  const db = disk.tab();
  await keepRecipe(db, recipe('1', 'Lamp'));
  await removeRecipe(disk.tab(), '1');
  await renameRecipe(db, { id: '1', name: 'Lamp again', now: 2 });
  expect(await listRecipes(db)).toEqual([]);
});

it('keeps nothing of a plan but the plan: no password, no key', async () => {
  const db = disk.tab();
  const sticky = {
    ...recipe('1', 'Lamp'),
    plan: { ...firstPlan, password: 'planted-password' },
    authKey: 'planted-key',
  };
  await keepRecipe(db, sticky);
  expect(JSON.stringify(await db.recipes.toArray())).not.toContain('planted');
});

it('opens a database of the bench before it had recipes, with what was in it', async () => {
  const indexedDB = new IDBFactory();
  const before = new Dexie('bindery', { indexedDB, IDBKeyRange });
  before.version(3).stores({ products: 'pid, at', dpHistory: 'key, device, [device+at]' });
  await before.table('products').put({ pid: 'qk7xw2mvnbe4dplz', name: 'Desk lamp', dataPoints: [] });
  before.close();
  const db = openDatabase({ indexedDB, IDBKeyRange });
  expect(await listRecipes(db)).toEqual([]);
  expect((await listProducts(db)).map(({ name }) => name)).toEqual(['Desk lamp']);
  db.close();
});
