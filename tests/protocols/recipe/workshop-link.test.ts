import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Plan } from '../../../src/model/run';
import { packLink } from '../../../src/protocols/recipe/link-data';
import {
  longestWorkshop,
  readWorkshopLink,
  type Workshop,
  writeWorkshopLink,
} from '../../../src/protocols/recipe/workshop-link';
import { recipeForm } from '../../../src/protocols/recipe/write-recipe';

const catalogue = 'https://files.example/list.json';
const plan: Plan = {
  flash: true,
  license: true,
  verify: true,
  boot: true,
  pair: true,
  activate: true,
  control: true,
  pairBy: 'bluetooth',
  ssid: 'Workshop-2G',
  firmware: 'ab'.repeat(32),
  startByItself: true,
};
const workshop: Workshop = {
  catalogue,
  firmware: ['https://files.example/lamp/manifest.json', `${catalogue}#1`],
  recipe: { name: '台灯 evening', plan, firmwareName: 'Lamp 2.1' },
};
const form = () => ({
  bindery: 'workshop',
  version: 1,
  catalogue,
  firmware: ['#1'],
  recipe: recipeForm(workshop.recipe),
});

it('is read as it was written', () => {
  expect(readWorkshopLink(writeWorkshopLink(workshop))).toEqual({ kind: 'read', workshop });
});

it('holds what it needs and nothing that clings to a plan', () => {
  const clinging = { ...workshop, recipe: { ...workshop.recipe, plan: { ...plan, password: 'made-up-word' } as Plan } };
  expect(atob(writeWorkshopLink(clinging).replaceAll('-', '+').replaceAll('_', '/'))).not.toContain('made-up-word');
});

it.each([
  ['nothing', '', 'empty', undefined],
  ['letters that are none', 'ab*c', 'not-a-link', undefined],
  ['cut in the middle', writeWorkshopLink(workshop).slice(0, 101), 'not-a-link', undefined],
  ['cut between letters', writeWorkshopLink(workshop).slice(0, 100), 'not-json', undefined],
  ['without an end', 'A'.repeat(longestWorkshop + 1), 'too-long', undefined],
  ['a list', packLink([]), 'not-a-recipe', undefined],
  ['null', packLink(null), 'not-a-recipe', undefined],
  ['a recipe', packLink(recipeForm(workshop.recipe)), 'not-a-recipe', undefined],
  ['a newer form', packLink({ ...form(), version: 2, more: 1 }), 'newer-version', undefined],
  ['no version', packLink({ ...form(), version: 'x' }), 'wrong-field', 'version'],
  ['a field that is not known', packLink({ ...form(), password: 'x' }), 'unknown-field', 'password'],
  ['no catalogue', packLink({ ...form(), catalogue: 7 }), 'wrong-field', 'catalogue'],
  ['a catalogue without TLS', packLink({ ...form(), catalogue: 'http://files.example/x' }), 'wrong-field', 'catalogue'],
  ['a key in its address', packLink({ ...form(), catalogue: `${catalogue}?token=x` }), 'wrong-field', 'catalogue'],
  ['no firmware', packLink({ ...form(), firmware: [] }), 'wrong-field', 'firmware'],
  ['a program for firmware', packLink({ ...form(), firmware: ['javascript:1'] }), 'wrong-field', 'firmware'],
  ['numbers for firmware', packLink({ ...form(), firmware: ['#1', 7] }), 'wrong-field', 'firmware'],
  [
    'too much firmware',
    packLink({ ...form(), firmware: Array.from({ length: 17 }, (_, at) => `#${at}`) }),
    'wrong-field',
    'firmware',
  ],
  ['no recipe', packLink({ ...form(), recipe: 1 }), 'not-a-recipe', 'recipe'],
  [
    'a wrong recipe',
    packLink({ ...form(), recipe: { ...recipeForm(workshop.recipe), baud: 1 } }),
    'wrong-field',
    'recipe.baud',
  ],
])('%s is refused', (_, data, code, field) => {
  expect(readWorkshopLink(data)).toEqual({ kind: 'refused', code, ...(field && { field }) });
});

it('whatever it is, it is read or refused', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (value, text) => {
      readWorkshopLink(text);
      for (const part of [
        value,
        { ...form(), firmware: value },
        { ...form(), recipe: value },
        { ...form(), catalogue: value },
      ])
        readWorkshopLink(packLink(part));
    }),
  );
});
