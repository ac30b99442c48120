import { readFile } from 'node:fs/promises';
import { expect, test } from './bench';
import { lanesOf } from './pages/lanes';
import type { Shell } from './pages/shell';
import { madeUp } from './pages/stock';

/** Sheets in and out, and keys that show only while held (issue 2, "License"; look.md, "Ledger rows"). */

const uuid = (n: number) => `a3f2${String(n).padStart(16, '0')}`;
const key = (n: number) => `SECRET${String(n).padStart(26, '0')}`;

/** Picture 06: 51 rows that make 48 licenses, 3 of them spent. */
const order = [
  'UUID,key,status,MAC',
  ...Array.from({ length: 51 }, (_, i) => {
    const n = i + 2;
    if (n === 17) return `${uuid(n)},${key(n).slice(1)},,`;
    if (n === 22 || n === 45) return `${uuid(n === 22 ? 9 : 12)},${key(n === 22 ? 9 : 12)},,`;
    return `${uuid(n)},${key(n)},${n === 31 || n === 32 ? 'USED' : ''},${n === 34 ? 'C8:47:8C:A1:B2:C3' : ''}`;
  }),
].join('\n');

const choose = (shell: Shell, name: string, text: string) =>
  shell.main
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

const keepButton = (shell: Shell) => shell.page.getByRole('button', { name: /^Keep \d/ });
const rows = (shell: Shell) => shell.main.locator('tbody tr');

test('a sheet is told row by row, nothing is stored before it is kept, and then all at once', async ({ shell }) => {
  await shell.load('licenses');
  await choose(shell, 'order.csv', order);
  await expect(shell.main.getByText('48 licenses, 3 spent, 1 malformed, 2 duplicates.')).toBeVisible();
  await expect(shell.main.getByText('AuthKey has 31 characters, needs 32. Left out.')).toBeVisible();
  await expect(shell.main.getByRole('heading', { name: 'Row 17' })).toBeVisible();
  await expect(shell.main.getByText('Same uuid as rows 9 and 12. Kept once.')).toBeVisible();

  await shell.page.reload();
  await expect(shell.main.getByRole('heading', { name: 'No licenses yet.' })).toBeVisible();

  await choose(shell, 'order.csv', order);
  await shell.page.getByLabel('Batch', { exact: true }).fill('Tuesday order');
  await keepButton(shell).click();
  await expect(shell.main.getByText('Showing 48 of 48')).toBeVisible();
  await expect(shell.main.getByRole('radio', { name: /Tuesday order/ })).toBeChecked();
  await expect(shell.main.getByRole('img', { name: 'Of these licenses: 3 spent elsewhere, 45 free.' })).toBeVisible();

  await choose(shell, 'order.csv', order);
  await expect(shell.main.getByText('No new license, 1 malformed, 2 duplicates, 48 already here.')).toBeVisible();
  await expect(keepButton(shell)).toHaveCount(0);
});

test('the sample of a sheet is seen to its last column, at every width', async ({ shell }) => {
  await shell.load('licenses');
  const sample = shell.main.getByRole('region', { name: 'This is how such a sheet looks' });
  for (const width of [1440, 1100, 900, 360]) {
    await shell.page.setViewportSize({ width, height: 800 });
    await expect(sample.getByText('timestamp')).toBeVisible();
    expect(await sample.evaluate((box) => box.scrollWidth - box.clientWidth), `${width} px`).toBeLessThanOrEqual(0);
  }
});

test('licenses for virtual boards are marked, and the other kind does not take them', async ({ shell }) => {
  await shell.load('licenses');
  await choose(shell, 'demo.csv', `uuid,authkey\n${uuid(1)},${key(1)}`);
  await shell.main.getByText('virtual boards', { exact: true }).click();
  await expect(shell.main.getByText('They never go to a real board.')).toBeVisible();
  await keepButton(shell).click();
  await expect(rows(shell).first()).toContainText('virtual');
  await choose(shell, 'demo.csv', `uuid,authkey\n${uuid(1)},${key(1)}`);
  await expect(shell.main.getByText('The ledger has it for the other kind of boards. Not taken.')).toBeVisible();
});

test('an AuthKey is in the page only while it is held, by pointer and by keyboard', async ({ shell }) => {
  const { page, main } = shell;
  await shell.load('licenses');
  const license = madeUp(7);
  // The two strings of one license, the key first, each on its own line.
  await main.getByRole('button', { name: 'Paste', exact: true }).click();
  await page.getByLabel('uuid and AuthKey').fill(`${license.authKey}\n${license.uuid}`);
  await main.getByRole('button', { name: 'Check it' }).click();
  await keepButton(shell).click();
  await rows(shell).first().waitFor();
  const inPage = () => page.evaluate((secret) => document.documentElement.outerHTML.includes(secret), license.authKey);
  expect(await inPage()).toBe(false);

  const held = main.getByRole('button', { name: /^Hold to reveal the AuthKey/ });
  await held.hover();
  await page.mouse.down();
  await expect(main.getByText(license.authKey)).toBeVisible();
  await page.mouse.up();
  await expect(main.getByText(license.authKey)).toHaveCount(0);
  expect(await inPage()).toBe(false);

  await held.focus();
  await page.keyboard.down('Space');
  await expect(main.getByText(license.authKey)).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(main.getByText(license.authKey)).toHaveCount(0);
  await page.keyboard.up('Space');
  expect(await inPage()).toBe(false);
});

for (const [format, word, known] of [
  ['xlsx', 'Workbook, .xlsx', 48],
  // One sheet, and nobody has said that it is for a tool that knows used ones: the free ones alone.
  ['csv', 'Text, .csv', 45],
] as const) {
  test(`what is exported as ${format} comes back as what is here`, async ({ shell }) => {
    await shell.load('licenses');
    await choose(shell, 'order.csv', order);
    await keepButton(shell).click();
    await rows(shell).first().waitFor();
    await shell.main.getByRole('button', { name: 'Export sheet' }).click();
    const saving = shell.page.waitForEvent('download');
    await shell.page.getByRole('button', { name: word }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toMatch(new RegExp(`^licenses-order-\\d{4}-\\d\\d-\\d\\d\\.${format}$`));
    const buffer = await readFile(await saved.path());
    await shell.main
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: `back.${format}`, mimeType: '', buffer });
    if (format === 'xlsx') {
      // Both sheets of it hold licenses, and none is taken unasked.
      await shell.main.getByRole('checkbox', { name: 'Free', exact: true }).check();
      await shell.main.getByRole('checkbox', { name: 'Not free' }).check();
      await shell.main.getByRole('button', { name: 'Read 2 sheets' }).click();
    }
    await expect(shell.main.getByText(`No new license, ${known} already here.`)).toBeVisible();
  });
}

test('what may mean that a license was used is asked, and nothing of it is kept before', async ({ shell }) => {
  await shell.load('licenses');
  const sheet = ['uuid,key,状态', `${uuid(2)},${key(2)},`, `${uuid(3)},${key(3)},x`, `${uuid(4)},${key(4)},y`];
  await choose(shell, 'order.csv', sheet.join('\n'));
  await expect(shell.main.getByText('1 license, 2 in question.')).toBeVisible();
  const question = (row: string) => shell.main.getByRole('listitem').filter({ has: shell.page.getByText(row) });
  await question('Row 3').getByText('used', { exact: true }).click();
  await expect(shell.main.getByText('2 licenses, 1 in question, 1 spent.')).toBeVisible();
  await keepButton(shell).click();
  await expect(shell.main.getByRole('img', { name: 'Of these licenses: 1 spent elsewhere, 1 free.' })).toBeVisible();
});

test('one cell in the last row takes a second, not the tab', async ({ shell }) => {
  await shell.load('licenses');
  const far = await readFile(new URL('../protocols/license-sheet/cases/far-last-row.xlsx', import.meta.url));
  await shell.main.locator('input[type=file]').first().setInputFiles({ name: 'far.xlsx', mimeType: '', buffer: far });
  await expect(shell.main.getByText('1 license, 1 malformed.')).toBeVisible();
});

test('five thousand rows are paged, found and filtered', async ({ shell }) => {
  const many = ['uuid,key', ...Array.from({ length: 5000 }, (_, i) => `${uuid(i + 2)},${key(i + 2)}`)].join('\n');
  await shell.load('licenses');
  await choose(shell, 'many.csv', many);
  await expect(shell.main.getByText('5 000 licenses.')).toBeVisible();
  await keepButton(shell).click();
  await expect(shell.main.getByText('Page 1 of 100')).toBeVisible();
  await expect(rows(shell)).toHaveCount(50);
  await shell.page.keyboard.press('/');
  await shell.page.keyboard.type(uuid(4321));
  await expect(rows(shell)).toHaveCount(1);
  await shell.page.keyboard.press('Escape');
  await shell.main.getByRole('button', { name: 'Older' }).click();
  await expect(shell.main.getByText('Page 2 of 100')).toBeVisible();
  await shell.main.getByRole('button', { name: 'Spent', exact: true }).click();
  await expect(shell.main.getByText('No license fits.')).toBeVisible();
});

test('what is no sheet is refused with the reason', async ({ shell }) => {
  await shell.load('licenses');
  await choose(shell, 'prices.csv', 'item,price\nlamp,9\n');
  await expect(shell.main.getByRole('heading', { name: 'prices.csv was not taken' })).toBeVisible();
  await expect(shell.main.getByText('No column is called UUID.')).toBeVisible();
});

test('a doubtful row opens by itself; its board is given up only with the right four digits', async ({ shell }) => {
  const { page, main } = shell;
  const lanes = lanesOf(page);
  await shell.load();
  await main.locator('summary').first().click();
  await page.getByLabel('Habit').selectOption({ label: 'loses power before the license is taken' });
  await page.getByLabel('Pace').selectOption({ label: '3 times as fast as life' });
  await page.getByRole('button', { name: 'Add it' }).click();
  const lane = lanes.of('02:00:00:00:00:01');
  await lane.reach('ready');
  await expect(lane.self).toContainText('3 times as fast as life');
  await lane.run();
  await lane.reach('doubtful');

  await shell.go('licenses');
  await expect(main.getByText('We sent this license to the board and no answer came', { exact: false })).toBeVisible();
  await expect(main.getByRole('button', { name: 'Read the board' })).toBeVisible();
  await main.getByRole('button', { name: 'Board is lost…' }).click();
  const question = page.getByRole('dialog', { name: 'Give this license up' });
  await question.getByRole('textbox').fill('00:02');
  await question.getByRole('button', { name: 'Give it up' }).click();
  await expect(question.getByText('These are not the last four digits of that MAC.')).toBeVisible();
  await question.getByRole('textbox').fill('0001');
  await question.getByRole('button', { name: 'Give it up' }).click();
  await expect(question).toHaveCount(0);
  await expect(rows(shell).filter({ hasText: 'spent elsewhere' })).toContainText('given up by hand');
});
