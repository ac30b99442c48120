/** For the pictures of the plan: a product, files, licenses, two recipes of the plan given, and a browser with Bluetooth. */
import type { Plan } from '../../../src/model/run';
import { benchDatabase } from '../../../src/records/database';
import { keepRecipe } from '../../../src/records/recipes';
import { fillLedger, fillShelf } from './fill';
import { fillProducts } from './shoot-products-fill';

export const fillPlan = async (plan: Plan, ssids: readonly string[]) => {
  window.surroundings.radio = { available: async () => 'yes', choose: async () => {}, showAll: () => undefined };
  await fillProducts();
  await fillLedger();
  await fillShelf();
  const db = benchDatabase();
  const unbound = { ...plan, pair: false, activate: false, control: false };
  await keepRecipe(db, { id: '1', name: 'Desk lamp', plan, productName: 'Desk lamp', at: 1 });
  await keepRecipe(db, { id: '2', name: 'Flash and license only', plan: unbound, at: 2 });
  window.surroundings.bench.view.setState({ plan, ssids });
};
