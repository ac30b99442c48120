import type { BindView } from './bind';
import type { BoardLayout } from './board-layout';
import type { BuildOnBoard } from './build';
import type { CalibrationView } from './calibration';
import type { AppFacts, ChipFacts, ChipId, Mac } from './chip';
import type { Moment } from './clock';
import type { DpValue } from './data-point';
import type { FirmwareRegion, Partition } from './firmware';
import type { FlashWork, WorkSpan } from './flash-work';
import type { DeviceLicense } from './license';
import type { LineFormat } from './line-settings';
import type { LogLine } from './log-line';
import type { GrantSeen } from './port-grants';
import type { Details, Problem } from './problem';
import type { StationState } from './station-state';
import type { ToolView } from './tool';
import type { UnfinishedWrite } from './unfinished-write';

/** The stations of the binding rail, in order. A new one is a name here, a step file and its words. */
export const stationNames = ['recognise', 'flash', 'license', 'verify', 'boot', 'pair', 'activate', 'control'] as const;
export type StationName = (typeof stationNames)[number];

export type { StationState } from './station-state';

/** One fact under a station, told by `i18n` (`facts.<code>`): "read back twice", not "done". */
export type FactCode =
  | 'chip-told'
  | 'heard-nothing'
  | 'hand-needed'
  | 'resetting'
  | 'booting'
  | 'preparing'
  | 'writing'
  | 'checking'
  | 'slot-starts'
  | 'slot-set'
  | 'answers'
  | 'not-told-apart'
  | 'md5-equal'
  | 'stores-kept'
  | 'set-aside'
  | 'sending'
  | 'calibration-restored'
  | 'already-has-it'
  | 'otp-holds-another'
  | 'writing-again'
  | 'not-in-otp'
  | 'accepted'
  | 'adopted'
  | 'reading-back'
  | 'restarting'
  | 'read-back-once'
  | 'read-back-twice'
  | 'kept-theirs'
  | 'sent-no-answer'
  | 'stopped'
  | 'not-in-plan'
  | 'not-bound-here'
  | 'own-banner'
  | 'getting-token'
  | 'looking-for-board'
  | 'choose-in-list'
  | 'connecting'
  | 'handshake'
  | 'paired'
  | 'wifi-sent'
  | 'wifi-accepted'
  | 'show-qr'
  | 'waiting-for-phone'
  | 'was-bound'
  | 'letting-go'
  | 'released'
  | 'binding-step'
  | 'has-device-id'
  | 'keys-not-kept'
  | 'dp-sent'
  | 'dp-answered';

export interface Fact {
  code: FactCode;
  details: Details;
}

export interface StationView {
  name: StationName;
  state: StationState;
  /** Milliseconds it took, or has taken so far. */
  ms?: number;
  fact?: Fact;
}

/** A timed line of "what we know". `text` is evidence from the board, already masked. */
export interface Evidence extends Moment {
  state?: StationState;
  fact?: Fact;
  text?: string;
  /** Of `text`: the port it came out of. */
  from?: LogLine['from'];
  /** The line that told what went wrong: it is shown whatever came after it. */
  decides?: true;
}

/** Writing; `rate` in bytes a second that go over the line, `leftMs` until the end of this phase. */
export interface FlashProgress {
  phase: 'connecting' | 'comparing' | 'erasing' | 'writing' | 'checking' | 'booting';
  /** Of the write as a whole, 0 to 1; never goes back but for what has to be written once more. */
  share: number;
  /** Bytes that went over the line, and that have to in all. */
  done: number;
  total: number;
  rate: number;
  leftMs?: number;
  /** Where the next byte goes: what has to be done before it is done. */
  at?: number;
  /** Percent of an unfinished write that the flash held when it went on. */
  resumed?: number;
  /** The plan, once the chip was asked what it holds, and what of it is done. */
  work?: readonly WorkSpan[];
  behind?: FlashWork;
  /** Where the image lies in the flash, and its size, for the map. */
  from: number;
  size: number;
  flashBytes: number;
  covers: readonly FirmwareRegion[];
  /** What of the image is not written. */
  gaps?: readonly FirmwareRegion[];
  partitions: readonly Partition[];
  /** The slot that is written and starts afterwards, once it is known. */
  slot?: { label: string; offset: number };
  /** The last rates, oldest first, at most 120; each with its time since the write began. */
  rates: readonly RateSample[];
}

/** `ms` since the write began; `rate` in bytes a second. */
export interface RateSample {
  ms: number;
  rate: number;
}

/** The handshake: is anybody there? */
export interface HandshakeView {
  attempts: number;
  /** Bytes heard in all. */
  heard: number;
  /** Bytes heard per attempt, oldest first, at most 60. */
  recent: readonly number[];
  /** As `Clock.ticks`, of the last byte. */
  lastHeardTicks?: number;
}

/** Stored over intended, cell by cell; the key as its equalities only, never as characters. */
export interface ReadBackView {
  round: 1 | 2;
  intendedUuid: string;
  storedUuid?: string;
  keyEqual?: readonly boolean[];
}

export type LicenseOnBoard =
  | { kind: 'none' }
  /** Without `why` nobody could be asked: there is no application with a shell for it. */
  | { kind: 'unknown'; why?: Extract<DeviceLicense, { kind: 'unknown' }>['why'] }
  /** `keyDiffers`: the ledger has this UUID with another AuthKey. */
  | { kind: 'has'; uuid: string; ledger: 'ours' | 'other-board' | 'not-in-ledger'; keyDiffers?: true; place?: 'otp' };

/** Whom a bound device will belong to: an asset of the project, or a user of its app (openapi, section 7). */
export type TokenOwner = { kind: 'asset'; id: string; name: string } | { kind: 'user'; uid: string };

/** How the board gets its token. By phone the bench only watches. */
export type PairBy = 'bluetooth' | 'qr';

/** Which steps a run takes; `recognise` always runs. Holds no secret: it is saved, exported and handed over. */
export interface Plan {
  flash: boolean;
  license: boolean;
  verify: boolean;
  boot: boolean;
  pair: boolean;
  activate: boolean;
  control: boolean;
  /** PID. Real boards are bound when one is named; virtual ones in any case, as the firmware was built. */
  product?: string;
  pairBy: PairBy;
  /** Name of the network; its password is not part of a plan. */
  ssid?: string;
  owner?: TokenOwner;
  /** SHA-256 of the firmware, when flash is on. */
  firmware?: string;
  /** Batch to take licenses from; undefined = any. */
  batch?: string;
  /** The license goes into one-time memory where the board has it; each board is asked for. Else into its flash. */
  otp?: boolean;
  /** Baud rate for flashing, at most; undefined = as fast as the adapter carries. */
  baud?: number;
  /** Start as soon as a board is recognised. */
  startByItself: boolean;
}

export type LaneState =
  | 'recognising'
  | 'ready'
  | 'running'
  | 'proven'
  | 'yours'
  | 'doubtful'
  | 'failed'
  | 'stopped'
  | 'gone';

/** The conversation over the air, as far as a person has to know. `asking`: the browser's chooser needs a click. */
export interface RadioView {
  state: 'asking' | 'connecting' | 'connected' | 'closed';
  /** Number of the question the page's chooser answers. */
  ask?: number;
  /** Name of the device, once there is one. */
  name?: string;
}

/** The device in its cloud, once it has one. */
export interface BoundDevice {
  deviceId: string;
  pid: string;
  /** Name of the product. */
  product?: string;
  place: 'page' | 'relay';
}

/** The first data point, there and back. */
export interface FirstPoint {
  id: number;
  code: string;
  value: DpValue;
  latencyMs: number;
}

/** Everything a lane shows. Plain data: it crosses the worker line as it is. */
export interface LaneView {
  id: string;
  port: PortView;
  state: LaneState;
  stations: readonly StationView[];
  current?: StationName;
  chip?: ChipFacts;
  app?: AppFacts;
  /** The flash as it was when the run had a look at it, before its first byte. */
  layout?: BoardLayout;
  /** The board this lane is kept for, while it is not told yet whether that is what is plugged in now. */
  awaits?: { mac?: Mac };
  /** Another board came while this lane waits for its own; without a MAC where it told none. */
  cameInstead?: { mac?: Mac };
  /** What its application calls itself, where it told: the MAC a license is bound to. */
  ownMac?: Mac;
  onBoard?: LicenseOnBoard;
  /** Missing where the chip keeps none in its flash. */
  calibration?: CalibrationView;
  license?: { uuid: string; batch: string };
  progress?: FlashProgress;
  handshake?: HandshakeView;
  readBack?: ReadBackView;
  /** Its flash is half written: no board with this is good. */
  unfinished?: UnfinishedWrite;
  /** What is done to its flash outside of a run, or was done last. */
  tool?: ToolView;
  /** The image this board was written, once it is proved; `answeredTicks` as `Clock.ticks`, when its program did. */
  written?: { sha256: string; name: string; bytes: number; work: FlashWork; answeredTicks?: number };
  /** Each build of the watched folder is written to it: a person said so, for this board. */
  writesBuilds?: true;
  /** The build it is being written, or was written last. */
  build?: BuildOnBoard;
  bind?: BindView;
  radio?: RadioView;
  /** What a phone app scans to bind the board: a URL without secrets (ble-pairing, section 13). */
  qr?: string;
  device?: BoundDevice;
  /** The device it became here in a run before, with the license it still has. */
  wasBound?: BoundDevice;
  /** Bound, but storage did not take its keys: this bench reaches it through its cloud only. */
  keysNotKept?: true;
  firstPoint?: FirstPoint;
  problem?: Problem;
  /** Short id for a report: `E-FLASH-VERIFY`. */
  evidence: readonly Evidence[];
  /** Milliseconds since 1970; `endedAt` is missing while it runs. */
  startedAt?: number;
  /** As `Clock.ticks`, of the same moment as `startedAt`. */
  startedTicks?: number;
  endedAt?: number;
  /** Milliseconds from start to end, by the clock that nobody sets. */
  tookMs?: number;
  runId?: string;
}

/** A port on the strip. */
export interface PortView {
  id: string;
  /** Made of the adapter's USB ids, or the virtual board's name. */
  name: string;
  usbVendorId?: number;
  usbProductId?: number;
  /** Set for a virtual board: the habit it was given, and how many times as fast as life it is, 1 when missing. */
  virtual?: { habit: string; speed?: number; withoutInternet?: boolean };
  use: 'free' | 'open' | 'elsewhere';
  baud?: number;
  /** Told of consoles; a run has 8N1. */
  format?: LineFormat;
  mac?: Mac;
  /** The second port of the same board, where its log comes out. `waits`: it came with it, and the first start tells. */
  log?: { id: string; use: PortView['use']; baud?: number; waits?: true };
  /** The board has a second port for its log that the browser does not show: whoever sits there may choose it, too. */
  askForLog?: true;
  /** Set for such a second port: the port for flash and console of the same board. */
  logOf?: string;
  /** What became of the browser's grant the last time an adapter of its kind was pulled and plugged again. */
  grant?: GrantSeen;
  /** The browser can be told to forget it. */
  droppable?: true;
  /** It was there when the page opened, and was left alone: another tab has a bench, and may be at it. */
  unread?: true;
  /** What the last board on it was, or on an adapter of its kind; a virtual board says it itself. */
  met?: ChipId;
}

/** A finished run, as kept and as exported. */
export interface RunRow {
  id: string;
  /** Running number of this bench; runs kept by older ones have none. */
  number?: number;
  /** Milliseconds since 1970, as the computer's clock stood then: the end can be before the start. */
  startedAt: number;
  endedAt: number;
  /** Milliseconds from start to end, by the clock that nobody sets; runs kept by older benches have none. */
  tookMs?: number;
  /** `waiting`: for a hand; runs kept by older benches call that failed. */
  outcome: 'proven' | 'failed' | 'doubtful' | 'waiting' | 'stopped';
  virtual: boolean;
  /** How many times as fast as life the virtual board was; 1 when missing. */
  virtualSpeed?: number;
  chip?: ChipFacts;
  app?: AppFacts;
  firmware?: string;
  /** The file's name, and its size in bytes. */
  firmwareName?: string;
  firmwareBytes?: number;
  /** What of it was sent; runs kept by older benches do not tell. */
  flashWork?: FlashWork;
  uuid?: string;
  device?: BoundDevice;
  firstPoint?: FirstPoint;
  bind?: BindView;
  /** Name of the recipe it followed. */
  recipe?: string;
  stations: readonly StationView[];
  evidence: readonly Evidence[];
  problem?: Problem;
}
