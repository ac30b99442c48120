/**
 * Lighting and failing the steps of a binding. Green is earned: a step nobody saw is lit only where a later one cannot
 * happen without it, and says by which; otherwise it is left out.
 */
import type { BindFault, BindFaultCode, BindStepName, BindStepView, BindView, Witness } from '../../model/bind';
import { bindSteps } from '../../model/bind';
import { type Moment, msBetween } from '../../model/clock';
import type { LogLine } from '../../model/log-line';
import type { Details } from '../../model/problem';

export interface Proof extends Moment {
  witness: Witness;
  /** The line, masked. */
  text?: string;
  from?: LogLine['from'];
  details?: Details;
}

/** What cannot be missing when a step was seen: no token, no activation; nobody is online who was not activated. */
const implied: Readonly<Record<BindStepName, readonly BindStepName[]>> = {
  license: [],
  channel: [],
  wifi: [],
  token: [],
  discovery: ['wifi'],
  tls: ['wifi', 'discovery'],
  activation: ['license', 'wifi', 'token', 'discovery', 'tls'],
  schema: ['license', 'wifi', 'token', 'discovery', 'tls', 'activation'],
  online: ['license', 'wifi', 'token', 'discovery', 'tls', 'activation'],
  'data-point': ['license', 'wifi', 'token', 'discovery', 'tls', 'activation', 'schema', 'online'],
};

/** What can be told no more once a step is lit: which way a token came, and when a schema was stored. */
const passed: Partial<Record<BindStepName, readonly BindStepName[]>> = {
  token: ['channel'],
  activation: ['channel'],
  schema: ['channel'],
  online: ['channel', 'schema'],
  'data-point': ['channel'],
};

/** A bound device does none of these again. */
const onlyOnce: readonly BindStepName[] = ['channel', 'wifi', 'token', 'discovery', 'tls', 'activation', 'schema'];

export const stepOf = (view: BindView, name: BindStepName): BindStepView =>
  view.steps.find((step) => step.name === name) ?? { name, state: 'ahead' };

export const isProven = (view: BindView, name: BindStepName): boolean => stepOf(view, name).state === 'proven';

/** `with` replaces all that was known of the step. */
export const setStep = (view: BindView, known: BindStepView): BindView => ({
  ...view,
  steps: view.steps.map((step) => (step.name === known.name ? known : step)),
});

/** From the last step before it that was seen itself. */
const msBefore = (view: BindView, name: BindStepName, proof: Moment): number | undefined => {
  const gaps = view.steps
    .slice(0, bindSteps.indexOf(name))
    .filter((step) => step.state === 'proven' && step.details?.by === undefined)
    .flatMap(({ at, ticks }) => (at === undefined ? [] : [msBetween({ at, ticks }, proof)]));
  const ms = Math.min(...gaps);
  return gaps.length > 0 && ms >= 0 ? ms : undefined;
};

const light = (view: BindView, name: BindStepName, proof: Proof): BindView => {
  const { details: known, ...step } = stepOf(view, name);
  const seenBefore = step.state === 'proven' && known?.by === undefined;
  if (seenBefore) {
    // The first to see it keeps the moment; what others tell is added.
    return setStep(view, { ...step, details: { ...proof.details, ...known } });
  }
  const { at, ticks, witness, text, from } = proof;
  const { by: _by, ...before } = known ?? {};
  const details = { ...before, ...proof.details };
  const ms = proof.details?.by === undefined ? msBefore(view, name, proof) : undefined;
  return setStep(view, { name, state: 'proven', at, ticks, witness, text, ...(from && { from }), details, ms });
};

const leaveOut = (view: BindView, name: BindStepName): BindView => {
  const { state, details } = stepOf(view, name);
  return state === 'proven' ? view : setStep(view, { name, state: 'left-out', details });
};

/** Takes the fault away, and its mark from the step that had it. */
export const overcome = (view: BindView): BindView => {
  if (!view.fault) return view;
  const { fault, ...rest } = view;
  const step = stepOf(view, fault.step);
  const marked = step.state === 'failed' || step.state === 'doubtful';
  return marked ? setStep(rest, { name: step.name, state: 'ahead', details: step.details }) : rest;
};

const isPast = (name: BindStepName, step: BindStepName): boolean => bindSteps.indexOf(name) > bindSteps.indexOf(step);

const isOvercomeBy = ({ fault }: BindView, name: BindStepName): boolean => {
  if (!fault) return false;
  // Whoever comes further than where it crashed does not crash there any more.
  if (fault.code === 'bind.crashed' && isPast(name, fault.step)) return true;
  if (fault.step === name || implied[name].includes(fault.step)) return true;
  // A new token is a new beginning; and whoever has one needs no more doors to wait at.
  const ofOldToken = fault.code === 'bind.token-refused' || fault.code === 'bind.broker-refused';
  return fault.step === 'channel' ? bindSteps.indexOf(name) > 2 : name === 'token' && ofOldToken;
};

/** The step was seen. */
export const prove = (view: BindView, name: BindStepName, proof: Proof): BindView => {
  let next = isOvercomeBy(view, name) ? overcome(view) : view;
  if (next.boundBefore && onlyOnce.includes(name)) return leaveOut(next, name);
  next = light(next, name, proof);
  // Over Bluetooth a data point travels without any cloud.
  for (const earlier of proof.witness === 'bluetooth' ? [] : implied[name]) {
    const leftOut = next.boundBefore && onlyOnce.includes(earlier);
    if (!leftOut && !isProven(next, earlier)) next = light(next, earlier, { ...proof, details: { by: name } });
  }
  for (const gone of passed[name] ?? []) next = leaveOut(next, gone);
  return next;
};

/** Than where it crashed. */
const isFurther = ({ fault, memory }: BindView, name: BindStepName): boolean =>
  fault?.code === 'bind.crashed' && (isPast(name, fault.step) || (name === fault.step && memory?.crashedIn === false));

/** Under way; what is lit stays lit. `counted`: the line begins a try, and how many there were is shown. */
export const begin = (before: BindView, name: BindStepName, proof: Proof, counted = false): BindView => {
  const view = isFurther(before, name) ? overcome(before) : before;
  const step = stepOf(view, name);
  const details = { ...step.details, ...proof.details };
  if (step.state === 'proven') return setStep(view, { ...step, details });
  if (view.boundBefore && onlyOnce.includes(name)) return view;
  if (step.state === 'failed' || step.state === 'doubtful') return setStep(view, { ...step, details });
  const times = counted ? (step.times ?? 0) + 1 : step.times;
  return setStep(view, { name, state: 'working', text: proof.text, witness: proof.witness, details, times });
};

/** Says no more than that it did not work: never put in the place of a fault that says why. */
const generic: readonly BindFaultCode[] = [
  'bind.no-network',
  'bind.no-license',
  'bind.activation-failed',
  'bind.unheard',
  'bind.tls',
];

const isGeneric = (code: BindFaultCode): boolean => generic.includes(code);

/** These undo what was lit; anything else after the proof is the usual trouble of networks. */
const undoing: readonly BindFaultCode[] = [
  'bind.broker-refused',
  'bind.placeholder-license',
  'bind.no-license',
  'bind.crashed',
  'bind.link-down',
];

/** Nobody can say yet whether it keeps the board from binding. */
export const isDoubtful = (code: BindFaultCode): boolean => code === 'bind.no-license';

/** Even to be refused there: whoever asks for the cloud has a network, and a device its broker no door to wait at. */
const needed = (step: BindStepName): readonly BindStepName[] =>
  step === 'channel' ? ['wifi'] : step === 'online' ? [...implied.online, 'channel'] : implied[step];

/** `again` is false for a further line about the same failure. */
export const fail = (
  view: BindView,
  { code, step, again = true }: { code: BindFaultCode; step: BindStepName; again?: boolean },
  { at, ticks, text, from, details = {} }: Proof,
): BindView => {
  if (isProven(view, step) && !undoing.includes(code)) return view;
  const { fault } = view;
  const same = fault?.step === step && (fault.code === code || isGeneric(code));
  const times = same ? (fault.times ?? 1) + (again ? 1 : 0) : 1;
  const port = same && fault.text ? fault.from : from;
  const next: BindView = {
    ...(same ? view : overcome(view)),
    fault: {
      code: same ? fault.code : code,
      step,
      at: same ? fault.at : at,
      ticks: same ? fault.ticks : ticks,
      // Its first line says most; the next ones only repeat a number.
      text: same ? (fault.text ?? text) : text,
      details: same ? { ...fault.details, ...details } : details,
      ...(port && { from: port }),
      ...(times > 1 && { times }),
    },
  };
  const { by: _by, ...known } = stepOf(next, step).details ?? {};
  const marked = setStep(next, {
    name: step,
    state: isDoubtful(next.fault?.code ?? code) ? 'doubtful' : 'failed',
    at: next.fault?.at,
    ticks: next.fault?.ticks,
    text: next.fault?.text,
    ...(next.fault?.from && { from: next.fault.from }),
    details: known,
  });
  // What it cannot be without is under way no more: it was passed, and nobody saw how.
  const passed = marked.steps.filter(({ name, state }) => state === 'working' && needed(step).includes(name));
  // And what cannot be without it is not so any more.
  const undone = marked.steps.filter(({ name, state }) => state === 'proven' && implied[name].includes(step));
  return unlight(
    passed.reduce((each, { name }) => leaveOut(each, name), marked),
    undone.map(({ name }) => name),
  );
};

/** A known fault of the firmware, told beside whatever else is so. */
export const note = (
  view: BindView,
  known: Pick<BindFault, 'code' | 'step'>,
  { at, ticks, text, from, details = {} }: Proof,
): BindView => {
  const notes = view.notes ?? [];
  const before = notes.find(({ code }) => code === known.code);
  const told: BindFault = before
    ? { ...before, times: (before.times ?? 1) + 1 }
    : { ...known, at, ticks, text, details, ...(from && { from }) };
  return { ...view, notes: [...notes.filter((each) => each !== before), told] };
};

/** These steps have to be gone again. A fault stays, and its mark with it. */
export const unlight = (view: BindView, names: readonly BindStepName[]): BindView => ({
  ...view,
  steps: view.steps.map((step) =>
    names.includes(step.name) && step.state !== 'failed' ? { name: step.name, state: 'ahead' } : step,
  ),
});

/** The binding is an older one: all that is done only once is left out. */
export const asBoundBefore = (view: BindView): BindView => ({
  ...view,
  boundBefore: true,
  steps: view.steps.map((step) => (onlyOnce.includes(step.name) ? { name: step.name, state: 'left-out' } : step)),
});
