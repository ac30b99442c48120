/**
 * Pictures of certificates, labels and pairing, on screen and as paper:
 * `npx tsx tests/screens/harness/shoot-certificate.ts <folder> [name…]`. Papers are written as PDF.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
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

const scenes: Readonly<Record<string, { screen: string; empty?: boolean }>> = {
  empty: { screen: '/certificate', empty: true },
  list: { screen: '/certificate' },
  bound: { screen: '/certificate/0231f07c-5d8e-4a1b-9c3f-6b2d7e8a9f10' },
  virtual: { screen: '/certificate/virtual-run' },
  doubtful: { screen: '/certificate/doubtful-run' },
  failed: { screen: '/certificate/failed-run' },
  'lane-bound': { screen: '/lane/bound', empty: true },
  'lane-asking': { screen: '/lane/asking', empty: true },
  'lane-asking-virtual': { screen: '/lane/asking-virtual', empty: true },
  'lane-talking': { screen: '/lane/talking', empty: true },
  'lane-qr': { screen: '/lane/qr', empty: true },
  'lane-qr-virtual': { screen: '/lane/qr-virtual', empty: true },
};

const complaints = async (page: Page): Promise<string[]> => {
  await page.evaluate(axeCore.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
};

/** The papers of one run, as the browser would print them; the print dialog itself does not open here. */
const papers = async (page: Page, name: string): Promise<void> => {
  const pdf = async (what: string) =>
    writeFileSync(`${folder}/${name}-${what}.pdf`, await page.pdf({ preferCSSPageSize: true }));
  await pdf('sheet');
  await page.evaluate(() => {
    window.print = () => undefined;
  });
  for (const [index, size] of ['40', '50'].entries()) {
    await page.locator('main section button').nth(index).click();
    await page.locator('[data-size][class*=chosen]').waitFor();
    await pdf(`label-${size}`);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  }
};

const [folder = 'shots', ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const stage = await openStage();
for (const [look, how] of Object.entries(looks)) {
  for (const [name, { screen, empty }] of Object.entries(scenes)) {
    if (only.length > 0 && !only.some((part) => `${name}-${look}`.includes(part))) continue;
    const page = await stage.page(how);
    const told = (text: string) => process.stderr.write(`${name}-${look}: ${text}\n`);
    page.on('pageerror', (error) => told(error.message));
    page.on('console', (message) => message.type() === 'error' && told(message.text()));
    await page.goto(stage.address('', screen).replace('?scene=', 'certificate.html'));
    await page.locator('main h1').first().waitFor();
    if (!empty) {
      await page.evaluate(() => window.fillRuns());
      await page.locator('main article, main tbody tr').first().waitFor();
    }
    if (screen.includes('qr')) await page.locator('main svg[role=img]').first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) told(`${wide} px too wide`);
    for (const complaint of await complaints(page)) told(complaint);
    await page.screenshot({ path: `${folder}/${name}-${look}.png`, fullPage: true });
    if (screen.startsWith('/certificate/') && (look === 'light' || look === 'zh'))
      await papers(page, `${name}-${look}`);
    await page.context().close();
  }
}
await stage.close();
