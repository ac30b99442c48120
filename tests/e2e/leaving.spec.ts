import type { Dialog } from '@playwright/test';
import { test as base, expect } from './bench';
import { type Lanes, lanesOf } from './pages/lanes';
import { withoutBinding } from './pages/shell';

const test = base.extend<{ lanes: Lanes }>({ lanes: async ({ page }, use) => use(lanesOf(page)) });

test('beforeunload: the browser asks before a page that writes is closed, and not when all is written', async ({
  shell,
  page,
  lanes,
}) => {
  // At the pace of life, so that there is something to be written for a while.
  await shell.prefer({ boardSpeed: 1 });
  await shell.plan({ ...withoutBinding, license: false, verify: false });
  await shell.load();
  await lanes.addVirtual('esp32');
  const lane = lanes.of('02:00:00:00:00:01');
  await lane.reach('ready');
  await lane.run();
  await expect(lane.self.getByText('Writing', { exact: true })).toBeVisible();
  const asked = new Promise<Dialog>((came) => page.once('dialog', came));
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  // Stay: the run goes on.
  await dialog.dismiss();
  await lane.reach('proven');

  let dialogs = 0;
  page.on('dialog', (unwanted) => {
    dialogs += 1;
    void unwanted.accept();
  });
  await page.reload();
  await shell.load();
  expect(dialogs).toBe(0);
});
