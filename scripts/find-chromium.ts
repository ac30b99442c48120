import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

/** Where a Chromium may be: named by the person, of the system, or Playwright's own. */

const onPath = (names: readonly string[]): string[] =>
  (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .flatMap((folder) => names.map((name) => path.join(folder, name)));

const usual: Partial<Record<NodeJS.Platform, () => string[]>> = {
  linux: () => onPath(['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge']),
  darwin: () =>
    ['/Applications', path.join(process.env.HOME ?? '/', 'Applications')].flatMap((folder) =>
      ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`),
    ),
  win32: () =>
    [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) =>
        ['Google\\Chrome', 'Chromium', 'Microsoft\\Edge'].map((name) =>
          path.join(folder, name, 'Application', name.endsWith('Edge') ? 'msedge.exe' : 'chrome.exe'),
        ),
      ),
};

/** Path of a browser to test with, or undefined. Throws when a variable names one that is not there. */
export const findChromium = (): string | undefined => {
  for (const variable of ['BINDERY_CHROMIUM', 'CHROMIUM']) {
    const named = process.env[variable];
    if (!named) continue;
    if (!existsSync(named)) throw new Error(`${variable} names a browser that is not there: ${named}`);
    return named;
  }
  const system = usual[process.platform]?.() ?? [];
  return [...system, chromium.executablePath()].find((file) => existsSync(file));
};
