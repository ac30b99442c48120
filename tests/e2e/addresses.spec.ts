/** Addresses that somebody else made: cut off, made up, or a recipe that would start by itself. */

import { recipes } from '../../src/i18n/en/recipes';
import { writeRecipeLink } from '../../src/protocols/recipe/write-recipe';
import { firstPlan } from '../../src/steps/bench/bench-view';
import { expect, test } from './bench';

test('an address that is nobody’s breaks no screen', async ({ shell, complaints }) => {
  await shell.load();
  for (const screen of ['certificate', 'products', 'devices/page', 'console', 'recipe', 'read-log', '__proto__'])
    for (const part of ['%E0%A4%A', '__proto__', 'constructor', '%']) {
      await shell.page.evaluate((to) => {
        location.hash = to;
      }, `/${screen}/${part}`);
      await expect(shell.page.locator('main :is(h1, h2, p)').first()).toBeVisible();
    }
  expect(complaints.faults).toEqual([]);
});

// Issue 8, section 4: to start by itself is a question of its own when a recipe is taken over.
test('a recipe’s link makes no board start by itself unless that was said here', async ({ shell }) => {
  const open = recipes.words.open;
  const link = (name: string) => writeRecipeLink({ name, plan: { ...firstPlan, verify: false, startByItself: true } });
  const take = async (name: string, allowed: boolean) => {
    await shell.page.evaluate((data) => {
      location.hash = `/recipe/${data}`;
    }, link(name));
    const may = shell.page.getByLabel(open.byItself.allow);
    await expect(may).not.toBeChecked();
    if (allowed) await may.check();
    await shell.page.getByRole('button', { name: open.take }).click();
    await expect(shell.page.getByText(open.taken(name))).toBeVisible();
    const planned = await shell.page.evaluate(() => localStorage.getItem('bindery.plan') ?? '{}');
    expect(JSON.parse(planned)).toMatchObject({ startByItself: allowed });
  };
  await shell.load();
  await take('Tuesday', false);
  await take('Wednesday', true);
});
