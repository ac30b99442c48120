import type { CloudFault } from '../../src/virtual/cloud/state';
import { test as base, expect } from './bench';
import { type Lanes, lanesOf } from './pages/lanes';

/** What keeps a board out of the cloud, as its log tells it in the console, and that it gets in when that is over (issue 3, Show 5). */

const test = base.extend<{ lanes: Lanes }>({ lanes: async ({ page }, use) => use(lanesOf(page)) });

/** The pattern of authorize-cli, section 6, that names it. */
const signs: readonly (readonly [CloudFault, string])[] = [
  ['token-expired', 'errorMsg:'],
  ['token-used', 'errorMsg:'],
  ['license-elsewhere', 'errorMsg:'],
  ['unknown-pid', 'errorMsg:'],
];

for (const [fault, sign] of signs) {
  test(`${fault}: the board says so, and is bound when it is over`, async ({ shell, page, lanes }, info) => {
    test.setTimeout(150_000);
    await shell.load();
    await lanes.addVirtual();
    const lane = lanes.of('02:00:00:00:00:01');
    await lane.reach('ready');
    await lane.run();
    await lane.reach('proven', 60_000);
    await shell.go('console');
    await shell.main.getByRole('button', { name: 'Listen' }).click();

    // The page has no button for faults: they are asked of the worker, as a workshop's own page would.
    const [worker] = page.workers();
    const setFault = (set: boolean) =>
      worker?.evaluate((command) => self.onmessage?.(new MessageEvent('message', { data: command })), {
        kind: 'cloud-fault',
        fault,
        set,
      });
    await setFault(true);
    await shell.go('devices');
    await shell.main.getByRole('button', { name: 'Get a pairing token' }).click();
    await shell.main.getByRole('button', { name: /ESP32 00:01/ }).click();
    await shell.go('console');
    await page.getByRole('searchbox').fill(sign);
    await expect(shell.main).toContainText(sign, { timeout: 40_000 });
    await page.screenshot({ path: info.outputPath(`${fault}.png`) });
    await shell.go('devices');
    await expect(shell.main.locator('a[href*="devices/"]')).toHaveCount(0);

    await setFault(false);
    await expect(shell.main.locator('a[href*="devices/"]').first()).toBeVisible({ timeout: 60_000 });
  });
}
