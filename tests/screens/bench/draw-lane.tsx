import { prerender } from 'react-dom/static';
import { Router } from 'wouter';
import { createStore } from 'zustand/vanilla';
import type { LaneView, PortView } from '../../../src/model/run';
import { Lane } from '../../../src/screens/bench/lane/lane';
import {
  type BrowserFacts,
  type Stock,
  type Surroundings,
  SurroundingsProvider,
} from '../../../src/screens/parts/bench-context';
import { createBenchView } from '../../../src/steps/bench/bench-view';
import { browser } from '../harness/scenes';

/** A lane as it is first drawn, as HTML, without a browser. */
export const drawLane = async (
  lane: LaneView,
  facts: Partial<BrowserFacts> = {},
  ports: readonly PortView[] = [lane.port],
): Promise<string> => {
  const view = createBenchView();
  // What is drawn without a browser looks at the beginnings of stores only.
  const beginning = { ...view.getState(), ports };
  const around: Surroundings = {
    bench: { view: { ...view, getInitialState: () => beginning, getState: () => beginning }, send: () => {} },
    stock: createStore<Stock>(() => ({ read: true, firmware: [], pools: [] })),
    sheets: {
      open: () => {
        throw new Error('a lane reads no sheets');
      },
    },
    browser: createStore<BrowserFacts>(() => ({ ...browser, ...facts })),
    choosePort: async () => 'closed',
    askToKeep: async () => false,
  };
  const { prelude } = await prerender(
    <Router ssrPath="/">
      <SurroundingsProvider value={around}>
        <Lane lane={lane} editPlan={() => {}} />
      </SurroundingsProvider>
    </Router>,
  );
  return new Response(prelude).text();
};
