import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { expect } from './bench';
import { browserTest } from './browser';

/** The same codecs, the same recordings, in a real Chromium (issue 3, Show 1 and 2). */

interface Recorded {
  signed: { index: number; equal: boolean; accepted: boolean }[];
  sealed: { opened: boolean; sealed: boolean }[];
}

browserTest('all recorded signatures and data point messages come out the same in the page', async ({ page }) => {
  const entry = fileURLToPath(new URL('./in-page/vectors.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'inPage' } },
  });
  const [bundle] = [built].flat() as Rolldown.RolldownOutput[];
  await page.goto('about:blank');
  await page.addScriptTag({ content: bundle?.output[0].code ?? '' });
  const { signed, sealed } = await page.evaluate(() => (globalThis as unknown as { recorded: Recorded }).recorded);
  // Two recorded calls do not follow the rule and must differ (openapi, section 11).
  expect(signed).toHaveLength(31);
  expect(signed.filter(({ equal }) => !equal).map(({ index }) => index)).toEqual([9, 11]);
  expect(signed.filter(({ accepted }) => !accepted).map(({ index }) => index)).toEqual([9, 11]);
  expect(sealed).toHaveLength(16);
  expect(sealed.every((message) => message.opened && message.sealed)).toBe(true);
});
