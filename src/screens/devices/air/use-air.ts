/** A device over Bluetooth: whether this bench holds its keys, how far the conversation is, and what can be done with it. */

import { useCallback } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { AirView } from '../../../model/air';
import { own } from '../../../model/own';
import { benchDatabase, type DeviceKeysRow } from '../../../records/database';
import { listDeviceKeys } from '../../../records/device-keys';
import type { AirDesk } from '../../parts/air-desk';
import { useSurroundings } from '../../parts/bench-context';
import { type Live, useLive } from '../../parts/use-live';

/** Devices that were bound here; their keys stay sealed. */
export const useHeldKeys = (): Live<readonly DeviceKeysRow[]> =>
  useLive(useCallback(() => listDeviceKeys(benchDatabase()), []));

const nothing = createStore<Readonly<Record<string, AirView>>>(() => ({}));

export interface Air {
  desk: AirDesk;
  view: AirView | undefined;
}

/** Undefined where nobody put up a desk. */
export const useAir = (deviceId: string): Air | undefined => {
  const { air } = useSurroundings();
  const view = useStore(air?.view ?? nothing, (views) => own(views, deviceId));
  return air && { desk: air, view };
};
