import { rm } from 'node:fs/promises';
import { expect, mergeTests } from '@playwright/test';
import { test as benchTest } from './bench';
import { floodingBoard, floodLine, stopWatching, watchPage } from './web-serial/flood';
import { bridge, serialTest } from './web-serial/serial-browser';

/**
 * A log at 2 Mbaud through the browser's own Web Serial; the adapter drops what is not read in time, as a tty does. Asks
 * that no line is missing and all are in order, whatever this computer is busy with. `npm run flood` runs it longer and
 * prints figures: BINDERY_FLOOD_SECONDS, BINDERY_FLOOD_PORTS.
 */

const seconds = Number(process.env.BINDERY_FLOOD_SECONDS ?? 3);
const portCount = Number(process.env.BINDERY_FLOOD_PORTS ?? 1);
/** On a computer with other things to do the sample is slower, for what it asks is no matter of speed. */
const baud = Number(process.env.BINDERY_FLOOD_BAUD ?? 500_000);
const measured = process.env.BINDERY_FLOOD_SECONDS !== undefined;

const adapters = Array.from({ length: 4 }, (_, at) => ({ ...bridge, serialNumber: `FLOOD-${at}` }));

const test = mergeTests(benchTest, serialTest).extend({
  origin: async ({ site }, use) => use(site.origin),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  granted: async ({}, use) => use(adapters),
});

/** Of all processes of the browser behind this page, KiB. */
const heapOf = async (page: import('@playwright/test').Page): Promise<number> => {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage').catch(() => undefined);
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return Math.round(usedSize / 1024);
};

test('a log at full speed: no byte is lost, every line is there and in order', async ({ shell, page, bus }) => {
  test.setTimeout(480_000 + seconds * 1000);
  const boards = [];
  await shell.load();
  for (const ids of adapters.slice(0, portCount)) boards.push(await floodingBoard(bus, ids, baud));
  // Nobody answers: the bench gives each of them up as a board, and the port is free to be listened to.
  await expect(page.locator('main article[data-state="failed"]')).toHaveCount(portCount, { timeout: 240_000 });
  await shell.go('console');
  const port = page.getByLabel('Port', { exact: true });
  const ports = await port
    .locator('option')
    .evaluateAll((options) => options.map((one) => (one as HTMLOptionElement).value));
  for (const id of ports) {
    await port.selectOption(id);
    await page.getByRole('combobox', { name: 'Speed, baud' }).selectOption('2000000');
    await page.getByRole('button', { name: 'Listen', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Stop listening' })).toBeVisible();
  }
  const before = await heapOf(page);
  await watchPage(page);
  for (const board of boards) board.start();
  await page.waitForTimeout(seconds * 1000);
  for (const board of boards) board.stop();
  const figures = await stopWatching(page);
  const lost = boards.map((board) => board.lost);
  if (measured)
    process.stdout.write(
      `${JSON.stringify({
        baud,
        ports: portCount,
        seconds,
        sent: boards.map(({ bytes }) => bytes),
        lost,
        ...figures,
        heapBefore: before,
        heapAfter: await heapOf(page),
      })}\n`,
    );
  expect(lost).toEqual(boards.map(() => 0));
  await page.goto(`${page.url().split('#')[0]}#/console/kept`);
  await expect(page.locator('main tbody tr')).toHaveCount(portCount);
  const whole = new Set(boards.map(({ lines }) => lines));
  for (const row of await page.locator('main tbody tr').all()) {
    const saving = page.waitForEvent('download');
    await row.getByRole('button', { name: /^Save/ }).click();
    const file = await (await saving).path();
    const { readFile } = await import('node:fs/promises');
    const numbers = [...(await readFile(file, 'utf8')).matchAll(/ line (\d+) of a log that never ends, heap (\d+)/g)];
    expect(numbers.map(([, n]) => Number(n))).toEqual([...Array(numbers.length).keys()]);
    expect(whole).toContain(numbers.length);
    await rm(file, { force: true });
  }
  expect(floodLine(0)).toContain('line 0 of');
  for (const board of boards) await board.unplug();
});
