import type { FirmwareFacts } from './firmware';
import type { Problem } from './problem';

/** An image that a build left in the watched folder, as it was taken. */
export interface Build {
  sha256: string;
  /** From the watched folder on: `dist/lamp_1.0.0/lamp_QIO_1.0.0.bin`. */
  path: string;
  /** Milliseconds since 1970, as the file says and as the bench had it whole. */
  modified: number;
  takenAt: number;
  /** It came while the folder was watched; what had been there before is offered and never written by itself. */
  fresh: boolean;
  facts: Pick<FirmwareFacts, 'chip' | 'alsoFor' | 'app' | 'version' | 'size'>;
}

/** A build on its way to a board, or there. */
export interface BuildOnBoard extends Pick<Build, 'sha256' | 'path' | 'modified'> {
  /** `hand`: on a click. */
  by: 'itself' | 'hand';
  /** How old the file was when its run began, and when that was, as `Clock.ticks`. */
  ageMs: number;
  begunTicks: number;
}

/** From the last byte of the file to the banner of its program, ms; undefined until it has answered. */
export const msToBanner = (
  build: BuildOnBoard | undefined,
  written: { sha256: string; answeredTicks?: number } | undefined,
): number | undefined => {
  if (build?.by !== 'itself' || written?.sha256 !== build.sha256) return undefined;
  const { answeredTicks } = written;
  const ms = answeredTicks === undefined ? -1 : build.ageMs + answeredTicks - build.begunTicks;
  // The clock was set between the build and its run.
  return ms < 0 ? undefined : ms;
};

/**
 * What the newest image of the folder was found to be.
 * changing      it has just been written, or is being written
 * half-written  its own headers promise more than is there, or a checksum does not hold
 * refused       whole, and nothing a board of this bench could use
 * taken         on the shelf
 */
export type BuildFind = 'changing' | 'half-written' | 'refused' | 'taken';

export interface BuildSeen {
  path: string;
  /** Milliseconds since 1970. */
  modified: number;
  bytes: number;
  found: BuildFind;
  problem?: Problem;
}

/**
 * watching   its files are looked at
 * paused     a person said so
 * asks       the browser wants a click before it may be read again
 * gone       it was moved, removed, or its disk is not there
 * elsewhere  another tab of the bench looks at it
 */
export type WatchState = 'watching' | 'paused' | 'asks' | 'gone' | 'elsewhere';

/** The watched folder, as the page shows it. */
export interface FolderWatch {
  name: string;
  state: WatchState;
  /** The newest image, also one that was not taken. */
  seen?: BuildSeen;
  /** The last one that was taken. */
  last?: Build;
  /** It holds more than is looked through. */
  tooMuch?: true;
}
