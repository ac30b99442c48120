/** Pictures of the plan, the pre-flight and recipes: `npx tsx tests/screens/harness/shoot-plan.ts <folder> [name…]`. */
import { mkdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import axeCore from 'axe-core';
import type { Plan } from '../../../src/model/run';
import { writeRecipeLink } from '../../../src/protocols/recipe/write-recipe';
import { type Look, openStage } from './stage';

const looks: Readonly<Record<string, Look>> = {
  light: {},
  dark: { theme: 'dark' },
  zh: { language: 'zh' },
  narrow: { width: 360, height: 760 },
  middle: { theme: 'dark', language: 'zh', width: 900, height: 800 },
};

const plan: Plan = {
  flash: true,
  license: true,
  verify: true,
  boot: true,
  pair: true,
  activate: true,
  control: true,
  product: 'qk7xw2mvnbe4dplz',
  pairBy: 'bluetooth',
  ssid: 'Workshop-2G',
  batch: 'Tuesday order',
  baud: 921_600,
  startByItself: true,
};
const handed: Plan = { ...plan, firmware: '9d1c5e07'.repeat(8), batch: 'Wednesday order', ssid: 'Shop floor' };
const link = writeRecipeLink({
  name: 'Desk lamp',
  plan: handed,
  firmwareName: 'switch_demo 1.0.3',
  productName: 'Desk lamp',
});

type Fill = typeof import('./shoot-plan-fill');

/** Storage with a product, files, licenses and two recipes, and the plan under the scene's boards. */
const fill = (page: Page, ssids: readonly string[]) =>
  page.evaluate(
    async ([planned, held]) => {
      const { fillPlan }: Fill = await import(/* @vite-ignore */ '/shoot-plan-fill.ts' as string);
      await fillPlan(planned, held);
    },
    [plan, ssids] as const,
  );

/** Behind `fill`. */
const fillPart = (page: Page): Promise<string> =>
  page.evaluate(async (planned) => {
    const { fillPart: make }: Fill = await import(/* @vite-ignore */ '/shoot-plan-fill.ts' as string);
    return make(planned);
  }, plan);

const again = async (page: Page) => {
  await page.evaluate(() => {
    location.hash = '/settings';
  });
  await page.locator('main h1').first().waitFor();
  await page.evaluate(() => {
    location.hash = '/';
  });
  await page.locator('section[aria-label] button').locator('visible=true').first().waitFor();
};

const checksOf = (page: Page) => page.locator('button[aria-haspopup=dialog]');

const openPlan = async (page: Page) => {
  await page
    .locator('section[aria-label] button')
    .filter({ hasText: /Edit plan|编辑方案|Desk lamp|台灯/ })
    .locator('visible=true')
    .first()
    .click();
  await page.getByRole('dialog').waitFor();
};

const scenes: Readonly<Record<string, { scene: string; screen?: string; act?: (page: Page) => Promise<void> }>> = {
  bar: {
    scene: 'lanes',
    act: async (page) => {
      await fill(page, ['Workshop-2G']);
      await again(page);
      await page
        .getByText(/\d \/ \d|\d of \d|\d\/\d/)
        .locator('visible=true')
        .first()
        .waitFor();
    },
  },
  ready: {
    scene: 'more',
    act: async (page) => {
      await fill(page, []);
      await again(page);
      await page.locator('[data-check=wifi]').first().waitFor();
    },
  },
  checks: {
    scene: 'more',
    act: async (page) => {
      await fill(page, []);
      await again(page);
      await page.locator('[data-check=wifi]').first().waitFor();
      await checksOf(page).first().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  editor: {
    scene: 'lanes',
    act: async (page) => {
      await fill(page, ['Workshop-2G']);
      await again(page);
      await openPlan(page);
      await page.getByRole('dialog').locator('option[value=qk7xw2mvnbe4dplz]').waitFor({ state: 'attached' });
    },
  },
  recipes: {
    scene: 'lanes',
    act: async (page) => {
      await fill(page, ['Workshop-2G']);
      await again(page);
      await openPlan(page);
      await page.getByRole('dialog').locator('summary').first().click();
      await page.getByRole('dialog').locator('li button[aria-expanded]').first().click();
    },
  },
  wifi: {
    scene: 'lanes',
    act: async (page) => {
      await fill(page, []);
      await again(page);
      await openPlan(page);
      const dialog = page.getByRole('dialog');
      await dialog.locator('input[list]').fill('A network name that is far too long for any board');
      await dialog.locator('input[type=password]').fill('secret');
    },
  },
  handed: {
    scene: 'lanes',
    act: async (page) => {
      await fill(page, []);
      await page.evaluate((data) => {
        location.hash = `/recipe/${data}`;
      }, link);
      await page.getByRole('button', { name: /Take over|用作/ }).waitFor();
      await page.locator('main li').first().waitFor();
    },
  },
  'part-ready': {
    scene: 'more',
    act: async (page) => {
      await fill(page, ['Workshop-2G']);
      await fillPart(page);
      await again(page);
      await page.getByText(/The chosen file is a part|所选文件只是一个部件/).waitFor();
    },
  },
  'part-editor': {
    scene: 'lanes',
    act: async (page) => {
      await fill(page, ['Workshop-2G']);
      await fillPart(page);
      await again(page);
      await openPlan(page);
    },
  },
  'part-handed': {
    scene: 'lanes',
    act: async (page) => {
      await fill(page, ['Workshop-2G']);
      const firmware = await fillPart(page);
      const data = writeRecipeLink({ name: 'Desk lamp', plan: { ...plan, firmware }, firmwareName: 'bootloader.bin' });
      await page.evaluate((recipe) => {
        location.hash = `/recipe/${recipe}`;
      }, data);
      await page.locator('main li').first().waitFor();
    },
  },
  refused: { scene: 'lanes', screen: `/recipe/${link.slice(0, 200)}` },
};

const [folder = 'shots', ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const stage = await openStage();
for (const [look, how] of Object.entries(looks)) {
  for (const [name, { scene, screen = '/', act }] of Object.entries(scenes)) {
    if (only.length > 0 && !only.some((part) => `${name}-${look}`.includes(part))) continue;
    const page = await stage.page({ ...how });
    const complain = (text: string) => process.stderr.write(`${name}-${look}: ${text}\n`);
    page.on('pageerror', (error) => complain(error.message));
    page.on('console', (message) => message.type() === 'error' && complain(message.text()));
    await page.goto(`${stage.address(scene, screen).replace('#', '&relay=full#')}`);
    await page.locator('main button').locator('visible=true').first().waitFor();
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
