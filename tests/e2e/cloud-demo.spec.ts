import { test as base, expect } from './bench';
import { type Lanes, lanesOf } from './pages/lanes';
import { logOf } from './pages/log';
import { withoutBinding } from './pages/shell';

/** From a virtual board to a data point there and back, in the make-believe cloud, in both languages (issue 3, Show 3). */

const test = base.extend<{ lanes: Lanes }>({ lanes: async ({ page }, use) => use(lanesOf(page)) });

const words = {
  en: {
    run: 'Run',
    token: 'Get a pairing token',
    product: 'Demo lamp',
    online: 'online',
    rename: 'Give it another name',
    name: 'Name of the device',
  },
  zh: { run: '开始', token: '获取配网令牌', product: '演示灯', online: '在线', rename: '改名', name: '设备名称' },
} as const;

for (const language of ['en', 'zh'] as const) {
  test(`token, activation, panel, and a switch there and back (${language})`, async ({ shell, page, lanes }) => {
    const t = words[language];
    await shell.prefer({ language });
    await shell.plan(withoutBinding);
    await shell.load();
    await lanes.addVirtual('esp32');
    const lane = lanes.of('02:00:00:00:00:01');
    await lane.reach('ready');
    await lane.self.getByRole('button', { name: t.run, exact: true }).click();
    await lane.reach('proven');

    await shell.go('devices');
    await shell.main.getByRole('button', { name: t.token }).click();
    await shell.main.getByRole('button', { name: /ESP32 00:01/ }).click();
    const device = shell.main.locator('a[href*="devices/"]').first();
    await device.waitFor();
    await device.click();
    await expect(shell.main).toContainText(t.product);
    await expect(shell.main.getByText(t.online, { exact: true }).first()).toBeVisible();

    const point = shell.main.getByRole('switch').first();
    await expect(point).not.toBeChecked();
    await point.click({ force: true });
    // The control shows what the board reports, not what was sent.
    await expect(point).toBeChecked();
    await expect(shell.main.locator('[data-state="proven"]').first()).toBeVisible();

    // A name that people give it is its name in the list, too.
    await shell.main.getByRole('button', { name: t.rename }).click();
    await shell.main.getByRole('textbox', { name: t.name }).fill('Shelf 3');
    await page.keyboard.press('Enter');
    await expect(shell.main.getByRole('heading', { level: 1 })).toHaveText('Shelf 3');
    await shell.go('devices');
    await expect(shell.main.getByRole('link', { name: 'Shelf 3' })).toBeVisible();

    // The board's own log, masked: it was bound, and it obeyed.
    await shell.go('console');
    await logOf(page).reach('Authorization read succeeds.');
    await expect(page.locator('body')).not.toContainText(/authkey:[A-Z0-9]{12}/i);
  });
}
