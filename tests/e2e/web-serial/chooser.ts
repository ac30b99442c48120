import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, Page, Worker } from '@playwright/test';
import type { UsbIds } from './adapter';

/**
 * The person at the browser's port chooser, which no headless browser shows, for adapters without a serial number. Nothing
 * is granted before the click, and the grant is gone with the cable, as Chromium was measured to do (browser-grants).
 *
 * What is chosen is shown to the browser under a number that is good for one plug and that its profile grants; the next
 * plug shows none again. A port that was chosen is not one that was plugged in, so that workers are told no `connect`.
 */

const onceNumber = (at: number) => `ONCE-${at}`;

/** For the profile: so many choices are possible in one test. */
export const onceGrants = (ids: UsbIds, count = 24): UsbIds[] =>
  Array.from({ length: count }, (_, at) => ({ ...ids, serialNumber: onceNumber(at + 1) }));

declare global {
  var portChosen: ((filters: SerialPortFilter[]) => Promise<'fresh' | 'known'>) | undefined;
}

const standIn = (): void => {
  const serial = globalThis.navigator?.serial;
  if (!serial) return;
  const refuse = (name: string, reason: string) =>
    new DOMException(`Failed to execute 'requestPort' on 'Serial': ${reason}`, name);
  serial.requestPort = async ({ filters = [] } = {}) => {
    if (!navigator.userActivation.isActive) {
      throw refuse('SecurityError', 'Must be handling a user gesture to show a permission request.');
    }
    const done = new AbortController();
    const arrived = new Promise<SerialPort>((tell) => {
      serial.addEventListener('connect', ({ target }) => tell(target as SerialPort), { signal: done.signal });
    });
    const what = await globalThis.portChosen?.([...filters]);
    if (what === 'fresh') return arrived.finally(() => done.abort());
    done.abort();
    const known = (await serial.getPorts()).find(({ connected }) => connected);
    if (!known) throw refuse('NotFoundError', 'No port selected by the user.');
    return known;
  };
};

const swallowConnect = (): void =>
  globalThis.navigator?.serial?.addEventListener('connect', (event) => event.stopImmediatePropagation(), {
    capture: true,
  });

const propertyOf = (text: string, key: string): string | undefined =>
  text
    .split('\n')
    .find((line) => line.startsWith(`${key}=`))
    ?.slice(key.length + 1);

const inOrder = new Intl.Collator('en', { numeric: true }).compare;

/** Seats somebody in front of every page of the context. `folder` of the bus. */
export const seatChooser = async (context: BrowserContext, folder: string): Promise<void> => {
  let count = 0;
  const quiet: Promise<unknown>[] = [];
  const hush = (worker: Worker) => quiet.push(worker.evaluate(swallowConnect).catch(() => undefined));
  const watch = (page: Page) => page.on('worker', hush);
  for (const page of context.pages()) watch(page);
  context.on('page', watch);

  const listed = path.join(folder, 'ports');
  const choose = async (filters: readonly SerialPortFilter[]): Promise<'fresh' | 'known'> => {
    for (const name of (await readdir(listed)).sort(inOrder)) {
      const file = path.join(listed, name);
      const text = await readFile(file, 'utf8');
      const vendor = Number.parseInt(propertyOf(text, 'ID_VENDOR_ID') ?? '', 16);
      const fits = filters.length === 0 || filters.some(({ usbVendorId }) => usbVendorId === vendor);
      if (!fits || propertyOf(text, 'ID_SERIAL_SHORT') !== undefined) continue;
      await Promise.all(quiet);
      count += 1;
      const draft = path.join(folder, `${name}.chosen`);
      await writeFile(draft, `${text}ID_SERIAL_SHORT=${onceNumber(count)}\n`);
      await rm(file);
      await rename(draft, file);
      return 'fresh';
    }
    return 'known';
  };
  await context.exposeFunction('portChosen', choose);
  await context.addInitScript(standIn);
};
