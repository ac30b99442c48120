import { readFile } from 'node:fs/promises';
import { test as base, expect } from './bench';
import { type Lanes, lanesOf } from './pages/lanes';
import { logOf } from './pages/log';
import { withoutBinding } from './pages/shell';

/** A virtual board's log and its console, with every secret masked on the way in (authorize-cli, "Secrets in the log"). */

const test = base.extend<{ lanes: Lanes }>({
  lanes: async ({ page }, use) => use(lanesOf(page)),
});

test('the log of a run, then a person listens, types, filters and saves', async ({ shell, lanes }) => {
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
  // Saved by itself from here on, whole, into a folder that the browser's own picker would have given.
  await page.evaluate(() => {
    const picker = async () =>
      (await navigator.storage.getDirectory()).getDirectoryHandle('bench-logs', { create: true });
    Object.assign(window, { showDirectoryPicker: picker });
  });
  await main.getByRole('button', { name: 'Save by itself' }).click();
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await expect(main.getByText(/^Saved to bench-logs: ESP32 0001 .*\.log/)).toBeVisible();

  // Above what is in sight: it is found through the whole log, and gone to.
  await log.reach('Authorization READ succeeds.');
  await log.find.fill('');
  await expect(main.getByRole('button', { name: 'Send line' })).toBeDisabled();
  await main.getByRole('button', { name: 'Clear' }).click();
  await main.getByRole('button', { name: 'Listen', exact: true }).click();
  await expect(main.getByRole('button', { name: 'Stop listening' })).toBeVisible();

  // A window that grows moves the list by itself: it is followed all the same.
  await expect(main.getByRole('button', { name: 'Pause' })).toBeVisible();
  const size = page.viewportSize() ?? { width: 1440, height: 900 };
  await page.setViewportSize({ ...size, height: size.height - 250 });
  await page.setViewportSize(size);

  await page.getByLabel('Line to send').fill('read_mac');
  await page.keyboard.press('Enter');
  await log.holds('mac: 02:00:00:00:00:01');
  await expect(main.getByRole('button', { name: 'Pause' })).toBeVisible();
  await main.getByRole('button', { name: 'auth-read' }).click();
  await log.reach('auth-read');
  await expect(log.box.getByText('masked', { exact: true }).first()).toBeVisible();
  // The demo batch makes its keys like this.
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain('DEMOKEY');

  // The same in bytes: neither in the page nor in what is copied.
  await main.getByText('Hex', { exact: true }).first().click();
  const bytes = main.getByRole('log', { name: 'Bytes of the board' });
  await expect(bytes.locator('[data-from]').first()).toContainText(/[0-9A-F]{8}.*[0-9A-F]{2} [0-9A-F]{2} /);
  await main.getByRole('button', { name: 'Pause' }).click();
  await bytes.locator('[data-bytes]').first().click();
  await bytes
    .locator('[data-bytes]')
    .last()
    .click({ modifiers: ['Shift'] });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await main.getByRole('button', { name: /^Copy [\d\s]+ bytes as hex$/ }).click();
  await expect(page.getByText(/bytes copied as hex, secrets masked/)).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^(?:[0-9A-F]{2}|··)(?:[ \n](?:[0-9A-F]{2}|··))+$/);
  const savingBytes = page.waitForEvent('download');
  await main.getByRole('button', { name: 'Save' }).click();
  const dump = await readFile(await (await savingBytes).path(), 'utf8');
  // `auth-read`, and behind it what is answered.
  const cells = dump.replace(/^.{10}|.{18}$/gm, '').replace(/\s+/g, ' ');
  expect(cells).toContain(
    Buffer.from('auth-read')
      .toString('hex')
      .toUpperCase()
      .replace(/..(?=.)/g, '$& '),
  );
  expect(cells).toContain('·· ·· ·· ··');
  expect(cells).not.toContain(
    Buffer.from('DEMOKEY')
      .toString('hex')
      .toUpperCase()
      .replace(/..(?=.)/g, '$& '),
  );
  await main.getByText('Text', { exact: true }).first().click();

  await page.getByLabel('Line to send').focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByLabel('Line to send')).toHaveValue('read_mac');

  const saving = page.waitForEvent('download');
  await main.getByRole('button', { name: 'Save' }).click();
  const saved = await readFile(await (await saving).path(), 'utf8');
  expect(saved).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} > read_mac$/m);
  expect(saved).toContain('[masked]');
  expect(saved).not.toContain('DEMOKEY');

  await log.reach('read_mac');
  await expect(log.box.locator('mark').first()).toHaveText('read_mac');
  await main.getByRole('button', { name: 'Only these' }).click();
  await expect(log.box).not.toContainText('auth-read');
  const chip = main.getByRole('group', { name: 'Filters' });
  await expect(chip).toContainText('read_mac');
  await chip.getByRole('button', { name: 'Remove the filter read_mac' }).click();
  await log.reach('auth-read');

  const answers = main.getByRole('button', { name: /^No level/ });
  const before = await answers.textContent();
  await answers.click();
  await expect(answers).toHaveAttribute('aria-pressed', 'false');
  await expect(log.box).not.toContainText('mac: 02', { ignoreCase: true });
  await main.getByRole('button', { name: 'help', exact: true }).click();
  await expect(answers).not.toHaveText(before ?? '');
  await main.getByRole('button', { name: 'Stop listening' }).click();
  await expect(main.getByText('not listening')).toBeVisible();

  // A mark stays with the log, and the log outlives the page: found again, opened, searched.
  await log.box.locator('[data-line]').last().waitFor();
  await main.getByRole('button', { name: 'Mark', exact: true }).click();
  await expect(main.getByRole('button', { name: /^Remove the mark at/ })).toHaveCount(1);
  await page.reload();
  await expect(main.getByText(/saved to bench-logs/i)).toBeVisible();
  const files = await page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('bench-logs');
    const texts: string[] = [];
    for await (const one of folder.values()) if (one.kind === 'file') texts.push(await (await one.getFile()).text());
    return texts;
  });
  const written = files.join('');
  expect(written).toMatch(/Authorization READ succeeds\./i);
  expect(written).toMatch(/^(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [EWNIDT> ] .*\n)+$/);
  expect(written).toContain('[masked]');
  expect(written).not.toContain('DEMOKEY');
  await main.getByRole('link', { name: 'Earlier logs' }).click();
  await main.locator('tbody tr', { hasText: '02:00:00:00:00:01' }).last().getByRole('link').click();
  await expect(main.getByRole('button', { name: /^Remove the mark at/ })).toHaveCount(1);
  await log.reach('Authorization READ succeeds.');
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain('DEMOKEY');
});
