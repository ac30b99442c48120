import type { RawTab } from './raw-tab';

/** What becomes of the tab while a board is written. */
export interface Way {
  name: string;
  /** Before the bench is opened. */
  first?(tab: RawTab): Promise<void>;
  /** While the flash is written. */
  meanwhile?(tab: RawTab): Promise<void>;
  /** Of `document.visibilityState`, at the end. */
  visibility: 'visible' | 'hidden';
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const standsStillMs = 5000;

/** In the page, before its own scripts: keeps what the browser gives for `request`, as the witness of the lock. */
export const watchWakeLock = `(() => {
  globalThis.wakeLocks = [];
  const lock = navigator.wakeLock;
  if (!lock) return;
  const request = lock.request.bind(lock);
  lock.request = async (...args) => {
    const sentinel = await request(...args);
    globalThis.wakeLocks.push(sentinel);
    return sentinel;
  };
})()`;

/** Of the screen's locks, how many are held. */
export const locksHeld = `wakeLocks.filter((one) => !one.released).length`;

const lockIsTaken = (tab: RawTab) => tab.ask('Promise.all(wakeLocks.map((one) => one.release())).then(() => true)');

export const ways: readonly Way[] = [
  { name: 'seen', visibility: 'visible' },
  { name: 'hidden from the start', first: (tab) => tab.hide(), visibility: 'hidden' },
  { name: 'hidden half-way', meanwhile: (tab) => tab.hide(), visibility: 'hidden' },
  {
    name: 'page stalled 5 s',
    meanwhile: async (tab) =>
      void (await tab.ask(
        `(() => { const end = performance.now() + ${standsStillMs}; while (performance.now() < end); })()`,
      )),
    visibility: 'visible',
  },
  {
    name: 'wake lock lost, hidden',
    async meanwhile(tab) {
      await lockIsTaken(tab);
      await tab.hide();
    },
    visibility: 'hidden',
  },
  {
    name: 'hidden and frozen 5 s',
    async meanwhile(tab) {
      await tab.hide();
      await tab.freeze(true);
      await pause(standsStillMs);
      await tab.freeze(false);
    },
    visibility: 'hidden',
  },
];
