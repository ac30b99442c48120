import { test as base, expect } from './bench';
import { type Lanes, lanesOf } from './pages/lanes';
import { logOf } from './pages/log';
import { withoutBinding } from './pages/shell';

/** From the console to the board: the line, bytes, commands sent often, the reset; and what the board hears (authorize-cli). */

const test = base.extend<{ lanes: Lanes }>({
  lanes: async ({ page }, use) => use(lanesOf(page)),
});

test('a person changes the speed, sends hex and a command of their own, and resets the board', async ({
  shell,
  lanes,
}) => {
  const { page, main } = shell;
  const log = logOf(page);
  await shell.plan(withoutBinding);
  await shell.load();
  await lanes.addVirtual('esp32');
  const lane = lanes.of('02:00:00:00:00:01');
  await lane.reach('ready');
  await lane.run();
  await lane.reach('proven');
  await shell.go('console');

  // Typed, since no list has it; there and back while somebody listens.
  await main.getByRole('button', { name: 'Listen', exact: true }).click();
  const speed = main.getByRole('combobox', { name: 'Speed, baud' });
  await main.getByRole('button', { name: 'Line settings, now 8N1' }).click();
  const typed = page.getByRole('textbox', { name: 'Speed, baud' });
  await typed.fill('fast');
  await page.keyboard.press('Enter');
  await expect(page.getByText('That is no speed.')).toBeVisible();
  await typed.fill('250k');
  await page.keyboard.press('Enter');
  await expect(speed).toHaveValue('250000');
  await speed.selectOption('115200');
  await expect(speed).toHaveValue('115200');

  await page.getByRole('radiogroup', { name: 'What is typed' }).getByText('Hex', { exact: true }).click();
  const bytes = page.getByRole('textbox', { name: 'Bytes to send, in hex' });
  await bytes.fill('76 65 72 73 6Z 6F 6E 0D');
  await expect(page.getByText('“Z” at character 14 is no hex.')).toBeVisible();
  await bytes.fill('76 65 72 73 69 6F 6E 0D');
  await expect(page.getByText('8 bytes')).toBeVisible();
  await page.keyboard.press('Enter');
  await log.holds('CLI version: 1.0.0');
  await bytes.focus();
  await page.keyboard.press('ArrowUp');
  await expect(bytes).toHaveValue('76 65 72 73 69 6F 6E 0D');

  await main.getByRole('button', { name: 'Edit', exact: true }).click();
  const editor = page.getByRole('dialog');
  await editor
    .getByLabel('Command', { exact: true })
    .fill('auth uuidtest000000000001 K3yMadeUpForThisTest0123456789ab');
  await page.keyboard.press('Enter');
  await expect(editor.getByText('There is a secret in it.')).toBeVisible();
  await editor.getByLabel('Command', { exact: true }).fill('sys_tick');
  await page.keyboard.press('Enter');
  await editor.getByRole('button', { name: 'Move sys_tick up' }).click();
  await expect(editor.getByRole('listitem').nth(3)).toContainText('sys_tick');
  await page.keyboard.press('Escape');
  await main.getByRole('button', { name: 'sys_tick', exact: true }).click();
  await log.holds('uptime.ms');

  await main.getByRole('button', { name: 'Clear' }).click();
  await main.getByRole('button', { name: 'Reset', exact: true }).click();
  await log.holds('Application information:');
  await main.getByRole('button', { name: 'Other ways to reset' }).click();
  await page.getByRole('button', { name: 'Reset into the loader' }).click();
  await log.holds('waiting for download');

  // What was added is there after a reload.
  await shell.load('console');
  await expect(main.getByRole('button', { name: 'sys_tick', exact: true })).toBeVisible();
});

test('the network of the plan is chosen from what the board hears', async ({ shell, lanes }) => {
  const { page, main } = shell;
  await shell.load();
  await lanes.addVirtual('esp32');
  const lane = lanes.of('02:00:00:00:00:01');
  await lane.reach('ready');
  await lane.run();
  await lane.reach('proven');
  await main.getByRole('button', { name: 'Edit plan' }).first().click();
  const editor = page.getByRole('dialog');
  const air = editor.getByRole('region', { name: 'What the board hears' });
  await air.getByRole('button', { name: 'Ask the board' }).click();
  await air.getByRole('button', { name: 'Lab IoT, channel 1, -61 dBm' }).click();
  await expect(editor.getByLabel('Wi-Fi name')).toHaveValue('Lab IoT');
  await expect(air.getByText('1 network hides its name')).toBeVisible();
  await editor.getByLabel('Wi-Fi name').fill('Workshop-5G');
  await expect(air.getByText('The board does not hear “Workshop-5G”.')).toBeVisible();
});
