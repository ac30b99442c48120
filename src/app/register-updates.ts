import type { StoreApi } from 'zustand/vanilla';
import type { BenchView } from '../steps/bench/bench-view';
import { holdWhileAtWork, isAtWork, whileNobodyWorks } from './run-lock';
import { updateOffer } from './update-offer';

/**
 * Registers the service worker and offers its successors: a new version waits until a person takes it, and never takes
 * over while a run is under way in any tab. Old pages cannot load their remaining parts once it has.
 */

/** A bench may stay open for days; how often it asks for a new version when it comes into view. */
const askEveryMs = 60 * 60 * 1000;

/** Reloads when the new version has taken over, at once or when the run in this tab has ended. */
const reloadWhenIdle = (view: StoreApi<BenchView>): void => {
  if (!isAtWork(view.getState())) {
    location.reload();
    return;
  }
  const leave = view.subscribe((now) => {
    if (isAtWork(now)) return;
    leave();
    location.reload();
  });
};

const takeOver = (waiting: ServiceWorker): Promise<void> =>
  new Promise((done) => {
    waiting.addEventListener('statechange', () => waiting.state === 'activated' && done());
    waiting.postMessage('take-over');
  });

const offer = (waiting: ServiceWorker): void => {
  const apply = async () => {
    const applied = await whileNobodyWorks(navigator.locks, () => takeOver(waiting));
    updateOffer.setState({ heldBack: !applied });
  };
  updateOffer.setState({ offered: true, heldBack: false, apply: () => void apply() });
};

const offerWhenInstalled = (registration: ServiceWorkerRegistration): void => {
  const fresh = registration.installing;
  fresh?.addEventListener('statechange', () => {
    // Without an active worker this is the first visit, and there is nothing to replace.
    if (fresh.state === 'installed' && registration.active) offer(fresh);
  });
};

const askWhenSeen = (registration: ServiceWorkerRegistration): void => {
  let asked = performance.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || performance.now() - asked < askEveryMs) return;
    asked = performance.now();
    registration.update().catch(() => undefined); // offline: there will be another time
  });
};

/** Called once by the page, after the first screen stands. Does nothing where service workers are not to be had. */
export const registerUpdates = async (view: StoreApi<BenchView>): Promise<void> => {
  const workers = navigator.serviceWorker;
  if (!import.meta.env.PROD || !workers || !navigator.locks) return;
  holdWhileAtWork(view, navigator.locks);
  // The first visit's worker takes this page in without a reload; every later one is a new version.
  let hadOne = workers.controller !== null;
  workers.addEventListener('controllerchange', () => {
    if (hadOne) reloadWhenIdle(view);
    hadOne = true;
  });
  try {
    const registration = await workers.register('/service-worker.js');
    if (registration.waiting && registration.active) offer(registration.waiting);
    offerWhenInstalled(registration);
    registration.addEventListener('updatefound', () => offerWhenInstalled(registration));
    askWhenSeen(registration);
  } catch {
    // Storage is full or forbidden: the bench works, just not offline, and Settings shows it.
  }
};
