/** What is kept of a console: how its line was set, what was sent there, and the commands sent with a click. */
import { useCallback, useMemo } from 'react';
import { type ConsoleOwner, consoleOf } from '../../../records/consoles';
import { benchDatabase } from '../../../records/database';
import { quickCommands } from '../../../records/quick-commands';
import { useLive } from '../../parts/use-live';
import type { ConsolePort } from './use-console';

export const useOwner = ({ id, port, lane }: ConsolePort): ConsoleOwner => {
  const mac = lane?.chip?.mac ?? lane?.ownMac;
  const virtual = Boolean((port ?? lane?.port)?.virtual);
  const vendorId = (port ?? lane?.port)?.usbVendorId;
  const productId = (port ?? lane?.port)?.usbProductId;
  return useMemo(
    () => ({
      port: id,
      virtual,
      ...(mac && { mac }),
      ...(vendorId !== undefined && productId !== undefined && { usb: { vendorId, productId } }),
    }),
    [id, virtual, mac, vendorId, productId],
  );
};

export const useKept = (owner: ConsoleOwner) => useLive(useCallback(() => consoleOf(benchDatabase(), owner), [owner]));

const askQuick = () => quickCommands(benchDatabase());

export const useQuick = () => useLive(askQuick);
