import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@playwright/test';
import { startBoard } from './board';
import { bridge, serialTest } from './serial-browser';

/**
 * A virtual board in another process, reached through the browser's own Web Serial by a page that knows nothing but the
 * ROM's SYNC (esp-flashing, section 1).
 */

const test = serialTest.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  origin: async ({}, use) => {
    const server = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<p>blank'));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.close();
  },
});

test('a board in another process is reset into its loader and answers SYNC', async ({ bus, page, origin }) => {
  const board = await startBoard(bus, bridge, { chip: 'esp32' }, 1);
  await board.plug();
  await page.goto(origin);
  const heard = await page.evaluate(async () => {
    const [port] = await navigator.serial.getPorts();
    await port!.open({ baudRate: 115_200, bufferSize: 65_536 });
    const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
    const reader = port!.readable!.getReader();
    const bytes: number[] = [];
    const listening = (async () => {
      for (let part = await reader.read(); part.value; part = await reader.read()) bytes.push(...part.value);
    })();
    // The classic reset: EN low, then IO0 low while EN rises, then both released.
    await port!.setSignals({ dataTerminalReady: false, requestToSend: true });
    await pause(100);
    await port!.setSignals({ dataTerminalReady: true, requestToSend: false });
    await pause(50);
    await port!.setSignals({ dataTerminalReady: false, requestToSend: false });
    await pause(100);
    const sync = [0xc0, 0, 8, 36, 0, 0, 0, 0, 0, 7, 7, 0x12, 0x20, ...Array<number>(32).fill(0x55), 0xc0];
    const writer = port!.writable!.getWriter();
    await writer.write(Uint8Array.from(sync));
    await writer.close();
    while (bytes.filter((byte) => byte === 0xc0).length < 16) await pause(5);
    await reader.cancel();
    await listening;
    await port!.close();
    return new TextDecoder('latin1').decode(Uint8Array.from(bytes));
  });
  expect(heard).toContain('waiting for download');
  expect(heard).toContain('\xc0\x01\x08\x04\x00'); // eight answers to SYNC, four status bytes each
  // The other process may hear of the closing a moment after the page.
  await expect.poll(async () => (await board.history()).seen.at(-1)).toEqual({ kind: 'closed' });
  const { seen, lost } = await board.history();
  expect(lost).toBe(0);
  expect(seen.slice(0, 3)).toEqual([
    { kind: 'opened' },
    { kind: 'lines', dtr: true, rts: true },
    { kind: 'baud', rate: 115_200 },
  ]);
  expect(await board.readFlash(0x1000, 4)).toEqual(Uint8Array.of(255, 255, 255, 255));
  await board.end();
});
