/** A program that stopped, in the words of the chip maker's code below TuyaOpen; and the start that follows. */
import type { BindStepName, BindView } from '../../model/bind';
import { bindSteps } from '../../model/bind';
import type { Details } from '../../model/problem';
import { afterLicense, type Heard, type Read, remember } from './heard';
import { fail, isProven, overcome, stepOf, unlight } from './mark-steps';

/** Where it stood: a device that was online is thrown off. */
const crashStep = (view: BindView): BindStepName => {
  if (isProven(view, 'online') || view.boundBefore) return 'online';
  return view.steps.find(({ state }) => state !== 'proven' && state !== 'left-out')?.name ?? 'online';
};

const kindOf = (reason: string): string => {
  if (/wdt|watchdog/i.test(reason)) return 'watchdog';
  if (/stack|debug exception/i.test(reason)) return 'stack';
  return /assert/i.test(reason) ? 'assert' : 'exception';
};

/** Says that it crashed, and a later line says why. */
const vague = ['exception', 'abort'];

const crash = (view: BindView, heard: Heard, told: Details): BindView => {
  const { fault, memory } = view;
  if (memory?.crashing) {
    // Further lines of the same one.
    if (fault?.code !== 'bind.crashed') return view;
    const better = vague.includes(String(fault.details.kind)) && !vague.includes(String(told.kind));
    const details = better ? { ...fault.details, ...told } : { ...told, ...fault.details };
    return { ...view, fault: { ...fault, details } };
  }
  const crashes = (memory?.crashes ?? 0) + 1;
  const kind = memory?.watchdog && vague.includes(String(told.kind)) ? { ...memory.watchdog, kind: 'watchdog' } : {};
  const step = fault?.code === 'bind.crashed' ? fault.step : crashStep(view);
  const next = fail(view, { code: 'bind.crashed', step }, { ...heard, details: { ...told, ...kind } });
  const counted = next.fault && crashes > 1 ? { ...next, fault: { ...next.fault, times: crashes } } : next;
  const crashedIn = fault?.code === 'bind.crashed' ? memory?.crashedIn : stepOf(view, step).state !== 'ahead';
  return remember(counted, { crashes, crashedIn, crashing: true, watchdog: undefined, turn: undefined });
};

const named = (caught: Heard['caught'], ...names: readonly string[]): Details =>
  Object.fromEntries(names.flatMap((name) => (caught[name] ? [[name, caught[name]]] : [])));

export const asserted: Read = (view, heard) => crash(view, heard, { kind: 'assert', ...named(heard.caught, 'place') });

export const excepted: Read = (view, heard) => {
  const reason = heard.caught.reason?.trim() ?? '';
  return crash(view, heard, { kind: kindOf(reason), ...(reason && { reason }), ...named(heard.caught, 'task') });
};

export const aborted: Read = (view, heard) => crash(view, heard, { kind: 'abort', ...named(heard.caught, 'place') });

export const overflowed: Read = (view, heard) => crash(view, heard, { kind: 'stack', ...named(heard.caught, 'task') });

export const brownedOut: Read = (view, heard) => crash(view, heard, { kind: 'brownout' });

export const heapBroken: Read = (view, heard) => crash(view, heard, { kind: 'heap' });

/** Registers and the like: it has crashed, whatever of. */
export const dumped: Read = (view, heard) => crash(view, heard, { kind: 'exception' });

/** A complaint alone lets the program go on. */
export const watchdogTold: Read = (view) => remember(view, { watchdog: {} });

export const watchdogTask: Read = (view, { caught, file }) =>
  view.memory?.watchdog && file === 'task_wdt'
    ? remember(view, { watchdog: { task: view.memory.watchdog.task ?? caught.task ?? '' } })
    : view;

export const watchdogAborts: Read = (view, heard) =>
  view.memory?.watchdog && heard.file === 'task_wdt' ? crash(view, heard, { kind: 'abort' }) : view;

/** What it restarts with is another life. */
export const rebooting: Read = (view) =>
  view.memory?.crashing ? remember(view, { crashing: false, turn: undefined }) : view;

/** The chip forgets all it was given but its license; a new life is read anew. A crash may come back in it. */
export const boot: Read = (view) => {
  const { crashes, crashedIn } = view.memory ?? {};
  const kept = view.fault?.code === 'bind.crashed' ? view : overcome(view);
  const { boundBefore: _boundBefore, memory: _memory, channel: _channel, offline: _offline, ...rest } = kept;
  const next = unlight(rest, isProven(view, 'license') ? afterLicense : bindSteps);
  return crashes === undefined ? next : remember(next, { crashes, crashedIn });
};

/**
 * The ROM's own word of why it starts; where the words before it were lost, it is all there is. A watchdog also ends each
 * try of the ROM at a flash that is empty, and a flasher restarts chips with it: it is a program's only where one ran.
 */
export const started: Read = (view, heard) => {
  const reason = heard.caught.reason ?? '';
  if (view.memory?.crashing) return boot(view, heard);
  if (/BROWN_?OUT/i.test(reason)) return boot(crash(view, heard, { kind: 'brownout', reason }), heard);
  if (/WDT/i.test(reason) && view.memory?.spoke) return boot(crash(view, heard, { kind: 'watchdog', reason }), heard);
  return boot(view, heard);
};
