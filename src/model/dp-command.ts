/** What became of one command to a data point. Pure: sending and waiting are the work of `steps/control`. */
import { type Moment, msBetween } from './clock';
import type { DpValue } from './data-point';
import type { Problem } from './problem';

/**
 * sent       on its way, or taken by the cloud and not yet answered by the device
 * answered   the device reported the value that was asked for
 * differs    the device reported another value, and nothing else came
 * taken      the cloud took it, and the device never reports this one (mode `wr`)
 * no-answer  the cloud took it, and the device stays silent
 * refused    the cloud said no, by its code
 * unsent     it never reached the cloud
 */
export type CommandKind = 'sent' | 'answered' | 'differs' | 'taken' | 'no-answer' | 'refused' | 'unsent';

/** Its moment is by our own clocks. */
export interface DpCommand extends Moment {
  kind: CommandKind;
  value: DpValue;
  /** Milliseconds from then until the cloud said yes. */
  acceptedMs?: number;
  /** Milliseconds from then until the device's report. */
  ms?: number;
  /** What the device reported instead. */
  told?: DpValue;
  refusal?: { code: number; msg: string };
  problem?: Problem;
}

/** A device answers in a tenth of a second or two; one that needs longer than this is not going to. */
export const answerWithinMs = 5000;

export type CommandNews =
  | ({ kind: 'accepted'; silent: boolean } & Moment)
  | { kind: 'refused'; code: number; msg: string }
  | { kind: 'unsent'; problem: Problem }
  | ({ kind: 'reported'; value: DpValue } & Moment)
  | { kind: 'waited' };

const waits = ({ kind }: DpCommand): boolean => kind === 'sent' || kind === 'no-answer' || kind === 'differs';

/** A late report still counts, and so does a late refusal; what is settled stays as it is. */
export const nextCommand = (command: DpCommand, news: CommandNews): DpCommand => {
  if (!waits(command)) return command;
  switch (news.kind) {
    case 'accepted':
      return { ...command, kind: news.silent ? 'taken' : command.kind, acceptedMs: msBetween(command, news) };
    case 'refused':
      return { ...command, kind: 'refused', refusal: { code: news.code, msg: news.msg } };
    case 'unsent':
      return { ...command, kind: 'unsent', problem: news.problem };
    case 'reported': {
      const ms = msBetween(command, news);
      if (ms < 0) return command;
      if (news.value === command.value) return { ...command, kind: 'answered', ms, told: undefined };
      // Perhaps a report that was already on its way: the deadline tells.
      return { ...command, kind: command.kind === 'sent' ? 'sent' : 'differs', told: news.value, ms };
    }
    case 'waited':
      if (command.kind !== 'sent') return command;
      return { ...command, kind: command.told === undefined ? 'no-answer' : 'differs' };
  }
};
