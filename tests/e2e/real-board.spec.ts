import { buildImage, realMergedBytes } from '../../src/virtual/esp/demo-image';
import { madeUp } from './pages/stock';
import { expect, test } from './real-bench';

/** The main job on the real stack: Chromium's own Web Serial, a board in another process, the built app (issue 2, Show 2). */

const image = buildImage({ chip: 'esp32', merged: true, mergedBytes: realMergedBytes, appBytes: 240_000 });
const mac = 'A4:CF:12:0A:0B:01';

test('plug, recognise, flash 1.6 MB at 921600, license from a sheet, verify, restart, read again', async ({
  board,
  plugIn,
  lanes,
  shell,
  stock,
}) => {
  await shell.load();
  await stock.addFirmware('switch_demo_QIO_1.0.2.bin', image);
  await stock.importSheet([madeUp(1), madeUp(2)]);
  await shell.go('bench');
  // At the pace of life: how long 1.6 MB take on this stack is part of the picture.
  const esp32 = await board({ mac }, 1);
  await plugIn(esp32);
  const lane = lanes.of(mac);
  await lane.reach('ready');
  await lane.run();
  await lane.reach('proven');
  for (const name of ['recognise', 'flash', 'license', 'verify'] as const) {
    await lane.reachStation(name, 'proven');
  }
  // The whole flash against the file, byte for byte, past the chip and the cable; but for the OTA data, in which the loader
  // of the board notes down what it started.
  const untold = (flash: Uint8Array) => Buffer.from(flash).fill(0, 0xd000, 0xf000);
  expect(Buffer.compare(untold(await esp32.readFlash(0, image.length)), untold(image))).toBe(0);
  expect((await esp32.readFlash(image.length, 0x3b9000 - image.length)).every((byte) => byte === 0xff)).toBe(true);

  // EN low once after the writing with IO0 high, both released, the port closed (esp-flashing, section 3).
  await expect.poll(async () => (await esp32.history()).seen.at(-1)).toEqual({ kind: 'closed' });
  const { seen, lost } = await esp32.history();
  expect(lost).toBe(0);
  expect(seen.filter((sight) => sight.kind === 'baud').map(({ rate }) => rate)).toContain(921_600);
  expect(await stock.stateOf(madeUp(1))).toBe('verified');
  expect(await stock.stateOf(madeUp(2))).toBe('free');
});
