import type { NetworkTold, RadioBinding, RadioHost } from '../../../src/virtual/ble/radio-host';
import { startTuyaRadio } from '../../../src/virtual/ble/tuya-radio';
import { realClock } from '../../../src/virtual/parts/clock';
import { cloudKeys, license } from './radio-bench';

/** The air of a board that is bound to somebody and away from its cloud, by itself: what hangs on its cable is another thing. */
export const boundAir = (given: Partial<RadioHost> = {}, { letsGo = true } = {}) => {
  const bound: RadioBinding = { ...cloudKeys, points: [], value: () => undefined };
  let binding: RadioBinding | undefined = bound;
  let resets = 0;
  const configured: NetworkTold[] = [];
  const radio = startTuyaRadio({
    license,
    pid: 'demolamp00000001',
    generation: 2,
    mtu: 256,
    clock: realClock(),
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    junk: () => 0,
    log: () => {},
    binding: () => binding,
    link: () => 0,
    online: () => false,
    configure: () => (network) => configured.push(network),
    command: () => {},
    reset() {
      resets += 1;
      if (letsGo) binding = undefined;
      radio.refresh();
    },
    posix: () => undefined,
    ...given,
  });
  const bind = () => {
    binding = bound;
    radio.refresh();
  };
  return { radio, configured, bind, resets: () => resets };
};
