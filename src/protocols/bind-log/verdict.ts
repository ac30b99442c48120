/** What a rail comes to, in one sentence: the only place that decides it, so that it cannot say other than the rail. */
import type { BindFault, BindStepName, BindView } from '../../model/bind';
import { bindSteps } from '../../model/bind';

export type Verdict =
  | { kind: 'fault'; fault: BindFault }
  /** The device is in its cloud; `offline`: it was, and was thrown off since. */
  | { kind: 'bound' | 'offline' }
  /** For a token, at an open door; `qr`: it shows a code to scan. */
  | { kind: 'waiting'; way: 'qr' | 'any' }
  | { kind: 'under-way' | 'ends-before'; step: BindStepName }
  /** No line is one we know, or none that says anything of a binding. */
  | { kind: 'foreign' | 'nothing' };

/** The device is in its cloud: it was seen online, there or by its own log. */
export const isBound = ({ steps }: BindView): boolean =>
  steps.some(({ name, state }) => name === 'online' && state === 'proven');

/**
 * The step that is under way, or the first behind all that were seen; the last one when all are. A step that was passed
 * unseen, in a log that begins too late, is not what a board stands before.
 */
export const currentStep = ({ steps }: BindView): BindStepName => {
  const standing = steps.find(({ state }) => state === 'working' || state === 'failed' || state === 'doubtful');
  if (standing) return standing.name;
  const isPassed = ({ state }: BindView['steps'][number]) => state === 'proven' || state === 'left-out';
  // A token may come before the network that it is used in.
  const wifi = steps.find(({ name }) => name === 'wifi');
  const last = steps.findLastIndex(isPassed);
  if (wifi && !isPassed(wifi) && last === bindSteps.indexOf('token')) return 'wifi';
  return steps[last + 1]?.name ?? 'data-point';
};

const isUntouched = ({ steps }: BindView): boolean => steps.every(({ state }) => state === 'ahead');

export const verdictOf = (view: BindView): Verdict => {
  const { fault, logKnown, lines, steps, memory } = view;
  if (fault) return { kind: 'fault', fault };
  if (isBound(view)) return { kind: view.offline ? 'offline' : 'bound' };
  if (isUntouched(view) && lines > 0) return { kind: logKnown ? 'nothing' : 'foreign' };
  const step = currentStep(view);
  const isWorking = steps.some(({ name, state }) => name === step && state === 'working');
  if (step === 'channel' && isWorking) return { kind: 'waiting', way: memory?.direct ? 'qr' : 'any' };
  return { kind: isWorking ? 'under-way' : 'ends-before', step };
};
