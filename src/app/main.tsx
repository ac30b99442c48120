/** Puts it together: the bench in its worker, the page around it, the service worker when all stands. */
import '../ui/tokens.css';
import '../ui/base.css';
import { createRoot } from 'react-dom/client';
import { createRelayCloud } from '../links/relay-cloud';
import type { Surroundings } from '../screens/parts/bench-context';
import { beginPreferences } from '../screens/parts/preferences';
import { type FromWorker, isRadioAsk } from '../steps/run/messages';
import { createAirDesk } from './air-desk';
import { App } from './app';
import { startBench, startWorker } from './bench-client';
import { createBenchThread } from './bench-thread';
import { createBrowserFacts } from './browser-facts';
import { choosePort } from './choose-port';
import { createCloudDesk } from './cloud-desk';
import { createDemoCloud } from './demo-cloud';
import { keepAwake } from './keep-awake';
import { askBeforeLeaving } from './leaving';
import { createLogDesk } from './log-desk';
import { fetchOutside } from './outside';
import { createPageRadio } from './page-radio';
import { registerUpdates } from './register-updates';
import { lazySheetDesk } from './sheets/lazy-desk';
import { createStock } from './stock';

const begin = async () => {
  const worker = createBenchThread(startWorker);
  const radio = createPageRadio(navigator.bluetooth, (told) => worker.postMessage(told));
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (isRadioAsk(data)) radio.heard(data);
  });
  worker.onNews((news) => news === 'anew' && radio.leave());
  window.addEventListener('pagehide', radio.leave);
  const bench = startBench(worker, radio.available);
  askBeforeLeaving(bench.view, window);
  keepAwake(bench.view, navigator.wakeLock, document);
  const { facts, askToKeep, lookAtStorage, serial } = createBrowserFacts();
  await beginPreferences();
  const surroundings: Surroundings = {
    bench,
    browser: facts,
    stock: createStock(bench.view),
    sheets: lazySheetDesk,
    choosePort: choosePort(bench, serial, facts.getState().system),
    radio,
    air: createAirDesk(worker),
    logs: createLogDesk(worker, requestAnimationFrame),
    askToKeep,
    lookAtStorage,
    fetchOutside,
    demoProducts: async () => (await import('./demo-products')).demoProductsOfCloud(),
    clouds: createCloudDesk(createDemoCloud(worker), createRelayCloud(), () => performance.now()),
  };
  createRoot(document.getElementById('root')!).render(<App surroundings={surroundings} />);
  await registerUpdates(bench.view);
};

void begin();
