import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';

/** Keys for what is no page: the browser's own windows on the screen that xvfb-run has put up. */

const xdotool = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)('xdotool', args).catch(({ stdout }: { stdout?: string }) => ({ stdout: stdout ?? '' })))
    .stdout;

const windows = async (): Promise<number> =>
  (await xdotool('search', '--onlyvisible', '--name', '.*')).split('\n').filter(Boolean).length;

/** Opens the chooser by `open`, takes the first port of its list, or leaves it without a choice. */
export const inChooser = async (open: () => Promise<void>, what: 'first' | 'nothing' = 'first'): Promise<void> => {
  const before = await windows();
  await open();
  await expect.poll(windows, { intervals: [300] }).toBeGreaterThan(before);
  // Its list is filled a moment after it stands, and tells nobody.
  await xdotool('sleep', '1.5', 'key', ...(what === 'first' ? ['Tab', 'Down', 'Return'] : ['Escape']));
  await expect.poll(windows, { intervals: [300] }).toBe(before);
};
