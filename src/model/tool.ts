/** What is done to the flash of a board outside of a run. Plain data: it crosses the worker line. */
import type { BackupMade, CopyCompared, CopyWritten, PickedFile } from './backup';
import type { Mac } from './chip';
import type { Moment } from './clock';
import type { Erased, EraseWish, TypedTail } from './erase';
import type { FlashLook } from './flash-look';
import type { Problem } from './problem';
import type { StoresLook } from './store-look';

/** What each tool is asked. A new tool is a line here and in `ToolResults`, a file in `steps/tools` and its words. */
export interface ToolAsks {
  /** Looks at the flash, and at what the plan would do to it. Writes nothing. */
  map: object;
  /** Erases whole sectors; license and calibration are kept before. */
  erase: EraseWish;
  /** The flash, or a stretch of it, into a file; without `into` the browser holds it. */
  backup: { offset?: number; size?: number; into?: PickedFile };
  /** Holds a file against the flash. Writes nothing. */
  compare: { file: File };
  /**
   * Writes a copy of this very board back. `sha256` of the file that was compared, `mac` as a person has confirmed it.
   * `evenUnread`: also over a license that nobody could read.
   */
  restore: { file: File; sha256: string; mac: Mac; evenUnread?: true };
  /** Writes what another board's copy holds, without what belongs to that board alone. */
  clone: { file: File; sha256: string; typed: TypedTail };
  /** Looks into the stores. Writes nothing, and shows no value. */
  inspect: object;
}

/** What each has to tell at its end. */
export interface ToolResults {
  map: FlashLook;
  erase: Erased;
  backup: BackupMade;
  compare: CopyCompared;
  restore: CopyWritten;
  clone: CopyWritten;
  inspect: StoresLook;
}

export type ToolName = keyof ToolAsks;

export type ToolAsk<T extends ToolName = ToolName> = { [N in T]: { tool: N } & ToolAsks[N] }[T];

export type ToolResult<T extends ToolName = ToolName> = { [N in T]: { tool: N } & ToolResults[N] }[T];

/**
 * connecting  the board is being reset into its loader
 * keeping     what cannot be had again is taken down here
 * leaving     the board goes back to its application
 */
export type ToolPhase =
  | 'connecting'
  | 'reading'
  | 'comparing'
  | 'keeping'
  | 'erasing'
  | 'writing'
  | 'checking'
  | 'leaving';

/** `yours`: it ended with a question, in `problem`. */
export type ToolState = 'working' | 'done' | 'yours' | 'failed' | 'stopped';

/** Of the tool that is at work on a lane, or was the last one there. */
export interface ToolView {
  ask: ToolAsk;
  state: ToolState;
  phase: ToolPhase;
  /** Bytes of this phase. */
  done: number;
  total: number;
  /** Bytes a second, and milliseconds to the end of this phase, once there is something to tell. */
  rate?: number;
  leftMs?: number;
  result?: ToolResult;
  problem?: Problem;
  began: Moment;
  tookMs?: number;
}

export const isAtWork = (tool: ToolView | undefined): boolean => tool?.state === 'working';
