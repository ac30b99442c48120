import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Plan } from '../../../src/model/run';
import { plainPlan, samePlan } from '../../../src/protocols/recipe/plan-fields';
import { longestRecipe, readRecipe, readRecipeLink } from '../../../src/protocols/recipe/read-recipe';
import {
  type RecipeContent,
  recipeFileName,
  writeRecipe,
  writeRecipeLink,
} from '../../../src/protocols/recipe/write-recipe';

// Issue 4: a plan per product that is "exported and handed over as a file or link without secrets".

const plan: Plan = {
  flash: true,
  license: true,
  verify: false,
  boot: true,
  pair: true,
  activate: true,
  control: false,
  product: 'qk7xw2mvnbe4dplz',
  pairBy: 'bluetooth',
  ssid: '车间 2G',
  owner: { kind: 'asset', id: '90000000000000001', name: 'Workshop “east”' },
  firmware: '9d1c5e074ab83f2e61c0d7b920fe8a3477e1b05cd93f6a180c42e9b75f8d1a63',
  batch: 'Tuesday order',
  baud: 460_800,
  startByItself: true,
};
const recipe: RecipeContent = { name: 'Desk lamp', plan, firmwareName: 'switch_demo 1.0.2', productName: '台灯' };

const encoded = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const written = () => JSON.parse(writeRecipe(recipe)) as Record<string, unknown>;
const changed = (change: Record<string, unknown>) => JSON.stringify({ ...written(), ...change });

const station = fc.boolean();
const name = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((text) => text.trim() === text);
const anyPlan: fc.Arbitrary<Plan> = fc.record(
  {
    flash: station,
    license: station,
    verify: station,
    boot: station,
    pair: station,
    activate: station,
    control: station,
    product: fc.stringMatching(/^[A-Za-z0-9]{16}$/),
    pairBy: fc.constantFrom('bluetooth' as const, 'qr' as const),
    ssid: name.filter((text) => text.length <= 32),
    owner: fc.oneof(
      fc.record({ kind: fc.constant('asset' as const), id: fc.stringMatching(/^[0-9]{1,20}$/), name }),
      fc.record({ kind: fc.constant('user' as const), uid: fc.stringMatching(/^[a-z0-9]{1,24}$/) }),
    ),
    firmware: fc.stringMatching(/^[0-9a-f]{64}$/),
    batch: name,
    baud: fc.integer({ min: 9600, max: 4_000_000 }),
    startByItself: station,
  },
  {
    requiredKeys: ['flash', 'license', 'verify', 'boot', 'pair', 'activate', 'control', 'pairBy', 'startByItself'],
  },
);

describe('a recipe comes back as it went out', () => {
  it('as a file and as a link', () => {
    expect(readRecipe(writeRecipe(recipe))).toEqual({ kind: 'read', recipe });
    expect(readRecipeLink(writeRecipeLink(recipe))).toEqual({ kind: 'read', recipe });
  });

  it('for any plan', () => {
    fc.assert(
      fc.property(name, anyPlan, (called, any) => {
        const wanted = { kind: 'read', recipe: { name: called, plan: any } };
        expect(readRecipe(writeRecipe({ name: called, plan: any }))).toEqual(wanted);
        expect(readRecipeLink(writeRecipeLink({ name: called, plan: any }))).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });

  it('in letters that an address may have, and with the length bounded (RFC 4648, section 5)', () => {
    const long = '𝔾'.repeat(60);
    const most = {
      ...plan,
      batch: '批'.repeat(255),
      owner: { kind: 'asset', id: '9'.repeat(64), name: long },
    } as const;
    const data = writeRecipeLink({ name: long.slice(0, 80), plan: most, firmwareName: long, productName: long });
    expect(data).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(data.length).toBeLessThan(longestRecipe);
    expect(readRecipeLink(data).kind).toBe('read');
  });

  it('with names that are too long to be shown cut, so that it can be read again', () => {
    const read = readRecipe(writeRecipe({ ...recipe, firmwareName: 'f'.repeat(500), productName: 'line\nbreak' }));
    expect(read).toMatchObject({ recipe: { firmwareName: 'f'.repeat(120), productName: 'line break' } });
  });
});

describe('nothing secret is in it', () => {
  const password = 'planted-wifi-password';
  const authKey = 'PLANTEDKEY0123456789abcdefABCDEF';

  it('even when something secret clings to the plan', () => {
    const clinging = { ...plan, password, authKey, wifi: { ssid: 'x', password } } as Plan;
    const sticky = { ...recipe, plan: clinging, token: authKey } as RecipeContent;
    const file = writeRecipe(sticky);
    const data = writeRecipeLink(sticky);
    for (const text of [file, data, Buffer.from(data, 'base64url').toString(), JSON.stringify(plainPlan(clinging))]) {
      expect(text).not.toContain(password);
      expect(text).not.toContain(authKey);
      expect(text).toContain(text === data ? '' : '460800');
    }
  });

  it('and a file that holds something strange is refused by the name of the field, never by its value', () => {
    const read = readRecipe(changed({ password }));
    expect(read).toEqual({ kind: 'refused', code: 'unknown-field', field: 'password' });
    const nested = readRecipe(changed({ owner: { kind: 'user', uid: 'u1', token: authKey } }));
    expect(nested).toEqual({ kind: 'refused', code: 'unknown-field', field: 'owner.token' });
  });
});

describe('what is no recipe is refused whole', () => {
  test.each([
    ['nothing', '', 'empty'],
    ['no JSON', '{"bindery":', 'not-json'],
    ['a thing model', '{"services":[]}', 'not-a-recipe'],
    ['a list', '[]', 'not-a-recipe'],
    ['null', 'null', 'not-a-recipe'],
    ['one of a later bench', changed({ version: 2, lights: 'green' }), 'newer-version'],
    ['a very long one', JSON.stringify({ pad: 'x'.repeat(longestRecipe) }), 'too-long'],
  ])('%s', (_, text, code) => {
    expect(readRecipe(text)).toEqual({ kind: 'refused', code });
  });

  test.each([
    ['version', 0],
    ['name', '   '],
    ['name', 'x'.repeat(81)],
    ['stations', ['flash', 'explode']],
    ['stations', 'flash'],
    ['product', 'short'],
    ['firmware', 'ABCDEF'],
    ['baud', 12],
    ['baud', '921600'],
    ['pairBy', 'telepathy'],
    ['ssid', 'a'.repeat(33)],
    ['ssid', 'a\u0000b'],
    ['owner', { kind: 'dog' }],
    ['startByItself', 1],
  ])('%s of %j', (field, value) => {
    expect(readRecipe(changed({ [field]: value }))).toEqual({ kind: 'refused', code: 'wrong-field', field });
  });

  it('with the field inside a field named', () => {
    const read = readRecipe(changed({ owner: { kind: 'user', uid: '../x' } }));
    expect(read).toEqual({ kind: 'refused', code: 'wrong-field', field: 'owner.uid' });
  });

  test.each([
    ['nothing', '', 'empty'],
    ['letters of another alphabet', '{"bindery":1}', 'not-a-link'],
    ['a length that no bytes have', 'abcde', 'not-a-link'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0xff]).toString('base64url'), 'not-a-link'],
    ['text that is no JSON', encoded('hello'), 'not-json'],
    ['JSON that is no recipe', encoded({ hello: 1 }), 'not-a-recipe'],
    ['a whole book', 'A'.repeat(longestRecipe + 4), 'too-long'],
  ])('a link with %s', (_, data, code) => {
    expect(readRecipeLink(data)).toEqual({ kind: 'refused', code });
  });

  it('a link that was cut anywhere', () => {
    const data = writeRecipeLink(recipe);
    for (let at = 0; at < data.length; at += 1) expect(readRecipeLink(data.slice(0, at)).kind).toBe('refused');
  });
});

it('knows the same plan again, in whatever order its fields came', () => {
  const { flash, ...rest } = plan;
  expect(samePlan({ ...rest, flash } as Plan, plan)).toBe(true);
  expect(samePlan({ ...plan, baud: 921_600 }, plan)).toBe(false);
});

it('has a file name that every system takes', () => {
  expect(recipeFileName('Desk lamp / 40 boards?')).toBe('desk-lamp-40-boards.bindery-recipe.json');
  expect(recipeFileName('台灯')).toBe('台灯.bindery-recipe.json');
  expect(recipeFileName('///')).toBe('recipe.bindery-recipe.json');
});
