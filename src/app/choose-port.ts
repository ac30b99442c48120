import { bridgeVendors, listsBridgesFirst } from '../model/adapters';
import type { BrowserFacts, PortWish } from '../screens/parts/bench-context';
import type { Bench } from '../steps/bench/bench-view';

const bridges: SerialPortRequestOptions = { filters: bridgeVendors.map((usbVendorId) => ({ usbVendorId })) };

/** The browser's chooser, which only the page can open; the worker then finds the port among those granted. */
export const choosePort =
  (
    bench: Bench,
    serial: Pick<Serial, 'requestPort'> | undefined = navigator.serial,
    system: BrowserFacts['system'] = 'other',
  ) =>
  async ({ all, ...wish }: PortWish = {}): Promise<'chosen' | 'closed'> => {
    // Closing the chooser rejects with NotFoundError: an outcome, not an error. A refused one says SecurityError.
    const port = await serial?.requestPort(all || !listsBridgesFirst(system) ? {} : bridges).catch(() => undefined);
    if (!port) return 'closed';
    const { usbVendorId, usbProductId } = port.getInfo();
    bench.send({ kind: 'look-for-ports', picked: { usbVendorId, usbProductId }, ...wish });
    return 'chosen';
  };
