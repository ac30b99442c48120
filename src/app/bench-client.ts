import type { LaneView, Plan } from '../model/run';
import { type Bench, createBenchView, firstPlan, fold } from '../steps/bench/bench-view';
import { isLogTold } from '../steps/run/log-messages';
import { type BenchCommand, type FromWorker, isAirTold, isCloudTold, isRadioAsk } from '../steps/run/messages';
import type { BenchThread } from './bench-thread';
import { cutOff, isCutOff, leftForNext, withoutOlder } from './cut-off';

const planKey = 'bindery.plan';

const storedPlan = (): Plan => {
  try {
    return { ...firstPlan, ...JSON.parse(localStorage.getItem(planKey) ?? '{}') };
  } catch {
    return firstPlan;
  }
};

/** Where the ports, the runs, the virtual boards and the make-believe cloud live. */
export const startWorker = (): Worker =>
  new Worker(new URL('./bench-worker.ts', import.meta.url), { type: 'module', name: 'bench' });

/** The page's end of the bench in its worker. */
export const startBench = (thread: BenchThread, bluetooth: () => Promise<'yes' | 'no' | 'off'>): Bench => {
  const view = createBenchView(storedPlan());
  let introduced = false;
  /** As they were told before their worker fell silent. */
  const before = new Map<string, LaneView>();
  const post = (command: BenchCommand) => thread.postMessage(command);
  const tellInView = () => post({ kind: 'in-view', inView: document.visibilityState === 'visible' });
  const tellAll = () => {
    post({ kind: 'set-plan', plan: view.getState().plan });
    tellInView();
    void bluetooth().then((available) => post({ kind: 'bluetooth', available }));
  };
  /** Not before it is awake by itself or wanted: its weight comes with its first command. */
  const introduce = () => {
    if (introduced) return;
    introduced = true;
    tellAll();
    document.addEventListener('visibilitychange', tellInView);
  };
  thread.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (isCloudTold(data) || isAirTold(data) || isRadioAsk(data) || isLogTold(data)) return;
    introduce();
    if (data.kind === 'lane') before.delete(data.lane.id);
    view.setState((now) => {
      const next = fold(now, data);
      return data.kind === 'lane' ? { ...next, lanes: withoutOlder(next.lanes, data.lane) } : next;
    }, true);
  });
  thread.addEventListener('error', (event) => {
    const reason = event.message || 'worker';
    view.setState({ trouble: { code: 'unexpected', details: { reason } } });
  });
  thread.onNews((news) => {
    const { lanes } = view.getState();
    if (news === 'lost') {
      for (const lane of lanes) before.set(lane.id, lane);
      view.setState({ lost: true, lanes: lanes.map((lane) => cutOff(lane, Date.now())) });
      return;
    }
    if (news === 'back') {
      const asBefore = (lane: LaneView) => (isCutOff(lane) ? (before.get(lane.id) ?? lane) : lane);
      view.setState({ lost: undefined, lanes: lanes.map(asBefore) });
    } else {
      view.setState(leftForNext(view.getState()), true);
      tellAll();
      post({ kind: 'look-again' });
    }
    before.clear();
  });
  return {
    view,
    send(command) {
      if (command.kind === 'set-plan') {
        view.setState({ plan: command.plan });
        localStorage.setItem(planKey, JSON.stringify(command.plan));
      }
      introduce();
      post(command);
    },
    anew: () => thread.anew(),
  };
};
