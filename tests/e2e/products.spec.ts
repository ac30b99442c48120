import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { demoProducts } from '../../src/virtual/cloud/demo-products';
import { thingModel } from '../../src/virtual/cloud/thing-model';
import { expect, test } from './bench';
import type { Shell } from './pages/shell';

/** Products by hand, from a model and out again (issue 3, "Products"). */

const pid = 'qk7xw2mvnbe4dplz';
const lamp = demoProducts[0]!;
const model = (points = lamp.dataPoints) =>
  JSON.stringify({ success: true, result: { model: thingModel({ ...lamp, dataPoints: points }) }, t: 1 });

const row = (shell: Shell, name: string): Locator => shell.main.locator('tbody tr').filter({ hasText: name });
const field = (shell: Shell, label: string): Locator => shell.main.getByLabel(label, { exact: true });
const choose = (shell: Shell, text: string) =>
  shell.main
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'desk-lamp.json', mimeType: 'application/json', buffer: Buffer.from(text) });

const create = async ({ page }: Shell, name: string, id = pid) => {
  const form = page.getByRole('dialog', { name: 'New product' });
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('PID').fill(id);
  await form.getByRole('button', { name: 'Create' }).click();
  await expect(form).toHaveCount(0);
};

test('a product by hand: what a device would refuse says so below its field, with a way out', async ({ shell }) => {
  await shell.load('products');
  await shell.main.getByRole('button', { name: 'New product' }).click();
  const form = shell.page.getByRole('dialog', { name: 'New product' });
  await form.getByLabel('PID').fill('qk7xw2mvnbe4dpl');
  await form.getByRole('button', { name: 'Create' }).click();
  await expect(form.getByText('15 characters. A PID has 16.')).toBeVisible();
  await expect(form.getByText('A name tells it apart in the list.')).toBeVisible();
  await create(shell, 'Desk lamp');

  await shell.main.getByRole('button', { name: 'Add data point' }).click();
  await field(shell, 'Name').fill('Colour temperature');
  await field(shell, 'Code').fill('temp_value');
  await shell.main.getByRole('radio', { name: 'value' }).check({ force: true });
  await field(shell, 'From').fill('2700');
  await field(shell, 'To').fill('6500');
  await expect(shell.main.getByText('1 would be refused')).toHaveCount(0);
  await field(shell, 'Step').fill('300');
  // A note and no refusal: everything on a step is taken.
  await expect(shell.main.getByText(/The last step ends at 6.300/)).toBeVisible();
  await expect(shell.main.getByText('1 would be refused')).toHaveCount(0);
  await field(shell, 'Step').fill('0');
  await expect(shell.main.getByText('1 would be refused')).toBeVisible();
  await expect(field(shell, 'Step')).toHaveAttribute('aria-invalid', 'true');
  await field(shell, 'Step').fill('300');
  await shell.main.getByRole('button', { name: 'Use step 100' }).click();
  await expect(field(shell, 'Step')).toHaveValue('100');
  await expect(shell.main.getByText('1 would be refused')).toHaveCount(0);
  await field(shell, 'Unit').fill('K');
  await expect(row(shell, 'temp_value')).toContainText('2700 to 6500 K, step 100');

  await shell.main.getByRole('button', { name: 'Add data point' }).click();
  await field(shell, 'Code').fill('temp_value');
  await shell.main.getByRole('button', { name: 'Use temp_value_2' }).click();
  await shell.main.getByRole('radio', { name: 'enum' }).check({ force: true });
  await field(shell, 'Words').fill('white\ncolour\nwhite');
  await shell.main.getByRole('button', { name: 'Leave it out' }).click();
  await expect(field(shell, 'Words')).toHaveValue('white\ncolour');

  await shell.page.reload();
  await expect(row(shell, 'temp_value_2')).toContainText('white, colour');
  await row(shell, 'temp_value_2').click();
  await shell.main.getByRole('button', { name: 'Remove data point' }).click();
  await expect(shell.main.locator('tbody tr')).toHaveCount(1);
  await shell.main.getByRole('button', { name: 'Undo' }).click();
  await expect(shell.main.locator('tbody tr')).toHaveCount(2);
});

test('a model becomes a product, comes again with differences, and goes out as it came', async ({ shell }) => {
  await shell.load('products');
  await choose(shell, '{"result":{"model":"{}"}}');
  await expect(shell.main.getByText('result.model.services is missing.')).toBeVisible();
  await choose(shell, model());
  await expect(shell.main.getByText('11 data points in a thing model.')).toBeVisible();
  await shell.main.getByRole('button', { name: 'Make the product' }).click();
  await create(shell, 'Desk lamp');
  await expect(shell.main.locator('tbody tr')).toHaveCount(11);

  const fewer = lamp.dataPoints.slice(1).map((point) => (point.id === 3 ? { ...point, max: 900 } : point));
  await shell.page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'newer.json'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  }, model(fewer));
  await expect(shell.main.getByText('1 changed: bright_value')).toBeVisible();
  await expect(shell.main.getByText('1 gone: switch_1')).toBeVisible();
  await shell.main.getByRole('button', { name: 'Take them over' }).click();
  await expect(shell.main.locator('tbody tr')).toHaveCount(10);

  await shell.main.getByRole('button', { name: 'Export' }).click();
  const [file] = await Promise.all([
    shell.page.waitForEvent('download'),
    shell.main.getByRole('button', { name: 'Thing model, .json' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe(`${pid}-model.json`);
  const told = JSON.parse(await readFile(await file.path(), 'utf8'));
  const wanted = JSON.parse(thingModel({ ...lamp, dataPoints: fewer }));
  expect(told.services[0].properties).toEqual(wanted.services[0].properties);
});

test('a demo product can be looked at and copied, never changed', async ({ shell }) => {
  await shell.load('products');
  await expect(shell.main.getByText('the demo cloud')).toBeVisible();
  await expect(shell.main.getByRole('button', { name: 'Add data point' })).toHaveCount(0);
  await row(shell, 'bright_value').click();
  await expect(field(shell, 'Step')).toBeDisabled();
  await expect(shell.main.getByRole('button', { name: 'Remove data point' })).toHaveCount(0);
  await shell.main.getByRole('button', { name: 'Make a copy of my own' }).click();
  await create(shell, 'Lamp of mine');
  await row(shell, 'bright_value').click();
  await expect(field(shell, 'Step')).toBeEnabled();
});

const uuid = 'a3f20000000000000001';
const key = 'SECRET00000000000000000000000001';

test('the block for tuya_config.h: the AuthKey after a question, off the clipboard after a minute, the license spent', async ({
  shell,
  context,
}) => {
  const { page } = shell;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.clock.install();
  await shell.load('licenses');
  await shell.main
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'o.csv', mimeType: 'text/csv', buffer: Buffer.from(`UUID,key\n${uuid},${key}\n`) });
  await page.getByRole('button', { name: /^Keep 1/ }).click();
  await expect(shell.main.getByText('Showing 1 of 1')).toBeVisible();

  await shell.go('products');
  await shell.main.getByRole('button', { name: 'New product' }).click();
  await create(shell, 'Desk lamp');
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const copy = shell.main.getByRole('button', { name: 'Copy block' });
  await copy.click();
  await expect.poll(clipboard).toBe(`#define TUYA_PRODUCT_ID      "${pid}"\n`);

  await shell.main.getByLabel('with license').check();
  await expect(shell.main.getByText(`"${uuid}"`)).toBeVisible();
  await copy.click();
  const question = page.getByRole('dialog', { name: 'Copy a block with an AuthKey' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(await clipboard()).not.toContain(key);
  await shell.main.getByLabel('with license').check();
  await copy.click();
  await question.getByRole('button', { name: 'Copy it' }).click();
  await expect.poll(clipboard).toContain(`#define TUYA_OPENSDK_AUTHKEY "${key}"`);
  expect(await page.content()).not.toContain(key);

  await page.clock.fastForward(60_000);
  await expect.poll(clipboard).toBe('');
  await shell.go('licenses');
  await expect(shell.main.locator('tbody tr').filter({ hasText: 'given up by hand' })).toHaveCount(1);
});

test('the same in Chinese', async ({ shell }) => {
  await shell.prefer({ language: 'zh' });
  await shell.load('products');
  await choose(shell, model());
  await expect(shell.main.getByText('物模型里有 11 个数据点。')).toBeVisible();
  await shell.main.getByRole('button', { name: '取消' }).click();
  await row(shell, 'bright_value').click();
  await expect(shell.main.getByText('235 显示为 23.5')).toBeVisible();
});
