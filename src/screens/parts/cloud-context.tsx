/**
 * The clouds a screen can reach: the make-believe one always, a real project's when the relay has its account. Made in
 * `app/`; a test gives its own, and no screen can tell the difference.
 */
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Cloud, EventOrigin } from '../../model/cloud';
import { BenchError } from '../../model/problem';
import { useSurroundings } from './bench-context';
import type { CloudDesk, CloudPlace, CloudView } from './cloud-desk';

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
