import { shell as words } from '../../src/i18n/en/shell';
import { test as base, expect } from './bench';
import { type Lanes, lanesOf } from './pages/lanes';

const test = base.extend<{ lanes: Lanes }>({ lanes: async ({ page }, use) => use(lanesOf(page)) });

test('a worker that hangs is noticed, the lane says so, and one click starts another', async ({
  shell,
  page,
  lanes,
}) => {
  await shell.prefer({ boardSpeed: 1 });
  await shell.load();
  await lanes.addVirtual('esp32');
  const lane = lanes.of('02:00:00:00:00:01');
  await lane.reach('ready');
  await lane.run();
  await expect(lane.self.getByText('Writing', { exact: true })).toBeVisible();
  // For good, and in a task of its own: the browser does not end a worker that its debugger holds in an evaluation.
  await page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
  const bar = page.getByRole('alert').filter({ hasText: words.words.benchLost });
  await expect(bar).toBeVisible();
  await lane.reach('failed');
  expect(await lane.errorId()).toBe('E-BENCH-LOST');
  await bar.getByRole('button', { name: words.words.startAnew }).click();
  await expect(bar).toHaveCount(0);
  // Told until the board runs again, and the next worker works.
  await expect(lane.self).toContainText('The bench was started anew');
  await lanes.addVirtual('esp32');
  // Beside the lane that was cut off; the first board may be back on the table as well, where the old worker went in time.
  await expect(page.locator('main article[data-state="ready"]').first()).toBeVisible();
  await shell.go('licenses');
  await expect(shell.main).toContainText('free');
});
