/** The clouds of this page: the make-believe one in the bench worker, and whatever the bench's own server has. */
import { createStore } from 'zustand/vanilla';
import type { RelayCloud } from '../links/relay-cloud';
import type { Cloud, RelayStatus } from '../model/cloud';
import { asBenchError } from '../model/problem';
import type { CloudDesk, CloudView, PlacedCloud } from '../screens/parts/cloud-desk';

export const createCloudDesk = (demo: Cloud, relay: RelayCloud, now: () => number): CloudDesk => {
  const inPage: PlacedCloud = { place: 'page', cloud: demo };
  const view = createStore<CloudView>(() => ({ clouds: [inPage], relay: { kind: 'asking' } }));
  let behind: PlacedCloud | undefined;
  let looking: Promise<void> | undefined;

  /** The same object as long as it is the same kind of cloud: screens listen to it. */
  const placed = (status: RelayStatus): PlacedCloud | undefined => {
    if (!status.configured && !status.virtual) return undefined;
    if (behind?.cloud.virtual !== status.virtual) {
      behind = { place: 'relay', cloud: relay.cloud(status.virtual), followPairing: relay.followPairing };
    }
    return behind;
  };

  const told = (status: RelayStatus, latencyMs: number): void => {
    behind = placed(status);
    const clouds = behind ? [inPage, behind] : [inPage];
    view.setState({ clouds, relay: { kind: 'here', latencyMs, status } });
  };

  const timed = async (ask: () => Promise<RelayStatus>): Promise<void> => {
    const began = now();
    const status = await ask();
    told(status, Math.max(1, Math.round(now() - began)));
  };

  const look = async (): Promise<void> => {
    try {
      await timed(relay.status);
    } catch (fault) {
      behind = undefined;
      view.setState({ clouds: [inPage], relay: { kind: 'absent', problem: asBenchError(fault).problem } });
    }
  };

  return {
    view,
    look() {
      looking ??= look().finally(() => {
        looking = undefined;
      });
      return looking;
    },
    keepAccount: (account) => timed(() => relay.keepAccount(account)),
    forgetAccount: () => timed(relay.forgetAccount),
    async probe() {
      const answers = await relay.probe();
      // A probe tells the relay of clock and token, too.
      await timed(relay.status).catch(() => {});
      return answers;
    },
  };
};
