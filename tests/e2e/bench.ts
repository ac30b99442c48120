import { expect } from '@playwright/test';
import type { BoardSpeed } from '../../src/model/board-habits';
import { browserTest } from './browser';
import { type Complaints, gatherComplaints } from './complaints';
import { type Shell, shellOf } from './pages/shell';
import { openSite, type Site } from './site';

/** The built bench in a browser with a fresh profile. Every test also fails on anything in `Complaints`. */

interface BenchFixtures {
  /** The setting of the page, kept from before: how many times as fast as life virtual boards are, unless time is the point. */
  boardSpeed: BoardSpeed;
  site: Site;
  complaints: Complaints;
  shell: Shell;
}

export const test = browserTest.extend<BenchFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  site: async ({}, use) => {
    const site = await openSite();
    await use(site);
    await site.stop();
  },
  complaints: [
    async ({ context, site }, use) => {
      const complaints = gatherComplaints(context, site.origin);
      await use(complaints);
      expect(complaints).toEqual({ strangers: [], refusals: [], faults: [] });
    },
    { auto: true },
  ],
  boardSpeed: [10, { option: true }],
  shell: async ({ page, site, boardSpeed }, use) => {
    const shell = shellOf(page, site.origin);
    await shell.prefer({ boardSpeed });
    await use(shell);
  },
});

export { expect };
