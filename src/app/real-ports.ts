import { own } from '../model/own';
import type { PortSource, SeenPort } from '../steps/run/outside';

/** USB-UART bridges by vendor and product id, as their makers name them. */
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

const hex4 = (id: number) => id.toString(16).padStart(4, '0');

const nameOf = ({ usbVendorId, usbProductId }: SerialPortInfo) => {
  if (usbVendorId === undefined || usbProductId === undefined) return 'serial';
  const ids = `${hex4(usbVendorId)}:${hex4(usbProductId)}`;
  return own(bridges, ids) ?? ids;
};

/**
 * The ports a person has granted, through `navigator.serial`, which exists in workers too (without the chooser).
 * `early` are those plugged in before anybody watched.
 */
export const realPorts = (serial: Serial | undefined, early: SerialPort[] = []): PortSource => {
  const ids = new WeakMap<SerialPort, string>();
  let count = 0;
  const see = (port: SerialPort): SeenPort => {
    let id = ids.get(port);
    if (!id) ids.set(port, (id = `port-${++count}`));
    const info = port.getInfo();
    const { usbVendorId: vendorId, usbProductId: productId } = info;
    const usb = vendorId !== undefined && productId !== undefined ? { vendorId, productId } : undefined;
    return { id, name: nameOf(info), port, ...(usb && { usb }) };
  };
  return {
    async list() {
      const ports = (await serial?.getPorts()) ?? [];
      // A port object outlives its cable; a fresh plug brings a fresh object.
      return ports.filter((port) => (port as { connected?: boolean }).connected !== false).map(see);
    },
    watch(changed) {
      const waiting = early.splice(0);
      if (waiting.length > 0) changed(waiting.map((port) => see(port).id));
      serial?.addEventListener('connect', (event) => changed([see(event.target as SerialPort).id]));
      serial?.addEventListener('disconnect', () => changed([]));
    },
  };
};
