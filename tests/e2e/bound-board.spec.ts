import path from 'node:path';
import type { Page } from '@playwright/test';
import { bench as english } from '../../src/i18n/en/bench';
import type { Language } from '../../src/i18n/languages';
import { languages } from '../../src/i18n/languages';
import { demoProducts } from '../../src/virtual/cloud/demo-products';
import { buildImage } from '../../src/virtual/esp/demo-image';
import { boundAir } from '../virtual/ble/bound-air';
import { answerChooser } from './bluetooth/chooser';
import { expect, test } from './one-run/one-run-bench';
import type { Shell } from './pages/shell';
import { madeUp } from './pages/stock';

/**
 * A board that is bound to somebody, on the real stack: not in the list of this license, found once all are shown, and
 * let go over Bluetooth however the answer to its reset fares (ble-pairing, section 10). The air is a radio of its own, as
 * of a board whose log does not tell that it is bound; what it does beyond that is tested in tests/steps/stations/release-air.test.ts.
 */

const lamp = demoProducts[0]!;
const image = buildImage({ chip: 'esp32', merged: true, appBytes: 60_000, pid: lamp.pid });
const mac = 'A4:CF:12:0A:0D:01';
const wifi = { ssid: 'Bench', password: 'correct horse battery' };
const license = madeUp(1);

/** Pictures in both languages, where somebody wants them; nothing is compared. */
const shoot = async (shell: Shell, name: string) => {
  if (!process.env.BINDERY_SHOTS) return;
  const speak = async (language: Language) => {
    await shell.go('settings');
    await shell.main.getByRole('radio', { name: languages[language].name }).click({ force: true });
    await expect(shell.page.locator('html')).toHaveAttribute('lang', languages[language].tag);
    await shell.go('bench');
  };
  for (const language of ['zh', 'en'] as const) {
    await speak(language);
    for (const width of [1440, 360]) {
      await shell.page.setViewportSize({ width, height: 900 });
      await shell.page.screenshot({
        path: path.join(process.env.BINDERY_SHOTS, `${name}-${language}-${width}.png`),
        fullPage: true,
      });
    }
    await shell.page.setViewportSize({ width: 1440, height: 900 });
  }
};

const inLane = (page: Page, name: string) => page.locator('main article').getByRole('button', { name }).first();

/**
 * Answers until it is done: the button of a question that has its answer may be there a moment longer, where a click
 * opens no list, and a link that a restarting board drops is asked for once more.
 */
const openList = (page: Page, isDone: () => boolean | Promise<boolean>) =>
  expect(async () => {
    if (!(await isDone())) await inLane(page, 'Choose the board').click({ timeout: 2000 });
    await expect.poll(isDone, { timeout: 10_000 }).toBe(true);
  }).toPass();

// An answer that is late or overtaken: tests/steps/stations/release-air.test.ts.
test('a bound board is found and let go though its answer is lost', async ({
  workshop,
  board,
  bluez,
  page,
  shell,
  lanes,
  plans,
  stock,
}) => {
  await workshop.issueLicense(license);
  await shell.load();
  await stock.addFirmware('lamp.bin', image);
  await stock.importSheet([license]);
  await plans.addProduct(lamp);
  await shell.go('bench');
  const air = boundAir({ license, pid: lamp.pid, resetAnswer: 'lost' });
  const device = bluez.bring(air.radio);
  const esp32 = await board({ mac, habits: { bluetooth: { off: true } } });
  await esp32.plug();
  const lane = lanes.of(mac);
  await lane.reach('ready');
  await plans.bind({ pid: lamp.pid, wifi });
  const chooser = await answerChooser(page);
  await lane.run();

  // The list of this one board stays empty and open, and the wider one takes its place at one click.
  await expect(inLane(page, 'Choose the board')).toBeVisible();
  await shoot(shell, 'asking');
  await inLane(page, 'Choose the board').click();
  expect(chooser.lists).toEqual([]);
  await inLane(page, 'Show all Tuya devices').click();
  await lane.reach('yours');
  expect(await lane.errorId()).toBe('E-PAIR-WAS-BOUND');
  expect(chooser.lists).toHaveLength(1);
  await shoot(shell, 'was-bound');
  expect(air.configured).toEqual([]);

  await lane.press('Release this board');
  const { release } = english.words;
  if (process.env.BINDERY_SHOTS) await page.screenshot({ path: path.join(process.env.BINDERY_SHOTS, 'dialog.png') });
  await page.getByRole('dialog').getByRole('textbox').fill(mac.slice(-5));
  await page.getByRole('dialog').getByRole('button', { name: release.release }).click();
  // Bound boards are in the list now, without asking for all.
  await inLane(page, 'Choose the board').click();
  await expect.poll(() => air.resets()).toBe(1);
  expect(air.configured).toEqual([]);
  // And once more, to see it without its binding.
  await openList(page, () => chooser.lists.length === 3);
  await expect.poll(() => air.configured).toMatchObject([{ ssid: wifi.ssid }]);
  await shoot(shell, 'released');
  expect(chooser.lists).toHaveLength(3);
  const ends = device.seen.flatMap((sight) => (sight.kind === 'disconnected' ? [sight.by] : []));
  expect(ends.at(1)).toBe('host');
  await lane.stop();
});

test('a list that was closed is opened wider by the click on its remedy', async ({
  workshop,
  board,
  bluez,
  page,
  shell,
  lanes,
  plans,
  stock,
}) => {
  await workshop.issueLicense(license);
  await shell.load();
  await stock.addFirmware('lamp.bin', image);
  await stock.importSheet([license]);
  await plans.addProduct(lamp);
  await shell.go('bench');
  const air = boundAir({ license, pid: lamp.pid }, { letsGo: false });
  bluez.bring(air.radio);
  const esp32 = await board({ mac, habits: { bluetooth: { off: true } } });
  await esp32.plug();
  const lane = lanes.of(mac);
  await lane.reach('ready');
  await plans.bind({ pid: lamp.pid, wifi });
  const closing = await answerChooser(page, () => 'dismiss');
  await lane.run();
  await inLane(page, 'Show all Tuya devices').click();
  await lane.reach('yours');
  expect(await lane.errorId()).toBe('E-RADIO-NONE-CHOSEN');
  await expect(lane.self).toContainText('bound already');
  await shoot(shell, 'none-chosen');
  await closing.leave();

  const chooser = await answerChooser(page);
  await lane.press('Show all Tuya devices');
  await expect(lane.self).toContainText('This board is bound already');
  expect(chooser.lists).toHaveLength(1);

  // It says that it lets go, and is bound all the same at the next look.
  await lane.press('Release this board');
  await page.getByRole('dialog').getByRole('textbox').fill(mac.slice(-5));
  await page.getByRole('dialog').getByRole('button', { name: english.words.release.release }).click();
  await inLane(page, 'Choose the board').click();
  await expect.poll(() => air.resets()).toBe(1);
  await openList(page, async () => (await lane.self.getAttribute('data-state')) === 'failed');
  expect(await lane.errorId()).toBe('E-PAIR-STILL-BOUND');
  await shoot(shell, 'still-bound');
  expect(air.configured).toEqual([]);
});
