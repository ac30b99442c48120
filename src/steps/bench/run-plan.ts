import { asBenchError, BenchError, type Problem } from '../../model/problem';
import { type LaneState, type LaneView, type StationName, stationNames } from '../../model/run';
import { beforeRun } from '../run/before-run';
import { afterDeed, leavesDoubt } from '../run/deed';
import { letGo, type RunContext, type Step } from '../run/step';
import { activate } from '../stations/activate';
import { boot } from '../stations/boot';
import { control } from '../stations/first-point';
import { flash } from '../stations/flash';
import { license } from '../stations/license';
import { pair } from '../stations/pair';
import { recognise } from '../stations/recognise';
import { verify } from '../stations/verify';

/** The whole job, in order. */
const steps: readonly Step[] = [recognise, flash, license, verify, boot, pair, activate, control];

/** What a person has to decide; the run waits for the answer instead of having failed. */
const questions = new Set([
  'license.conflict',
  'license.foreign',
  'license.half-used',
  'license.none-free',
  'license.otp-confirm',
  'license.otp-failed',
  'board.log-port',
  'firmware.none-chosen',
  'flash.unfinished',
  'flash.half-erased',
  'flash.half-copied',
  'flash.reaches-stores',
  'flash.moves-stores',
  'flash.loses-stores',
  'flash.carries-license',
  'flash.carries-known-license',
  'pair.was-bound',
  'pair.no-license',
  'pair.chip-no-bluetooth',
  'pair.chip-no-wifi',
  'radio.none-chosen',
  'wifi.missing',
  'wifi.open',
  'wifi.too-long',
  'token.no-owner',
  'plan.not-ready',
]);
const doubts = new Set(['flash.not-told-apart', 'license.doubtful', 'license.not-equal', 'license.unreadable']);

const endOf = (fault: BenchError): LaneState => {
  if (fault.code === 'cancelled') return 'stopped';
  if (questions.has(fault.code)) return 'yours';
  return doubts.has(fault.code) || leavesDoubt(fault) ? 'doubtful' : 'failed';
};

/** Their waits are not for the port, and still a pulled cable ends them: it is the board's power, and its log. */
const overTheAir: ReadonlySet<StationName> = new Set(['pair', 'activate', 'control']);

const alongCable = async (step: Step, context: RunContext): Promise<void> => {
  const { lost } = await context.hands.link();
  const both = new AbortController();
  const stop = () => both.abort(context.signal.aborted ? context.signal.reason : lost.reason);
  const ends = [context.signal, lost];
  for (const end of ends) end.addEventListener('abort', stop);
  if (ends.some(({ aborted }) => aborted)) stop();
  try {
    await step.run({ ...context, signal: both.signal });
  } finally {
    for (const end of ends) end.removeEventListener('abort', stop);
  }
};

/** A license that this ledger does not have is not called good by it: nothing was given. */
const keptTheirs = ({ lane, learned }: RunContext, name: StationName): boolean =>
  name === 'license' &&
  learned.theirs === true &&
  lane.view.stations.some((station) => station.name === name && station.fact?.code === 'kept-theirs');

/** A station that a person has gone on from without its proof: what came after it proves nothing of it. */
const leftInDoubt = ({ stations }: LaneView): { station: StationName; problem: Problem } | undefined => {
  const flashed = stations.find(({ name, state }) => name === 'flash' && state === 'doubtful');
  const details = flashed?.fact?.code === 'not-told-apart' ? flashed.fact.details : {};
  return flashed && { station: 'flash', problem: { code: 'flash.not-told-apart', details } };
};

/** Links and ports are free before anybody hears of the end. */
const close = async (context: RunContext): Promise<void> => {
  await letGo(context);
  await context.hands.close();
};

/** Walks the stations from `from` to `to`; frees the port whatever happens. Never throws. */
export const runPlan = async (context: RunContext, from: StationName, to: StationName): Promise<void> => {
  const { lane, signal } = context;
  let current: StationName = from;
  let since = context.ticks();
  let begun = false;
  const ticking = setInterval(() => lane.station(current, { ms: context.ticks() - since }), 1000);
  try {
    const blocked = await beforeRun(context, from);
    if (blocked) {
      current = blocked.station;
      throw new BenchError(blocked.problem.code, blocked.problem.details);
    }
    for (const step of steps) {
      const at = stationNames.indexOf(step.name);
      if (at < stationNames.indexOf(from) || at > stationNames.indexOf(to)) continue;
      if (lane.view.stations[at]?.state === 'left-out') continue;
      signal.throwIfAborted();
      begun = true;
      current = step.name;
      since = context.ticks();
      lane.set({ current, ...(step.name !== 'recognise' && { state: 'running' }) });
      lane.station(step.name, { state: 'working', ms: 0 });
      context.begun();
      await (overTheAir.has(step.name) ? alongCable(step, context) : step.run(context));
      lane.station(step.name, {
        state: keptTheirs(context, step.name) ? 'left-out' : 'proven',
        ms: context.ticks() - since,
      });
    }
    clearInterval(ticking);
    await close(context);
    lane.set({ current: undefined });
    const doubt = to === 'recognise' ? undefined : leftInDoubt(lane.view);
    if (doubt) lane.end('doubtful', doubt.station, doubt.problem);
    else lane.end(to === 'recognise' ? 'ready' : 'proven', undefined);
  } catch (fault) {
    clearInterval(ticking);
    lane.station(current, { ms: context.ticks() - since });
    // An abort surfaces as whatever wait it met; the reason it was given is the one that counts.
    const { deed, license: inHand } = context.learned;
    const { uuid } = inHand ?? {};
    const { deviceId } = lane.view.device ?? {};
    const told = afterDeed(asBenchError(signal.aborted ? signal.reason : fault), deed, {
      ...(uuid && { uuid }),
      ...(deviceId && { deviceId }),
    });
    await close(context);
    if (told.code === 'cancelled') {
      lane.station(current, { state: 'ahead' });
      lane.fact(current, 'stopped');
    }
    if (told.code === 'flash.not-told-apart') lane.fact(current, 'not-told-apart', told.details);
    // What is missing before anything was done waits for a person, whatever it is.
    lane.end(begun || told.code === 'cancelled' ? endOf(told) : 'yours', current, told.problem);
  }
};
