import Dexie, { type Table } from 'dexie';
import type { BackupRow } from '../model/backup';
import type { Build } from '../model/build';
import type { KeptCalibration } from '../model/calibration';
import type { CatalogueRow, FetchedFile } from '../model/catalogue';
import type { AppFacts, ChipFacts, ChipId, Mac } from '../model/chip';
import type { DataPoint } from '../model/data-point';
import type { DpEntry } from '../model/dp-history';
import type { FirmwareRow } from '../model/firmware';
import type { LicenseRow } from '../model/license';
import type { LineSettings } from '../model/line-settings';
import type { SpeedMet } from '../model/line-speed';
import type { GrantSeen } from '../model/port-grants';
import { BenchError } from '../model/problem';
import type { Product } from '../model/product';
import type { Recipe } from '../model/recipe';
import type { BoundDevice, RunRow } from '../model/run';
import type { LineEnd, SentEntry } from '../model/sending';
import type { UnfinishedWrite } from '../model/unfinished-write';
import type { KeyRow, SealedKey } from './secret-box';

/** The tables of what the bench remembers, and the versions they went through. Asks nothing of them itself. */

export interface StoredLicense extends LicenseRow {
  sealed: SealedKey;
  /** Real or virtual and the state, for finding the next free one: IndexedDB does not index booleans. */
  shelf: string;
  /** Place in the order of all imports, counted from 1. */
  order: number;
  /** The MAC while a board owns it; unique. Spent rows have none, so two of them may name one MAC. */
  owner?: string;
}

/** A board that was seen, by MAC. */
export interface DeviceRow {
  /** The MAC, with a mark in front when virtual: made-up MACs may be somebody's. */
  id: string;
  mac: Mac;
  virtual: boolean;
  chip?: ChipFacts;
  app?: AppFacts;
  /** The license it was last seen with. */
  uuid?: string;
  /** Its device in a cloud, once it was bound here. */
  device?: BoundDevice;
  /** Milliseconds since 1970. */
  firstSeen: number;
  lastSeen: number;
}

/** What this bench needs to reach a device it bound without the cloud; its keys only as a seal. */
export interface DeviceKeysRow {
  deviceId: string;
  uuid: string;
  pid: string;
  virtual: boolean;
  place: BoundDevice['place'];
  /** Of the product, as the cloud told it when the device was bound. */
  name?: string;
  points: readonly DataPoint[];
  /** Milliseconds since 1970 of the binding. */
  at: number;
}

export interface StoredDeviceKeys extends DeviceKeysRow {
  sealed: SealedKey;
}

/** What was met behind a kind of adapter: pages are not told serial numbers, so all of one kind share a row. */
export interface AdapterRow extends SpeedMet {
  /** USB ids in hex, `1a86:7523`. */
  id: string;
  /** Of the last board there. Names of a later bench may be unknown to this one. */
  family?: string;
  chip?: ChipId;
  /** A person said that the log of such boards need not be heard: not asked again. */
  withoutLog?: true;
  /** What became of the browser's grant the last time such an adapter was pulled and plugged again. */
  grant?: GrantSeen;
}

/** How a person talks to a board. */
export interface ConsoleRow {
  /** Of the board, or of its kind of adapter. */
  id: string;
  line?: LineSettings;
  end?: LineEnd;
  /** Oldest first. */
  sent: readonly SentEntry[];
}

/** A command or report of a device of a cloud. */
export interface DpEntryRow extends DpEntry {
  /** Place, device and entry in one. */
  key: string;
  device: string;
}

/** A virtual board on the table; what it is, sealed. */
export interface VirtualBoardRow {
  /** Of its port. */
  board: string;
  flashBytes: number;
  sealed: SealedKey;
}

/** The folder that builds are taken from; one at most. */
export interface BuildFolderRow {
  id: 'folder';
  /** `FileSystemDirectoryHandle`: the browser keeps it as it is, with its own word on who may read it. */
  handle: object;
  name: string;
  /** Milliseconds since 1970 of its choice: chosen again, it is watched anew. */
  since: number;
  paused?: true;
  /** The last build that was taken from it. */
  taken?: Build;
}

/** A board that is written each build by itself: a person said so, for this board. */
export interface BuildBoardRow {
  /** As of `DeviceRow`. */
  board: string;
  /** Milliseconds since 1970; what was built before is not written by itself. */
  since: number;
  /** SHA-256 of the last build it was given by itself. */
  given?: string;
}

interface Tables {
  licenses: Table<StoredLicense, string>;
  firmware: Table<FirmwareRow, string>;
  firmwareBytes: Table<{ sha256: string; bytes: ArrayBuffer }, string>;
  devices: Table<DeviceRow, string>;
  runs: Table<RunRow, string>;
  settings: Table<{ name: string; value: unknown }, string>;
  keys: Table<KeyRow, string>;
  products: Table<Product, string>;
  dpHistory: Table<DpEntryRow, string>;
  recipes: Table<Recipe, string>;
  calibrations: Table<KeptCalibration, string>;
  calibrationBytes: Table<{ id: string; bytes: ArrayBuffer }, string>;
  deviceKeys: Table<StoredDeviceKeys, string>;
  adapters: Table<AdapterRow, string>;
  virtualBoards: Table<VirtualBoardRow, string>;
  /** Rows of their flash; what is erased has none. */
  virtualFlash: Table<{ board: string; row: number; sealed: SealedKey }, [string, number]>;
  consoles: Table<ConsoleRow, string>;
  begunRuns: Table<{ id: string; run: RunRow; cutAt?: number }, string>;
  unfinished: Table<UnfinishedWrite & { board: string }, string>;
  buildFolder: Table<BuildFolderRow, string>;
  buildBoards: Table<BuildBoardRow, string>;
  catalogues: Table<CatalogueRow, string>;
  fetchedFiles: Table<FetchedFile, string>;
  fetchedBytes: Table<{ sha256: string; bytes: ArrayBuffer }, string>;
  backups: Table<BackupRow, string>;
}

export type BenchDatabase = Dexie & Tables;

export interface DatabaseOptions {
  name?: string;
  /** Given by tests; otherwise the browser's. */
  indexedDB?: IDBFactory;
  IDBKeyRange?: typeof IDBKeyRange;
}

/** Names the database; it opens by itself at the first question. Same name = same database in every tab and worker. */
export const openDatabase = ({ name = 'bindery', ...where }: DatabaseOptions = {}): BenchDatabase => {
  // Strict: the intent to send a license must survive a power cut, not only a closed tab.
  const db = new Dexie(name, { ...where, chromeTransactionDurability: 'strict' });
  db.version(1).stores({
    licenses: 'uuid, &owner, mac, state, batch, order, [shelf+order]',
    firmware: 'sha256, addedAt',
    firmwareBytes: 'sha256',
    devices: 'id, lastSeen',
    runs: 'id, startedAt',
    settings: 'name',
    keys: 'name',
  });
  // Virtual or not is no key: IndexedDB does not index booleans.
  db.version(2).stores({ products: 'pid, at' });
  db.version(3).stores({ dpHistory: 'key, device, [device+at]' });
  db.version(4).stores({ recipes: 'id, at' });
  db.version(5).stores({ deviceKeys: 'deviceId' });
  db.version(6).stores({ adapters: 'id' });
  db.version(7).stores({ unfinished: 'board' });
  db.version(8).stores({ calibrations: 'id, mac', calibrationBytes: 'id' });
  db.version(9).stores({ virtualBoards: 'board', virtualFlash: '[board+row], board', begunRuns: 'id' });
  db.version(10).stores({ buildFolder: 'id', buildBoards: 'board' });
  db.version(11).stores({ consoles: 'id' });
  db.version(12).stores({ catalogues: 'url, addedAt', fetchedFiles: 'url', fetchedBytes: 'sha256' });
  db.version(13).stores({ backups: 'sha256' });
  return db as BenchDatabase;
};

let opened: BenchDatabase | undefined;

/** The database of this page or worker. */
export const benchDatabase = (): BenchDatabase => (opened ??= openDatabase());

/** `id` of a MAC among real or among virtual boards; the two never meet. */
export const boardId = (mac: Mac, virtual: boolean): string => (virtual ? `virtual ${mac}` : mac);

/** Does the work and turns the storage's own faults into `storage.failed`; the bench's own pass through. */
export const stored = async <T>(work: () => PromiseLike<T>): Promise<T> => {
  try {
    return await work();
  } catch (fault) {
    if (fault instanceof BenchError) throw fault;
    const reason = fault instanceof Error ? fault.name : 'unknown';
    throw new BenchError('storage.failed', { reason }, { cause: fault });
  }
};
