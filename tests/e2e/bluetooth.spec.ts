import { expect, mergeTests, type Page } from '@playwright/test';
import type { Advertisement } from '../../src/virtual/parts/peripheral';
import { blankSite } from './bluetooth/blank-site';
import { bluetoothTest } from './bluetooth/bluetooth-browser';
import type { Bluez } from './bluetooth/bluez';
import type { BluezDevice } from './bluetooth/bluez-device';
import { answerChooser, type Listed } from './bluetooth/chooser';
import { type HandMade, handMade } from './bluetooth/hand-made';
import { connect, disconnect, heard, listen, lost, request, write } from './bluetooth/in-page';
import { type FromRadio, remotePeripheral, serveRadio, type ToRadio } from './bluetooth/remote-peripheral';
import { plugAdapter } from './web-serial/adapter';
import { bridge, serialTest } from './web-serial/serial-browser';

/**
 * The stand-in for BlueZ, seen through the browser's own Web Bluetooth on a blank page. What is expected is what Chromium
 * was measured to do (testing-in-chromium, section 3b; ble-pairing, section 12), so that a faulty stand-in is not taken
 * for a faulty bench.
 */

interface Fixtures {
  origin: string;
  blank: Page;
}

const test = bluetoothTest.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  origin: ({}, use) => blankSite(use),
  blank: async ({ page, origin }, use) => {
    await page.goto(origin);
    await use(page);
  },
});

/** The same browser with the make-believe USB bus as well. */
const testBoth = mergeTests(serialTest, bluetoothTest).extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  origin: ({}, use) => blankSite(use),
});

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

/** Recorded: `advertisements` of ble-pairing-session.json, the first of each state. */
const unbound: Advertisement = {
  adv: bytes('020106030250fd171650fd430c00106d616465757070696430313233343536'),
  scanResponse: bytes('17ffd00700000c01546257ce1715a1448741d984c3f857fd06095459424c45'),
};
const payload = '00000c01546257ce1715a1448741d984c3f857fd';
const otherPayload = `${payload.slice(0, -2)}fe`;
/** Another board of the same make: one byte of its encrypted id differs, and its name is mangled as G1 does it. */
const neighbour: Advertisement = {
  adv: unbound.adv,
  scanResponse: bytes(`17ffd007${otherPayload}0609424c450000`.padEnd(62, '0')),
};

const linkUp: Advertisement = {
  adv: bytes('020106030250fd171650fd410c00106d616465757070696430313233343536'),
  scanResponse: bytes('17ffd00700000c01cac1162e799c7e3ff965fbfb42b4991906095459424c45'),
};
const bound: Advertisement = {
  adv: bytes('020106030250fd171650fd4b0c0010d2e25776bb69af505759ecc96bc3043e'),
  scanResponse: bytes('17ffd00700000c81b0084cb52e60c49af72b0805684c355e06095459424c45'),
};

/** A board near, chosen and connected. */
const joined = async (
  page: Page,
  bluez: Bluez,
  subscribed = true,
): Promise<{ board: HandMade; device: BluezDevice }> => {
  const board = handMade(unbound);
  const device = bluez.bring(board);
  await answerChooser(page);
  expect(await request(page, exact)).toBe('"TYBLE"');
  expect(await connect(page)).toBe('connected');
  if (subscribed) expect(await listen(page)).toBe('listening');
  return { board, device };
};

/**
 * After the page's own `disconnect`, which is over for the page before it is for the browser: an attempt that comes
 * sooner is given the old link and loses it at once.
 */
const connectAgain = (page: Page) => expect.poll(() => connect(page)).toBe('connected');

const exact = [{ prefix: payload }];
const anyTuya = [{ services: [0xfd50] }];

test('a filter of twenty bytes lists the one board, and its neighbour not', async ({ blank, bluez }) => {
  bluez.bring(handMade(neighbour)); // shown first, so it was looked at when the other is listed
  const chooser = await answerChooser(blank);
  const asked = request(blank, exact);
  bluez.bring(handMade(unbound));
  expect(await asked).toBe('"TYBLE"');
  expect(chooser.lists.map((list) => list.map(({ name }) => name))).toEqual([['TYBLE']]);
  // The other way round, and the mangled name as far as its first zero byte.
  expect(await request(blank, [{ prefix: otherPayload }])).toBe('"BLE"');
});

test('several filters, and the first bytes alone, list what fits any of them', async ({ blank, bluez }) => {
  bluez.bring(handMade(unbound));
  bluez.bring(handMade(bound));
  bluez.bring(handMade(neighbour));
  const names = (count: number) => (listed: readonly Listed[]) => (listed.length < count ? undefined : 'dismiss');
  const all = await answerChooser(blank, names(3));
  expect(await request(blank, anyTuya)).toBe('NotFoundError');
  expect(all.lists.at(-1)).toHaveLength(3);
  await all.leave();
  const two = await answerChooser(blank, names(2));
  expect(await request(blank, [...exact, { prefix: '00000c81' }])).toBe('NotFoundError');
  expect(two.lists.at(-1)).toHaveLength(2);
});

test('what a board advertises may change while the list is open', async ({ blank, bluez }) => {
  const board = handMade(linkUp); // fits no filter yet
  bluez.bring(board);
  bluez.bring(handMade(bound));
  const chooser = await answerChooser(blank, (listed) => {
    if (listed.length > 1) return 'dismiss';
    board.advertise(unbound);
    return undefined;
  });
  expect(await request(blank, [...exact, { prefix: '00000c81' }])).toBe('NotFoundError');
  expect(chooser.lists.map((list) => list.length)).toEqual([1, 2]);
});

test('notifications come in order, before and after the first write, once they were asked for', async ({
  blank,
  bluez,
}) => {
  const { board, device } = await joined(blank, bluez, false);
  board.notify(bytes('00'));
  expect(await listen(blank)).toBe('listening');
  for (let index = 1; index <= 150; index++) board.notify(Uint8Array.of(index));
  board.answer = (sent) => {
    for (let index = 151; index <= 200; index++) board.notify(Uint8Array.of(index, ...sent));
  };
  expect(await write(blank, [7])).toBe('written');
  const expected = Array.from({ length: 200 }, (_, index) => (index < 150 ? [index + 1] : [index + 1, 7]));
  expect(await heard(blank, 200)).toEqual(expected);
  expect(device.seen).toEqual([
    { kind: 'connected' },
    { kind: 'unheard' },
    { kind: 'notifications', on: true },
    { kind: 'write', size: 1, acknowledged: true },
  ]);
});

test('acknowledged writes go one at a time; a second one fails meanwhile', async ({ blank, bluez }) => {
  const { board, device } = await joined(blank, bluez);
  const { arrived, release } = device.holdWrites();
  const first = write(blank, [1]);
  await arrived;
  // A write of its own characteristic is under way in BlueZ at most once (its src/gatt-client.c).
  expect(await write(blank, [2])).toBe('NetworkError: GATT operation already in progress.');
  release();
  expect(await first).toBe('written');
  const long = Array.from({ length: 244 }, (_, index) => index);
  expect(await write(blank, long)).toBe('written');
  expect(await write(blank, [3], false)).toBe('written');
  expect(board.written).toEqual([[1], long, [3]]);
  expect(await blank.evaluate(async () => (await bluetoothHeld.read.readValue()).byteLength)).toBe(0);
  expect(device.seen.slice(-4)).toEqual([
    { kind: 'overlap' },
    { kind: 'write', size: 1, acknowledged: true },
    { kind: 'write', size: 244, acknowledged: true },
    { kind: 'write', size: 1, acknowledged: false },
  ]);
});

test('a board that drops the link is told to the page, fails what waits, and connects again', async ({
  blank,
  bluez,
}) => {
  const { board, device } = await joined(blank, bluez);
  const { arrived } = device.holdWrites();
  const waiting = write(blank, [1]);
  await arrived;
  board.drop();
  await lost(blank);
  // BlueZ answers what was under way before it tells that the link is gone, so the page hears of no lost connection here.
  expect(await waiting).toBe('NotSupportedError: GATT operation failed for unknown reason.');
  expect(board.written).toEqual([]);
  expect(await write(blank, [2])).toMatch(/^NetworkError: .*GATT Server is disconnected/);
  expect(await connect(blank)).toBe('connected');
  expect(await listen(blank)).toBe('listening');
  board.notify(Uint8Array.of(9));
  expect(await heard(blank, 1)).toEqual([[9]]);
  expect(device.seen.filter(({ kind }) => kind === 'disconnected')).toEqual([{ kind: 'disconnected', by: 'device' }]);
});

test('a page that disconnects or goes away lets go of the board', async ({ blank, bluez, origin }) => {
  const { board, device } = await joined(blank, bluez);
  await disconnect(blank);
  await lost(blank);
  await expect.poll(() => board.connected).toBe(false);
  await connectAgain(blank);
  await blank.goto(`${origin}/elsewhere`);
  await expect.poll(() => board.connected).toBe(false);
  const ends = device.seen.filter(({ kind }) => kind === 'disconnected');
  expect(ends).toEqual(Array(2).fill({ kind: 'disconnected', by: 'host' }));
});

test('a board that takes no connection fails the attempt, and the next one may succeed', async ({ blank, bluez }) => {
  const board = handMade(unbound);
  const device = bluez.bring(board);
  await answerChooser(blank);
  await request(blank, exact);
  board.refuse(true);
  expect(await connect(blank)).toContain('NetworkError');
  board.refuse(false);
  expect(await connect(blank)).toBe('connected');
  expect(device.seen).toEqual([{ kind: 'refused' }, { kind: 'connected' }]);
});

test('an attempt that takes for ever can be given up, and the next one may succeed', async ({ blank, bluez }) => {
  const device = bluez.bring(handMade(unbound));
  await answerChooser(blank);
  await request(blank, exact);
  const { arrived, release } = device.holdConnects();
  const hanging = connect(blank);
  await arrived;
  await disconnect(blank);
  expect(await hanging).toContain('AbortError');
  release();
  expect(await connect(blank)).toBe('connected');
});

test('a board carried away loses the link and is not listed any more', async ({ blank, bluez }) => {
  const { board, device } = await joined(blank, bluez);
  device.inRange(false);
  await lost(blank);
  expect(board.connected).toBe(false);
  expect(await connect(blank)).toContain('NetworkError');
  const asked = request(blank, anyTuya);
  bluez.bring(handMade(neighbour));
  expect(await asked).toBe('"BLE"');
});

test('a board that is online or without power is not listed, and the next scan forgets it', async ({
  blank,
  bluez,
}) => {
  const board = handMade(unbound);
  const device = bluez.bring(board);
  const chooser = await answerChooser(blank, ([first]) => (first?.name === 'TYBLE' ? first : 'dismiss'));
  expect(await request(blank, anyTuya)).toBe('"TYBLE"');
  board.advertise(undefined);
  const asked = request(blank, anyTuya);
  bluez.bring(handMade(neighbour));
  expect(await asked).toBe('NotFoundError');
  expect(chooser.lists.at(-1)?.map(({ name }) => name)).toEqual(['BLE']);
  expect(await connect(blank)).toBe('NetworkError: Bluetooth Device is no longer in range.');
  expect(device.seen).toEqual([]); // the browser knew without asking
});

test('a list that is dismissed', async ({ blank, bluez }) => {
  bluez.bring(handMade(unbound));
  await answerChooser(blank, () => 'dismiss');
  expect(await request(blank, exact)).toBe('NotFoundError');
});

test('with Bluetooth off the link is lost and the list waits for it to come back', async ({ blank, bluez }) => {
  const { board } = await joined(blank, bluez);
  bluez.power(false);
  await lost(blank);
  expect(board.connected).toBe(false);
  const asked = request(blank, exact);
  await blank.evaluate(() => true); // the question has left the page
  bluez.power(true);
  expect(await asked).toBe('"TYBLE"');
  expect(await connect(blank)).toBe('connected');
});

test('a board behind messages is the same to the page', async ({ blank, bluez }) => {
  const board = handMade(unbound);
  const { port1, port2 } = new MessageChannel();
  const remote = remotePeripheral((message) => port1.postMessage(message));
  const radio = serveRadio(board, (message) => port2.postMessage(message));
  port1.onmessage = ({ data }: MessageEvent<FromRadio>) => remote.take(data);
  port2.onmessage = ({ data }: MessageEvent<ToRadio>) => radio.take(data);
  const device = bluez.bring(remote);
  await answerChooser(blank);
  expect(await request(blank, exact)).toBe('"TYBLE"');
  board.refuse(true);
  expect(await connect(blank)).toContain('NetworkError');
  board.refuse(false);
  expect(await connect(blank)).toBe('connected');
  expect(await listen(blank)).toBe('listening');
  board.answer = (sent) => {
    for (let index = 0; index < 50; index++) board.notify(Uint8Array.of(index, ...sent));
  };
  expect(await write(blank, [3])).toBe('written');
  expect(await heard(blank, 50)).toEqual(Array.from({ length: 50 }, (_, index) => [index, 3]));
  board.drop();
  await lost(blank);
  expect(await connect(blank)).toBe('connected');
  await disconnect(blank);
  await expect.poll(() => board.connected).toBe(false);
  await connectAgain(blank);
  remote.ended();
  await lost(blank);
  expect(device.seen.filter(({ kind }) => kind === 'disconnected')).toEqual([
    { kind: 'disconnected', by: 'device' },
    { kind: 'disconnected', by: 'host' },
    { kind: 'disconnected', by: 'device' },
  ]);
  port1.close();
});

testBoth('one browser finds adapters and Bluetooth devices', async ({ bus, bluez, origin, page }) => {
  const adapter = await plugAdapter(bus.folder, bus.nextName(), bridge, {});
  await page.goto(origin);
  await joined(page, bluez);
  const ports = await page.evaluate(async () => (await navigator.serial.getPorts()).map((port) => port.getInfo()));
  expect(ports).toEqual([{ usbVendorId: bridge.vendorId, usbProductId: bridge.productId }]);
  await adapter.unplug();
});
