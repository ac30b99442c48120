import { test as base, expect } from './bench';
import { type Lanes, lanesOf } from './pages/lanes';
import { allPlaces } from './pages/shell';
import { workerOf } from './pages/worker';

/** Issue 10, section 4: the screen says what is so, also tomorrow morning (Show 4). */

const test = base.extend<{ lanes: Lanes }>({ lanes: async ({ page }, use) => use(lanesOf(page)) });

/** Intervals that the page has running, and the longest-lived of its waits; a worker's end with it. */
const countTimers = () => {
  const { setInterval, clearInterval } = window;
  const running = new Set<unknown>();
  Object.assign(window, {
    runningIntervals: running,
    setInterval: (...given: Parameters<typeof setInterval>) => {
      const timer = setInterval(...given);
      running.add(timer);
      return timer;
    },
    clearInterval: (timer: number) => {
      running.delete(timer);
      clearInterval(timer);
    },
  });
};

const mac = (at: number) => `02:00:00:00:00:0${at}`;
const eight = [1, 2, 3, 4, 5, 6, 7, 8];

test('eight virtual boards that were bound are there after a reload, and an open device page leaves nothing behind', async ({
  page,
  shell,
  lanes,
}) => {
  await page.addInitScript(countTimers);
  await shell.load();
  const intervals = () =>
    page.evaluate(() => (window as unknown as { runningIntervals: Set<unknown> }).runningIntervals.size);
  const worker = workerOf(page);
  const habits = { chip: 'esp32', habits: {}, habit: 'plain', speed: 10 } as const;
  for (const _ of eight) await worker.tell({ kind: 'add-virtual-board', ...habits });
  for (const at of eight) await lanes.of(mac(at)).reach('ready');
  const atRest = await intervals();
  for (const at of eight) await lanes.of(mac(at)).run();
  for (const at of eight) await lanes.of(mac(at)).reach('proven');
  const before = await lanes.all.count();
  const device = await lanes.of(mac(3)).self.getByRole('link', { name: 'Open device' }).getAttribute('href');

  await page.goto(`${new URL(page.url()).origin}/${device}`);
  await expect(shell.main.getByText('online', { exact: true }).first()).toBeVisible();
  await page.reload();

  // The same device, on its page, by its board: nothing of it was forgotten.
  await expect(shell.main.getByText('online', { exact: true }).first()).toBeVisible();
  await expect(shell.main).toContainText(mac(3).slice(-8));
  await expect(shell.main.getByRole('switch').first()).toBeEnabled();
  expect(
    page
      .workers()
      .map((each) => each.url())
      .filter((url) => url.includes('bench')),
  ).toHaveLength(1);

  await shell.go('bench');
  for (const at of eight) {
    const lane = lanes.of(mac(at));
    await lane.reach('ready');
    await expect(lane.self).toContainText('switch_demo');
    await expect(lane.self).not.toContainText('not in the ledger');
  }
  expect(await lanes.all.count()).toBe(before);
  // What was done today has a way in, though no lane shows it any more.
  const today = page.getByRole('region', { name: 'Today on this bench' });
  await expect(today).toContainText('8 runs, 8 bound');
  await expect(today.getByRole('link', { name: 'Certificate' }).first()).toBeVisible();

  // Nothing is left running of the page before, nor of the device page: no interval, no port, no run, no request.
  expect(await intervals()).toBe(atRest);
  await expect(page.locator('main article').getByText(/open/)).toHaveCount(0);
  const locks = await page.evaluate(async () => (await navigator.locks.query()).held?.map(({ name }) => name) ?? []);
  expect(locks.filter((name) => name?.startsWith('bindery.run.'))).toEqual([]);
  expect(locks.filter((name) => name === 'bindery.bench')).toHaveLength(1);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await shell.go('licenses');
  await shell.go('bench');
  // And they are put away together, with one click, for good.
  await page.locator('main details:has(select) summary').first().click();
  await page.getByRole('button', { name: 'Remove all 8 virtual boards' }).first().click();
  await expect(lanes.all).toHaveCount(0);
  expect(requests.filter((url) => url.includes('/cloud/'))).toEqual([]);
});

test('a run that was cut off by a reload is on the bench: which board, where, what to read', async ({
  page,
  shell,
  lanes,
}) => {
  await shell.prefer({ boardSpeed: 1 });
  await shell.load();
  await lanes.addVirtual('esp32');
  const lane = lanes.of(mac(1));
  await lane.reach('ready');
  await lane.run();
  await lane.reachStation('flash', 'working');
  await expect(lane.self).toContainText(/left/);
  await page.reload();

  const cut = page.locator('[data-cut]');
  await expect(cut).toContainText('Cut off at Flash');
  await expect(cut).toContainText(mac(1));
  await lane.reach('ready');
  await expect(cut.getByRole('button', { name: 'Read this board' })).toBeVisible();
  await cut.getByRole('link', { name: 'Report' }).click();
  await expect(shell.main).toContainText('Cut off at Flash');
  await shell.go('bench');
  await cut.getByRole('button', { name: 'Noted, put away' }).click();
  await expect(cut).toHaveCount(0);
});

test('at 360 pixels there are five places and More, and every place is reached', async ({ page, shell }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await shell.load();
  const bar = page.locator('nav:has(button[popovertarget])');
  await expect(bar.locator('> a')).toHaveCount(5);
  const more = bar.getByRole('button', { name: 'More' });
  for (const place of allPlaces) {
    await shell.go(place);
    await expect(bar.locator('[popover]')).toBeHidden();
  }
  await expect(more).toHaveAttribute('aria-current', 'true');
  await shell.go('bench');
  await expect(more).not.toHaveAttribute('aria-current');
  for (const item of await bar.locator('> *:visible').all()) {
    const box = await item.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 360).toBe(true);
  }
});
