/**
 * The clouds a screen can reach: the make-believe one always, a real project's when the relay has its account. Made in
 * `app/`; a test gives its own, and no screen can tell the difference.
 */
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  Cloud,
  CloudAnswer,
  EventOrigin,
  PairingKind,
  ProbeAnswer,
  RelayAccount,
  RelayStatus,
} from '../../model/cloud';
import { BenchError, type Problem } from '../../model/problem';
import { useSurroundings } from './bench-context';

/** `page` lives in this page's bench, `relay` behind the bench's own server. */
export type CloudPlace = 'page' | 'relay';

export interface PlacedCloud {
  place: CloudPlace;
  cloud: Cloud;
  /** Tells every new answer to a pairing poll; where it is missing, who wants to know asks by call. */
  followPairing?(token: string, kind: PairingKind, until: number, heard: (answer: CloudAnswer) => void): () => void;
}

export type RelayState =
  | { kind: 'asking' }
  | { kind: 'absent'; problem: Problem }
  /** `latencyMs` of the answer that told it. */
  | { kind: 'here'; latencyMs: number; status: RelayStatus };

export interface CloudView {
  clouds: readonly PlacedCloud[];
  relay: RelayState;
}

/** Every promise rejects with a `BenchError`. */
export interface CloudDesk {
  readonly view: StoreApi<CloudView>;
  /** Asks the relay again; what it says lands in `view`. */
  look(): Promise<void>;
  /** Sent once to the relay, which never gives it back. */
  keepAccount(account: RelayAccount): Promise<void>;
  forgetAccount(): Promise<void>;
  /** Tries the relay's one account at every data centre. */
  probe(): Promise<readonly ProbeAnswer[]>;
}

const noRelay = () => Promise.reject(new BenchError('cloud.no-relay'));

/** Where nobody gave a desk: no cloud, no relay. */
const emptyDesk: CloudDesk = {
  view: createStore<CloudView>(() => ({
    clouds: [],
    relay: { kind: 'absent', problem: { code: 'cloud.no-relay', details: {} } },
  })),
  look: async () => {},
  keepAccount: noRelay,
  forgetAccount: noRelay,
  probe: noRelay,
};

export interface Clouds extends CloudView {
  desk: CloudDesk;
  at(place: string | undefined): Cloud | undefined;
  /** Where live reports of that cloud come from. */
  eventsOf(place: CloudPlace): EventOrigin;
}

export const useCloud = (): Clouds => {
  const desk = useSurroundings().clouds ?? emptyDesk;
  const view = useStore(desk.view);
  // The relay is asked for when a screen first needs it, not by every visitor of the bench.
  useEffect(() => {
    if (desk.view.getState().relay.kind === 'asking') void desk.look();
  }, [desk]);
  return useMemo(
    () => ({
      ...view,
      desk,
      at: (place) => view.clouds.find((each) => each.place === place)?.cloud,
      eventsOf: (place) =>
        place === 'page' ? 'virtual' : view.relay.kind === 'here' ? view.relay.status.events : 'none',
    }),
    [view, desk],
  );
};
