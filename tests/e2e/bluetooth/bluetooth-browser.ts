import path from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../../../scripts/find-chromium';
import { browserTest } from '../browser';
import { type Bluez, openBluez } from './bluez';

/**
 * A browser whose own Web Bluetooth finds make-believe devices. Linux only, since it takes the place of BlueZ. Merged
 * behind `serialTest` (`mergeTests(serialTest, bluetoothTest)`), the same browser finds both.
 */

interface BluetoothFixtures {
  bluez: Bluez;
}

/** Why the real Web Bluetooth cannot be tested here, or undefined. */
export const whyNoBluetooth = (): string | undefined =>
  process.platform === 'linux' ? undefined : 'the real Web Bluetooth stack under test needs Linux';

export const bluetoothTest = browserTest.extend<BluetoothFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  bluez: async ({}, use, info) => {
    const reason = whyNoBluetooth();
    info.skip(reason !== undefined, reason);
    const bluez = await openBluez();
    await use(bluez);
    await bluez.close();
  },
  browserEnv: async ({ browserEnv, bluez }, use) => use({ ...browserEnv, ...bluez.env }),
  context: async ({ profile, browserEnv, locale, viewport }, use) => {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: findChromium(),
      args: [
        ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-component-update'],
        '--enable-features=WebBluetooth', // off by default on Linux
      ],
      env: { ...process.env, ...browserEnv, HOME: profile, XDG_DATA_HOME: path.join(profile, 'data') },
      locale: locale ?? 'en-US',
      viewport: viewport ?? { width: 1440, height: 900 },
    });
    await use(context);
    await context.close();
  },
});
