import { expect, it } from 'vitest';
import { type BeatClock, beatMs, createBenchThread, type ThreadNews } from '../../src/app/bench-thread';
import { cutOff, leftForNext, withoutOlder } from '../../src/app/cut-off';
import type { LaneView } from '../../src/model/run';
import { createBenchView } from '../../src/steps/bench/bench-view';

/** A worker that answers each beat, or not; and the clock of the page, moved by hand. */
const desk = ({ answers = true }: { answers?: boolean } = {}) => {
  const workers: { target: EventTarget; ended: boolean; heard: unknown[] }[] = [];
  let hangs = !answers;
  let now = 0;
  let beat = () => {};
  const clock: BeatClock = {
    ticks: () => now,
    every: (_, work) => {
      beat = work;
    },
  };
  const start = () => {
    const target = new EventTarget();
    const mine = { target, ended: false, heard: [] as unknown[] };
    workers.push(mine);
    return Object.assign(target, {
      postMessage(data: { kind: string }) {
        mine.heard.push(data);
        if (!hangs && data.kind === 'beat') target.dispatchEvent(new MessageEvent('message', { data }));
      },
      terminate() {
        mine.ended = true;
      },
    }) as unknown as Worker;
  };
  const thread = createBenchThread(start, clock);
  const news: ThreadNews[] = [];
  thread.onNews((what) => news.push(what));
  return {
    thread,
    news,
    workers,
    hang: (now: boolean) => {
      hangs = now;
    },
    /** Until it is told, ms. */
    pass(ms: number, stepMs = beatMs) {
      for (let gone = 0; gone < ms && news.length === 0; gone += stepMs) {
        now += stepMs;
        beat();
      }
      return now;
    },
  };
};

it('a worker that hangs or is gone is noticed within seconds', () => {
  const { news, hang, pass } = desk();
  const since = pass(60_000);
  expect(news).toEqual([]);
  hang(true);
  const told = pass(60_000);
  expect(news).toEqual(['lost']);
  expect(told - since).toBeLessThanOrEqual(10_000);
});

it('is no false alarm in a tab in the background, whose timers come once a minute', () => {
  const { news, hang, pass } = desk();
  pass(10_000);
  hang(true);
  pass(20 * 60_000, 60_000);
  expect(news).toEqual([]);
});

it('is no false alarm after a night with the lid closed', () => {
  const { news, pass } = desk();
  pass(10_000);
  pass(8 * 3_600_000, 8 * 3_600_000);
  pass(60_000);
  expect(news).toEqual([]);
});

it('takes it back when the worker was only busy', () => {
  const { news, hang, pass, workers } = desk();
  pass(4000);
  hang(true);
  pass(60_000);
  hang(false);
  workers[0]?.target.dispatchEvent(new MessageEvent('message', { data: { kind: 'beat', beat: 1 } }));
  expect(news).toEqual(['lost', 'back']);
});

it('one that could not be loaded is told at once; an error in one that answers is no end of it', () => {
  const unloaded = desk({ answers: false });
  unloaded.workers[0]?.target.dispatchEvent(new Event('error'));
  expect(unloaded.news).toEqual(['lost']);
  const works = desk();
  works.pass(4000);
  const heard: string[] = [];
  works.thread.addEventListener('error', ({ message }) => heard.push(message));
  works.workers[0]?.target.dispatchEvent(Object.assign(new Event('error'), { message: 'x is undefined' }));
  expect(works.news).toEqual([]);
  expect(heard).toEqual(['x is undefined']);
});

it('one click: the old worker is ended, the next one is heard in its place and nobody hears the old one', () => {
  const { thread, news, hang, pass, workers } = desk();
  const heard: unknown[] = [];
  thread.addEventListener('message', ({ data }) => heard.push(data));
  hang(true);
  pass(60_000);
  hang(false);
  thread.anew();
  expect(news).toEqual(['lost', 'anew']);
  expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
  thread.postMessage({ kind: 'look-again' });
  expect(workers[1]?.heard).toContainEqual({ kind: 'look-again' });
  workers[0]?.target.dispatchEvent(new MessageEvent('message', { data: 'old' }));
  workers[1]?.target.dispatchEvent(new MessageEvent('message', { data: 'next' }));
  expect(heard).toEqual(['next']);
});

const lane = (change: Partial<LaneView>): LaneView => ({
  id: 'a',
  port: { id: 'p', name: 'p', use: 'open' },
  state: 'running',
  current: 'license',
  chip: { chip: 'esp32', mac: '02:00:00:00:00:01' },
  stations: [{ name: 'license', state: 'working', fact: { code: 'set-aside', details: {} } }],
  evidence: [],
  ...change,
});

it('the lane says so: a run is cut off where it stood, and a license on its way is in doubt', () => {
  expect(cutOff(lane({}), 7)).toMatchObject({
    state: 'failed',
    stations: [{ state: 'failed' }],
    problem: { code: 'bench.lost', details: {} },
    endedAt: 7,
  });
  const sent = cutOff(
    lane({ stations: [{ name: 'license', state: 'working', fact: { code: 'sending', details: {} } }] }),
    7,
  );
  expect(sent).toMatchObject({ state: 'doubtful', problem: { details: { sent: 1 } } });
  const proven = lane({ state: 'proven' });
  expect(cutOff(proven, 7)).toBe(proven);
});

it('runs that were cut off are told after the new start, until the same board runs again', () => {
  const view = createBenchView();
  const lanes = [cutOff(lane({}), 7), lane({ id: 'b', state: 'proven' })];
  view.setState({ lanes, ssids: ['Bench'], lost: true });
  const left = leftForNext(view.getState());
  expect(left).toMatchObject({ ports: [], ssids: [], lanes: [{ id: 'a', problem: { details: { anew: 1 } } }] });
  expect(left.lost).toBeUndefined();
  const seen = lane({ id: 'c', state: 'ready' });
  expect(withoutOlder([...left.lanes, seen], seen)).toHaveLength(2);
  const runs = lane({ id: 'c' });
  expect(withoutOlder([...left.lanes, runs], runs)).toEqual([runs]);
});
