import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page } from '@playwright/test';
import { type Adapter, type FarEnd, plugAdapter } from './adapter';
import { onceGrants, seatChooser } from './chooser';
import { chooserStandIn } from './permission';
import { bareBridge, bridge, serialTest } from './serial-browser';

/**
 * The make-believe adapters themselves, seen through the browser's own Web Serial on a blank page. What is expected is
 * what Chromium was measured to do (testing-in-chromium, section 2), so that a faulty shim is not taken for a faulty bench.
 */

declare global {
  var port: SerialPort;
  var told: Promise<unknown>;
  var failure: Promise<unknown>;
}

interface Fixtures {
  blank: Page;
  plug(far: FarEnd): Promise<Adapter>;
}

const test = serialTest.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  origin: async ({}, use) => {
    const server = createServer((_, answer) =>
      answer.setHeader('content-type', 'text/html').end('<button>go</button>'),
    );
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.close();
  },
  plug: async ({ bus }, use) => {
    const name = bus.nextName();
    const plugged: Adapter[] = [];
    await use(async (far) => {
      const adapter = await plugAdapter(bus.folder, name, bridge, far);
      plugged.push(adapter);
      return adapter;
    });
    for (const adapter of plugged) await adapter.unplug();
  },
  blank: async ({ context, page, origin }, use) => {
    await context.addInitScript(chooserStandIn);
    await page.goto(origin);
    await use(page);
  },
});

const open = (page: Page, baudRate = 115_200): Promise<SerialPortInfo> =>
  page.evaluate(async (rate) => {
    const [port] = await navigator.serial.getPorts();
    if (!port) throw new Error('no port');
    globalThis.port = port;
    await port.open({ baudRate: rate, bufferSize: 4096 });
    return port.getInfo();
  }, baudRate);

test('every byte value comes back from the far end', async ({ blank, plug }) => {
  const adapter: Adapter = await plug({ bytes: (bytes) => adapter.send(bytes) });
  expect(await open(blank)).toEqual({ usbVendorId: 0x10c4, usbProductId: 0xea60 });
  const same = await blank.evaluate(async () => {
    const sent = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 31) ^ (index >> 8));
    const writer = port.writable!.getWriter();
    const reader = port.readable!.getReader();
    void writer.write(sent);
    const heard: number[] = [];
    while (heard.length < sent.length) heard.push(...(await reader.read()).value!);
    return heard.length === sent.length && heard.every((byte, index) => byte === sent[index]);
  });
  expect(same).toBe(true);
});

test('the far end sees lines, speed, breaks and bytes in the order of the calls', async ({ blank, plug }) => {
  const seen: string[] = [];
  let done = () => {};
  const closed = new Promise<void>((resolve) => {
    done = resolve;
  });
  await plug({
    opened: () => seen.push('open'),
    lines: ({ dtr, rts }) => seen.push(`${dtr ? 'DTR' : '-'} ${rts ? 'RTS' : '-'}`),
    baud: (rate) => seen.push(String(rate)),
    break: (on) => seen.push(on ? 'break' : 'no break'),
    bytes: (bytes) => seen.push(new TextDecoder().decode(bytes)),
    closed: () => done(),
  });
  await open(blank, 74_880);
  await blank.evaluate(async () => {
    await port.setSignals({ dataTerminalReady: false, requestToSend: true });
    await port.setSignals({ dataTerminalReady: true, requestToSend: false });
    const writer = port.writable!.getWriter();
    await writer.write(new TextEncoder().encode('hello'));
    await writer.close(); // drains; without it Chromium lets the next call overtake the bytes
    await port.setSignals({ dataTerminalReady: false });
    await port.setSignals({ break: true });
    await port.setSignals({ break: false });
    await port.close();
  });
  await closed;
  // Chromium raises before it lowers, so the second step shows both lines for a moment.
  expect(seen).toEqual([
    ...['open', 'DTR RTS', '74880'],
    ...['- RTS', 'DTR RTS', 'DTR -', 'hello', '- -', 'break', 'no break'],
  ]);
});

test('pulling the cable fails the read, plugging in again tells the page', async ({ blank, plug }) => {
  const adapter = await plug({});
  await open(blank);
  await blank.evaluate(() => {
    globalThis.told = new Promise((done) => port.addEventListener('disconnect', done));
    globalThis.failure = port
      .readable!.getReader()
      .read()
      .catch((fault: DOMException) => [fault.name, fault.message]);
  });
  await adapter.unplug();
  await blank.evaluate(async () => void (await told));
  expect(await blank.evaluate(() => failure)).toEqual(['NetworkError', 'The device has been lost.']);
  await blank.evaluate(() => {
    globalThis.told = new Promise((done) => {
      navigator.serial.addEventListener('connect', (event) => done((event.target as SerialPort).getInfo()));
    });
  });
  await plug({});
  expect(await blank.evaluate(() => told)).toEqual({ usbVendorId: 0x10c4, usbProductId: 0xea60 });
  await open(blank);
});

test('a second tab cannot open a port that is open', async ({ blank, context, origin, plug }) => {
  await plug({});
  await open(blank);
  const second = await context.newPage();
  await second.goto(origin);
  await expect(open(second)).rejects.toThrow('NetworkError');
  await blank.evaluate(() => port.close());
  await open(second);
});

test('a port the system forbids fails to open like a busy one', async ({ blank, plug }) => {
  const adapter = await plug({});
  adapter.refuseOpen(13);
  await expect(open(blank)).rejects.toThrow('NetworkError');
});

test('a break from the board fails one read and no more', async ({ blank, plug }) => {
  const adapter = await plug({});
  await open(blank);
  await blank.evaluate(() => {
    globalThis.failure = port
      .readable!.getReader()
      .read()
      .catch((fault: DOMException) => fault.name);
  });
  adapter.sendBreak();
  expect(await blank.evaluate(() => failure)).toBe('BreakError');
  await blank.evaluate(() => {
    globalThis.told = port
      .readable!.getReader()
      .read()
      .then(({ value }) => [...value!]);
  });
  adapter.send(Uint8Array.of(1, 255, 2));
  expect(await blank.evaluate(() => told)).toEqual([1, 255, 2]);
});

test('the stand-in for the chooser asks for a click and obeys filters', async ({ blank, context, plug }) => {
  await plug({});
  // While the page loads nobody has clicked; what `evaluate` runs counts as clicked.
  await context.addInitScript(() => {
    globalThis.failure = navigator.serial.requestPort().catch((fault: DOMException) => fault.name);
  });
  await blank.reload();
  expect(await blank.evaluate(() => failure)).toBe('SecurityError');
  const ask = (usbVendorId: number) =>
    blank.evaluate(async (vendor) => {
      const asked = navigator.serial.requestPort({ filters: [{ usbVendorId: vendor }] });
      return asked.then(
        (port) => port.getInfo().usbProductId,
        (fault: DOMException) => fault.name,
      );
    }, usbVendorId);
  expect(await ask(0x10c4)).toBe(0xea60);
  expect(await ask(0x1111)).toBe('NotFoundError');
  await blank.evaluate(() => {
    globalThis.chooserAnswer = 'dismiss';
  });
  expect(await ask(0x10c4)).toBe('NotFoundError');
});

test.describe('an adapter without a serial number', () => {
  // A list by itself would be taken for a value and its options.
  test.use({ granted: [onceGrants(bareBridge), { scope: 'test' }] });

  // What the real chooser does: npm run chooser.
  test('is granted by the chooser alone, until its cable is pulled', async ({ blank, bus, context }) => {
    await seatChooser(context, bus.folder);
    await blank.reload();
    const name = bus.nextName();
    const granted = () => blank.evaluate(async () => (await navigator.serial.getPorts()).length);
    const ask = (usbVendorId?: number) =>
      blank.evaluate(
        async (filters) =>
          navigator.serial.requestPort({ filters }).then(
            (port) => port.getInfo().usbProductId,
            (fault: DOMException) => fault.name,
          ),
        usbVendorId === undefined ? [] : [{ usbVendorId }],
      );
    for (const _ of ['first', 'again']) {
      const adapter = await plugAdapter(bus.folder, name, bareBridge, {});
      expect(await ask(0x1111)).toBe('NotFoundError');
      expect(await granted()).toBe(0);
      expect(await ask(0x10c4)).toBe(0xea60);
      expect(await granted()).toBe(1);
      await blank.evaluate(() => {
        globalThis.told = new Promise((done) => navigator.serial.addEventListener('disconnect', done));
      });
      await adapter.unplug();
      await blank.evaluate(async () => void (await told));
      expect(await granted()).toBe(0);
    }
  });
});
