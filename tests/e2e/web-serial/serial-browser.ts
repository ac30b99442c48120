import { execFileSync } from 'node:child_process';
import { browserTest } from '../browser';
import type { UsbIds } from './adapter';
import { grantPorts } from './permission';
import { openSerialBus, type SerialBus } from './serial-bus';

/** A browser whose own Web Serial finds make-believe adapters. Linux only, since it takes the place of libudev and the tty. */

interface SerialFixtures {
  bus: SerialBus;
  /** The origin that holds the grants. */
  origin: string;
  /** What the person has allowed `origin` before. */
  granted: readonly UsbIds[];
}

const hasCompiler = (): boolean => {
  try {
    execFileSync(process.env.CC ?? 'gcc', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Why the real Web Serial cannot be tested here, or undefined. */
export const whyNot = (): string | undefined => {
  if (process.platform !== 'linux') return 'the real Web Serial stack under test needs Linux';
  if (!hasCompiler()) return 'the real Web Serial stack under test needs gcc (Debian: gcc libc6-dev)';
  return undefined;
};

export const bridge: UsbIds = {
  vendorId: 0x10c4,
  productId: 0xea60,
  product: 'CP2102N USB to UART Bridge',
  serialNumber: 'BINDERY1',
};

/** As most CH340 and many others are: nothing of it is remembered when its cable is pulled. */
export const bareBridge: UsbIds = { ...bridge, serialNumber: null };

export const serialTest = browserTest.extend<SerialFixtures>({
  granted: [[bridge], { option: true }],
  origin: ['', { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  bus: async ({}, use, info) => {
    const reason = whyNot();
    info.skip(reason !== undefined, reason);
    const bus = await openSerialBus();
    await use(bus);
    await bus.close();
  },
  browserEnv: async ({ bus, profile, origin, granted }, use) => {
    await grantPorts(profile, origin, granted);
    await use(bus.env);
  },
});
