/** The certificate screen in a bare frame, and what a lane shows while it pairs: `#/lane/asking`. */
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { createRoot } from 'react-dom/client';
import { Router, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { createStore } from 'zustand/vanilla';
import { createSheetDesk } from '../../../src/app/sheets/sheet-desk';
import type { LaneView } from '../../../src/model/run';
import { PairCallout } from '../../../src/screens/bench/callouts/pair-callout';
import { BoundLine } from '../../../src/screens/bench/lane/bound-line';
import { CertificateScreen } from '../../../src/screens/certificate/certificate-screen';
import { type BrowserFacts, type Stock, SurroundingsProvider } from '../../../src/screens/parts/bench-context';
import { beginPreferences } from '../../../src/screens/parts/preferences';
import { createBenchView } from '../../../src/steps/bench/bench-view';
import type { BenchCommand } from '../../../src/steps/run/messages';
import { bound, fillRuns, stationsTo, virtualBound } from './certificate-runs';
import { browser } from './scenes';

declare global {
  interface Window {
    fillRuns: () => Promise<void>;
    commands: BenchCommand[];
    chosen: unknown[];
  }
}

window.commands = [];
window.chosen = [];
window.fillRuns = fillRuns;

const at = Date.UTC(2026, 10, 22, 13, 31, 49);
const said = (code: 'looking-for-board' | 'choose-in-list' | 'connecting' | 'handshake' | 'paired', ms: number) => ({
  at: at + ms,
  state: 'working' as const,
  fact: { code, details: {} },
});
const evidence = [
  said('looking-for-board', 0),
  said('choose-in-list', 40),
  said('connecting', 4100),
  said('handshake', 5900),
];

const pairing: LaneView = {
  id: '1',
  port: { id: 'p1', name: 'CP210x', use: 'open' },
  state: 'running',
  current: 'pair',
  ...(bound.chip && { chip: bound.chip }),
  stations: stationsTo('pair', { state: 'yours', fact: { code: 'choose-in-list', details: {} } }),
  evidence: evidence.slice(0, 2),
};
const virtualPort = { id: 'v1', name: 'ESP32-C3', use: 'open', virtual: { habit: 'plain' } } as const;
const working = stationsTo('pair', { state: 'working', fact: { code: 'handshake', details: {} } });
const scanning = stationsTo('pair', { state: 'yours', fact: { code: 'show-qr', details: {} } });
const qr = 'https://smartapp.tuya.com/s/p?p=qk7xw2mvnbe4dplz&uuid=a3f277d01b9e44a2c6e0&v=2.0';

const lanes: Readonly<Record<string, LaneView>> = {
  asking: { ...pairing, radio: { state: 'asking', ask: 7 } },
  'asking-virtual': { ...pairing, port: virtualPort, radio: { state: 'asking', ask: 7 } },
  talking: { ...pairing, stations: working, evidence, radio: { state: 'connected', name: 'TYBLE' } },
  qr: { ...pairing, stations: scanning, evidence: [], qr },
  'qr-virtual': { ...pairing, port: virtualPort, stations: scanning, evidence: [], qr },
};

const boundLane = (row: typeof bound, port: LaneView['port']): LaneView => ({
  id: row.id,
  port,
  state: 'proven',
  stations: row.stations,
  evidence: [],
  runId: row.id,
  ...(row.device && { device: row.device }),
});

const Page = () => {
  const [address] = useLocation();
  const [, first, name = ''] = address.split('/');
  if (first === 'certificate') return <CertificateScreen />;
  if (name === 'bound') {
    return (
      <>
        <h1>bound</h1>
        <BoundLine lane={boundLane(bound, pairing.port)} />
        <BoundLine lane={boundLane(virtualBound, virtualPort)} />
      </>
    );
  }
  const lane = lanes[name];
  return lane ? (
    <>
      <h1>{name}</h1>
      <h2>lane</h2>
      <PairCallout lane={lane} choose={(ask, options) => window.chosen.push([ask, options])} />
    </>
  ) : null;
};

const view = createBenchView();
await beginPreferences();
createRoot(document.getElementById('root')!).render(
  <SurroundingsProvider
    value={{
      bench: { view, send: (command) => void window.commands.push(command) },
      stock: createStore<Stock>(() => ({ read: true, firmware: [], pools: [] })),
      sheets: createSheetDesk(),
      browser: createStore<BrowserFacts>(() => browser),
      choosePort: async () => 'closed',
      askToKeep: async () => false,
    }}
  >
    <Router hook={useHashLocation}>
      <main>
        <Page />
      </main>
    </Router>
  </SurroundingsProvider>,
);
