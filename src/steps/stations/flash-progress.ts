import type { WriteProgress } from '../../chips/chip';
import { isUnderWay, type WorkSpan, workBehind, workIn } from '../../model/flash-work';
import type { FlashProgress, RateSample } from '../../model/run';

/** Rates kept for the plot. */
const keptRates = 120;
/** What rate and time left are taken from, ms. */
const lookBack = 3000;

/** What is being written, and where. Bytes. */
export interface Written
  extends Pick<FlashProgress, 'covers' | 'partitions' | 'slot' | 'flashBytes' | 'size' | 'gaps'> {
  address: number;
}

type Told = Pick<WriteProgress, 'done' | 'total' | 'work'> & { phase: FlashProgress['phase'] };

/** Bytes that have to be sent or erased, and how many are; all of them where the chip was not asked what it holds. */
interface Ground {
  behind: number;
  all: number;
}

/** Follows a write: how far it is, the rate over the last seconds, the time left from it. */
export const followProgress = (
  { address, size, covers, partitions, slot, flashBytes, gaps }: Written,
  ticks: () => number,
) => {
  const image = { from: address, to: address + size };
  /** What the marks are of. */
  let of: FlashProgress['phase'] | undefined;
  let marks: { at: number; ground: number; sent: number }[] = [];
  let rates: readonly RateSample[] = [];
  let began: number | undefined;
  let work: readonly WorkSpan[] | undefined;
  /** Where the plan was met that is followed now: what it leaves is shared out from there, so that nothing jumps. */
  let met = { share: 0, behind: 0 };
  let share = 0;
  let written: Pick<FlashProgress, 'done' | 'total' | 'at' | 'behind'> = { done: 0, total: size };

  const groundOf = ({ done, total, work: plan }: Told): Ground => {
    const kept = plan ? workIn(plan, image).kept : 0;
    return { behind: Math.max(0, done - kept), all: total - kept };
  };

  const write = (told: Told) => {
    const ground = groundOf(told);
    if (told.work !== work) {
      work = told.work;
      met = { share, behind: ground.behind };
    }
    const ahead = ground.all - met.behind;
    share = ahead <= 0 ? 1 : met.share + ((1 - met.share) * (ground.behind - met.behind)) / ahead;
    if (!work) {
      written = { done: told.done, total: told.total, at: address + told.done };
      return;
    }
    const { kept, sent: total } = workIn(work, image);
    const { at, sent, erased } = workBehind(work, image, ground.behind);
    written = { done: sent, total, at, behind: { kept, sent, erased } };
  };

  return (told: Told): FlashProgress => {
    const now = ticks();
    const { phase } = told;
    const underWay = isUnderWay(told);
    const measured = underWay ? 'writing' : phase;
    if (measured !== of) marks = [];
    of = measured;
    if (underWay) write(told);
    const ground = underWay ? share : told.done / Math.max(1, told.total);
    const sent = underWay ? written.done : 0;
    marks = [...marks, { at: now, ground, sent }].filter((mark) => now - mark.at <= lookBack);
    const first = marks[0]!;
    const [ms, won] = [now - first.at, ground - first.ground];
    const rate = ms > 0 ? Math.max(0, ((sent - first.sent) * 1000) / ms) : 0;
    if (underWay) {
      began ??= now;
      rates = [...rates, { ms: now - began, rate }].slice(-keptRates);
    }
    // What is written is not proven yet: from here on the chip takes its checksum, and nobody knows for how long.
    return {
      phase: underWay && share >= 1 ? 'checking' : phase,
      share,
      ...written,
      rate,
      ...(ms > 0 && won > 0 && ground < 1 && { leftMs: ((1 - ground) * ms) / won }),
      ...(work && { work }),
      from: address,
      size,
      flashBytes,
      covers,
      partitions,
      ...(slot && { slot }),
      ...(gaps && { gaps }),
      rates,
    };
  };
};
