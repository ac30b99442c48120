import { buildImage, realMergedBytes } from '../../src/virtual/esp/demo-image';
import { test as base, expect } from './bench';
import { type Lanes, lanesOf } from './pages/lanes';
import { madeUp, type Stock, stockOf } from './pages/stock';

/** What a person does to a flash outside of a run: looks at it, erases the license by its preset, and gets it back by a run. */

const test = base.extend<{ lanes: Lanes; stock: Stock }>({
  lanes: async ({ page }, use) => use(lanesOf(page)),
  stock: async ({ shell }, use) => use(stockOf(shell)),
});

const mac = '02:00:00:00:00:01';

test('a board is looked at, loses its license by the last digits of its MAC, and has it again by the next run', async ({
  page,
  shell,
  lanes,
  stock,
}) => {
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
  await lane.press('Look at the flash');
  await expect(lane.self.getByRole('img', { name: 'Map of the flash as it is' })).toBeVisible();
  await expect(lane.self.getByText('By the plan: switch_demo_QIO_1.0.2.bin')).toBeVisible();

  await lane.press('A region…');
  await lane.self.getByLabel('From').fill('9001');
  await lane.self.getByLabel('Up to, not with').fill('0x9800');
  await lane.press('Align to 4 KiB');
  await expect(lane.self.getByLabel('From')).toHaveValue('0x9000');
  await expect(lane.self.getByLabel('Up to, not with')).toHaveValue('0xA000');

  await lane.press(/^License…/);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(madeUp(1).uuid);
  await expect(dialog.getByRole('img')).toHaveCount(2);
  const digits = dialog.getByRole('textbox');
  await digits.fill('00:02');
  await dialog.getByRole('button', { name: 'Erase', exact: true }).click();
  await expect(dialog.getByText('These are not the last four digits of that MAC.')).toBeVisible();
  await digits.fill('00:01');
  await dialog.getByRole('button', { name: 'Erase', exact: true }).click();
  await expect(lane.self.getByText(`License ${madeUp(1).uuid} is set aside for this board`)).toBeVisible({
    timeout: 60_000,
  });
  await lane.reach('ready');
  expect(await stock.stateOf(madeUp(1))).toMatch(/^reserved/);

  await shell.go('bench');
  await lane.run();
  await lane.reach('proven');
  expect(await stock.stateOf(madeUp(1))).toMatch(/^verified/);
});
