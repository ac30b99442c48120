import type { Locator } from '@playwright/test';
import { bluetooth as english } from '../../src/i18n/en/bluetooth';
import { devices } from '../../src/i18n/en/devices';
import { bluetooth as chinese } from '../../src/i18n/zh/bluetooth';
import { devices as chineseDevices } from '../../src/i18n/zh/devices';
import { test as base, expect } from './bench';
import { type Lanes, lanesOf } from './pages/lanes';

/** A board that was bound here, its internet taken away: over Bluetooth there and back, and back with its cloud (issue 4, Deliver 1; ble-pairing, sections 2 and 9). */

const test = base.extend<{ lanes: Lanes }>({ lanes: async ({ page }, use) => use(lanesOf(page)) });

const words = {
  en: { air: english.words, device: devices.words, add: 'Add a virtual board', run: 'Run' },
  zh: { air: chinese, device: chineseDevices, add: '添加虚拟开发板', run: '开始' },
} as const;

/**
 * The radio of a board looks at its cloud every three seconds, and does not miss what it never saw: the first data point
 * came when it was online already, so longer ago than that will do.
 */
const seenOnline = async (main: Locator, { heard, ago }: Pick<typeof devices.words, 'heard' | 'ago'>) => {
  const texts = Array.from({ length: 40 }, (_, at) => heard(ago((4 + at) * 1000)));
  await expect(main).toContainText(new RegExp(texts.join('|')));
};

/** In Chinese here, in English below; what it does without a browser is in tests/steps/bench/air.test.ts. */
for (const language of ['zh'] as const) {
  test(`a bound board without internet is controlled over Bluetooth (${language})`, async ({ shell, page, lanes }) => {
    const { air, device, add, run } = words[language];
    const { main } = shell;
    const press = (name: string) => main.getByRole('button', { name, exact: true }).click();
    await shell.prefer({ language });
    await shell.load();
    await page.getByRole('button', { name: add }).first().click();
    const lane = lanes.of('02:00:00:00:00:01');
    await lane.reach('ready');
    await lane.self.getByRole('button', { name: run, exact: true }).click();
    await lane.reach('proven');

    await shell.go('devices');
    await main.locator('a[href*="devices/"]').first().click();
    await expect(main.getByText(air.isOnline)).toBeVisible();
    const row = main.locator('[data-dp="switch_1"]');
    await expect(row.getByRole('switch')).toBeChecked();

    await seenOnline(main, device);
    await press(air.internet.off);
    await expect(main.getByText(air.onAir)).toBeVisible();
    await press(air.connect);
    await expect(main.getByRole('button', { name: air.disconnect })).toBeVisible();
    await expect(main.getByText(air.mark, { exact: true }).first()).toBeVisible();
    const control = row.getByRole('switch');
    await expect(control).toBeEnabled();
    // What it is was not told: the device has strings that were never set, and tells nothing for it. It shows what is reported.
    await control.click({ force: true });
    await expect(control).toBeChecked();
    await control.click({ force: true });
    await expect(control).not.toBeChecked();
    await expect(row.locator('[data-state="proven"]').first()).toBeVisible();
    if (process.env.BINDERY_SHOTS) {
      await page.screenshot({ path: `${process.env.BINDERY_SHOTS}/air-connected-${language}.png`, fullPage: true });
    }

    await press(air.internet.on);
    // Back with its cloud it hangs up. That it tells it what it told us, if it is there five seconds after that, is in
    // tests/virtual/ble/board.test.ts: here nobody knows which comes first, the next login or the five seconds.
    await expect(main.getByText(air.closed.device)).toBeVisible();
  });
}

test('a board is released over Bluetooth, behind the end of its id', async ({ shell, page, lanes }) => {
  const { air } = words.en;
  const { main } = shell;
  const press = (name: string) => main.getByRole('button', { name, exact: true }).click();
  await shell.load();
  await lanes.addVirtual();
  const lane = lanes.of('02:00:00:00:00:01');
  await lane.reach('ready');
  await lane.run();
  await lane.reach('proven');
  await shell.go('devices');
  await main.locator('a[href*="devices/"]').first().click();
  await seenOnline(main, words.en.device);
  await press(air.internet.off);
  await press(air.connect);
  await main.getByRole('button', { name: air.disconnect }).waitFor();
  await press(air.release.menu);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('nope');
  await dialog.getByRole('button', { name: air.release.do }).click();
  await expect(dialog).toContainText(air.release.wrong);
  const id = decodeURIComponent(page.url().split('/').at(-1) ?? '');
  await dialog.getByRole('textbox').fill(id.slice(-4));
  await dialog.getByRole('button', { name: air.release.do }).click();
  await expect(main).toContainText(air.release.done);
  // All that the page holds and shows.
  await expect(page.locator('body')).not.toContainText(/"(sec|local)Key":"[A-Za-z0-9]/);
});
