import type { AirView } from '../../model/air';
import type { BoardHabits, BoardSpeed, VirtualChip } from '../../model/board-habits';
import type { FolderWatch } from '../../model/build';
import type { CloudAnswer, CloudCall, CloudEvent } from '../../model/cloud';
import type { HeardBytes } from '../../model/heard-bytes';
import type { LineFormat } from '../../model/line-settings';
import type { LogLine } from '../../model/log-line';
import type { LogStream } from '../../model/log-look';
import type { Problem } from '../../model/problem';
import type { RadioAsk, RadioTold } from '../../model/radio-messages';
import type { LaneView, Plan, PortView, StationName } from '../../model/run';
import type { LineEnd } from '../../model/sending';
import type { ToolAsk } from '../../model/tool';
import type { AirHeard } from '../../model/wifi';
import type { Answer } from './answer';
import type { LogCommand, LogTold } from './log-messages';

/**
 * What passes between the page and the bench worker. The worker owns the ports, the runs and their clock, so that a
 * stalled page or a hidden tab can slow nothing but the picture.
 */
export type BenchCommand =
  /** `picked` after the browser's chooser: that port is wanted even if it was known before. */
  /** `logOf`: chosen for the log of the board on this lane. */
  /** `lane`: chosen for the board that this lane waits for. */
  | {
      kind: 'look-for-ports';
      picked?: { usbVendorId?: number; usbProductId?: number };
      logOf?: string;
      lane?: string;
    }
  /** The port is no board: the browser shall forget it. */
  | { kind: 'drop-port'; lane: string }
  /** At every port that nobody has looked at yet, once the worker before this one has let go of it. */
  | { kind: 'look-again' }
  /** Runs with boards of that kind go without their log, and nobody is asked for it again. */
  | { kind: 'without-log'; lane: string }
  /** Whether a person can see this page: of several tabs, the one in view takes a board that is plugged in. */
  | { kind: 'in-view'; inView: boolean }
  /** `speed`: how many times as fast as life; 1 when missing. */
  | { kind: 'add-virtual-board'; chip: VirtualChip; habits: BoardHabits; habit: string; speed?: BoardSpeed }
  | { kind: 'remove-virtual-board'; port: string }
  /** `token` is the whole pairing token, 14 characters; handed over as a phone would. */
  | { kind: 'pair-virtual-board'; port: string; token: string }
  /** What the page knows of the browser's Bluetooth. */
  | { kind: 'bluetooth'; available: 'yes' | 'no' | 'off' }
  | { kind: 'hold-boot'; port: string; held: boolean }
  /** Takes the network of a virtual board its way to the cloud, or gives it back. */
  | { kind: 'virtual-internet'; port: string; on: boolean }
  | { kind: 'set-plan'; plan: Plan }
  | { kind: 'recognise'; port: string }
  | { kind: 'start'; lane: string }
  /** From the failed station, with what was learned. `instead` answers a question of the decision table. */
  | {
      kind: 'retry';
      lane: string;
      from?: StationName;
      instead?:
        | Answer
        | 'skip-license'
        | 'read-only'
        | 'skip-pairing'
        | 'by-qr'
        | 'go-on'
        | 'into-flash'
        /** Of a flash that was left half written: the same image again; or it is whole by other hands. */
        | 'go-on-writing'
        | 'flashed-elsewhere';
      baud?: number;
      /** Any Tuya device may be chosen, not this board's advertisement alone; as before where it is not said. */
      anyDevice?: boolean;
      /** The browser's list of all of them, where the same click has opened it. */
      list?: number;
      /** A pairing token made elsewhere, 14 characters; good for this run. */
      token?: string;
    }
  /** Writes a kept calibration of the radio back, by its id; a person has confirmed it by the MAC. */
  | { kind: 'restore-calibration'; lane: string; kept: string }
  /** Something done to the flash of that board outside of a run; left alone while one is under way. `stop` stops it. */
  | { kind: 'tool'; lane: string; ask: ToolAsk }
  /** Lives in the bench's memory only; an empty password takes the network back. */
  | { kind: 'set-wifi'; ssid: string; password: string }
  /** A virtual phone scans the lane's QR code; only virtual boards have one. */
  | { kind: 'scan-qr'; lane: string }
  | { kind: 'stop'; lane: string }
  /** The folder of builds was chosen, or may be read again. */
  | { kind: 'look-at-builds' }
  /** Each build is written to this board by itself, or no more. */
  | { kind: 'write-builds'; lane: string; on: boolean }
  /** The newest build, now. */
  | { kind: 'write-build'; lane: string }
  | { kind: 'close-port'; port: string }
  | { kind: 'dismiss'; lane: string }
  /** 8N1 without a format. Another speed for a port that is listened to already interrupts nothing. */
  | { kind: 'console-open'; port: string; baud: number; format?: LineFormat }
  | { kind: 'console-close'; port: string }
  /** CR without an `end`. */
  | { kind: 'console-send'; port: string; text: string; end?: LineEnd }
  /** `typed`: as they were written, for the history. */
  | { kind: 'console-send-bytes'; port: string; bytes: Uint8Array; typed: string }
  | { kind: 'console-reset'; port: string; into: 'app' | 'loader' }
  /** Asks its application which networks it hears. */
  | { kind: 'console-scan'; port: string };

export type BenchEvent =
  | { kind: 'ports'; ports: readonly PortView[] }
  | { kind: 'lane'; lane: LaneView }
  | { kind: 'lane-gone'; lane: string }
  | { kind: 'log'; port: string; lines: readonly LogLine[] }
  /** The same as bytes, as they may be shown. */
  | { kind: 'bytes'; port: string; stream: LogStream; heard: readonly HeardBytes[] }
  /** What the board on that port hears around it. */
  | { kind: 'air-heard'; port: string; heard: AirHeard }
  /** Whose password the bench holds. */
  | { kind: 'wifi'; ssids: readonly string[] }
  /** The watched folder; undefined when none is. */
  | { kind: 'builds'; watch: FolderWatch | undefined }
  | { kind: 'trouble'; problem: Problem };

/** To the make-believe cloud, which lives where the virtual boards live. The bench itself knows nothing of it. */
export type CloudCommand =
  | { kind: 'cloud-call'; id: number; call: CloudCall }
  /** `fault` as the emulated cloud names it; `times` uses, or until it is taken away. */
  | { kind: 'cloud-fault'; fault: string; set: boolean; times?: number };

export type CloudTold =
  | { kind: 'cloud-answer'; id: number; answer: CloudAnswer }
  | { kind: 'cloud-answer'; id: number; problem: Problem }
  | { kind: 'cloud-event'; event: CloudEvent };

/** To a bound device over Bluetooth, past its cloud; `device` is a device id whose keys this bench holds. */
export type AirCommand =
  | { kind: 'air-open'; device: string }
  | { kind: 'air-close'; device: string }
  /** Resets it by its license. */
  | { kind: 'air-release'; device: string }
  /** As to a cloud that has this one device. */
  | { kind: 'air-call'; id: number; device: string; call: CloudCall };

export type AirTold =
  | { kind: 'air-view'; device: string; view: AirView }
  | { kind: 'air-answer'; id: number; answer: CloudAnswer }
  | { kind: 'air-answer'; id: number; problem: Problem }
  | { kind: 'air-event'; device: string; event: CloudEvent };

/** Is anybody there? Comes back as it is, from the thread alone, whatever the bench in it is doing. */
export interface Beat {
  kind: 'beat';
  beat: number;
}

/** All that passes into the worker, and out of it. */
export type ToWorker = BenchCommand | CloudCommand | AirCommand | LogCommand | RadioTold;
/** A log stays in the worker: a page is shown the window that it asks for. */
export type SeenEvent = Exclude<BenchEvent, { kind: 'log' | 'bytes' }>;
export type FromWorker = SeenEvent | CloudTold | AirTold | LogTold | RadioAsk;

export const isCloudCommand = (command: ToWorker): command is CloudCommand =>
  command.kind === 'cloud-call' || command.kind === 'cloud-fault';
export const isAirCommand = (command: ToWorker): command is AirCommand =>
  command.kind === 'air-open' ||
  command.kind === 'air-close' ||
  command.kind === 'air-release' ||
  command.kind === 'air-call';
export const isAirTold = (told: FromWorker): told is AirTold =>
  told.kind === 'air-view' || told.kind === 'air-answer' || told.kind === 'air-event';
export const isRadioTold = (command: ToWorker): command is RadioTold =>
  command.kind === 'radio-done' || command.kind === 'radio-heard' || command.kind === 'radio-closed';
export const isRadioAsk = (told: FromWorker): told is RadioAsk =>
  told.kind === 'radio-find' ||
  told.kind === 'radio-connect' ||
  told.kind === 'radio-write' ||
  told.kind === 'radio-close' ||
  told.kind === 'radio-cancel';
export const isCloudTold = (told: FromWorker): told is CloudTold =>
  told.kind === 'cloud-answer' || told.kind === 'cloud-event';
