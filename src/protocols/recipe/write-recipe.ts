/** A recipe as a file, and as the data of a link. Neither holds a secret: a plan has none, and only its fields go out. */
import type { Recipe } from '../../model/recipe';
import { packLink } from './link-data';
import { plainPlan, plannedStations } from './plan-fields';

export const recipeVersion = 1;

/** Characters of a name that is only shown. */
export const longestName = 120;

/** `id` and date are this bench's own and stay here. */
export type RecipeContent = Pick<Recipe, 'name' | 'plan' | 'firmwareName' | 'productName'>;

/** Names are for people: one that is too long to be read back is cut, what decides is not. */
const shown = (name: string | undefined): string | undefined =>
  name?.replaceAll(/\p{Cc}+/gu, ' ').slice(0, longestName) || undefined;

/** A recipe as JSON has it. */
export const recipeForm = ({ name, plan, firmwareName, productName }: RecipeContent) => {
  const { product, pairBy, ssid, owner, firmware, batch, otp, baud, startByItself, ...stations } = plainPlan(plan);
  return {
    bindery: 'recipe',
    version: recipeVersion,
    name,
    stations: plannedStations.filter((station) => stations[station]),
    product,
    productName: shown(productName),
    firmware,
    firmwareName: shown(firmwareName),
    pool: batch,
    otp,
    baud,
    pairBy,
    ssid,
    owner: owner?.kind === 'asset' ? { ...owner, name: shown(owner.name) ?? owner.id } : owner,
    startByItself,
  };
};

/** The whole file, for people to read as well. */
export const writeRecipe = (recipe: RecipeContent): string => `${JSON.stringify(recipeForm(recipe), undefined, 2)}\n`;

/** The data of a link. */
export const writeRecipeLink = (recipe: RecipeContent): string => packLink(recipeForm(recipe));

/** `Desk lamp, 40 boards` → `desk-lamp-40-boards.bindery-recipe.json` */
export const recipeFileName = (name: string): string => {
  const stem = name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
  return `${stem || 'recipe'}.bindery-recipe.json`;
};
