import type { Plan } from '../model/run';
import { type Bench, createBenchView, firstPlan, fold } from '../steps/bench-view';
import type { BenchCommand, BenchEvent } from '../steps/messages';

const planKey = 'bindery.plan';

const storedPlan = (): Plan => {
  try {
    return { ...firstPlan, ...JSON.parse(localStorage.getItem(planKey) ?? '{}') };
  } catch {
    return firstPlan;
  }
};

/** The page's end of the bench worker. */
export const startBench = (): Bench => {
  const view = createBenchView(storedPlan());
  const worker = new Worker(new URL('./bench-worker.ts', import.meta.url), { type: 'module', name: 'bench' });
  let introduced = false;
  const post = (command: BenchCommand) => worker.postMessage(command);
  const tellInView = () => post({ kind: 'in-view', inView: document.visibilityState === 'visible' });
  /** Not before it is awake by itself or wanted: its weight comes with its first command. */
  const introduce = () => {
    if (introduced) return;
    introduced = true;
    post({ kind: 'set-plan', plan: view.getState().plan });
    tellInView();
    document.addEventListener('visibilitychange', tellInView);
  };
  worker.addEventListener('message', ({ data }: MessageEvent<BenchEvent>) => {
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
