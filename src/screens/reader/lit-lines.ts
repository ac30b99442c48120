/** The lines a rail stands on, in the order they were said. Pure. */
import type { BindFault, BindView } from '../../model/bind';
import type { LogLine } from '../../model/log-line';
import type { StationState } from '../../model/run';

export interface LitLine {
  key: string;
  at: number;
  state: StationState;
  text: string;
  from?: LogLine['from'];
}

/** Each line once, though it may have lit several steps; the one that told the fault comes with its own mark. */
export const litLines = ({ steps, fault }: BindView): readonly LitLine[] => {
  const lines = new Map<string, LitLine>();
  for (const { state, at, text, from, name, details } of steps) {
    if (at === undefined || !text || details?.by !== undefined) continue;
    lines.set(`${at} ${text}`, { key: name, at, state, text, ...(from && { from }) });
  }
  if (fault?.text) {
    const { at, text, from } = fault;
    lines.set(`${at} ${text}`, { key: 'fault', at, state: 'failed', text, ...(from && { from }) });
  }
  return [...lines.values()].sort((one, other) => one.at - other.at);
};

const shownBefore = 3;

/** The line that told a fault, and the last ones before it. */
export const linesUpTo = (view: BindView, fault: BindFault): readonly LitLine[] => {
  const lines = litLines(view);
  const told = lines.filter(({ key }) => key === 'fault');
  const before = lines.filter(({ key, at, state }) => key !== 'fault' && state === 'proven' && at <= fault.at);
  return [...before.slice(-shownBefore), ...told];
};
