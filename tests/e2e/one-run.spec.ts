import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { stationNames } from '../../src/model/run';
import { demoProducts } from '../../src/virtual/cloud/demo-products';
import { buildImage } from '../../src/virtual/esp/demo-image';
import { answerChooser } from './bluetooth/chooser';
import { kept } from './one-run/kept';
import { expect, test } from './one-run/one-run-bench';
import type { WorkshopBoard } from './one-run/workshop';
import { madeUp } from './pages/stock';

/**
 * The one run on the real stack: Chromium's own Web Serial and its own Web Bluetooth, one board behind both in another
 * process, the built app, its relay and the make-believe cloud (issue 4, Show 2).
 */

const lamp = demoProducts[0]!;
const image = buildImage({ chip: 'esp32', merged: true, appBytes: 60_000, pid: lamp.pid });
const mac = 'A4:CF:12:0A:0D:01';
const wifi = { ssid: 'Bench', password: 'correct horse battery' };
/** It has this network and no cable. */
const habits = { wifi: { only: [wifi] } };

const choose = (page: Page) => page.locator('main article').getByRole('button', { name: 'Choose the board' }).click();

const expectFree = async (board: WorkshopBoard) => {
  await expect.poll(async () => (await board.history()).seen.at(-1)?.kind).toBe('closed');
  // By the device once it is on its way into the cloud, or by the bench a moment before.
  const ends = board.air.seen.filter(({ kind }) => kind === 'disconnected').length;
  expect(ends).toBe(board.air.seen.filter(({ kind }) => kind === 'connected').length);
};

test.beforeEach(async ({ workshop, shell, stock, plans }) => {
  const licenses = [madeUp(1), madeUp(2)];
  for (const license of licenses) await workshop.issueLicense(license);
  await shell.load();
  await stock.addFirmware('lamp.bin', image);
  await stock.importSheet(licenses);
  await plans.addProduct(lamp);
  await shell.go('bench');
});

test('from the plug to a flipped data point, with one click for the list, and no secret left anywhere', async ({
  workshop,
  board,
  context,
  page,
  shell,
  lanes,
  plans,
  stock,
}) => {
  const addresses: string[] = [];
  context.on('request', (request) => addresses.push(request.url()));
  const chooser = await answerChooser(page);
  const esp32 = await board({ mac, habits });
  await esp32.plug();
  const lane = lanes.of(mac);
  await lane.reach('ready');
  await plans.bind({ pid: lamp.pid, wifi });
  await lane.run();
  await choose(page);
  await lane.reach('proven');
  expect(chooser.lists.map((list) => list.map(({ name }) => name))).toEqual([['TYBLE']]);
  for (const name of stationNames) await lane.reachStation(name, 'proven');

  // Seen from the cloud's side, in the other process: bound once, told to switch, and the switch reported.
  const { happenings } = workshop;
  const bound = happenings.filter(({ kind }) => kind === 'bound');
  expect(bound).toHaveLength(1);
  const deviceId = bound[0]!.deviceId;
  const values = [{ dpId: 1, value: true }];
  expect(happenings).toContainEqual(expect.objectContaining({ kind: 'commanded', deviceId, values }));
  expect(happenings).toContainEqual(expect.objectContaining({ kind: 'reported', deviceId, values }));
  await expectFree(esp32);
  expect(await stock.stateOf(madeUp(1))).toBe('verified');
  expect(await stock.stateOf(madeUp(2))).toBe('free');

  const told: string[] = [];
  const look = async () => void told.push((await page.locator('body').textContent()) ?? '', page.url());
  await shell.go('console');
  await look();
  await shell.go('bench');
  await look();
  await lane.self.getByRole('link', { name: 'Certificate' }).click();
  await expect(shell.main.getByRole('article')).toContainText(deviceId);
  await look();
  await shell.main.getByRole('button', { name: 'Export' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^JSON/ }).click(),
  ]);
  const certificate = await readFile(await file.path(), 'utf8');
  expect(certificate).toContain(deviceId);
  expect(certificate).toContain(madeUp(1).uuid);
  told.push(certificate, await kept(page), ...addresses);

  const { secKeys, localKeys, tokens } = await workshop.secrets();
  const secrets = [madeUp(1).authKey, madeUp(2).authKey, wifi.password, ...secKeys, ...localKeys, ...tokens];
  expect(secrets.length).toBeGreaterThanOrEqual(7);
  const everywhere = told.join('\n');
  // The search itself works: what may be seen is there.
  for (const known of [deviceId, madeUp(1).uuid, wifi.ssid]) expect(everywhere).toContain(known);
  expect(secrets.filter((secret) => everywhere.includes(secret))).toEqual([]);
});

test('a list that is closed asks again, and shows this board alone though another is near', async ({
  workshop,
  board,
  page,
  lanes,
  plans,
}) => {
  const other = await board({ mac: 'A4:CF:12:0A:0D:02', habits: { ...habits, licensed: madeUp(9) }, flash: image });
  await other.power(true);
  const esp32 = await board({ mac, habits });
  await esp32.plug();
  const lane = lanes.of(mac);
  await lane.reach('ready');
  await plans.bind({ pid: lamp.pid, wifi });
  const first = await answerChooser(page, () => 'dismiss');
  await lane.run();
  await choose(page);
  await lane.reach('yours');
  expect(await lane.errorId()).toBe('E-RADIO-NONE-CHOSEN');
  await lane.reachStation('pair', 'yours');
  await expect(lane.self).toContainText('No board was chosen');
  await expectFree(esp32);
  await first.leave();

  // Asked for all of them, the list has the other one, too; asked for this one, it has not.
  const all = await answerChooser(page, (listed) => (listed.length > 1 ? 'dismiss' : undefined));
  await lane.press('Choose the board');
  await page.locator('main article').getByRole('button', { name: 'Show all Tuya devices' }).click();
  await lane.reach('yours');
  await all.leave();
  const own = await answerChooser(page);
  await lane.press('Choose the board');
  await choose(page);
  await lane.reach('proven');
  expect(own.lists.map((list) => list.length)).toEqual([1]);
  expect(workshop.happenings.filter(({ kind }) => kind === 'bound')).toHaveLength(1);
  expect(other.air.seen).toEqual([]);
  await expectFree(esp32);
});

test('a link that breaks in mid-conversation is named, and the board is bound at the next try', async ({
  workshop,
  board,
  page,
  lanes,
  plans,
  stock,
}) => {
  await answerChooser(page);
  const esp32 = await board({ mac, habits });
  await esp32.plug();
  const lane = lanes.of(mac);
  await lane.reach('ready');
  await plans.bind({ pid: lamp.pid, wifi });
  const { arrived, release } = esp32.air.holdWrites();
  await lane.run();
  await choose(page);
  await arrived;
  esp32.air.inRange(false);
  release();
  await lane.reach('failed');
  expect(await lane.errorId()).toBe('E-RADIO-LOST');
  await lane.reachStation('pair', 'failed');
  await expect(lane.self).toContainText('The Bluetooth link broke');
  await expectFree(esp32);

  esp32.air.inRange(true);
  await lane.press('Pair again');
  await choose(page);
  await lane.reach('proven');
  expect(workshop.happenings.filter(({ kind }) => kind === 'bound')).toHaveLength(1);
  await expectFree(esp32);
  expect(await stock.stateOf(madeUp(1))).toBe('verified');
  expect(await stock.stateOf(madeUp(2))).toBe('free');
});

test('a page that is reloaded in mid-conversation goes on with the same license', async ({
  workshop,
  board,
  page,
  shell,
  lanes,
  plans,
  stock,
}) => {
  await answerChooser(page);
  const esp32 = await board({ mac, habits });
  await esp32.plug();
  const lane = lanes.of(mac);
  await lane.reach('ready');
  await plans.bind({ pid: lamp.pid, wifi });
  const { arrived, release } = esp32.air.holdWrites();
  await lane.run();
  await choose(page);
  await arrived;
  await page.reload();
  release();
  await expectFree(esp32);

  await shell.load();
  // Known to the browser and plugged in: it is looked at.
  await lane.reach('ready');
  await expect(lane.self).toContainText(madeUp(1).uuid.slice(0, 4));
  // The plan is kept; the password was in memory only.
  await plans.bind({ pid: lamp.pid, wifi });
  await lane.run();
  await choose(page);
  await lane.reach('proven');
  expect(workshop.happenings.filter(({ kind }) => kind === 'bound')).toHaveLength(1);
  await expectFree(esp32);
  expect(await stock.stateOf(madeUp(1))).toBe('verified');
  expect(await stock.stateOf(madeUp(2))).toBe('free');
});
