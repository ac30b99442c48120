/**
 * The worker of the bench as the page holds it: it is asked every other second whether it is there, and can be put in
 * another's place. What listens here listens to the next one too.
 */
import type { Beat, ToWorker } from '../steps/run/messages';

/** `lost`: no answer any more. `back`: it answers again. `anew`: another one has taken its place. */
export type ThreadNews = 'lost' | 'back' | 'anew';

export interface BenchThread extends Pick<Worker, 'addEventListener'> {
  postMessage(message: ToWorker): void;
  onNews(heard: (news: ThreadNews) => void): void;
  /** Ends the one that is there, with its ports and its locks, and starts another. */
  anew(): void;
}

export interface BeatClock {
  ticks(): number;
  every(ms: number, work: () => void): void;
}

export const beatMs = 2000;
/** Beats without an answer. What a worker does in one piece takes a second at most, on a slow computer. */
const patience = 4;
/** A page that was asleep, or was not let run, says nothing about its worker: such a stretch does not count. */
const stretched = 1.5;

const pageClock: BeatClock = {
  ticks: () => performance.now(),
  every: (ms, work) => void setInterval(work, ms),
};

export const createBenchThread = (start: () => Worker, clock: BeatClock = pageClock): BenchThread => {
  const news = new Set<(news: ThreadNews) => void>();
  const events = new EventTarget();
  let lost = false;
  let answered = false;
  /** Beats since the last sign of life, as far as the page itself was awake. */
  let missed = 0;
  let beats = 0;
  let at = clock.ticks();

  const tell = (what: ThreadNews) => {
    for (const heard of [...news]) heard(what);
  };
  const lose = () => {
    if (lost) return;
    lost = true;
    tell('lost');
  };
  const alive = () => {
    answered = true;
    missed = 0;
    if (!lost) return;
    lost = false;
    tell('back');
  };

  const hire = (): Worker => {
    const fresh = start();
    answered = false;
    missed = 0;
    lost = false;
    fresh.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (fresh !== worker) return;
      alive();
      if ((data as Partial<Beat>).kind !== 'beat') events.dispatchEvent(new MessageEvent('message', { data }));
    });
    fresh.addEventListener('error', (event) => {
      if (fresh !== worker) return;
      // One that never answered has not even been loaded; any other goes on after such an error.
      if (!answered) lose();
      else events.dispatchEvent(Object.assign(new Event('error'), { message: event.message }));
    });
    return fresh;
  };
  let worker = hire();

  clock.every(beatMs, () => {
    const before = at;
    at = clock.ticks();
    if (at - before > beatMs * stretched) missed = 0;
    else missed += 1;
    if (missed > patience) lose();
    beats += 1;
    worker.postMessage({ kind: 'beat', beat: beats } satisfies Beat);
  });

  return {
    addEventListener: events.addEventListener.bind(events) as Worker['addEventListener'],
    postMessage: (message) => worker.postMessage(message),
    onNews: (heard) => void news.add(heard),
    anew() {
      worker.terminate();
      worker = hire();
      events.dispatchEvent(new Event('anew'));
      tell('anew');
    },
  };
};
