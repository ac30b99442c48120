import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { buildImage, realMergedBytes } from '../../src/virtual/esp/demo-image';
import { test as base, expect } from './bench';
import { type Lanes, lanesOf } from './pages/lanes';
import { madeUp, type Stock, stockOf } from './pages/stock';

/** A backup through the real page: held by the browser's own storage, saved as a file, and known again as this board's. */

const test = base.extend<{ lanes: Lanes; stock: Stock }>({
  lanes: async ({ page }, use) => use(lanesOf(page)),
  stock: async ({ shell }, use) => use(stockOf(shell)),
});

const mac = '02:00:00:00:00:01';

test('a flash is saved without a chooser, its digest is that of the file, and the next board is made the same but for its license', async ({
  page,
  shell,
  lanes,
  stock,
}, info) => {
  // As in a browser that has no chooser for saving.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await shell.load();
  const image = buildImage({ chip: 'esp32', merged: true, mergedBytes: realMergedBytes, appBytes: 240_000 });
  await stock.addFirmware('switch_demo_QIO_1.0.2.bin', image);
  await stock.importSheet([madeUp(1)], 'virtual');
  await shell.go('bench');
  await lanes.addVirtual('esp32');
  const lane = lanes.of(mac);
  await lane.reach('ready');
  await lane.run();
  await lane.reach('proven');

  await lane.press('Flash tools');
  await lane.press('Back up…');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('license and keys');
  // Left by its own button, a dialog gives the focus back as Escape does.
  await dialog.getByRole('button', { name: 'Leave it' }).click();
  await expect(lane.self.getByRole('button', { name: 'Back up…' })).toBeFocused();
  await lane.press('Back up…');
  await dialog.getByRole('button', { name: 'Save…' }).click();
  const digest = lane.self.getByText(/^SHA-256 [0-9a-f]{64}$/);
  await expect(digest).toBeVisible({ timeout: 120_000 });
  await expect(lane.self.getByText('its license and keys')).toBeVisible();
  const saving = page.waitForEvent('download');
  await lane.press('Save the file');
  const download = await saving;
  expect(download.suggestedFilename()).toMatch(/^esp32-000001-\d{4}-\d\d-\d\d\.bin$/);
  const path = info.outputPath('copy.bin');
  await download.saveAs(path);
  const bytes = await readFile(path);
  expect(bytes.length).toBe(4 << 20);
  await expect(digest).toHaveText(`SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`);

  await lane.self.locator('input[type="file"]').setInputFiles(path);
  await expect(lane.self.getByRole('heading', { name: 'and the flash are the same' })).toBeVisible({
    timeout: 120_000,
  });
  await expect(lane.self.getByText('It is a copy of this board.')).toBeVisible();

  await lane.press('Look into the stores');
  await expect(lane.self.getByText('In the ledger, as this board’s.')).toBeVisible({ timeout: 120_000 });
  await expect(lane.self.getByText('AUTHKEY_TUYAOPEN')).toBeVisible();
  await expect(page.locator('body')).not.toContainText(madeUp(1).authKey);

  // The next board becomes the same, as far as it may: only behind the end of its own MAC.
  await lanes.addVirtual('esp32');
  const next = lanes.of('02:00:00:00:00:02');
  await next.reach('ready');
  await next.press('Flash tools');
  await next.self.locator('input[type="file"]').setInputFiles(path);
  await next.press('Clone…');
  await expect(dialog.getByRole('row', { name: /license/ })).toContainText('left');
  await dialog.getByRole('button', { name: 'Clone', exact: true }).click();
  await expect(dialog.getByText('These are not the last four digits of that MAC.')).toBeVisible();
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await dialog.getByRole('textbox').fill('00:02');
  await dialog.getByRole('button', { name: 'Clone', exact: true }).click();
  await expect(next.self.getByText('Cloned, and proved by the chip')).toBeVisible();
  await next.press('Look into the stores');
  await expect(next.self.getByText('License store')).toBeVisible();
  await expect(next.self.getByText('In the ledger, as this board’s.')).toHaveCount(0);
  await expect(next.self.getByText('AUTHKEY_TUYAOPEN')).toHaveCount(0);
});
