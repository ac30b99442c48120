/** The lives of a chip in one log: each has a start, and a binding of its own. */
import type { BindView } from '../../model/bind';
import type { LogLine } from '../../model/log-line';
import { emptyBind, foldBind, rowOf } from './fold-bind';
import { stepOf } from './mark-steps';

/** The ROM is the first to speak, and the application's own block comes a moment later. */
const startOf = (line: LogLine): 'rom' | 'application' | undefined => {
  const means = rowOf(line)?.means;
  if (typeof means !== 'object' || !('reads' in means)) return undefined;
  return means.reads === 'started' ? 'rom' : means.reads === 'boot' ? 'application' : undefined;
};

/** Cut where the chip started again. */
export const livesOf = (lines: readonly LogLine[]): LogLine[][] => {
  const lives: LogLine[][] = [];
  let started: ReturnType<typeof startOf>;
  for (const line of lines) {
    const starts = startOf(line);
    const open = lives.at(-1);
    const again = starts !== undefined && started !== undefined && !(starts === 'application' && started === 'rom');
    if (open && !again) open.push(line);
    else lives.push([line]);
    started = starts ?? started;
  }
  return lives;
};

/** What a life leaves to the next: whether a program ran in it, that it crashed, and where. */
const leftBy = ({ fault, memory }: BindView): BindView => {
  const { crashes, crashedIn, crashing, spoke } = memory ?? {};
  const view = emptyBind();
  if (crashes === undefined) return spoke ? { ...view, memory: { spoke } } : view;
  const kept = { ...view, memory: { crashes, crashedIn, crashing, spoke } };
  if (fault?.code !== 'bind.crashed') return kept;
  const { at, ticks, text, step } = fault;
  const marked = { ...stepOf(view, step), state: 'failed' as const, at, ticks, text };
  return { ...kept, fault, steps: view.steps.map((each) => (each.name === step ? marked : each)) };
};

/** The rail at the end of each life. */
export const railsOf = (lines: readonly LogLine[]): BindView[] => {
  const rails: BindView[] = [];
  for (const life of livesOf(lines)) {
    const before = rails.at(-1);
    rails.push(
      life.reduce((view, line) => foldBind(view, { kind: 'line', line }), before ? leftBy(before) : emptyBind()),
    );
  }
  return rails;
};
