/** What is done to the flash of a board outside of a run. Plain data: it crosses the worker line. */
import type { Moment } from './clock';
import type { Erased, EraseWish } from './erase';
import type { FlashLook } from './flash-look';
import type { Problem } from './problem';

/** What each tool is asked. A new tool is a line here and in `ToolResults`, a file in `steps/tools` and its words. */
export interface ToolAsks {
  /** Looks at the flash, and at what the plan would do to it. Writes nothing. */
  map: object;
  /** Erases whole sectors; license and calibration are kept before. */
  erase: EraseWish;
}

/** What each has to tell at its end. */
export interface ToolResults {
  map: FlashLook;
  erase: Erased;
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
