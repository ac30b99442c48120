import { dist } from '../../scripts/files';
import { createOpenApiClient } from '../../src/links/openapi-client';
import { openRelay } from '../../src/relay/cloud/open-relay';
import { serve } from '../../src/relay/serve';
import { demoUid } from '../../src/virtual/cloud/demo-state';
import type { CloudFault } from '../../src/virtual/cloud/state';
import { bindDevice, license } from '../virtual/cloud/bound-device';

/**
 * The built bench, its relay and a bound device in a process of their own, as a workshop's computer has them. Tells its
 * origin, and what the device was told.
 */
const begin = async () => {
  const relay = await openRelay({
    env: { BINDERY_CLOUD: 'demo', XDG_CONFIG_HOME: process.env.XDG_CONFIG_HOME },
    openSession: createOpenApiClient,
    fetch: () => Promise.reject(new Error('the demo left this computer')),
  });
  const { emulated } = relay;
  if (!emulated) throw new Error('no emulated cloud');
  emulated.issueLicense(license);
  const { token } = emulated.makeToken({ uid: demoUid });
  const [product] = emulated.state.products;
  const device = await bindDevice(emulated.device, { token, pid: product?.pid ?? '' });
  if (!device) throw new Error('activation was refused');
  emulated.listen((happening) => process.send?.({ happening }));
  process.on('message', ({ fault, set }: { fault: CloudFault; set: boolean }) => {
    if (set) emulated.set(fault);
    else emulated.clear(fault);
    process.send?.({ done: fault });
  });
  const { origin } = await serve(dist, 0, false, relay.routes);
  process.send?.({ origin, deviceId: device.devId });
};

process.on('disconnect', () => process.exit());
void begin();
