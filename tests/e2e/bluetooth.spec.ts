import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page } from '@playwright/test';
import type { Advertisement } from '../../src/virtual/ble/peripheral';
import { bluetoothTest } from './bluetooth/bluetooth-browser';
import { answerChooser } from './bluetooth/chooser';
import { handMade } from './bluetooth/hand-made';
import { connect, disconnect, heard, lost, request, write } from './bluetooth/in-page';

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
  origin: async ({}, use) => {
    const server = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<p>blank'));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.close();
  },
  blank: async ({ page, origin }, use) => {
    await page.goto(origin);
    await use(page);
  },
});

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

/** Recorded: `advertisements` of ble-pairing-session.json, "20-char uuid, unbound, link down". */
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

test('connects, listens, writes', async ({ blank, bluez }) => {
  const board = handMade(unbound);
  const device = bluez.bring(board);
  await answerChooser(blank);
  expect(await request(blank, [{ prefix: payload }])).toBe('"TYBLE"');
  expect(await connect(blank)).toBe('connected');
  board.answer = (sent) => board.notify(sent.map((byte) => byte + 1));
  expect(await write(blank, [1, 2])).toBe('written');
  expect(await heard(blank, 1)).toEqual([[2, 3]]);
  expect(device.seen.map((each) => each.kind)).toEqual(['connected', 'notifications', 'write']);
  await disconnect(blank);
  await lost(blank);
});
void neighbour;
