/** USB-UART bridges by vendor and product id, as their makers name them. */
import { type AdapterIds, adapterId } from './line-speed';
import { own } from './own';

const bridges: Readonly<Record<string, string>> = {
  '1a86:7523': 'CH340',
  '1a86:55d4': 'CH9102',
  '1a86:55d3': 'CH343',
  '1a86:55d2': 'CH342',
  '10c4:ea60': 'CP210x',
  '10c4:ea70': 'CP2105',
  '0403:6001': 'FT232R',
  '0403:6010': 'FT2232',
  '0403:6014': 'FT232H',
  '0403:6015': 'FT-X',
  '067b:2303': 'PL2303',
  '303a:1001': 'USB JTAG/serial',
};

/** A bridge that is not known is called by its ids. */
export const adapterName = (usb: AdapterIds): string => own(bridges, adapterId(usb)) ?? adapterId(usb);

/** Whoever makes one of them: their other bridges have ids that no list here has. */
export const bridgeVendors: readonly number[] = [
  ...new Set(Object.keys(bridges).map((ids) => Number.parseInt(ids.slice(0, 4), 16))),
];

/**
 * Whether known bridges come first. On Android the list has Bluetooth serial devices alone, which have no USB vendor, or
 * wired boards as well from Chrome 148 on Android 17, and no page is told which Android that is.
 */
export const listsBridgesFirst = (system: string): boolean => system !== 'Android';
