import { expect, test } from './bench';
import { allPlaces } from './pages/shell';

/** Complete by keyboard: everything that can be clicked is reached by Tab, and the focus is always to be seen. */

const focused = () => {
  const element = document.activeElement;
  if (!element || element === document.body) return undefined;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const seen = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  const all = [...document.querySelectorAll('*')];
  return { at: all.indexOf(element), seen, what: element.outerHTML.slice(0, 90) };
};

/** Of a group of radio buttons the keyboard stops at one. */
const stops = () =>
  [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(':disabled'))
    .filter((element) => element.tabIndex >= 0 && !element.matches('input[type=radio]:not(:checked)'))
    .map((element) => element.outerHTML.slice(0, 90));

for (const place of allPlaces) {
  test(`every control of ${place} is reached by Tab and shows the focus`, async ({ shell }) => {
    await shell.load(place);
    const wanted = await shell.page.evaluate(stops);
    const reached: string[] = [];
    const hidden: string[] = [];
    const places = new Set<number>();
    for (let step = 0; step < wanted.length + 20; step++) {
      await shell.page.keyboard.press('Tab');
      const now = await shell.page.evaluate(focused);
      if (!now || places.has(now.at)) continue;
      places.add(now.at);
      reached.push(now.what);
      if (!now.seen) hidden.push(now.what);
    }
    expect(wanted.filter((what) => !reached.includes(what))).toEqual([]);
    expect(hidden).toEqual([]);
  });
}

test('the first Tab offers to skip to the work, and Enter does it', async ({ shell }) => {
  await shell.load();
  await shell.page.keyboard.press('Tab');
  await shell.page.keyboard.press('Enter');
  await expect(shell.main).toBeFocused();
});

test('the focus goes to the lane after "Add a virtual board" and after "Run", and stays in it', async ({
  shell,
  page,
}) => {
  await shell.load();
  await page.getByRole('button', { name: 'Add a virtual board' }).first().press('Enter');
  const lane = page.locator('main article[data-state]').first();
  await expect(lane).toBeFocused();
  await expect(lane).toHaveAttribute('data-state', 'ready');
  await lane.getByRole('button', { name: 'Run', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(lane).toHaveAttribute('data-state', 'running');
  await expect(lane.locator('..').locator(':focus')).toHaveCount(1);
  await expect(lane).toHaveAttribute('data-state', 'proven');
  expect(await page.evaluate(() => document.activeElement?.closest('article') !== null)).toBe(true);
});
