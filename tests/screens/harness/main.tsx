/** The shell over a scene: `?scene=lanes`. Commands land in `window.sent`. */
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { createRoot } from 'react-dom/client';
import { createStore } from 'zustand/vanilla';
import { App } from '../../../src/app/app';
import { demoProductsOfCloud } from '../../../src/app/demo-products';
import { createSheetDesk } from '../../../src/app/sheets/sheet-desk';
import type { BrowserFacts, Stock, Surroundings } from '../../../src/screens/parts/bench-context';
import { beginPreferences } from '../../../src/screens/parts/preferences';
import { createBenchView } from '../../../src/steps/bench/bench-view';
import type { BenchCommand } from '../../../src/steps/run/messages';
import { fakeAir } from './fake-air';
import { fakeDesk } from './fake-cloud';
import { pageLogs } from './page-logs';
import { browser, scenes } from './scenes';

declare global {
  interface Window {
    sent: BenchCommand[];
    surroundings: Surroundings;
    logs: ReturnType<typeof pageLogs>['book'];
  }
}

const scene = scenes[new URLSearchParams(location.search).get('scene') ?? 'empty'] ?? scenes.empty!;
const view = createBenchView();
view.setState(scene.view);
window.sent = [];
const { book, desk } = pageLogs();
window.logs = book;
window.surroundings = {
  bench: {
    view,
    send: (command) => {
      window.sent.push(command);
      if (command.kind === 'set-plan') view.setState({ plan: command.plan });
    },
  },
  stock: createStore<Stock>(() => scene.stock),
  sheets: createSheetDesk(),
  browser: createStore<BrowserFacts>(() => ({ ...browser, ...scene.browser })),
  choosePort: async () => 'closed',
  logs: desk,
  askToKeep: async () => false,
  demoProducts: async () => demoProductsOfCloud(),
  air: fakeAir('bf7c20a8d4e19c0b9k2m', new URLSearchParams(location.search).get('air')),
  clouds: fakeDesk(new URLSearchParams(location.search).get('relay') ?? 'absent'),
};
await beginPreferences();
createRoot(document.getElementById('root')!).render(<App surroundings={window.surroundings} />);
