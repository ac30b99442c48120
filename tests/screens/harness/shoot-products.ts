/** Pictures of Products: `npx tsx tests/screens/harness/shoot-products.ts <folder> [name…]`. */
import { mkdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import axeCore from 'axe-core';
import { type Look, openStage } from './stage';

const looks: Readonly<Record<string, Look>> = {
  light: {},
  dark: { theme: 'dark' },
  zh: { language: 'zh' },
  narrow: { width: 360, height: 760 },
  middle: { theme: 'dark', language: 'zh', width: 900, height: 800 },
};

type Fill = typeof import('./shoot-products-fill');

const lamp = '/products/qk7xw2mvnbe4dplz';

const filled = (page: Page) =>
  page.evaluate(async () => {
    const { fillProducts }: Fill = await import(/* @vite-ignore */ '/shoot-products-fill.ts' as string);
    await fillProducts();
  });
const openPoint = async (page: Page, index: number) => {
  await filled(page);
  await page.locator('tbody tr button').nth(index).click();
  await page.locator('fieldset').waitFor();
};
const drop = (page: Page, text?: string) =>
  page.evaluate(async (broken) => {
    const { modelFile }: Fill = await import(/* @vite-ignore */ '/shoot-products-fill.ts' as string);
    const data = new DataTransfer();
    data.items.add(broken === undefined ? modelFile() : new File([broken], 'desk-lamp.json'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  }, text);

const scenes: Readonly<Record<string, { screen: string; act?: (page: Page) => Promise<void> }>> = {
  first: { screen: '/products' },
  lamp: { screen: lamp, act: (page) => openPoint(page, 3) },
  enum: { screen: lamp, act: (page) => openPoint(page, 1) },
  bitmap: { screen: lamp, act: (page) => openPoint(page, 4) },
  demo: { screen: '/products/demolamp00000001', act: (page) => page.locator('tbody tr button').nth(2).click() },
  import: {
    screen: lamp,
    act: async (page) => {
      await filled(page);
      await page.locator('tbody tr').first().waitFor();
      await drop(page);
      await page.getByText('ir_blob').first().waitFor();
      await page.locator('select').first().waitFor();
    },
  },
  refused: {
    screen: lamp,
    act: async (page) => {
      await filled(page);
      await drop(
        page,
        '{"services":[{"properties":[{"abilityId":1,"code":"a","accessMode":"rw","typeSpec":{"type":"float"}}]}]}',
      );
      await page.getByText('float').waitFor();
    },
  },
  form: {
    screen: lamp,
    act: async (page) => {
      await filled(page);
      await page
        .locator('main header button')
        .first()
        .click({ timeout: 2000 })
        .catch(() => {});
    },
  },
  secret: {
    screen: lamp,
    act: async (page) => {
      await page.evaluate(async () => {
        const { fillLedger } = await import(/* @vite-ignore */ '/fill.ts' as string);
        await fillLedger();
      });
      await filled(page);
      await page.locator('[data-glass] input[type=checkbox]').check();
      await page.locator('[data-glass] button').click();
      await page.getByRole('dialog').waitFor();
    },
  },
};

const [folder = 'shots', ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const stage = await openStage();
for (const [look, how] of Object.entries(looks)) {
  for (const [name, { screen, act }] of Object.entries(scenes)) {
    if (only.length > 0 && !only.some((part) => `${name}-${look}`.includes(part))) continue;
    const page = await stage.page(how);
    const complain = (text: string) => process.stderr.write(`${name}-${look}: ${text}\n`);
    page.on('pageerror', (error) => complain(error.message));
    page.on('console', (message) => message.type() === 'error' && complain(message.text()));
    await page.goto(stage.address('empty', screen));
    await page.locator('main button').first().waitFor();
    await act?.(page).catch((fault: Error) => complain(fault.message));
    await page.evaluate(() => document.fonts.ready);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) complain(`${wide} px too wide`);
    await page.evaluate(axeCore.source);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    for (const { id, nodes } of violations) for (const { target } of nodes) complain(`${id}: ${target.join(' ')}`);
    await page.screenshot({ path: `${folder}/${name}-${look}.png`, fullPage: true });
    await page.context().close();
  }
}
await stage.close();
