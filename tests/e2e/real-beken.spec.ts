import { chipNames } from '../../src/model/chip';
import { demoFirmware } from '../../src/virtual/board/demo-firmware';
import { madeUp } from './pages/stock';
import { expect, test } from './real-bench';

/** The second family on the real stack: Chromium's own Web Serial, whose reopening moves the lines (beken-uart-boot, section 5). */

for (const [chip, kind] of [
  ['t5ai', 'has a second port for its log that nobody chose'],
  ['bk7231n', 'has one port for everything'],
] as const) {
  test(`a ${chipNames[chip]}, which ${kind}: told apart, flashed, licensed, verified`, async ({
    board,
    lanes,
    shell,
    stock,
  }) => {
    const image = demoFirmware(chip);
    const mac = `A4:CF:12:0B:0C:${chip === 't5ai' ? '01' : '02'}`;
    await shell.load();
    await stock.addFirmware('switch_demo_QIO_1.0.2.bin', image);
    await stock.importSheet([madeUp(1)]);
    await shell.go('bench');
    const real = await board({ chip, mac });
    await real.plug();
    const lane = lanes.of(mac);
    await lane.reach('ready');
    const before = await real.readFlash(image.length, 0x1d0000 - image.length);
    await lane.run();
    await lane.reach('proven');
    for (const name of ['recognise', 'flash', 'license', 'verify'] as const) await lane.reachStation(name, 'proven');
    expect(Buffer.compare(await real.readFlash(0, image.length), image)).toBe(0);
    // Nothing beside the image, up to where BK7231N keeps its calibration.
    expect(Buffer.compare(await real.readFlash(image.length, before.length), before)).toBe(0);
    await expect.poll(async () => (await real.history()).seen.at(-1)).toEqual({ kind: 'closed' });
    const { seen } = await real.history();
    expect(seen.filter((sight) => sight.kind === 'baud').map(({ rate }) => rate)).toContain(921_600);
    expect(await stock.stateOf(madeUp(1))).toBe('verified');
  });
}
