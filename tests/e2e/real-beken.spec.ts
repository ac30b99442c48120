import { chipNames } from '../../src/model/chip';
import { demoFirmware } from '../../src/virtual/board/demo-firmware';
import { madeUp } from './pages/stock';
import { expect, test } from './real-bench';

/** The second family on the real stack: Chromium's own Web Serial, whose reopening moves the lines (beken-uart-boot, section 5). */

for (const [chip, kind, twoPorts] of [
  ['t5ai', 'has a second port for its log that nobody chose', false],
  ['t5ai', 'has its log on a second port of the same cable', true],
  ['bk7231n', 'has one port for everything', false],
] as const) {
  test(`a ${chipNames[chip]}, which ${kind}: told apart, flashed, licensed, verified`, async ({
    board,
    plugIn,
    lanes,
    page,
    shell,
    stock,
  }) => {
    const image = demoFirmware(chip);
    const mac = `A4:CF:12:0B:0C:${chip === 't5ai' ? (twoPorts ? '03' : '01') : '02'}`;
    await shell.load();
    await stock.addFirmware('switch_demo_QIO_1.0.2.bin', image);
    await stock.importSheet([madeUp(1)]);
    await shell.go('bench');
    const real = await board({ chip, mac }, undefined, twoPorts);
    await plugIn(real);
    const lane = lanes.of(mac);
    await lane.reach('ready');
    if (twoPorts) await lane.press('Choose the log port');
    await lane.reach('ready');
    const before = await real.readFlash(image.length, 0x1d0000 - image.length);
    await lane.run();
    await lane.reach('proven');
    for (const name of ['recognise', 'flash', 'license', 'verify'] as const) await lane.reachStation(name, 'proven');
    expect(Buffer.compare(await real.readFlash(0, image.length), image)).toBe(0);
    // Nothing beside the image, up to where BK7231N keeps its calibration.
    expect(Buffer.compare(await real.readFlash(image.length, before.length), before)).toBe(0);
    await expect
      .poll(async () => (await real.history()).seen.filter(({ kind: each }) => !each.startsWith('log')).at(-1))
      .toEqual({ kind: 'closed' });
    const { seen } = await real.history();
    if (twoPorts) {
      await expect(lanes.all).toHaveCount(1);
      expect(seen.find((sight) => sight.kind === 'log-baud' && sight.rate === 460_800)).toBeDefined();
      await expect.poll(async () => (await real.history()).seen.at(-1)?.kind).toMatch(/closed$/);
      // The banner comes out of the second port alone.
      await lane.self.getByRole('link', { name: 'Log' }).filter({ visible: true }).click();
      await expect(page.getByText('Application information:').first()).toBeVisible();
    }
    expect(seen.filter((sight) => sight.kind === 'baud').map(({ rate }) => rate)).toContain(921_600);
    expect(await stock.stateOf(madeUp(1))).toBe('verified');
  });
}
