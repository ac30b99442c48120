import type { Recipe } from '../model/recipe';
import { plainPlan } from '../protocols/recipe/plan-fields';
import { type BenchDatabase, stored } from './database';

/** Plans with a name. What is kept of a plan are its own fields alone, so that nothing secret clings to it. */

const plain = ({ id, name, plan, firmwareName, productName, at }: Recipe): Recipe => ({
  id,
  name,
  plan: plainPlan(plan),
  ...(firmwareName !== undefined && { firmwareName }),
  ...(productName !== undefined && { productName }),
  at,
});

/** In the order of their names; of two with one name the newer first. */
export const listRecipes = (db: BenchDatabase): Promise<Recipe[]> =>
  stored(async () => (await db.recipes.toArray()).sort((a, b) => a.name.localeCompare(b.name) || b.at - a.at));

/** Adds it, or puts it in the place of the one with its id. */
export const keepRecipe = (db: BenchDatabase, recipe: Recipe): Promise<void> =>
  stored(async () => {
    await db.recipes.put(plain(recipe));
  });

/** One that was removed meanwhile, in another tab, stays removed. */
export const renameRecipe = (
  db: BenchDatabase,
  { id, name, now }: { id: string; name: string; now: number },
): Promise<void> =>
  stored(async () => {
    await db.recipes.update(id, { name, at: now });
  });

export const removeRecipe = (db: BenchDatabase, id: string): Promise<void> => stored(() => db.recipes.delete(id));
