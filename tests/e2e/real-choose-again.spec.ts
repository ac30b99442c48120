import { problems } from '../../src/i18n/en/problems';
import { buildImage } from '../../src/virtual/esp/demo-image';
import { madeUp } from './pages/stock';
import { expect, test } from './real-bench';

/** An adapter without a serial number: its grant dies with the cable, and the lane that waits is where it is chosen again. */

const image = buildImage({ chip: 'esp32', merged: true, appBytes: 60_000 });
const mac = 'A4:CF:12:0A:0E:02';
const otherMac = 'A4:CF:12:0A:0E:03';
const { remedy, again } = problems.words;

test.beforeEach(async ({ shell, stock }) => {
  await shell.load();
  await stock.addFirmware('switch_demo.bin', image);
  await stock.importSheet([madeUp(1), madeUp(2)]);
  await shell.go('bench');
});

test('pulled and plugged again twice, then another board in its place: each is told, and the run goes on with its own board alone', async ({
  board,
  plugIn,
  lanes,
  page,
  shell,
  stock,
}) => {
  const esp32 = await board({ mac, habits: { pullCableAt: 30_000 } });
  const other = await board({ mac: otherMac });
  await plugIn(esp32);
  const lane = lanes.of(mac);
  const waiting = page.getByRole('article').filter({ hasText: mac });
  await lane.reach('ready');
  await lane.run();
  // The first pull.
  await lane.reach('failed');
  const button = lane.self.getByRole('button', { name: remedy['choose-again'] });
  await expect(button).toBeFocused();
  await expect(lane.self).toContainText(again['by-serial']);
  const id = await lane.id();
  // Another board is on that cable: it is not given the run.
  await other.plug();
  await page.keyboard.press('Shift+C');
  await lanes.of(otherMac).reach('ready');
  await expect(lanes.all).toHaveCount(2);
  expect(await lane.id()).toBe(id);
  await lane.reach('failed');
  await expect(waiting).toContainText('Another board came');
  await expect(lane.self).toContainText(otherMac);
  await other.unplug();
  // Its own board again, by the button; the run goes on in the lane that waited.
  await esp32.plug();
  await button.click();
  await lane.reach('proven');
  expect(await lane.id()).toBe(id);
  // The second pull, of a board that is done.
  await esp32.unplug();
  await lane.reach('gone');
  await esp32.plug();
  await lane.press(remedy['choose-again']);
  await lane.reach('ready');
  expect(await lane.id()).toBe(id);
  // The third: what was seen before is said.
  await esp32.unplug();
  await lane.reach('gone');
  await expect(lane.self).toContainText(again['chosen-again']);
  expect(await stock.stateOf(madeUp(1))).toBe('verified');
  expect(await stock.stateOf(madeUp(2))).toBe('free');
  await shell.go('bench');
});
