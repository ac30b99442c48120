/** Pictures of the scenes: `npx tsx tests/screens/harness/shoot.ts <folder> [scene…]`. */
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import axeCore from 'axe-core';
import { createServer } from 'vite';
import { scenes } from './scenes';

declare global {
  var axe: typeof axeCore;
}

/** What axe finds, for the eye of whoever takes the pictures; the built screens are checked end to end. */
const complaints = async (page: Page): Promise<string[]> => {
  await page.evaluate(axeCore.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
};

interface Shot {
  theme: 'light' | 'dark';
  language: 'en' | 'zh';
  width: number;
  height: number;
}

const shots: Readonly<Record<string, Shot>> = {
  light: { theme: 'light', language: 'en', width: 1440, height: 900 },
  dark: { theme: 'dark', language: 'en', width: 1440, height: 900 },
  zh: { theme: 'light', language: 'zh', width: 1440, height: 900 },
  narrow: { theme: 'light', language: 'en', width: 360, height: 760 },
  'narrow-zh': { theme: 'light', language: 'zh', width: 360, height: 760 },
  middle: { theme: 'dark', language: 'zh', width: 900, height: 800 },
};

const [folder = 'shots', ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const server = await createServer({
  configFile: fileURLToPath(new URL('./vite.config.ts', import.meta.url)),
  logLevel: 'error',
});
await server.listen();
const address = server.resolvedUrls?.local[0] ?? '';
const executablePath = existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined;
const chrome = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

for (const [name, { theme, language, width, height }] of Object.entries(shots)) {
  const page = await chrome.newPage({ viewport: { width, height }, deviceScaleFactor: width < 400 ? 2 : 1 });
  page.on('pageerror', (error) => process.stderr.write(`${name}: ${error.message}\n`));
  await page.addInitScript(
    ([chosen, spoken]) => {
      localStorage.setItem('bindery.theme', chosen);
      localStorage.setItem('bindery.language', spoken);
    },
    [theme, language] as const,
  );
  for (const scene of [...Object.keys(scenes), 'settings']) {
    if (only.length > 0 && !only.includes(scene)) continue;
    await page.goto(scene === 'settings' ? `${address}?scene=lanes#/settings` : `${address}?scene=${scene}`);
    await page.locator('main h1').first().waitFor({ state: 'attached' });
    await page.evaluate(() => document.fonts.ready);
    // The scene's own lanes come with a part of the page that is loaded later.
    await page.waitForLoadState('networkidle');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) process.stderr.write(`${scene}-${name}: ${wide} px too wide\n`);
    for (const complaint of await complaints(page)) process.stderr.write(`${scene}-${name}: ${complaint}\n`);
    await page.screenshot({ path: `${folder}/${scene}-${name}.png`, fullPage: true });
  }
  await page.close();
}
await chrome.close();
await server.close();
