import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serve } from '../../src/relay/serve';
import { demoFirmware } from '../../src/virtual/board/demo-firmware';
import { buildImage, realMergedBytes } from '../../src/virtual/esp/demo-image';
import type { UsbIds } from '../../tests/e2e/web-serial/adapter';
import { type Board, startBoard } from '../../tests/e2e/web-serial/board';
import { grantPorts } from '../../tests/e2e/web-serial/permission';
import { openSerialBus } from '../../tests/e2e/web-serial/serial-bus';
import { dist } from '../files';
import { openRawTab, type RawTab } from './raw-tab';
import { locksHeld, type Way, watchWakeLock } from './ways';

export type TabChip = 'esp32' | 't5ai';

export interface Flashed {
  /** From Run until the board holds the image and its port is let go, by the board itself: a page that stalls cannot tell. */
  ms: number;
  /** `proven`, or what the lane says instead. */
  state: string;
  visibility: string;
  /** The flash against the file, past the chip and the cable. */
  equal: boolean;
  /** Bytes that the page did not read in time. */
  lost: number;
  /** Wake locks of the screen that were held while the flash was written, before anything happened; after the run, none. */
  lockWhile: number;
}

const adapter: UsbIds = {
  vendorId: 0x10c4,
  productId: 0xea60,
  product: 'CP2102N USB to UART Bridge',
  serialNumber: 'TABS-1',
};

const images: Record<TabChip, () => Uint8Array> = {
  esp32: () => buildImage({ chip: 'esp32', merged: true, mergedBytes: realMergedBytes, appBytes: 1_000_000 }),
  t5ai: () => demoFirmware('t5ai'),
};

const plan = { license: false, verify: false, boot: false, pair: false, activate: false, control: false };
const remembered = `
  localStorage.setItem('bindery.language', 'en');
  localStorage.setItem('bindery.plan', '${JSON.stringify(plan)}');`;

const lane = `document.querySelector('main article[data-state]')`;
const state = `${lane}?.dataset.state`;
const press = `(() => {
  const run = [...document.querySelectorAll('main button')].find((one) => one.textContent.trim() === 'Run' && !one.disabled);
  run?.click();
  return Boolean(run);
})()`;

const limitMs = 120_000;

/** Looks every 50 ms, from outside: no timer of the page is in the figures. */
const until = async <T>(tab: RawTab, what: string, wanted: (value: T) => boolean): Promise<T> => {
  const end = performance.now() + limitMs;
  for (;;) {
    const value = await tab.ask<T>(what).catch(() => undefined);
    if (value !== undefined && wanted(value)) return value;
    if (performance.now() > end)
      throw new Error(
        `never: ${what}; the page says ${await tab.ask<string>(`document.querySelector('main')?.innerText`)}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const isTrue = (value: unknown) => value === true;

/** What the boards write themselves while they start: of an ESP32 the OTA data, of the others nothing. */
const untold = (chip: TabChip, flash: Uint8Array): Uint8Array =>
  chip === 'esp32' ? Buffer.from(flash).fill(0, 0xd000, 0xf000) : flash;

const holds = async (chip: TabChip, board: Board, image: Uint8Array): Promise<boolean> =>
  Buffer.compare(untold(chip, await board.readFlash(0, image.length)), untold(chip, image)) === 0;

/** The port closes for a moment when the speed changes, too; at the end the image is there. When that was, ms. */
const letGo = async (
  chip: TabChip,
  board: Board,
  image: Uint8Array,
  stop: AbortSignal,
): Promise<number | undefined> => {
  while (!stop.aborted) {
    const at = performance.now();
    if ((await board.history()).seen.at(-1)?.kind === 'closed' && (await holds(chip, board, image))) return at;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return undefined;
};

/** The built bench in a browser of its own, a board in another process behind the browser's own Web Serial, one write. */
export const flashInTab = async (chip: TabChip, { first, meanwhile }: Way): Promise<Flashed> => {
  const image = images[chip]();
  const folder = await mkdtemp(path.join(tmpdir(), 'bindery-tabs-'));
  const file = path.join(folder, 'switch_demo_QIO_1.0.2.bin');
  await writeFile(file, image);
  const site = await serve(dist, 0);
  const bus = await openSerialBus();
  const profile = path.join(folder, 'profile');
  await grantPorts(profile, site.origin, [adapter]);
  const board = await startBoard(bus, adapter, { chip }, 1);
  const tab = await openRawTab(profile, bus.env);
  const stop = new AbortController();
  try {
    await tab.before(watchWakeLock);
    await tab.before(remembered);
    await tab.goto(`${site.origin}/#/firmware`);
    await until(tab, `Boolean(document.querySelector('main input[type=file]'))`, isTrue);
    await tab.layFile('main input[type=file]', file);
    await until(
      tab,
      `[...document.querySelectorAll('main tbody tr')].some((row) => row.textContent.includes('switch_demo'))`,
      isTrue,
    );
    await first?.(tab);
    await tab.goto(`${site.origin}/?again#/`);
    await until(tab, `location.search === '?again' && document.readyState === 'complete'`, isTrue);
    await board.plug();
    await until<string>(tab, state, (now) => now === 'ready');
    const since = performance.now();
    await until(tab, press, isTrue);
    const free = letGo(chip, board, image, stop.signal);
    await until(tab, `/(?<!\\d)[3-9]\\d ?%/.test(${lane}?.textContent)`, isTrue);
    const lockWhile = await tab.ask<number>(locksHeld);
    await meanwhile?.(tab);
    const ended = await until<string>(tab, state, (now) => now !== 'running');
    const visibility = await tab.ask<string>('document.visibilityState');
    // The lock is let go of a moment after the run.
    await until<number>(tab, locksHeld, (held) => held === 0);
    // A little after the page says so, at the most.
    setTimeout(() => stop.abort(), 5000).unref();
    const freeAt = await free;
    return {
      ms: (freeAt ?? Number.NaN) - since,
      state: ended === 'proven' ? ended : `${ended}: ${await tab.ask<string>(`${lane}.textContent`)}`,
      visibility,
      equal: await holds(chip, board, image),
      lost: (await board.history()).lost,
      lockWhile,
    };
  } finally {
    stop.abort();
    await tab.close();
    await board.end();
    await bus.close();
    await site.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};
