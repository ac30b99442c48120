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
    // Recognising a blank board asks for no license, so the hush meets the license station.
    const hushed = station === 'license' ? esp32.hushAfter('auth-read') : undefined;
    await esp32.plug();
    const lane = station === 'recognise' ? lanes.of('CP210x') : lanes.of(mac);
    if (station !== 'recognise') {
      await lane.reach('ready');
      await lane.run();
    }
    await lane.reachStation(station, 'working');
    await hushed;
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

test('a page that stands still for four seconds while writing loses nothing', async ({ board, lanes, page }) => {
  // esp-measured, section 3: with the flasher in the page, one stall of 3.6 s corrupted the flash.
  const esp32 = await board({ mac, timing: { page256Ms: 12 } });
  await esp32.plug();
  const lane = lanes.of(mac);
  await lane.reach('ready');
  await lane.run();
  await expect(lane.self).toContainText('writing');
  await page.evaluate(() => {
    const until = performance.now() + 4000;
    while (performance.now() < until);
  });
  await lane.reach('proven', 60_000);
  expect(Buffer.compare(await esp32.readFlash(0, image('esp32').length), image('esp32'))).toBe(0);
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

test('two tabs race for the last license: one board gets it, the other is told', async ({
  board,
  lanes,
  stock,
  shell,
  context,
  site,
}) => {
  // Two licenses are in stock; a first board takes one of them.
  const macs = ['A4:CF:12:0A:0C:01', 'A4:CF:12:0A:0C:02', 'A4:CF:12:0A:0C:03'] as const;
  await shell.go('bench');
  const boards = [];
  for (const each of macs) {
    const esp32 = await board({ mac: each });
    boards.push(esp32);
    await esp32.plug();
    await lanes.of(each).reach('ready');
  }
  await lanes.of(macs[0]).run();
  await lanes.of(macs[0]).reach('proven', 60_000);

  const second = await context.newPage();
  const others = lanesOf(second);
  await shellOf(second, site.origin).load();
  const chips = second.getByRole('button', { name: /CP210x.*free/ });
  await expect(chips).toHaveCount(3);
  await chips.nth(0).click();
  await others.all.first().and(second.locator('[data-state="ready"]')).waitFor();
  await chips.nth(0).click();
  await expect(others.all.and(second.locator('[data-state="ready"]'))).toHaveCount(2);
  await chips.nth(0).click();
  await others.of(macs[2]).reach('ready');

  await Promise.all([lanes.of(macs[1]).run(), others.of(macs[2]).run()]);
  const ends = [lanes.of(macs[1]).self, others.of(macs[2]).self];
  const outcome = async () => Promise.all(ends.map((lane) => lane.getAttribute('data-state')));
  await expect.poll(async () => (await outcome()).sort().join(), { timeout: 40_000 }).toBe('proven,yours');
  expect(await stock.stateOf(madeUp(1))).toBe('verified');
  expect(await stock.stateOf(madeUp(2))).toBe('verified');
  for (const esp32 of boards) await expectFree(esp32);
});
