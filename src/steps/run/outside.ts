import type { Folder } from '../../links/folder';
import type { Port } from '../../links/port';
import type { Radio } from '../../links/radio';
import type { BoardHabits, BoardSpeed, VirtualChip } from '../../model/board-habits';
import type { Clock } from '../../model/clock';
import type { WifiNetwork } from '../../model/wifi';
import type { BenchDatabase } from '../../records/database';
import type { RunCloud } from '../device/run-cloud';

/** A port that is there now, real or virtual. A board that is plugged again is a new one. */
export interface SeenPort {
  id: string;
  name: string;
  port: Port;
  usb?: { vendorId: number; productId: number };
  /** Gives the browser's grant back; missing where that cannot be done. */
  forget?(): Promise<void>;
  /** The chip's port whose log comes out of this one, where whoever made both says so. Real ports say nothing. */
  logOf?: string;
  /** Set for a virtual board, with its BOOT button and the ear for what a phone hands over. */
  virtual?: {
    habit: string;
    chip?: VirtualChip;
    speed?: number;
    holdBoot(held: boolean): void;
    pair?(token: string): void;
    radio?: Radio;
    /** Behind the board's network: off takes its cloud away. */
    internet?: { readonly on: boolean; set(on: boolean): void };
  };
}

/** Where boards come from. */
export interface PortSource {
  list(): Promise<readonly SeenPort[]>;
  /** Told whenever the list may have changed; `plugged` names ports that were plugged in just now. */
  watch(changed: (plugged: readonly string[]) => void): void;
}

export interface VirtualBoards extends PortSource {
  /** Lays out what the board needs to be worked on, then plugs it in. */
  add(chip: VirtualChip, habits: BoardHabits, habit: string, speed?: BoardSpeed): Promise<void>;
  remove(port: string): void;
  /** Those that stood here before a reload, on the table again; the answer names their ports. Nobody is told of them by `watch`. */
  putBack?(): Promise<readonly string[]>;
}

/** Everything of the world that the bench needs: devices, time, chance and the agreement between tabs. */
export interface Outside extends Clock {
  ports: PortSource;
  db: BenchDatabase;
  /** Loaded when the first virtual board is asked for. */
  virtualBoards(): Promise<VirtualBoards>;
  /** Settles when no other tab has a bench open; missing where one tab is taken for granted. */
  alone?: Promise<unknown>;
  /** Virtual boards stood here when the page was left. */
  hasVirtualBoards?(): Promise<boolean>;
  /** The browser's Bluetooth, by way of the page. */
  radio: Radio;
  /** For virtual boards the page's own cloud, for real ones the relay's. Rejects with `cloud.no-relay`, `cloud.no-account`. */
  cloud(virtual: boolean): Promise<RunCloud>;
  /** Names and password that virtual boards are given. */
  virtualWifi: WifiNetwork;
  random(length: number): Uint8Array;
  zone: string;
  newId(): string;
  /** What a kept folder opens: in a browser the handle is the folder. */
  openFolder?(handle: object): Folder;
  /** Missing where the browser has no Web Locks: then one tab is taken for granted. */
  locks?: Pick<LockManager, 'request' | 'query'>;
}
