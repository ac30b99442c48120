import { buildImage } from '../../src/virtual/demo-image';
import type { BoardSettings } from '../../src/virtual/wire';
import { lanesOf } from './pages/lanes';
import { shellOf } from './pages/shell';
import { madeUp, stockOf } from './pages/stock';
import { expect, test } from './real-bench';
import type { Board } from './web-serial/board';

/**
 * What goes wrong on the real stack: each ends with a clear message, a free port and a ledger that is right (issue 2,
 * Show 4). A free port is one that the board's own adapter saw closed.
 */

const image = (chip: BoardSettings['chip']) => buildImage({ chip, merged: true, appBytes: 60_000 });
const mac = 'A4:CF:12:0A:0B:02';

const expectFree = async (board: Board) => {
  await expect.poll(async () => (await board.history()).seen.at(-1)?.kind).toBe('closed');
};

test.beforeEach(async ({ shell, stock }) => {
  await shell.load();
  await stock.addFirmware('switch_demo.bin', image('esp32'));
  await stock.importSheet([madeUp(1), madeUp(2)]);
  await shell.go('bench');
});

test('cable pulled while writing: named, nothing used up, and the run goes on after the replug', async ({
  board,
  lanes,
  stock,
  shell,
}) => {
  const esp32 = await board({ mac, habits: { pullCableAt: 30_000 } });
  await esp32.plug();
  const lane = lanes.of(mac);
  await lane.reach('ready');
  await lane.run();
  await lane.reach('failed');
  expect(await lane.errorId()).toBe('E-PORT-LOST');
  expect(await stock.stateOf(madeUp(1))).toBe('free');
  await shell.go('bench');
  await esp32.plug();
  await lane.reach('proven', 60_000);
  expect(await stock.stateOf(madeUp(1))).toBe('verified');
  await expectFree(esp32);
});

for (const [phase, station] of [
  ['recognising', 'recognise'],
  ['writing', 'flash'],
  ['licensing', 'license'],
  ['verifying', 'verify'],
] as const) {
  test(`stopped while ${phase}: the port is free and the board can be done again`, async ({
    board,
    lanes,
    stock,
    shell,
  }) => {
    const noisy = station === 'recognise' ? { silentUntilBootHeld: true } : {};
    const esp32 = await board({ mac, habits: noisy, timing: { bootMs: 1500 } });
    if (station === 'license') void esp32.hushAfter('auth-read').catch(() => undefined);
    await esp32.plug();
    const lane = station === 'recognise' ? lanes.of('CP210x') : lanes.of(mac);
    if (station !== 'recognise') {
      // Recognising a blank board asks for no license, so the hush meets the license station.
      await lane.reach('ready');
      await lane.run();
    }
    await lane.reachStation(station, 'working');
    await lane.stop();
    await lane.reach('stopped');
    await expectFree(esp32);
    const told = await stock.stateOf(madeUp(1));
    expect(station === 'verify' ? ['written'] : ['free']).toContain(told);
    await shell.go('bench');
    await esp32.speak();
    if (station === 'recognise') await esp32.holdBoot(true);
    await lane.press('Run again');
    if (station === 'recognise') await lanes.of(mac).reach('ready');
    else await lane.reach('proven', 60_000);
    await expectFree(esp32);
  });
}

test('firmware for another chip is refused before the first byte', async ({ board, lanes, shell, stock }) => {
  await shell.go('firmware');
  await stock.addFirmware('s3.bin', image('esp32s3'));
  await shell.main.locator('tbody tr').filter({ hasText: 's3.bin' }).getByRole('button', { name: /plan/i }).click();
  await shell.go('bench');
  const esp32 = await board({ mac });
  await esp32.plug();
  const lane = lanes.of(mac);
  await lane.reach('ready');
  await expect(lane.self).toContainText('ESP32-S3');
  await expect(lane.self.getByRole('button', { name: 'Run', exact: true })).toHaveCount(0);
  expect((await esp32.readFlash(0, 0x20000)).every((byte) => byte === 0xff)).toBe(true);
  await expectFree(esp32);
});

test('a silent board asks for a hand, and is recognised when BOOT is held', async ({ board, lanes }) => {
  const esp32 = await board({ mac, habits: { silentUntilBootHeld: true } });
  await esp32.plug();
  await lanes.of('CP210x').reachStation('recognise', 'yours');
  await expect(lanes.of('CP210x').self).toContainText('BOOT');
  await esp32.holdBoot(true);
  await lanes.of(mac).self.waitFor();
  await esp32.holdBoot(false);
  await lanes.of(mac).reach('ready');
  await expectFree(esp32);
});

test('a second tab that wants a held port is told which tab has it', async ({ board, lanes, context, site }) => {
  // Slow cells keep the first tab busy while the second one asks.
  const esp32 = await board({ mac, timing: { page256Ms: 12 } });
  await esp32.plug();
  const lane = lanes.of(mac);
  await lane.reach('ready');
  const second = await context.newPage();
  const shell = shellOf(second, site.origin);
  await shell.load();
  await second.getByRole('button', { name: /CP210x.*free/ }).waitFor();
  await lane.run();
  await lane.reachStation('flash', 'working');
  await second
    .getByRole('button', { name: /CP210x/ })
    .first()
    .click();
  const other = lanesOf(second).of('CP210x');
  await other.reach('failed');
  expect(await other.errorId()).toBe('E-PORT-OTHER-TAB');
  await lane.reach('proven', 60_000);
  await other.press('Try again');
  await lanesOf(second).of(mac).reach('ready');
  await expectFree(esp32);
});

test('tab killed after auth left and before its answer: doubtful, and settled by reading the board', async ({
  board,
  lanes,
  page,
  context,
  site,
}) => {
  const esp32 = await board({ mac });
  const sent = esp32.hushAfter(`auth ${madeUp(1).uuid}`);
  await esp32.plug();
  const lane = lanes.of(mac);
  await lane.reach('ready');
  await lane.run();
  await sent;
  const next = await context.newPage();
  await page.close();
  await expectFree(esp32);

  const shell = shellOf(next, site.origin);
  await shell.load();
  const stock = stockOf(shell);
  expect(await stock.stateOf(madeUp(1))).toBe('doubtful');
  expect(await stock.stateOf(madeUp(2))).toBe('free');
  await esp32.speak();
  await shell.go('bench');
  await next
    .getByRole('button', { name: /CP210x/ })
    .first()
    .click();
  const again = lanesOf(next).of(mac);
  await again.reach('ready');
  expect(await stock.stateOf(madeUp(1))).toBe('written');
  await shell.go('bench');
  await again.run();
  await again.reach('proven', 60_000);
  expect(await stock.stateOf(madeUp(1))).toBe('verified');
  expect(await stock.stateOf(madeUp(2))).toBe('free');
  await expectFree(esp32);
});
