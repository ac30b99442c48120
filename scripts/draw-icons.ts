import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { findChromium } from './find-chromium';

/** Draws the icons of the manifest from `public/icons/mark.svg`, after it was changed: `npm run icons`. */

const folder = new URL('../public/icons/', import.meta.url);

/** `inset` keeps the mark inside the circle that a launcher may cut out of a maskable icon, as a share of the width. */
const icons = [
  { name: 'mark-192.png', size: 192, inset: 0 },
  { name: 'mark-512.png', size: 512, inset: 0 },
  { name: 'mark-maskable-512.png', size: 512, inset: 0.1 },
];

const mark = await readFile(new URL('mark.svg', folder), 'utf8');
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
for (const { name, size, inset } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const pad = Math.round(size * inset);
  const paper = inset > 0 ? '#FBFCFA' : 'transparent';
  await page.setContent(
    `<style>body{margin:0;background:${paper}}svg{display:block;width:${size - 2 * pad}px;margin:${pad}px}</style>${mark}`,
  );
  await page.screenshot({ path: fileURLToPath(new URL(name, folder)), omitBackground: true });
  await page.close();
}
await browser.close();
