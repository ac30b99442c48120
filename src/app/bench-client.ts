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
  let planSent = false;
  const post = (command: BenchCommand) => worker.postMessage(command);
  const sendPlan = () => {
    if (!planSent) post({ kind: 'set-plan', plan: view.getState().plan });
    planSent = true;
  };
  worker.addEventListener('message', ({ data }: MessageEvent<BenchEvent>) => {
    sendPlan();
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
        planSent = true;
      } else sendPlan();
      post(command);
    },
  };
};
