/** The relay's cloud for the runs of real boards: asked each time whether it is there and has an account. */
import { createRelayCloud } from '../links/relay-cloud';
import type { Cloud } from '../model/cloud';
import { BenchError } from '../model/problem';
import type { RunCloud } from '../steps/device/run-cloud';

export const createRelayForRuns = (): (() => Promise<RunCloud>) => {
  const relay = createRelayCloud();
  const clouds = new Map<boolean, Cloud>();
  const cloudOf = (virtual: boolean): Cloud => {
    const cloud = clouds.get(virtual) ?? relay.cloud(virtual);
    clouds.set(virtual, cloud);
    return cloud;
  };
  return async () => {
    const status = await relay.status();
    if (!status.configured && !status.virtual) throw new BenchError('cloud.no-account');
    return {
      place: 'relay',
      cloud: cloudOf(status.virtual),
      events: status.events,
      followPairing: relay.followPairing,
      ...(status.clockOffsetMs !== undefined && { clockOffsetMs: status.clockOffsetMs }),
      ...(status.dataCentre && { dataCentre: status.dataCentre }),
    };
  };
};
