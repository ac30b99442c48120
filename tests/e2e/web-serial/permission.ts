import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { UsbIds } from './adapter';

/** The person's choice in the browser's port chooser, which no headless browser shows. */

/**
 * Writes the grant into a profile that no browser has used yet, as the chooser stores it (testing-in-chromium,
 * section 2). `getPorts()` of `origin` then gives these adapters without a click.
 */
export const grantPorts = async (profile: string, origin: string, adapters: readonly UsbIds[]): Promise<void> => {
  const chosen = adapters.map((ids) => ({
    name: ids.product,
    vendor_id: ids.vendorId,
    product_id: ids.productId,
    serial_number: ids.serialNumber,
  }));
  const grant = { [`${origin},*`]: { last_modified: '13400000000000000', setting: { 'chosen-objects': chosen } } };
  const preferences = { profile: { content_settings: { exceptions: { serial_chooser_data: grant } } } };
  await mkdir(path.join(profile, 'Default'), { recursive: true });
  await writeFile(path.join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
};

/** Set in the page: 'dismiss' closes the chooser without a choice. */
declare global {
  var chooserAnswer: 'first' | 'dismiss' | undefined;
}

/**
 * Init script in place of `requestPort()` alone: asks for the click and obeys the filters as the browser does, then
 * takes the first granted port that is plugged in.
 */
export const chooserStandIn = (): void => {
  const serial = globalThis.navigator?.serial;
  if (!serial) return;
  const refuse = (name: string, reason: string) =>
    new DOMException(`Failed to execute 'requestPort' on 'Serial': ${reason}`, name);
  const fits = (port: SerialPort, filters: readonly SerialPortFilter[]) => {
    const { usbVendorId, usbProductId } = port.getInfo();
    return filters.some(
      (filter) =>
        (filter.usbVendorId === undefined || filter.usbVendorId === usbVendorId) &&
        (filter.usbProductId === undefined || filter.usbProductId === usbProductId),
    );
  };
  serial.requestPort = async ({ filters = [] } = {}) => {
    if (!navigator.userActivation.isActive) {
      throw refuse('SecurityError', 'Must be handling a user gesture to show a permission request.');
    }
    const ports = globalThis.chooserAnswer === 'dismiss' ? [] : await serial.getPorts();
    const port = ports.find((each) => each.connected && (filters.length === 0 || fits(each, filters)));
    if (!port) throw refuse('NotFoundError', 'No port selected by the user.');
    return port;
  };
};
