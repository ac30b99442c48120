/** Pictures of the reader and its rail, a good run and each fault: `npx tsx tests/screens/harness/shoot-bind.ts <folder> [name…]`. */
import { mkdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import axeCore from 'axe-core';
import { bindScenes } from './bind-scenes';
import { type Look, openStage } from './stage';

const looks: Readonly<Record<string, Look>> = {
  light: {},
  dark: { theme: 'dark' },
  zh: { language: 'zh' },
  narrow: { width: 360, height: 760 },
  middle: { theme: 'dark', language: 'zh', width: 900, height: 800 },
};

const complaints = async (page: Page): Promise<string[]> => {
  await page.evaluate(axeCore.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
};

const [folder = 'shots', ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const scenes = await bindScenes();
const stage = await openStage();
for (const [look, how] of Object.entries(looks)) {
  for (const [name, log] of Object.entries(scenes)) {
    if (only.length > 0 && !only.some((part) => `${name}-${look}`.includes(part))) continue;
    const page = await stage.page(how);
    const told = (text: string) => process.stderr.write(`${name}-${look}: ${text}\n`);
    page.on('pageerror', (error) => told(error.message));
    page.on('console', (message) => message.type() === 'error' && told(message.text()));
    await page.goto(stage.address('empty', '/read-log'));
    await page.locator('main h1').first().waitFor();
    if (log) {
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: `${name}.log`, mimeType: 'text/plain', buffer: log });
      await page.locator('[data-glass] ol').waitFor();
    }
    await page.evaluate(() => document.fonts.ready);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) told(`${wide} px too wide`);
    for (const complaint of await complaints(page)) told(complaint);
    await page.screenshot({ path: `${folder}/${name}-${look}.png`, fullPage: true });
    await page.context().close();
  }
}
await stage.close();
