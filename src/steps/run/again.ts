/** Where a run goes on that ended before its end, and what it then does differently. Pure. */
import type { ProblemCode } from '../../model/problem';
import { type LaneView, type Plan, type StationName, stationNames } from '../../model/run';
import { pastedLifeMs } from '../device/pairing-token';
import { type Answer, answers } from './answer';
import type { BenchCommand } from './messages';

type Retry = Extract<BenchCommand, { kind: 'retry' }>;

/** Where a run was broken off through no choice of a person: by a lost cable, or a license left in doubt. */
export const interruptedAt = (lane: LaneView): StationName | undefined => {
  if (lane.state !== 'doubtful' && lane.problem?.code !== 'port.lost') return undefined;
  const name = lane.stations.find(({ state }) => state === 'failed' || state === 'doubtful')?.name;
  // Whose program it is a person has to say; a cable that is plugged again says nothing of it.
  if (name === 'recognise' || lane.problem?.code === 'flash.not-told-apart') return undefined;
  // What was meant to be on the board is known again at the license station; a token is good for one pairing.
  if (name === 'verify') return 'license';
  return name === 'pair' || name === 'activate' ? 'boot' : name;
};

/** Nothing was said to the board yet. In any other case it is restarted: one that was refused asks for ever with its token. */
const beforePairing: ReadonlySet<ProblemCode> = new Set([
  'radio.none-chosen',
  'wifi.missing',
  'wifi.open',
  'wifi.too-long',
  'token.no-owner',
  'pair.was-bound',
  'browser.no-bluetooth',
]);

/** `recognise` where the board was not even recognised yet, or only its reading is wanted: that is the whole run. */
export const againFrom = ({ stations, problem }: LaneView, { from: wanted, instead }: Retry): StationName => {
  // Somebody went on although it was not clear which program answers; the lane never gets green by that.
  const wentOn = instead === 'go-on' || problem?.code !== 'flash.not-told-apart';
  const unproved = stations.find(
    ({ name, state }) =>
      state !== 'proven' && state !== 'left-out' && !(wentOn && name === 'flash' && state === 'doubtful'),
  )?.name;
  if (instead === 'read-only' || (!wanted && !unproved)) return 'recognise';
  const order = (name: StationName) => stationNames.indexOf(name);
  const first = unproved ?? 'control';
  // No answer of a person jumps over a station that has proved nothing yet.
  const from = wanted && order(wanted) < order(first) ? wanted : first;
  if (from !== 'pair' && from !== 'activate') return from;
  // Bound already, and only not written down: nothing is paired anew.
  if (problem?.code === 'storage.not-noted' && problem.details.done === 'bound') return from;
  return problem && beforePairing.has(problem.code) ? 'pair' : 'boot';
};

const isAnswer = (instead: Retry['instead']): instead is Answer => answers.some((answer) => answer === instead);

/** What one retry says: answers to questions, and what it does differently from the plan. */
export interface Instead extends Partial<Plan> {
  answer?: Answer;
  anyDevice?: boolean;
  /** A pairing token made elsewhere. */
  token?: string;
}

export const insteadOf = ({ instead, anyDevice, token, baud }: Retry): Instead => ({
  ...(isAnswer(instead) && { answer: instead }),
  ...(instead === 'skip-license' && { license: false, verify: false }),
  ...(instead === 'into-flash' && { otp: false }),
  ...(instead === 'skip-pairing' && { pair: false, activate: false, control: false }),
  ...(instead === 'by-qr' && { pairBy: 'qr' }),
  ...(anyDevice !== undefined && { anyDevice }),
  // Without a cloud of its own the bench has nobody to send a data point through.
  ...(token && { token, control: false }),
  ...(baud && { baud }),
});

/** What is to become of the binding a board was met with. */
export type BindingAnswer = Extract<Answer, 'keep-binding' | 'release'>;

/** What was said about a board since its run was begun: nobody says it twice, however often it is tried again. */
export interface Said {
  binding?: BindingAnswer;
  anyDevice?: boolean;
  /** As pasted, and when, in ticks. */
  token?: { text: string; at: number };
  change?: Partial<Plan>;
}

/** Who goes to a station that he had left out wants it after all. */
const wantedAgain = (from: StationName | undefined): readonly (keyof Plan)[] =>
  from === 'license' ? ['license', 'verify'] : from === 'pair' ? ['pair', 'activate', 'control'] : [];

const without = (change: Partial<Plan>, names: readonly (keyof Plan)[]): Partial<Plan> =>
  Object.fromEntries(Object.entries(change).filter(([name]) => !names.includes(name as keyof Plan)));

const isOfBinding = (answer: Answer | undefined): answer is BindingAnswer =>
  answer === 'release' || answer === 'keep-binding';

/** `ticks`: a pasted token holds as long as it lives. Other answers are kept with what they were about. */
export const sayAgain = (before: Said, command: Retry, ticks: number): Said => {
  const { answer, anyDevice = before.anyDevice, token: text, ...told } = insteadOf(command);
  const kept = before.token && ticks - before.token.at <= pastedLifeMs ? before.token : undefined;
  const token = text === undefined ? kept : { text, at: ticks };
  const binding = isOfBinding(answer) ? answer : before.binding;
  return {
    ...(binding && { binding }),
    ...(anyDevice !== undefined && { anyDevice }),
    ...(token && { token }),
    // What a token leaves out comes back when it is used up.
    change: {
      ...without(before.change ?? {}, wantedAgain(command.from)),
      ...(text ? without(told, ['control']) : told),
    },
  };
};

/** After it was done, or used up. */
export const settled = (said: Said, what: BindingAnswer | 'token'): Said => {
  const { token, binding, ...rest } = said;
  return {
    ...rest,
    ...(token && what !== 'token' && { token }),
    ...(binding && binding !== what && { binding }),
  };
};
