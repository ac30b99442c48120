/** Pictures of the tour on the built app, stage by stage: `npx tsx tests/screens/harness/shoot-tour.ts <folder> [look…]`. */
import { mkdirSync } from 'node:fs';
import { chromium, type Page } from '@playwright/test';
import axeCore from 'axe-core';
import { findChromium } from '../../../scripts/find-chromium';
import { openSite } from '../../e2e/site';

declare global {
  var axe: typeof axeCore;
}

const looks = {
  light: { theme: 'light', language: 'en', width: 1440, height: 900 },
  dark: { theme: 'dark', language: 'en', width: 1440, height: 900 },
  zh: { theme: 'light', language: 'zh', width: 1440, height: 900 },
  narrow: { theme: 'light', language: 'en', width: 360, height: 760 },
  'narrow-zh': { theme: 'dark', language: 'zh', width: 360, height: 760 },
  middle: { theme: 'light', language: 'en', width: 900, height: 800 },
} as const;

const [folder = 'shots', ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const site = await openSite();
const chrome = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });

const complain = (text: string) => process.stderr.write(`${text}\n`);

const look = async (page: Page, name: string) => {
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(axeCore.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  for (const { id, nodes } of violations) complain(`${name}: ${id}: ${nodes.map(({ target }) => target).join(' ')}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) complain(`${name}: ${wide} px too wide`);
  await page.screenshot({ path: `${folder}/${name}.png` });
};

const walk = async (page: Page, name: string) => {
  const panel = page.locator('aside[data-stage]');
  const until = (stage: string) => page.locator(`aside[data-stage="${stage}"]`).waitFor({ timeout: 60_000 });
  const press = async (kind: 'button' | 'link' | 'switch') => {
    const called = (await panel.locator('[data-press]').textContent()) ?? '';
    await page.locator('main').getByRole(kind, { name: called, exact: true }).click();
  };
  await page.goto(`${site.origin}/#/`);
  await page.locator('main h1').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${folder}/${name}-0-empty.png`, fullPage: true });
  await page.goto(`${site.origin}/#/?tour`);
  await until('board');
  await look(page, `${name}-1-board`);
  await panel.locator('section').getByRole('button').click();
  await until('run');
  await page.locator('[data-tour-target]').waitFor();
  await look(page, `${name}-2-run`);
  await press('button');
  await until('working');
  await page.locator('aside li[aria-current="step"]').nth(0).waitFor();
  await page.locator('aside li:nth-child(3)[data-reached]').waitFor({ timeout: 60_000 });
  await look(page, `${name}-3-working`);
  await until('bound');
  await look(page, `${name}-4-bound`);
  await press('link');
  await until('flip');
  await look(page, `${name}-5-flip`);
  await press('switch');
  await until('done');
  await look(page, `${name}-6-done`);
};

for (const [name, { theme, language, width, height }] of Object.entries(looks)) {
  if (only.length > 0 && !only.includes(name)) continue;
  const context = await chrome.newContext({ viewport: { width, height }, deviceScaleFactor: width < 400 ? 2 : 1 });
  const page = await context.newPage();
  page.on('pageerror', (error) => complain(`${name}: ${error.message}`));
  await page.addInitScript(
    ([chosen, spoken]) => {
      localStorage.setItem('bindery.theme', chosen);
      localStorage.setItem('bindery.language', spoken);
    },
    [theme, language] as const,
  );
  await walk(page, name).catch((fault: unknown) => complain(`${name}: ${String(fault)}`));
  await context.close();
}
await chrome.close();
await site.stop();
