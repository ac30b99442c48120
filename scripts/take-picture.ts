import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Locator } from '@playwright/test';
import { bench } from '../src/i18n/en/bench';
import type { ChipId } from '../src/model/chip';
import type { LaneState } from '../src/model/run';
import { serve } from '../src/relay/serve';
import { dist, home } from './files';
import { findChromium } from './find-chromium';

/** `npm run picture`: the picture at the top of the README, taken of the built bench at work on virtual boards. */

const folder = path.join(home, 'public', 'pictures');
const serving = await serve(dist, 0);
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ viewport: { width: 1360, height: 915 }, colorScheme: 'light', locale: 'en-US' });

const lanes = page.locator('main article[data-state]');
const reach = (lane: Locator, state: LaneState) =>
  lane.and(page.locator(`[data-state="${state}"]`)).waitFor({ timeout: 60_000 });
const run = (lane: Locator) => lane.getByRole('button', { name: 'Run', exact: true }).click();

const addBoard = async (chip: ChipId, habit: string): Promise<Locator> => {
  const lane = lanes.nth(await lanes.count());
  const menu = page
    .locator('main details')
    .filter({ has: page.locator(`summary[aria-label="${bench.words.empty.whichVirtual}"]`) });
  await menu.locator('summary').click();
  await menu.getByLabel(bench.words.virtual.chip).selectOption(chip);
  await menu.getByLabel(bench.words.virtual.habit).selectOption(habit);
  await menu.getByRole('button', { name: bench.words.virtual.add }).click();
  await lane.waitFor();
  return lane;
};

await page.goto(serving.origin);
const writing = await addBoard('esp32', 'plain');
await reach(writing, 'ready');
const proven = await addBoard('esp32c3', 'plain');
await reach(proven, 'ready');
await run(proven);
await reach(proven, 'proven');
await addBoard('esp32s3', 'silent');
await run(writing);
await writing
  .getByText(/^(4\d|5\d) ?%$/)
  .first()
  .waitFor({ timeout: 60_000 });
await page.mouse.move(0, 0);
await mkdir(folder, { recursive: true });
await page.screenshot({ path: path.join(folder, 'bench.png') });
await browser.close();
await serving.close();
