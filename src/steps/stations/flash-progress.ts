import type { WriteProgress } from '../../chips/chip';
import type { FlashProgress } from '../../model/run';

/** Rates kept for the plot. */
const keptRates = 120;

/** What is being written, and where. Bytes. */
export interface Written extends Pick<FlashProgress, 'covers' | 'partitions' | 'slot' | 'flashBytes'> {
  address: number;
}

/** Follows one phase: rate over the last seconds, time left from it. */
export const followProgress = ({ address, covers, partitions, slot, flashBytes }: Written, ticks: () => number) => {
  let phase: FlashProgress['phase'] | undefined;
  let marks: { at: number; done: number }[] = [];
  let rates: readonly number[] = [];
  return (progress: Pick<WriteProgress, 'done' | 'total'> & { phase: FlashProgress['phase'] }): FlashProgress => {
    const at = ticks();
    if (progress.phase !== phase) marks = [];
    phase = progress.phase;
    marks = [...marks, { at, done: progress.done }].filter((mark) => at - mark.at <= 3000);
    const first = marks[0]!;
    const rate = at > first.at ? ((progress.done - first.done) * 1000) / (at - first.at) : 0;
    if (phase === 'writing') rates = [...rates, rate].slice(-keptRates);
    return {
      ...progress,
      rate,
      ...(rate > 0 && { leftMs: ((progress.total - progress.done) * 1000) / rate }),
      ...(phase === 'writing' && { at: address + progress.done }),
      from: address,
      flashBytes,
      covers,
      partitions,
      ...(slot && { slot }),
      rates,
    };
  };
};
