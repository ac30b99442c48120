import { prerender } from 'react-dom/static';
import { Router } from 'wouter';
import { createStore } from 'zustand/vanilla';
import type { LogLine } from '../../../../src/model/log-line';
import type { PortView } from '../../../../src/model/run';
import { DeviceLog } from '../../../../src/screens/devices/history/device-log';
import { type BrowserFacts, type Stock, SurroundingsProvider } from '../../../../src/screens/parts/bench-context';
import { createBenchView } from '../../../../src/steps/bench/bench-view';
import { browser } from '../../harness/scenes';

/** The log of a device as it is first drawn, as HTML, without a browser. */
export const drawDeviceLog = async (use: PortView['use'], lines: readonly LogLine[]): Promise<string> => {
  const view = createBenchView();
  const beginning = { ...view.getState(), ports: [{ id: 'port-1', name: 'Port 1', use }] };
  const { prelude } = await prerender(
    <Router ssrPath="/">
      <SurroundingsProvider
        value={{
          bench: { view: { ...view, getInitialState: () => beginning, getState: () => beginning }, send: () => {} },
          stock: createStore<Stock>(() => ({ read: true, firmware: [], pools: [] })),
          sheets: {
            open: () => {
              throw new Error('no sheets here');
            },
          },
          browser: createStore<BrowserFacts>(() => browser as BrowserFacts),
          choosePort: async () => 'closed',
          askToKeep: async () => false,
        }}
      >
        <DeviceLog port="port-1" lines={lines} />
      </SurroundingsProvider>
    </Router>,
  );
  return new Response(prelude).text();
};
