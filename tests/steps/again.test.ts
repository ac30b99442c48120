/** Where a run goes on: a table, since each row is a board that would be written to or left alone. */
import { expect, it } from 'vitest';
import type { ProblemCode } from '../../src/model/problem';
import { type LaneView, type StationName, stationNames } from '../../src/model/run';
import { againFrom, insteadOf } from '../../src/steps/again';
import type { BenchCommand } from '../../src/steps/messages';

const stoppedAt = (name: StationName, code?: ProblemCode): LaneView => ({
  id: 'lane',
  port: { id: 'port', name: 'CH340', use: 'free' },
  state: 'failed',
  evidence: [],
  stations: stationNames.map((each) => {
    const [at, here] = [stationNames.indexOf(each), stationNames.indexOf(name)];
    return { name: each, state: at < here ? 'proven' : at === here ? 'failed' : 'ahead' };
  }),
  ...(code && { problem: { code, details: {} } }),
});

type Retry = Extract<BenchCommand, { kind: 'retry' }>;
const retry = (more: Partial<Retry> = {}): Retry => ({ kind: 'retry', lane: 'lane', ...more });

it.each([
  ['at the station that failed', stoppedAt('license'), {}, 'license'],
  ['further back when that is asked for', stoppedAt('verify'), { from: 'flash' }, 'flash'],
  ['never beyond what proved nothing yet', stoppedAt('flash'), { from: 'pair' }, 'flash'],
  ['with a restart after a refused token', stoppedAt('activate', 'bind.token-refused'), {}, 'boot'],
  ['with a restart after a broken link', stoppedAt('pair', 'radio.lost'), { from: 'pair' }, 'boot'],
  ['without one while nothing was said to the board', stoppedAt('pair', 'wifi.missing'), {}, 'pair'],
  ['without one for a board that was bound before', stoppedAt('pair', 'pair.was-bound'), { from: 'pair' }, 'pair'],
  ['from the beginning where only a reading is wanted', stoppedAt('verify'), { instead: 'read-only' }, 'recognise'],
] as const)('goes on %s', (_where, lane, more, from) => {
  expect(againFrom(lane, retry(more))).toBe(from);
});

it('leaves out what a person leaves out, and sends nothing through a cloud it does not have', () => {
  expect(insteadOf(retry({ instead: 'skip-pairing' }))).toEqual({ pair: false, activate: false, control: false });
  expect(insteadOf(retry({ token: 'AYabcdefghpr_0' }))).toEqual({ token: 'AYabcdefghpr_0', control: false });
  expect(insteadOf(retry({ instead: 'release' }))).toEqual({ answer: 'release' });
});
