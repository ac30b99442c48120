/** The lines a rail stands on, in the order they were said. Pure. */
import type { BindFault, BindView } from '../../model/bind';
import type { LogLine } from '../../model/log-line';
import type { StationState } from '../../model/run';
import { isDoubtful } from '../../protocols/bind-log/mark-steps';

export interface LitLine {
  key: string;
  at: number;
  state: StationState;
  text: string;
  from?: LogLine['from'];
}

const lineOf = ({ code, at, text, from }: BindFault): LitLine | undefined => {
  if (!text) return undefined;
  const state = isDoubtful(code) || code === 'bind.report-dropped' ? 'doubtful' : 'failed';
  return { key: 'fault', at, state, text, ...(from && { from }) };
};

/** Each line once, though it may have lit several steps; the one that told the fault comes with its own mark. */
export const litLines = ({ steps, fault }: BindView): readonly LitLine[] => {
  const lines = new Map<string, LitLine>();
  for (const { state, at, text, from, name, details } of steps) {
    if (at === undefined || !text || details?.by !== undefined) continue;
    lines.set(`${at} ${text}`, { key: name, at, state, text, ...(from && { from }) });
  }
  const told = fault && lineOf(fault);
  if (told) lines.set(`${told.at} ${told.text}`, told);
  return [...lines.values()].sort((one, other) => one.at - other.at);
};

const shownBefore = 3;

/** The line that told a fault, and the last ones before it. */
export const linesUpTo = (view: BindView, fault: BindFault): readonly LitLine[] => {
  const lines = litLines(view);
  const told = lineOf(fault);
  const before = lines.filter(({ key, at, state }) => key !== 'fault' && state === 'proven' && at <= fault.at);
  return [...before.slice(-shownBefore), ...(told ? [told] : [])];
};
