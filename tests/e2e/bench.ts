import { expect } from '@playwright/test';
import { browserTest } from './browser';
import { type Complaints, gatherComplaints } from './complaints';
import { type Shell, shellOf } from './pages/shell';
import { openSite, type Site } from './site';

/** The built bench in a browser with a fresh profile. Every test also fails on anything in `Complaints`. */

interface BenchFixtures {
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
  shell: async ({ page, site }, use) => use(shellOf(page, site.origin)),
});

export { expect };
