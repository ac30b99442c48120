import { findChromium } from './find-chromium';
import { run } from './tools';

const advice: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'apt-get install -y chromium',
  darwin: 'install Google Chrome',
  win32: 'install Google Chrome or Microsoft Edge',
};

/** A browser to test with, fetched by Playwright if this computer has none. Throws one line that says what to install. */
export const ensureChromium = async (): Promise<string> => {
  const found = findChromium();
  if (found) return found;
  console.log('No Chromium on this computer; asking Playwright for its own ...');
  await run({ tool: 'playwright', pack: '@playwright/test', args: ['install', 'chromium'] }, true);
  const fetched = findChromium();
  if (fetched) return fetched;
  const remedy = advice[process.platform] ?? 'install a Chromium';
  throw new Error(`The end-to-end tests need a Chromium: ${remedy}, or name one in BINDERY_CHROMIUM.`);
};
