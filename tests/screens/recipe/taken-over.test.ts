import { expect, test } from 'vitest';
import { readRecipe, readRecipeLink } from '../../../src/protocols/recipe/read-recipe';
import { writeRecipe, writeRecipeLink } from '../../../src/protocols/recipe/write-recipe';
import { takenOver } from '../../../src/screens/recipe/taken-over';
import { firstPlan } from '../../../src/steps/bench/bench-view';

/** Issue 8, section 4: nobody who follows a recipe's link starts writing boards unasked. */

const asking = { name: 'Tuesday', plan: { ...firstPlan, startByItself: true } };

test.each([
  ['a link', () => readRecipeLink(writeRecipeLink(asking))],
  ['a file', () => readRecipe(writeRecipe(asking))],
])('%s that asks to start by itself does so only when that was allowed', (_, open) => {
  const read = open();
  if (read.kind !== 'read') throw new Error(read.code);
  expect(read.recipe.plan.startByItself).toBe(true);
  expect(takenOver(read.recipe.plan, false)).toEqual({ ...read.recipe.plan, startByItself: false });
  expect(takenOver(read.recipe.plan, true)).toEqual(read.recipe.plan);
});

test('what does not ask for it does not get it', () => {
  expect(takenOver({ ...firstPlan, startByItself: false }, true).startByItself).toBe(false);
});
