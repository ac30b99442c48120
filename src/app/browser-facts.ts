/** What this browser can do for the bench, asked without waking any device. */
import { createStore } from 'zustand/vanilla';
import { isKnownBad } from '../model/not-opened';
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

/** On a computer, since this version. */
const withPorts: readonly (readonly [string, number])[] = [
  ['Chrome', 89],
  ['Brave', 89],
  ['Edge', 89],
  ['Opera', 76],
  ['Firefox', 151],
];

/** What a page can know of serial ports before anybody chooses one; the name says only why they are missing. */
export const serialReach = (
  page: { serial: boolean; secure: boolean },
  { system, name }: Pick<BrowserFacts, 'system' | 'name'>,
): BrowserFacts['serial'] => {
  if (page.serial) return 'yes';
  if (!page.secure) return 'insecure';
  if (system === 'Android' || system === 'iOS') return 'phone';
  const [brand, version] = name.split(' ');
  return withPorts.some(([known, since]) => known === brand && Number(version) >= since) ? 'off' : 'no';
};

/** No hand closes a list that soon. */
const unseenMs = 150;

/**
 * The browser's chooser, watched for what it says of a policy: a page without the permission is refused by name, and
 * where a policy forbids all ports the list counts as closed before anybody could have seen it.
 */
export const watchChooser = (
  serial: Pick<Serial, 'requestPort'>,
  told: (blocked: BrowserFacts['serialBlocked']) => void,
  ticks: () => number = () => performance.now(),
): Pick<Serial, 'requestPort'> => ({
  async requestPort(options) {
    const since = ticks();
    try {
      const port = await serial.requestPort(options);
      told(undefined);
      return port;
    } catch (fault) {
      const { name } = fault as { name?: string };
      const unseen = ticks() - since < unseenMs;
      told(name === 'SecurityError' ? 'page' : name === 'NotFoundError' && unseen ? 'policy' : undefined);
      throw fault;
    }
  },
});

interface AgentData {
  getHighEntropyValues(
    hints: readonly string[],
  ): Promise<{ fullVersionList?: readonly { brand: string; version: string }[] }>;
}

/** All four numbers, which no page is told by the user agent itself. Undefined where there is nobody to ask. */
const fullVersion = async (): Promise<string | undefined> => {
  const { userAgentData: data } = navigator as { userAgentData?: AgentData };
  const { fullVersionList = [] } = (await data?.getHighEntropyValues(['fullVersionList'])) ?? {};
  return fullVersionList.find(({ brand }) => brand === 'Chromium')?.version;
};

export const createBrowserFacts = () => {
  const system = systemOf(navigator.userAgent);
  const name = nameHere();
  const facts = createStore<BrowserFacts>(() => ({
    name,
    system,
    host: location.host,
    // Only Chromium, whose port grants were measured, has this.
    grants: usualWay(system, 'userAgentData' in navigator),
    serial: serialReach({ serial: 'serial' in navigator, secure: isSecureContext }, { system, name }),
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
  const blocked = (serialBlocked: BrowserFacts['serialBlocked']) => facts.setState({ serialBlocked });
  void fullVersion().then(
    (full) => isKnownBad(system, full) && facts.setState({ knownBad: true }),
    () => undefined,
  );
  // A page whose own permissions leave ports out is refused at once, without a click.
  void navigator.serial?.getPorts().catch((fault: DOMException) => fault.name === 'SecurityError' && blocked('page'));
  const serial = navigator.serial && watchChooser(navigator.serial, blocked);
  const askToKeep = async (): Promise<boolean> => {
    const kept = (await navigator.storage?.persist?.().catch(() => false)) ?? false;
    await look().catch(() => undefined);
    return kept;
  };
  const lookAtStorage = () => void look().catch(() => undefined);
  return { facts, askToKeep, lookAtStorage, serial };
};
