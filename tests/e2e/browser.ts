import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, test as base, chromium } from '@playwright/test';
import { findChromium } from '../../scripts/find-chromium';

/**
 * A browser as a person has it. Each test has storage of its own; where it takes grants of the system, a changed
 * environment or installing, it also has a browser of its own with a profile on disk, else a window of one that is there.
 */

interface BrowserFixtures {
  /** A fresh profile folder, before the browser starts. */
  profile: string;
  /** Added to the environment of the browser. */
  browserEnv: Readonly<Record<string, string>>;
  /** Added to its command line. */
  browserArgs: readonly string[];
  /** A browser that no other test has had, with its profile on disk. */
  ownBrowser: boolean;
  /** With a window, which needs a screen. */
  headed: boolean;
  locale: string;
  context: BrowserContext;
}

interface WorkerFixtures {
  /** One for all tests that need nothing of their own of it; started with the first of them. */
  windows: () => Promise<Browser>;
}

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-component-update'];
const usualViewport = { width: 1440, height: 900 };

export const launch = (
  profile: string,
  env: Readonly<Record<string, string>>,
  options: {
    locale?: string;
    viewport?: { width: number; height: number };
    args?: readonly string[];
    headed?: boolean;
  } = {},
): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    headless: !options.headed,
    args: [...flags, ...(options.args ?? [])],
    env: { ...process.env, ...env, HOME: profile, XDG_DATA_HOME: path.join(profile, 'data') },
    locale: options.locale ?? 'en-US',
    viewport: options.viewport ?? usualViewport,
  });

export const browserTest = base.extend<BrowserFixtures, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  profile: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'bindery-profile-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  browserEnv: {},
  browserArgs: [[], { option: true }],
  ownBrowser: [false, { option: true }],
  headed: [false, { option: true }],
  windows: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      let browser: Promise<Browser> | undefined;
      await use(() => (browser ??= chromium.launch({ executablePath: findChromium(), args: flags })));
      await (await browser)?.close();
    },
    { scope: 'worker' },
  ],
  context: async ({ windows, profile, browserEnv, browserArgs, ownBrowser, headed, locale, viewport }, use) => {
    const asOthers = !ownBrowser && browserArgs.length === 0 && Object.keys(browserEnv).length === 0;
    const context = asOthers
      ? await (await windows()).newContext({ locale: locale ?? 'en-US', viewport: viewport ?? usualViewport })
      : await launch(profile, browserEnv, { locale, viewport: viewport ?? undefined, args: browserArgs, headed });
    await use(context);
    await context.close();
  },
  page: async ({ context }, use) => use(context.pages()[0] ?? (await context.newPage())),
});
