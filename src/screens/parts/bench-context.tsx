/**
 * What a screen can reach: the bench, the browser's chooser, what is in stock. Made in `app/`; a test gives its own, and
 * no screen can tell the difference.
 */
import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { FirmwareRow } from '../../model/firmware';
import type { UsualWay } from '../../model/port-grants';
import type { Product } from '../../model/product';
import type { Bench, BenchView } from '../../steps/bench/bench-view';
import type { CatalogueWork } from '../../steps/catalogue/fetch-catalogue';
import type { AirDesk } from './air-desk';
import type { CloudDesk } from './cloud-desk';
import type { LogDesk } from './log-desk';
import type { SheetDesk } from './sheet-desk';

/** Licenses by the sheet they came from, counted. */
export interface Pool {
  batch: string;
  virtual: boolean;
  free: number;
  total: number;
}

/** `read` is false until storage has been asked once. */
export interface Stock {
  read: boolean;
  /** There is a storage that remembers: somebody was here before, or has begun. */
  kept?: true;
  firmware: readonly FirmwareRow[];
  pools: readonly Pool[];
}

export interface BrowserFacts {
  /** `Chrome 156` */
  name: string;
  /** `Linux` */
  system: 'Windows' | 'macOS' | 'Linux' | 'ChromeOS' | 'Android' | 'iOS' | 'other';
  /** What the chooser calls this page: `localhost:4173`. */
  host: string;
  /** What the browser remembers of a chosen port, where nothing was seen yet. */
  grants: UsualWay;
  /** `off`: browsers of this name and version have ports, and this one has them switched off. */
  serial: 'yes' | 'no' | 'off' | 'insecure' | 'phone';
  /** It has ports and does not let anybody choose: `page` by the page's own permissions, `policy` by what a company or school set. */
  serialBlocked?: 'page' | 'policy';
  /** Its version is known for not opening ports. */
  knownBad?: true;
  offline: 'yes' | 'soon' | 'no';
  storage: 'kept' | 'maybe' | 'unknown';
  /** Bytes. */
  used?: number;
  quota?: number;
  version: string;
  build: string;
}

/** What a screen needs of it: whether it is there, and the chooser behind a click. */
export interface PageBluetooth {
  /** `question` as the lane tells it; `all`: every device that speaks the pairing service. */
  choose(question: number, options?: { all?: boolean }): Promise<void>;
  /** The same list before there is a question: its number, for the one to come. Undefined without Bluetooth. */
  showAll(): number | undefined;
  available(): Promise<'yes' | 'no' | 'off'>;
}

/** What a port is chosen for. */
export interface PortWish {
  /** The log of the board on this lane. */
  logOf?: string;
  /** The board that this lane waits for. */
  lane?: string;
  /** Every port there is, not known bridges alone. */
  all?: boolean;
}

export interface Surroundings {
  bench: Bench;
  stock: StoreApi<Stock>;
  sheets: SheetDesk;
  browser: StoreApi<BrowserFacts>;
  /** Needs a click behind it. Resolves with what came of it; a chosen port is taken up by the bench. */
  choosePort(wish?: PortWish): Promise<'chosen' | 'closed'>;
  /** The browser's Bluetooth; missing where nobody gave it. */
  radio?: PageBluetooth;
  /** Bound devices over Bluetooth; missing where nobody put it up. */
  air?: AirDesk;
  /** Logs of this bench, kept in its worker; missing where nobody put it up. */
  logs?: LogDesk;
  /** Asks the browser not to clear our storage; the answer also lands in `browser`. */
  askToKeep(): Promise<boolean>;
  /** Asks again how much is stored; the answer lands in `browser`. */
  lookAtStorage?(): void;
  /** The products of the make-believe cloud: looked at, never stored among one's own. */
  demoProducts?(): Promise<readonly Product[]>;
  /** Missing where no cloud was put up. */
  clouds?: CloudDesk;
  /** A file from elsewhere; missing where nothing fetches. */
  fetchOutside?: CatalogueWork['fetch'];
}

const Context = createContext<Surroundings | undefined>(undefined);

export const SurroundingsProvider = ({ value, children }: { value: Surroundings; children: ReactNode }) => (
  <Context.Provider value={value}>{children}</Context.Provider>
);

export const useSurroundings = (): Surroundings => {
  const around = useContext(Context);
  if (!around) throw new Error('no surroundings');
  return around;
};

export const useBench = (): Bench => useSurroundings().bench;

/** A slice of what is happening now; renders again when that slice changes. Select what is there, build nothing. */
export const useBenchView = <Slice,>(select: (view: BenchView) => Slice): Slice => useStore(useBench().view, select);

export const useStock = <Slice,>(select: (stock: Stock) => Slice): Slice => useStore(useSurroundings().stock, select);

export const useBrowser = (): BrowserFacts => useStore(useSurroundings().browser);
