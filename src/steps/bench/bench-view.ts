import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FolderWatch } from '../../model/build';
import type { Problem } from '../../model/problem';
import type { LaneView, Plan, PortView } from '../../model/run';
import type { AirHeard } from '../../model/wifi';
import type { BenchCommand, SeenEvent } from '../run/messages';

/** What is happening now, as the page sees it. Filled by `fold` alone. */
export interface BenchView {
  ports: readonly PortView[];
  /** In the order in which they came; lanes never reorder by themselves. */
  lanes: readonly LaneView[];
  plan: Plan;
  /** What boards hear around them, by port; asked for by a person. */
  air: Readonly<Record<string, AirHeard>>;
  /** Networks whose password the bench holds, in its memory. */
  ssids: readonly string[];
  /** The folder that builds are taken from. */
  builds?: FolderWatch;
  trouble?: Problem;
  /** Whatever runs the bench does not answer any more. */
  lost?: true;
}

export const firstPlan: Plan = {
  flash: true,
  license: true,
  verify: true,
  boot: true,
  pair: true,
  activate: true,
  control: true,
  pairBy: 'bluetooth',
  startByItself: false,
};

/** The bench as screens hold it: a store to read, commands to send. They cannot tell where it runs. */
export interface Bench {
  readonly view: StoreApi<BenchView>;
  send(command: BenchCommand): void;
  /** Ends what does not answer and begins again; missing where there is nothing to end. */
  anew?(): void;
}

export const createBenchView = (plan: Plan = firstPlan): StoreApi<BenchView> =>
  createStore<BenchView>(() => ({ ports: [], lanes: [], plan, air: {}, ssids: [] }));

export const fold = (view: BenchView, event: SeenEvent): BenchView => {
  switch (event.kind) {
    case 'ports':
      return { ...view, ports: event.ports };
    case 'lane': {
      const known = view.lanes.some((lane) => lane.id === event.lane.id);
      const lanes = known
        ? view.lanes.map((lane) => (lane.id === event.lane.id ? event.lane : lane))
        : [...view.lanes, event.lane];
      return { ...view, lanes };
    }
    case 'lane-gone':
      return { ...view, lanes: view.lanes.filter((lane) => lane.id !== event.lane) };
    case 'air-heard':
      return { ...view, air: { ...view.air, [event.port]: event.heard } };
    case 'wifi':
      return { ...view, ssids: event.ssids };
    case 'builds':
      return { ...view, builds: event.watch };
    case 'trouble':
      return { ...view, trouble: event.problem };
  }
};
