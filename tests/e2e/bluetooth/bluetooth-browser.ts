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
  // Off by default on Linux.
  browserArgs: ['--enable-features=WebBluetooth'],
});
