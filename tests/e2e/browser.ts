import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContext, test as base, chromium } from '@playwright/test';
import { findChromium } from '../../scripts/find-chromium';

/** A browser as a person has it: its own profile on disk, so that grants, installing and offline work as they do for them. */

interface BrowserFixtures {
  /** A fresh profile folder, before the browser starts. */
  profile: string;
  /** Added to the environment of the browser. */
  browserEnv: Readonly<Record<string, string>>;
  /** Added to its command line. */
  browserArgs: readonly string[];
  locale: string;
  context: BrowserContext;
}

export const launch = (
  profile: string,
  env: Readonly<Record<string, string>>,
  options: { locale?: string; viewport?: { width: number; height: number }; args?: readonly string[] } = {},
): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-component-update', ...(options.args ?? [])],
    env: { ...process.env, ...env, HOME: profile, XDG_DATA_HOME: path.join(profile, 'data') },
    locale: options.locale ?? 'en-US',
    viewport: options.viewport ?? { width: 1440, height: 900 },
  });

export const browserTest = base.extend<BrowserFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  profile: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'bindery-profile-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  browserEnv: {},
  browserArgs: [[], { option: true }],
  context: async ({ profile, browserEnv, browserArgs, locale, viewport }, use) => {
    const context = await launch(profile, browserEnv, { locale, viewport: viewport ?? undefined, args: browserArgs });
    await use(context);
    await context.close();
  },
  page: async ({ context }, use) => use(context.pages()[0] ?? (await context.newPage())),
});
