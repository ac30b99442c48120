import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CloudHappening } from '../../src/virtual/cloud/state';
import { expect } from './bench';
import { browserTest } from './browser';
import { shellOf } from './pages/shell';

/** The page against the relay over HTTP, with relay, cloud and device in another process (issue 3, Show 3). */

interface Told {
  origin?: string;
  deviceId?: string;
  happening?: CloudHappening;
}

browserTest(
  'a switch flipped in the page reaches the device through the relay, and its report comes back',
  async ({ page, profile }) => {
    const child = fork(fileURLToPath(new URL('./relay-process.ts', import.meta.url)), {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, XDG_CONFIG_HOME: profile },
    });
    const happenings: CloudHappening[] = [];
    const { origin = '', deviceId = '' } = await new Promise<Told>((begun) => {
      child.on('message', (told: Told) => {
        if (told.happening) happenings.push(told.happening);
        if (told.origin) begun(told);
      });
    });
    const shell = shellOf(page, origin);
    await shell.load('devices');
    await page.getByRole('radio', { name: 'Demo cloud of the relay' }).click({ force: true });
    await shell.main.locator(`a[href*="${deviceId}"]`).first().click();
    const point = shell.main.getByRole('switch').first();
    await expect(point).not.toBeChecked();
    await point.click({ force: true });
    await expect(point).toBeChecked({ timeout: 15_000 });
    expect(happenings).toContainEqual(expect.objectContaining({ kind: 'commanded', deviceId }));
    expect(happenings).toContainEqual(
      expect.objectContaining({ kind: 'reported', deviceId, values: [{ dpId: 1, value: true }] }),
    );
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  },
);
