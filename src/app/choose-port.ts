import type { Bench } from '../steps/bench/bench-view';

/** The browser's chooser, which only the page can open; the worker then finds the port among those granted. */
export const choosePort =
  (bench: Bench, serial: Pick<Serial, 'requestPort'> | undefined = navigator.serial) =>
  async (logOf?: string): Promise<'chosen' | 'closed'> => {
    // Closing the chooser rejects with NotFoundError: an outcome, not an error. A refused one says SecurityError.
    const port = await serial?.requestPort().catch(() => undefined);
    if (!port) return 'closed';
    const { usbVendorId, usbProductId } = port.getInfo();
    bench.send({ kind: 'look-for-ports', picked: { usbVendorId, usbProductId }, ...(logOf && { logOf }) });
    return 'chosen';
  };
