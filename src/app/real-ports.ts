import { adapterName } from '../model/adapters';
import type { PortSource, SeenPort } from '../steps/run/outside';

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
    const { usbVendorId: vendorId, usbProductId: productId } = port.getInfo();
    const usb = vendorId !== undefined && productId !== undefined ? { vendorId, productId } : undefined;
    return {
      id,
      name: usb ? adapterName(usb) : 'serial',
      port,
      ...(usb && { usb }),
      // Older browsers give nothing back.
      ...('forget' in port && { forget: () => port.forget() }),
    };
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
