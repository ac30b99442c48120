/** What this browser can do for the bench, asked without waking any device. */
import { createStore } from 'zustand/vanilla';
import { usualWay } from '../model/port-grants';
import type { BrowserFacts } from '../screens/parts/bench-context';

const systemOf = (agent: string): BrowserFacts['system'] => {
  if (/Android/.test(agent)) return 'Android';
  if (/iPhone|iPad|iPod/.test(agent)) return 'iOS';
  if (/CrOS/.test(agent)) return 'ChromeOS';
  if (/Windows/.test(agent)) return 'Windows';
  // An iPad calls itself a Mac, but has a touch screen.
  if (/Macintosh/.test(agent)) return navigator.maxTouchPoints > 1 ? 'iOS' : 'macOS';
  return /Linux|X11/.test(agent) ? 'Linux' : 'other';
};

/** Most specific first: every Chromium browser also says Chrome, and Chrome also says Safari. */
const browsers: readonly (readonly [string, RegExp])[] = [
  ['Edge', /Edg\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /Version\/(\d+).*Safari/],
];

export const browserName = (agent: string): string => {
  for (const [name, pattern] of browsers) {
    const version = pattern.exec(agent)?.[1];
    if (version) return `${name} ${version}`;
  }
  return 'This browser';
};

/** Brave says it is Chrome, but has switches of its own. */
const nameHere = (): string => {
  const name = browserName(navigator.userAgent);
  return 'brave' in navigator ? name.replace('Chrome', 'Brave') : name;
};

const serialHere = (system: BrowserFacts['system']): BrowserFacts['serial'] => {
  if ('serial' in navigator) return 'yes';
  if (!isSecureContext) return 'insecure';
  return system === 'Android' || system === 'iOS' ? 'phone' : 'no';
};

export const createBrowserFacts = () => {
  const system = systemOf(navigator.userAgent);
  const facts = createStore<BrowserFacts>(() => ({
    name: nameHere(),
    system,
    host: location.host,
    // Only Chromium, whose port grants were measured, has this.
    grants: usualWay(system, 'userAgentData' in navigator),
    serial: serialHere(system),
    offline: 'serviceWorker' in navigator ? 'soon' : 'no',
    storage: 'unknown',
    version: import.meta.env.VITE_VERSION ?? '',
    build: import.meta.env.VITE_COMMIT ?? '',
  }));
  const look = async () => {
    const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
    const kept = await navigator.storage?.persisted?.();
    facts.setState({ used: usage, quota, storage: kept === undefined ? 'unknown' : kept ? 'kept' : 'maybe' });
  };
  // A denied storage rejects; then it stays unknown, which is what the page says.
  void look().catch(() => undefined);
  void navigator.serviceWorker?.ready.then(() => facts.setState({ offline: 'yes' }));
  const askToKeep = async (): Promise<boolean> => {
    const kept = (await navigator.storage?.persist?.().catch(() => false)) ?? false;
    await look().catch(() => undefined);
    return kept;
  };
  const lookAtStorage = () => void look().catch(() => undefined);
  return { facts, askToKeep, lookAtStorage };
};
