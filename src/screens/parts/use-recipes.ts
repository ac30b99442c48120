/** The kept recipes, read live, and how they come and go. */
import { useState } from 'react';
import { asBenchError, type Problem } from '../../model/problem';
import type { Recipe } from '../../model/recipe';
import type { Plan } from '../../model/run';
import { benchDatabase } from '../../records/database';
import { keepRecipe, listRecipes, removeRecipe, renameRecipe } from '../../records/recipes';
import { useLive } from './use-live';

const askRecipes = () => listRecipes(benchDatabase());

/** What a plan's hash and PID are called, for one who does not have them yet. */
export type RecipeNames = Pick<Recipe, 'firmwareName' | 'productName'>;

export const useRecipes = () => {
  const { answer, problem } = useLive(askRecipes);
  const [fault, setFault] = useState<Problem>();
  const attempt = async (work: Promise<void>): Promise<boolean> => {
    try {
      await work;
      setFault(undefined);
      return true;
    } catch (caught) {
      setFault(asBenchError(caught).problem);
      return false;
    }
  };
  const trouble = fault ?? problem;
  return {
    /** Undefined until storage has been asked. */
    recipes: answer,
    ...(trouble && { problem: trouble }),
    /** Each answers whether it came about. */
    add: (name: string, plan: Plan, names: RecipeNames) =>
      attempt(keepRecipe(benchDatabase(), { id: crypto.randomUUID(), name, plan, ...names, at: Date.now() })),
    rename: (id: string, name: string) => attempt(renameRecipe(benchDatabase(), { id, name, now: Date.now() })),
    remove: (id: string) => attempt(removeRecipe(benchDatabase(), id)),
  };
};
