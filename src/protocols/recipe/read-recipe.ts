/**
 * A recipe from somebody else's file or link: read whole or refused whole, with the field that was wrong. A field that
 * is not known is refused too, for a plan that is followed by half is worse than none.
 */
import type { Plan, StationName, TokenOwner } from '../../model/run';
import { unpackLink } from './link-data';
import { plannedStations } from './plan-fields';
import { longestName, type RecipeContent, recipeVersion } from './write-recipe';

export type RecipeRefusal =
  | 'empty'
  | 'too-long'
  | 'not-a-link'
  | 'not-json'
  | 'not-a-recipe'
  | 'newer-version'
  | 'unknown-field'
  | 'wrong-field';

/** `field` is a name, never a value: what stands in a strange field may be anybody's secret. */
export type ReadRecipe =
  | { kind: 'read'; recipe: RecipeContent }
  | { kind: 'refused'; code: RecipeRefusal; field?: string };

/** Bytes; the longest that `writeRecipe` makes within the limits below is about half of it. */
export const longestRecipe = 8192;

class Refusal extends Error {
  constructor(
    readonly code: RecipeRefusal,
    readonly field?: string,
  ) {
    super(code);
  }
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const onlyKnown = (fields: Fields, known: readonly string[], before = ''): void => {
  const strange = Object.keys(fields).find((name) => !known.includes(name));
  if (strange !== undefined) throw new Refusal('unknown-field', `${before}${strange}`.slice(0, 60));
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u001f\u007f]/;

const text = (fields: Fields, field: string, most: number, form?: RegExp, before = ''): string | undefined => {
  const value = fields[field];
  if (value === undefined) return undefined;
  const fine = typeof value === 'string' && value !== '' && value.length <= most && !controls.test(value);
  if (!fine || (form && !form.test(value))) throw new Refusal('wrong-field', before + field);
  return value;
};

const needed = <Value>(value: Value | undefined, field: string): Value => {
  if (value === undefined) throw new Refusal('wrong-field', field);
  return value;
};

const stationsIn = ({ stations }: Fields): readonly StationName[] => {
  const known: readonly unknown[] = plannedStations;
  if (!Array.isArray(stations) || stations.some((name) => !known.includes(name)))
    throw new Refusal('wrong-field', 'stations');
  return stations as StationName[];
};

const ownerIn = ({ owner }: Fields): TokenOwner | undefined => {
  if (owner === undefined) return undefined;
  if (!isFields(owner)) throw new Refusal('wrong-field', 'owner');
  const id = /^[A-Za-z0-9_-]+$/;
  if (owner.kind === 'asset') {
    onlyKnown(owner, ['kind', 'id', 'name'], 'owner.');
    return {
      kind: 'asset',
      id: needed(text(owner, 'id', 64, id, 'owner.'), 'owner.id'),
      name: needed(text(owner, 'name', longestName, undefined, 'owner.'), 'owner.name'),
    };
  }
  if (owner.kind !== 'user') throw new Refusal('wrong-field', 'owner');
  onlyKnown(owner, ['kind', 'uid'], 'owner.');
  return { kind: 'user', uid: needed(text(owner, 'uid', 64, id, 'owner.'), 'owner.uid') };
};

const baudIn = ({ baud }: Fields): number | undefined => {
  if (baud === undefined) return undefined;
  if (typeof baud !== 'number' || !Number.isInteger(baud) || baud < 9600 || baud > 4_000_000)
    throw new Refusal('wrong-field', 'baud');
  return baud;
};

const planIn = (fields: Fields): Plan => {
  const stations = stationsIn(fields);
  const { pairBy, startByItself } = fields;
  if (pairBy !== 'bluetooth' && pairBy !== 'qr') throw new Refusal('wrong-field', 'pairBy');
  if (typeof startByItself !== 'boolean') throw new Refusal('wrong-field', 'startByItself');
  if (fields.otp !== undefined && fields.otp !== true) throw new Refusal('wrong-field', 'otp');
  const product = text(fields, 'product', 16, /^[A-Za-z0-9]{16}$/);
  const ssid = text(fields, 'ssid', 32);
  const owner = ownerIn(fields);
  const firmware = text(fields, 'firmware', 64, /^[0-9a-f]{64}$/);
  const batch = text(fields, 'pool', 255);
  const baud = baudIn(fields);
  return {
    flash: stations.includes('flash'),
    license: stations.includes('license'),
    verify: stations.includes('verify'),
    boot: stations.includes('boot'),
    pair: stations.includes('pair'),
    activate: stations.includes('activate'),
    control: stations.includes('control'),
    ...(product && { product }),
    pairBy,
    ...(ssid && { ssid }),
    ...(owner && { owner }),
    ...(firmware && { firmware }),
    ...(batch && { batch }),
    ...(fields.otp === true && { otp: true }),
    ...(baud !== undefined && { baud }),
    startByItself,
  };
};

const known = [
  'bindery',
  'version',
  'name',
  'stations',
  'product',
  'productName',
  'firmware',
  'firmwareName',
  'pool',
  'otp',
  'baud',
  'pairBy',
  'ssid',
  'owner',
  'startByItself',
];

const recipeIn = (value: unknown): RecipeContent => {
  if (!isFields(value) || value.bindery !== 'recipe') throw new Refusal('not-a-recipe');
  const { version } = value;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    throw new Refusal('wrong-field', 'version');
  // Before the fields: a newer one may have others, and that is not the fault of the file.
  if (version > recipeVersion) throw new Refusal('newer-version');
  onlyKnown(value, known);
  const name = needed(text(value, 'name', 80), 'name').trim();
  if (name === '') throw new Refusal('wrong-field', 'name');
  const firmwareName = text(value, 'firmwareName', longestName);
  const productName = text(value, 'productName', longestName);
  return {
    name,
    plan: planIn(value),
    ...(firmwareName && { firmwareName }),
    ...(productName && { productName }),
  };
};

const reading = (read: () => RecipeContent): ReadRecipe => {
  try {
    return { kind: 'read', recipe: read() };
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    const { code, field } = fault;
    return { kind: 'refused', code, ...(field !== undefined && { field }) };
  }
};

const json = (content: string): unknown => {
  try {
    return JSON.parse(content);
  } catch {
    throw new Refusal('not-json');
  }
};

/** `content` is the whole of a file. */
export const readRecipe = (content: string): ReadRecipe =>
  reading(() => {
    // Editors put a mark before the first character, which is no JSON.
    const plain = content.replace(/^\uFEFF/, '').trim();
    if (plain === '') throw new Refusal('empty');
    if (plain.length > longestRecipe) throw new Refusal('too-long');
    return recipeIn(json(plain));
  });

/** `value` is a recipe inside of something else. */
export const readRecipeForm = (value: unknown): ReadRecipe => reading(() => recipeIn(value));

/** `data` is what stands behind `#/recipe/`. */
export const readRecipeLink = (data: string): ReadRecipe =>
  reading(() => {
    if (data === '') throw new Refusal('empty');
    if (data.length > longestRecipe) throw new Refusal('too-long');
    const text = unpackLink(data);
    if (text === undefined) throw new Refusal('not-a-link');
    return recipeIn(json(text));
  });
