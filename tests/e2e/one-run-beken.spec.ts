import { chipNames } from '../../src/model/chip';
import { stationNames } from '../../src/model/run';
import { buildBekenImage } from '../../src/virtual/beken/demo-image';
import { bekenTwins } from '../../src/virtual/beken/twins';
import { demoProducts } from '../../src/virtual/cloud/demo-products';
import { answerChooser } from './bluetooth/chooser';
import { expect, test } from './one-run/one-run-bench';
import { logOf } from './pages/log';
import { madeUp } from './pages/stock';

/**
 * The one run with the second family, all of it on the real stack as in `one-run`: a T5AI with both its adapters, whose
 * log alone lights the rail, and a BK7231N with its only one. The flash is read by the board's process.
 */

const lamp = demoProducts[0]!;
const wifi = { ssid: 'Bench', password: 'correct horse battery' };

for (const [chip, appBytes, twoPorts] of [
  ['t5ai', 0x1ef000, true],
  // Up to where the other half of its flash is kept for the next version.
  ['bk7231n', 0x121000, false],
] as const) {
  test(`a ${chipNames[chip]}, from the plug to a flipped data point`, async ({
    workshop,
    board,
    page,
    shell,
    lanes,
    plans,
    stock,
  }) => {
    const mac = `A4:CF:12:0A:0E:${twoPorts ? '01' : '02'}`;
    const image = buildBekenImage({ twin: bekenTwins[chip], appBytes, pid: lamp.pid });
    await workshop.issueLicense(madeUp(1));
    await shell.load();
    await stock.addFirmware('lamp_QIO_1.0.2.bin', image);
    await stock.importSheet([madeUp(1)]);
    await plans.addProduct(lamp);
    await shell.go('bench');
    await answerChooser(page);
    const real = await board({ chip, mac, habits: { wifi: { only: [wifi] } } }, twoPorts);
    await real.plug();
    const lane = lanes.of(mac);
    await lane.reach('ready');
    // Up to the first place that the board writes to by itself, or where its radio is kept.
    const until = chip === 't5ai' ? 0x7cb000 : 0x1d0000;
    const beyond = await real.readFlash(image.length, until - image.length);
    await plans.bind({ pid: lamp.pid, wifi });
    await lane.run();
    await page.locator('main article').getByRole('button', { name: 'Choose the board' }).click();
    await lane.reach('proven');
    for (const name of stationNames) await lane.reachStation(name, 'proven');

    const bound = workshop.happenings.filter(({ kind }) => kind === 'bound');
    expect(bound).toHaveLength(1);
    const deviceId = bound[0]!.deviceId;
    const values = [{ dpId: 1, value: true }];
    expect(workshop.happenings).toContainEqual(expect.objectContaining({ kind: 'commanded', deviceId, values }));
    expect(workshop.happenings).toContainEqual(expect.objectContaining({ kind: 'reported', deviceId, values }));
    expect(Buffer.compare(await real.readFlash(0, image.length), image)).toBe(0);
    expect(Buffer.compare(await real.readFlash(image.length, beyond.length), beyond)).toBe(0);
    await expect.poll(async () => (await real.history()).seen.at(-1)?.kind).toMatch(/closed$/);

    await expect(lanes.all).toHaveCount(1);
    if (twoPorts) {
      await lane.self.getByRole('link', { name: 'Log' }).filter({ visible: true }).click();
      // What the rail was lit from came out of the second port: without it nothing of the way into the cloud is left.
      await page.getByRole('button', { name: /^Console/ }).click();
      const log = logOf(page);
      await log.reach('mqtt client connected!');
      await page.getByRole('button', { name: /^Console/ }).click();
      await page.getByRole('button', { name: /^Log port/ }).click();
      await log.lacks('mqtt client connected!');
    }
    expect(await stock.stateOf(madeUp(1))).toBe('verified');
  });
}
