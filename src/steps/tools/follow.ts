import type { ToolView } from '../../model/tool';
import type { Progress } from './tool';

/** What rate and time left are taken from, ms. */
const lookBack = 3000;

/** Rate and time left of a phase, from how far it was in the last seconds. */
export const followTool = (ticks: () => number) => {
  let marks: { at: number; done: number }[] = [];
  let of: Progress['phase'] | undefined;
  return ({ phase, done, total }: Progress): Pick<ToolView, 'phase' | 'done' | 'total' | 'rate' | 'leftMs'> => {
    const now = ticks();
    if (phase !== of) marks = [];
    of = phase;
    marks = [...marks, { at: now, done }].filter(({ at }) => now - at <= lookBack);
    const [first] = marks;
    const [ms, bytes] = first ? [now - first.at, done - first.done] : [0, 0];
    const rate = ms > 0 && bytes > 0 ? (bytes * 1000) / ms : undefined;
    return { phase, done, total, rate, leftMs: rate && ((total - done) * 1000) / rate };
  };
};
