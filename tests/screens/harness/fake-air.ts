/** Devices over Bluetooth for pictures: as the scene has them, and a click goes one state on. */
import { createStore } from 'zustand/vanilla';
import type { AirView } from '../../../src/model/air';
import type { AirDesk } from '../../../src/screens/parts/air-desk';
import { fakeDesk } from './fake-cloud';

const since = Date.UTC(2026, 10, 22, 14, 32, 7);

const states: Readonly<Record<string, AirView>> = {
  looking: { state: 'looking' },
  asking: { state: 'asking', ask: 1 },
  connecting: { state: 'connecting', name: 'TYBLE' },
  connected: { state: 'connected', name: 'TYBLE', since },
  lost: { state: 'closed', by: 'device' },
  unbound: { state: 'unbound' },
  released: { state: 'released', seen: true },
  unseen: { state: 'released', seen: false },
  failed: { state: 'failed', problem: { code: 'radio.not-found', details: {} } },
};

/** `state` by its name above, of this device; anything else: nobody has asked yet. */
export const fakeAir = (deviceId: string, state: string | null): AirDesk => {
  const shown = states[state ?? ''];
  const view = createStore<Readonly<Record<string, AirView>>>(() => (shown ? { [deviceId]: shown } : {}));
  const [placed] = fakeDesk('absent').view.getState().clouds;
  return {
    view,
    open: (device) => view.setState({ [device]: states.looking! }),
    close: (device) => view.setState({ [device]: { state: 'closed', by: 'host' } }),
    release: (device) => view.setState({ [device]: states.released! }),
    cloud: () => placed!.cloud,
  };
};
