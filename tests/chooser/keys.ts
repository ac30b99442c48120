import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, type Page } from '@playwright/test';

/** Keys for what is no page: the chooser, drawn by the browser itself on the screen that xvfb-run has put up. */

declare global {
  /** Choosers that were opened, and how many of them came to an end. */
  var choosers: { opened: number; ended: number } | undefined;
}

/** Init script: counts, and changes nothing. */
export const countChoosers = (): void => {
  const serial = globalThis.navigator?.serial;
  if (!serial) return;
  const counts = { opened: 0, ended: 0 };
  globalThis.choosers = counts;
  const ask = serial.requestPort.bind(serial);
  serial.requestPort = (options) => {
    counts.opened += 1;
    return ask(options).finally(() => {
      counts.ended += 1;
    });
  };
};

const keys = {
  /** From Cancel, which has the focus, to the list and its first row. */
  first: ['Tab', 'Down', 'Return'],
  nothing: ['Escape'],
};

/** Opens the chooser by `open`, takes the first port of its list, or leaves it without a choice. */
export const inChooser = async (page: Page, open: () => Promise<void>, what: keyof typeof keys = 'first') => {
  const count = () => page.evaluate(() => globalThis.choosers);
  const { opened = 0 } = (await count()) ?? {};
  await open();
  await expect.poll(async () => (await count())?.opened).toBe(opened + 1);
  // The list fills itself a moment after it stands, and tells nobody.
  await promisify(execFile)('xdotool', ['sleep', '2', 'key', '--delay', '200', ...keys[what]]);
  await expect.poll(async () => (await count())?.ended).toBe(opened + 1);
};
