/** The lines a rail stands on, in the order they were said. Pure. */
import type { BindView } from '../../model/bind';
import type { StationState } from '../../model/run';

export interface LitLine {
  key: string;
  at: number;
  state: StationState;
  text: string;
}

/** Each line once, though it may have lit several steps; the one that told the fault comes with its own mark. */
export const litLines = ({ steps, fault }: BindView): readonly LitLine[] => {
  const lines = new Map<string, LitLine>();
  for (const { state, at, text, name, details } of steps) {
    if (at === undefined || !text || details?.by !== undefined) continue;
    lines.set(`${at} ${text}`, { key: name, at, state, text });
  }
  if (fault?.text)
    lines.set(`${fault.at} ${fault.text}`, { key: 'fault', at: fault.at, state: 'failed', text: fault.text });
  return [...lines.values()].sort((one, other) => one.at - other.at);
};
