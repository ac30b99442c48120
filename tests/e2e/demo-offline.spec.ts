import { stationNames } from '../../src/model/run';
import { buildImage, realMergedBytes } from '../../src/virtual/esp/demo-image';
import { test as base, expect } from './bench';
import { type Lanes, lanesOf } from './pages/lanes';
import { madeUp, type Stock, stockOf } from './pages/stock';

/** The main job without hardware and without a network, through the very same code (issue 2, Show 3). */

const test = base.extend<{ lanes: Lanes; stock: Stock }>({
  lanes: async ({ page }, use) => use(lanesOf(page)),
  stock: async ({ shell }, use) => use(stockOf(shell)),
});

test('with the server gone: a virtual board is recognised, flashed, licensed from a sheet, verified, paired, bound and switched', async ({
  shell,
  site,
  lanes,
  stock,
  context,
}) => {
  await shell.load();
  await shell.readyOffline();
  await site.stop();
  await context.setOffline(true);
  await shell.load();

  const image = buildImage({ chip: 'esp32', merged: true, mergedBytes: realMergedBytes, appBytes: 240_000 });
  await stock.addFirmware('switch_demo_QIO_1.0.2.bin', image);
  await stock.importSheet([madeUp(1)], 'virtual');
  await shell.go('bench');
  await lanes.addVirtual('esp32');
  const lane = lanes.of('02:00:00:00:00:01');
  await lane.reach('ready');
  await expect(lane.self).toContainText('virtual');
  await lane.run();
  await lane.reach('proven');
  for (const name of stationNames) await lane.reachStation(name, 'proven');
  expect(await stock.stateOf(madeUp(1))).toBe('verifiedvirtual');
});
