/**
 * A workshop as a link: where its catalogue is, which of its firmware is needed, and the recipe. No secret is in it: an
 * address that is a key itself is not taken, and a recipe has none.
 */
import { readAddress } from '../catalogue/address';
import { packLink, unpackLink } from './link-data';
import { longestRecipe, type RecipeRefusal, readRecipeForm } from './read-recipe';
import { type RecipeContent, recipeForm } from './write-recipe';

export const workshopVersion = 1;
export const mostWorkshopFirmware = 16;
/** Characters: a recipe, and room for addresses. */
export const longestWorkshop = longestRecipe + 8192;

export interface Workshop {
  catalogue: string;
  /** `ListedFirmware.id` of each. */
  firmware: readonly string[];
  recipe: RecipeContent;
}

/** `field` is a name, never a value. */
export type ReadWorkshop =
  | { kind: 'read'; workshop: Workshop }
  | { kind: 'refused'; code: RecipeRefusal; field?: string };

const refused = (code: RecipeRefusal, field?: string): ReadWorkshop => ({
  kind: 'refused',
  code,
  ...(field !== undefined && { field }),
});

/** What stands in the list itself is named by its place there, so that moving the list moves it along. */
const inside = (id: string, catalogue: string): string =>
  id.startsWith(`${catalogue}#`) ? id.slice(catalogue.length) : id;

/** What stands behind `#/workshop/`. */
export const writeWorkshopLink = ({ catalogue, firmware, recipe }: Workshop): string =>
  packLink({
    bindery: 'workshop',
    version: workshopVersion,
    catalogue,
    firmware: firmware.map((id) => inside(id, catalogue)),
    recipe: recipeForm(recipe),
  });

const known = ['bindery', 'version', 'catalogue', 'firmware', 'recipe'];

const idIn = (given: unknown, catalogue: string): string | undefined => {
  if (typeof given !== 'string') return undefined;
  if (/^#\d{1,3}$/.test(given)) return catalogue + given;
  const [address = '', place] = given.split('#');
  const read = readAddress(address);
  if (read.kind === 'refused' || read.url !== address) return undefined;
  return place === undefined ? address : undefined;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** `data` is what stands behind `#/workshop/`; read whole or refused whole. */
export const readWorkshopLink = (data: string): ReadWorkshop => {
  if (data === '') return refused('empty');
  if (data.length > longestWorkshop) return refused('too-long');
  const text = unpackLink(data);
  if (text === undefined) return refused('not-a-link');
  const value = parsed(text);
  if (value === undefined) return refused('not-json');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refused('not-a-recipe');
  const fields = value as Readonly<Record<string, unknown>>;
  const { version } = fields;
  if (fields.bindery !== 'workshop') return refused('not-a-recipe');
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    return refused('wrong-field', 'version');
  // Before the fields: a newer one may have others, and that is not the fault of the link.
  if (version > workshopVersion) return refused('newer-version');
  const strange = Object.keys(fields).find((name) => !known.includes(name));
  if (strange !== undefined) return refused('unknown-field', strange.slice(0, 60));
  const catalogue = typeof fields.catalogue === 'string' ? readAddress(fields.catalogue) : undefined;
  if (catalogue?.kind !== 'address') return refused('wrong-field', 'catalogue');
  const given = Array.isArray(fields.firmware) ? fields.firmware : [];
  const firmware = given.map((id: unknown) => idIn(id, catalogue.url)).filter((id) => id !== undefined);
  if (firmware.length === 0 || firmware.length !== given.length || given.length > mostWorkshopFirmware)
    return refused('wrong-field', 'firmware');
  const recipe = readRecipeForm(fields.recipe);
  if (recipe.kind === 'refused')
    return refused(recipe.code, recipe.field === undefined ? 'recipe' : `recipe.${recipe.field}`);
  return { kind: 'read', workshop: { catalogue: catalogue.url, firmware, recipe: recipe.recipe } };
};
