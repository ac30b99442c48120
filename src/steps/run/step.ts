import type { Radio } from '../../links/radio';
import type { Mac } from '../../model/chip';
import type { Clock } from '../../model/clock';
import type { License } from '../../model/license';
import type { Placement } from '../../model/placement';
import type { Plan, StationName } from '../../model/run';
import type { WifiNetwork } from '../../model/wifi';
import type { DeviceIdentity } from '../../protocols/console/identity';
import type { Store } from '../../protocols/stores/store';
import type { BenchDatabase } from '../../records/database';
import type { PairingTokenHere } from '../device/pairing-token';
import type { RunCloud } from '../device/run-cloud';
import type { BindingAnswer } from './again';
import type { Answer } from './answer';
import type { Deed } from './deed';
import type { Hands } from './hands';
import type { Lane } from './lane';
import type { WriteNote, WriteNotes } from './write-notes';

/** What one run has in hand. Steps learn into it; a retry starts with what was learned. */
export interface RunContext extends Clock {
  readonly id: string;
  readonly lane: Lane;
  readonly plan: Plan;
  readonly signal: AbortSignal;
  readonly virtual: boolean;
  readonly hands: Hands;
  readonly db: BenchDatabase;
  /** To the question the run before ended with. */
  readonly answer?: Answer;
  /** What is to become of the binding it was met with: said once, it holds at every retry until it was done. */
  said(answer: BindingAnswer): boolean;
  /** It was done, or used up: the next time it is a question again. */
  settled(what: BindingAnswer | 'token'): void;
  /** Writes this kept calibration of the radio back before the board is recognised. */
  readonly restore?: string;
  /** Any Tuya device may be chosen, not this board's advertisement alone. */
  readonly anyDevice?: boolean;
  /** A pairing token made elsewhere: then no cloud is needed to get one. */
  readonly givenToken?: PairingTokenHere;
  /** The browser's list of devices, where a click has opened it already. */
  readonly list?: number;
  readonly radio: Radio;
  /** Rejects with `cloud.no-relay` or `cloud.no-account`. */
  cloud(): Promise<RunCloud>;
  /** The network the board shall join; its password is in memory only. */
  wifi(): WifiNetwork | undefined;
  /** As far as the page has told. */
  readonly bluetooth: 'yes' | 'no' | 'off';
  random(length: number): Uint8Array;
  /** IANA name of the time zone here. */
  readonly zone: string;
  newId(): string;
  /** From now on no line of a log shows this. */
  hide(secret: string): void;
  /** Done when the run is over, however it ends; the last first. */
  readonly endings: (() => Promise<void>)[];
  /** It has come to another station: noted, for the morning after a crash. */
  begun(): void;
  /** Where it is noted that a flash is being written. */
  readonly notes: WriteNotes;
  /** Runs alive in any tab, as far as the browser can tell. */
  liveRuns(): Promise<readonly string[]>;
  learned: Learned;
}

/** What a person said of an image before its first byte; good for that image alone, until it is written. */
export interface StoreAnswers {
  /** Of the image. */
  sha256: string;
  /** What the board has stored. `spare`: written around where it lies; where that cannot be, it is asked. */
  board?: 'keep' | 'overwrite' | 'spare';
  /** Where a write that was begun keeps what the board has stored. */
  kept?: readonly Store[];
  /** The license of another board that the image carries. */
  image?: 'without' | 'with';
}

export interface Learned {
  /** Of this board's flash. */
  note?: WriteNote;
  mac?: Mac;
  /** The license its console told when it was recognised; some stores only their own firmware can read. */
  read?: License;
  /** Where the firmware went that this board was given. */
  placed?: Placement;
  /** The license that is meant to be on the board, once known. Lives in memory only, as long as its lane. */
  license?: License;
  /** A person said that the board keeps the license with this UUID; good until a run begins anew. */
  keepTheirs?: string;
  stores?: StoreAnswers;
  /** The MAC whose one-time memory a person was asked about. */
  otpAsked?: Mac;
  /** The board keeps a license that this ledger does not hold: it is proved, and not entered. */
  theirs?: boolean;
  /** The token the board was given; single use, and of no use once the run is over. */
  token?: PairingTokenHere;
  /** The last thing this run has done that stays done. */
  deed?: Deed;
  /** The board kept the binding it had. */
  keptBinding?: boolean;
  /** What the cloud gave the device, as it printed it. Lives in memory only, like the license. */
  identity?: DeviceIdentity;
}

/** `mac` as the chip's loader tells it. */
export const noteOf = ({ notes, virtual, lane }: RunContext, mac: Mac | undefined): WriteNote =>
  notes({ mac, virtual, lane: lane.view.id });

/** A verb done to a board. Throws a `BenchError`; what it proved it tells on its lane. */
export interface Step {
  readonly name: StationName;
  run(context: RunContext): Promise<void>;
}

/** Ends what a step left open beside the port: the conversation over the air. */
export const letGo = async ({ endings }: RunContext): Promise<void> => {
  for (const end of endings.splice(0).reverse()) await end().catch(() => {});
};
