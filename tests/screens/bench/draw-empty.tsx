import { prerender } from 'react-dom/static';
import { Router } from 'wouter';
import { createStore } from 'zustand/vanilla';
import { EmptyBench } from '../../../src/screens/bench/empty/empty-bench';
import {
  type BrowserFacts,
  type Stock,
  type Surroundings,
  SurroundingsProvider,
} from '../../../src/screens/parts/bench-context';
import { createBenchView } from '../../../src/steps/bench/bench-view';
import { browser } from '../harness/scenes';

/** The empty bench as this browser is shown it, as HTML, without a browser. */
export const drawEmpty = async (facts: Partial<BrowserFacts>): Promise<string> => {
  const around: Surroundings = {
    bench: { view: createBenchView(), send: () => {} },
    stock: createStore<Stock>(() => ({ read: true, firmware: [], pools: [] })),
    sheets: {
      open: () => {
        throw new Error('an empty bench reads no sheets');
      },
    },
    browser: createStore<BrowserFacts>(() => ({ ...browser, ...facts })),
    choosePort: async () => 'closed',
    askToKeep: async () => false,
  };
  const { prelude } = await prerender(
    <Router ssrPath="/">
      <SurroundingsProvider value={around}>
        <EmptyBench openGuide={() => {}} />
      </SurroundingsProvider>
    </Router>,
  );
  return new Response(prelude).text();
};
