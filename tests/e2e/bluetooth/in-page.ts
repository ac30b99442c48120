import type { Page } from '@playwright/test';

/** A page's dealings with `navigator.bluetooth`, one call each; what fails is told by the name of its fault. */

interface Filter {
  services?: number[];
  manufacturerData?: { companyIdentifier: number; dataPrefix?: Uint8Array<ArrayBuffer> }[];
}

interface Characteristic extends EventTarget {
  readonly value: DataView | undefined;
  writeValueWithResponse(bytes: BufferSource): Promise<void>;
  writeValueWithoutResponse(bytes: BufferSource): Promise<void>;
  readValue(): Promise<DataView>;
  startNotifications(): Promise<unknown>;
}

interface Server {
  readonly connected: boolean;
  connect(): Promise<Server>;
  disconnect(): void;
  getPrimaryService(service: number): Promise<{ getCharacteristic(uuid: string): Promise<Characteristic> }>;
}

interface Device extends EventTarget {
  readonly name?: string;
  readonly gatt: Server;
}

interface Held {
  device: Device;
  write: Characteristic;
  notify: Characteristic;
  read: Characteristic;
  heard: number[][];
  lost: Promise<unknown>;
}

declare global {
  /** What the page of a test has got hold of so far. */
  var bluetoothHeld: Held;
  var bluetoothAsked: Promise<string>;
}

export interface Wanted {
  /** Advertised services. */
  services?: number[];
  /** First bytes of Tuya's manufacturer data, behind the company. */
  prefix?: string;
}

/**
 * Asks at a click; the name of the device that was chosen, in quotes, or of the fault. A real click, because the gesture
 * that comes with `evaluate` may reach the browser's own check too late (SecurityError).
 */
export const request = async (page: Page, wanted: readonly Wanted[]): Promise<string> => {
  await page.evaluate((all) => {
    // Members that are undefined are refused.
    const filters = all.map(({ services, prefix }): Filter => {
      const dataPrefix = Uint8Array.from(prefix?.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
      return {
        ...(services && { services }),
        ...(prefix && { manufacturerData: [{ companyIdentifier: 0x07d0, dataPrefix }] }),
      };
    });
    const { bluetooth } = navigator as unknown as {
      bluetooth: { requestDevice(options: { filters: Filter[]; optionalServices: number[] }): Promise<Device> };
    };
    const ask = () =>
      bluetooth.requestDevice({ filters, optionalServices: [0xfd50] }).then(
        (device) => {
          globalThis.bluetoothHeld = { heard: [], device } as unknown as Held;
          return `"${device.name ?? ''}"`;
        },
        (fault: DOMException) => fault.name,
      );
    globalThis.bluetoothAsked = new Promise((done) => {
      document.addEventListener('click', () => done(ask()), { once: true });
    });
  }, wanted as Wanted[]);
  await page.mouse.click(1, 1);
  return page.evaluate(() => globalThis.bluetoothAsked);
};

/** Connected and its characteristics found. 'connected' or the fault, with its message. */
export const connect = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const held = globalThis.bluetoothHeld;
    try {
      held.lost = new Promise((done) =>
        held.device.addEventListener('gattserverdisconnected', () => done(true), { once: true }),
      );
      const server = await held.device.gatt.connect();
      const service = await server.getPrimaryService(0xfd50);
      const characteristic = (first: number) =>
        service.getCharacteristic(`0000000${first}-0000-1001-8001-00805f9b07d0`);
      held.write = await characteristic(1);
      held.notify = await characteristic(2);
      held.read = await characteristic(3);
      return 'connected';
    } catch (fault) {
      return `${(fault as DOMException).name}: ${(fault as DOMException).message}`;
    }
  });

/** 'listening' or the fault. */
export const listen = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const { notify, heard } = globalThis.bluetoothHeld;
    heard.length = 0;
    notify.addEventListener('characteristicvaluechanged', () => {
      const { buffer } = notify.value ?? new DataView(new ArrayBuffer());
      heard.push([...new Uint8Array(buffer)]);
    });
    return notify.startNotifications().then(
      () => 'listening',
      (fault: DOMException) => `${fault.name}: ${fault.message}`,
    );
  });

/** 'written' or the fault. */
export const write = (page: Page, bytes: readonly number[], acknowledged = true): Promise<string> =>
  page.evaluate(
    async ([values, waits]) => {
      const { write } = globalThis.bluetoothHeld;
      const sent = Uint8Array.from(values);
      const done = waits ? write.writeValueWithResponse(sent) : write.writeValueWithoutResponse(sent);
      return done.then(
        () => 'written',
        (fault: DOMException) => `${fault.name}: ${fault.message}`,
      );
    },
    [[...bytes], acknowledged] as const,
  );

/** What was notified so far, once there are so many. */
export const heard = async (page: Page, count: number): Promise<number[][]> => {
  await page.waitForFunction((most) => globalThis.bluetoothHeld.heard.length >= most, count);
  return page.evaluate(() => globalThis.bluetoothHeld.heard);
};

/** Settles when the page was told that the link is gone. */
export const lost = (page: Page): Promise<void> =>
  page.evaluate(async () => void (await globalThis.bluetoothHeld.lost));

export const disconnect = (page: Page): Promise<void> =>
  page.evaluate(() => globalThis.bluetoothHeld.device.gatt.disconnect());
