import { problems as en } from '../../src/i18n/en/problems';
import { encodeLicense, storeOffset } from '../../src/protocols/kv-store/license-files';
import { buildImage } from '../../src/virtual/esp/demo-image';
import { madeUp } from './pages/stock';
import { expect, test } from './real-bench';

/** Real stack, built app: images that reach over what a board has stored (esp-flashing, sections 7 and 8). */

const mac = 'A4:CF:12:0A:0B:31';
const tuya = { at: 0x3b0000, size: 0x28000 };
const whole = 4 << 20;
const image = buildImage({ chip: 'esp32', merged: true, appBytes: 240_000, flashBytes: whole });
const padded = (): Uint8Array => {
  const bytes = new Uint8Array(whole).fill(0xff);
  bytes.set(image);
  return bytes;
};
const { remedy } = en.words;

test('a licensed board under a padded image is asked about, and keeps its license', async ({
  board,
  plugIn,
  lanes,
  shell,
  stock,
}) => {
  await shell.load();
  await stock.addFirmware('padded.bin', padded());
  await stock.importSheet([madeUp(1), madeUp(2)]);
  await shell.go('bench');
  const flash = buildImage({ chip: 'esp32', merged: true, name: 'old_lamp', appBytes: 90_000, flashBytes: whole });
  const esp32 = await board({ mac, flash, flashBytes: whole, habits: { licensed: madeUp(1) } });
  await plugIn(esp32);
  const lane = lanes.of(mac);
  await lane.reach('ready');
  const before = Buffer.from(await esp32.readFlash(0, whole));
  await lane.run();
  await lane.reach('yours');
  const asked = { license: 1, wifi: 0, uuid: madeUp(1).uuid, again: 1, file: 'padded.bin' };
  await expect(lane.self).toContainText(en.words.of['flash.reaches-stores'].title(asked));
  await expect(lane.self).toContainText(en.words.of['flash.reaches-stores'].what(asked));
  expect(Buffer.compare(before, await esp32.readFlash(0, whole))).toBe(0);

  await lane.press(remedy['keep-stores']);
  await lane.reach('proven');
  const after = Buffer.from(await esp32.readFlash(0, whole));
  const store = (bytes: Buffer) => bytes.subarray(tuya.at, tuya.at + tuya.size);
  expect(Buffer.compare(store(after), store(before))).toBe(0);
  expect(Buffer.compare(after.subarray(0x10000, image.length), image.subarray(0x10000))).toBe(0);
  expect(await stock.stateOf(madeUp(1))).toBe('verified');
  expect(await stock.stateOf(madeUp(2))).toBe('free');
});

test('a copy of another chip is written without the license that is in it', async ({
  board,
  plugIn,
  lanes,
  shell,
  stock,
}) => {
  const copy = padded();
  copy.set(encodeLicense(madeUp(9)), tuya.at + storeOffset);
  await shell.load();
  await stock.addFirmware('copy.bin', copy);
  await stock.importSheet([madeUp(1)]);
  await shell.go('bench');
  const esp32 = await board({ mac, flashBytes: whole });
  await plugIn(esp32);
  const lane = lanes.of(mac);
  await lane.reach('ready');
  await lane.run();
  await lane.reach('yours');
  await expect(lane.self).toContainText(en.words.of['flash.carries-license'].title({}));
  await lane.press(remedy['without-image-license']);
  await lane.reach('proven');
  expect(await stock.stateOf(madeUp(1))).toBe('verified');
});
