import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dist } from '../../scripts/files';
import { shell as words } from '../../src/i18n/en/shell';
import { test as base, expect } from './bench';
import { shellOf } from './pages/shell';
import { openSite } from './site';

/** A new version offers itself, comes on the person's word alone, and never under a run in any tab (issue: the house). */

const test = base.extend<{ release: () => Promise<void>; folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'bindery-release-'));
    await cp(dist, folder, { recursive: true });
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  site: async ({ folder }, use) => {
    const site = await openSite(folder);
    await use(site);
    await site.stop();
  },
  release: async ({ folder, page }, use) => {
    await use(async () => {
      // One changed byte in the service worker is what a browser takes for a new version.
      await appendFile(path.join(folder, 'service-worker.js'), '\n// the next one');
      await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    });
  },
});

test('the first visit offers nothing and does not reload', async ({ shell }) => {
  await shell.load();
  let loads = 0;
  shell.page.on('load', () => loads++);
  await shell.readyOffline();
  await shell.go('settings');
  await expect(shell.page.getByText(words.words.updateReady)).toHaveCount(0);
  expect(loads).toBe(0);
});

test('a new version waits until it is asked for, then the page comes back with it', async ({ shell, release }) => {
  await shell.load();
  await shell.readyOffline();
  await release();
  const button = shell.page.getByRole('button', { name: words.words.updateNow });
  await expect(button).toBeVisible();
  const waiting = () => shell.page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);
  expect(await waiting()).toBe(true);
  const loaded = shell.page.waitForEvent('load');
  await button.click();
  await loaded;
  await expect(button).toHaveCount(0);
  expect(await waiting()).toBe(false);
});

test('it is held back while another tab is at work, and comes when that has ended', async ({
  shell,
  release,
  context,
  site,
}) => {
  await shell.load();
  await shell.readyOffline();
  const other = shellOf(await context.newPage(), site.origin);
  await other.load();
  // What a tab does while a lane of its is at work (src/app/run-lock.ts; tests/app/run-lock.test.ts ties the two).
  const end = await other.page.evaluateHandle(async () => {
    let end = () => {};
    const until = new Promise<void>((done) => {
      end = done;
    });
    await new Promise<void>((held) => {
      void navigator.locks.request('bindery-run-under-way', { mode: 'shared' }, () => {
        held();
        return until;
      });
    });
    return { end };
  });
  let loads = 0;
  for (const { page } of [shell, other]) page.on('load', () => loads++);
  await release();
  const button = shell.page.getByRole('button', { name: words.words.updateNow });
  await button.click();
  await expect(shell.page.getByText(words.words.updateLater)).toBeVisible();
  expect(loads).toBe(0);
  await end.evaluate((held) => held.end());
  const loaded = [shell, other].map(({ page }) => page.waitForEvent('load'));
  await button.click();
  await Promise.all(loaded);
  await expect(button).toHaveCount(0);
});
