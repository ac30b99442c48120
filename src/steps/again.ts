/** Where a run goes on that ended before its end, and what it then does differently. Pure. */
import type { ProblemCode } from '../model/problem';
import { type LaneView, type StationName, stationNames } from '../model/run';
import { type Answer, answers } from './answer';
import type { Instead } from './board-work';
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
  return problem && beforePairing.has(problem.code) ? 'pair' : 'boot';
};

const isAnswer = (instead: Retry['instead']): instead is Answer => answers.some((answer) => answer === instead);

export const insteadOf = ({ instead, anyDevice, token, baud }: Retry): Instead => ({
  ...(isAnswer(instead) && { answer: instead }),
  ...(instead === 'skip-license' && { license: false, verify: false }),
  ...(instead === 'skip-pairing' && { pair: false, activate: false, control: false }),
  ...(instead === 'by-qr' && { pairBy: 'qr' }),
  ...(anyDevice && { anyDevice }),
  // Without a cloud of its own the bench has nobody to send a data point through.
  ...(token && { token, control: false }),
  ...(baud && { baud }),
});
