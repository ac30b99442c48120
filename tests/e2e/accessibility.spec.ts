import type { Page } from '@playwright/test';
import axeCore from 'axe-core';
import { expect, test } from './bench';
import { lanesOf } from './pages/lanes';
import { allPlaces, type Shell } from './pages/shell';

/** No violation that axe finds, on any screen, in either theme, both languages and on a narrow page. */

declare global {
  var axe: typeof axeCore;
}

const violations = async (page: Page): Promise<string[]> => {
  // Handed over by the browser's own debugging line, which the page's policy does not concern.
  await page.evaluate(axeCore.source);
  const { violations: found } = await page.evaluate(() => globalThis.axe.run());
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
};

const sweep = async (shell: Shell) => {
  const found: string[] = [];
  for (const place of allPlaces) {
    await shell.load(place);
    found.push(...(await violations(shell.page)).map((text) => `${place}: ${text}`));
  }
  return found;
};

/** Each pair of theme, language and width once: what axe finds depends on two of them at most. */
const looks = [
  ['light', 'en', 1440],
  ['dark', 'zh', 1440],
  ['light', 'zh', 360],
  ['dark', 'en', 360],
] as const;

for (const [theme, language, width] of looks) {
  test(`${theme}, ${language}, ${width} pixels`, async ({ shell }) => {
    await shell.page.setViewportSize({ width, height: 800 });
    await shell.prefer({ theme, language });
    expect(await sweep(shell)).toEqual([]);
    const { overflow, tag } = await shell.page.evaluate(() => ({
      overflow: document.documentElement.scrollWidth - innerWidth,
      tag: document.documentElement.lang,
    }));
    expect(tag).toBe(language === 'en' ? 'en' : 'zh-CN');
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

test('at work: dark, 360 pixels', async ({ shell }) => {
  await shell.page.setViewportSize({ width: 360, height: 800 });
  // Time to look while it writes.
  await shell.prefer({ theme: 'dark', boardSpeed: 3 });
  await shell.load();
  const lanes = lanesOf(shell.page);
  await lanes.addVirtual();
  const lane = lanes.of('T5AI');
  const found: string[] = [];
  const look = async (when: string) =>
    void found.push(...(await violations(shell.page)).map((text) => `${when}: ${text}`));
  await lane.reach('ready');
  await look('ready');
  await lane.run();
  await lane.reach('running');
  await look('writing');
  await lane.reach('proven');
  // A part of the page that is loaded again would take the board with it, so by links from here on.
  for (const place of allPlaces) {
    await shell.go(place);
    await look(`${place}, after`);
  }
  expect(found).toEqual([]);
});
