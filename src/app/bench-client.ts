import type { Plan } from '../model/run';
import { type Bench, createBenchView, firstPlan, fold } from '../steps/bench/bench-view';
import { type BenchCommand, type FromWorker, isAirTold, isCloudTold, isRadioAsk } from '../steps/run/messages';

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
export const startBench = (worker: Worker, bluetooth: () => Promise<'yes' | 'no' | 'off'>): Bench => {
  const view = createBenchView(storedPlan());
  let introduced = false;
  const post = (command: BenchCommand) => worker.postMessage(command);
  const tellInView = () => post({ kind: 'in-view', inView: document.visibilityState === 'visible' });
  /** Not before it is awake by itself or wanted: its weight comes with its first command. */
  const introduce = () => {
    if (introduced) return;
    introduced = true;
    post({ kind: 'set-plan', plan: view.getState().plan });
    tellInView();
    void bluetooth().then((available) => post({ kind: 'bluetooth', available }));
    document.addEventListener('visibilitychange', tellInView);
  };
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (isCloudTold(data) || isAirTold(data) || isRadioAsk(data)) return;
    introduce();
    view.setState((before) => fold(before, data), true);
  });
  worker.addEventListener('error', (event) => {
    const reason = event.message || 'worker';
    view.setState({ trouble: { code: 'unexpected', details: { reason } } });
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
  };
};
