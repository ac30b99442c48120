import type { Language } from '../../src/i18n/languages';
import type { CloudFault } from '../../src/virtual/cloud/state';
import { test as base, expect } from './bench';
import { type Lanes, lanesOf } from './pages/lanes';
import { logOf } from './pages/log';
import { type Shell, withoutBinding } from './pages/shell';

/** What keeps a board out of the cloud, as its log tells it in the console, and that it gets in when that is over (issue 3, Show 5). */

interface FaultyBench {
  language: Language;
  lanes: Lanes;
  setFault(fault: CloudFault, set: boolean): Promise<void>;
}

const test = base.extend<FaultyBench>({
  language: ['en', { option: true }],
  lanes: async ({ page }, use) => use(lanesOf(page)),
  setFault: async ({ page }, use) =>
    use(async (fault, set) => {
      // The page has no button for faults: they are asked of the worker, as a workshop's own page would.
      const [worker] = page.workers();
      await worker?.evaluate((command) => self.onmessage?.(new MessageEvent('message', { data: command })), {
        kind: 'cloud-fault',
        fault,
        set,
      });
    }),
});

const words = {
  en: { run: 'Run', listen: 'Listen', token: 'Get a pairing token', online: 'online' },
  zh: { run: '开始', listen: '开始接收', token: '获取配网令牌', online: '在线' },
} as const;
const offline = { en: 'offline', zh: '离线' } as const;

/** From an empty bench to a licensed board whose console is open. */
test.beforeEach(async ({ shell, lanes, language }) => {
  const t = words[language];
  await shell.prefer({ language });
  await shell.plan(withoutBinding);
  await shell.load();
  await lanes.addVirtual('esp32');
  const lane = lanes.of('02:00:00:00:00:01');
  await lane.reach('ready');
  await lane.self.getByRole('button', { name: t.run, exact: true }).click();
  await lane.reach('proven');
  await shell.go('console');
  await shell.main.getByRole('button', { name: t.listen }).click();
});

const giveToken = async ({ shell, language }: { shell: Shell; language: Language }) => {
  await shell.go('devices');
  await shell.main.getByRole('button', { name: words[language].token }).click();
  await shell.main.getByRole('button', { name: /ESP32 00:01/ }).click();
};

const hear = async ({ page, go }: Shell, line: string) => {
  await go('console');
  await logOf(page).reach(line);
};

test('a refused token: the board says so, and is bound when it is over', async ({
  shell,
  page,
  language,
  setFault,
}, info) => {
  await setFault('token-expired', true);
  await giveToken({ shell, language });
  // authorize-cli, section 6; the other refusals in tests/virtual/cloud-client.test.ts, what they mean in fold-bind.test.ts.
  await hear(shell, 'errorMsg:token invalid');
  await page.screenshot({ path: info.outputPath('token-expired.png') });
  await shell.go('devices');
  const device = shell.main.locator('a[href*="devices/"]').first();
  await expect(device).toHaveCount(0);

  await setFault('token-expired', false);
  await expect(device).toBeVisible();
});

test.describe('in Chinese', () => {
  const language = 'zh';
  test.use({ language });

  test('login-refused: bound and never online, the board tries on, and comes online when it is over', async ({
    shell,
    page,
    setFault,
  }, info) => {
    await setFault('login-refused', true);
    await giveToken({ shell, language });
    const device = shell.main.locator('tbody tr').first();
    await expect(device).toContainText(offline[language]);
    // A refusal that may pass; "not authorised" would have made it forget its binding (device-cloud, section 4).
    await hear(shell, 'MQTT connect fail:2');
    await hear(shell, 'Retrying connection after');
    await page.screenshot({ path: info.outputPath('login-refused.png') });

    await setFault('login-refused', false);
    await shell.go('devices');
    await expect(device.getByText(words[language].online, { exact: true })).toBeVisible();
  });
});
