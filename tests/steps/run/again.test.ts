/** Where a run goes on: a table, since each row is a board that would be written to or left alone. */
import { describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../../src/model/problem';
import { type LaneView, type StationName, stationNames } from '../../../src/model/run';
import { againFrom, insteadOf, type Said, sayAgain, settled } from '../../../src/steps/run/again';
import type { BenchCommand } from '../../../src/steps/run/messages';

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

describe('what a person has said', () => {
  const say = (...retries: (Partial<Retry> & { at?: number })[]): Said =>
    retries.reduce<Said>((before, { at = 0, ...more }) => sayAgain(before, retry(more), at), {});

  it.each([
    [
      'release, when the list was closed',
      [
        { from: 'pair', instead: 'release' },
        { from: 'pair', anyDevice: false },
      ],
    ],
    [
      'release, in a wider list',
      [
        { from: 'pair', instead: 'release' },
        { from: 'pair', anyDevice: true },
      ],
    ],
    ['release, after a broken link', [{ from: 'pair', instead: 'release' }, { from: 'pair' }]],
  ] as const)('holds at the next retry: %s', (_what, retries) => {
    expect(say(...retries).binding).toBe('release');
  });

  it('holds beside what is said later about something else, and gives way to its opposite', () => {
    expect(say({ instead: 'release' }, { instead: 'keep-theirs' }).binding).toBe('release');
    expect(say({ instead: 'keep-binding' }, { instead: 'release' }).binding).toBe('release');
    expect(say({ instead: 'release' }, { instead: 'keep-binding' }).binding).toBe('keep-binding');
  });

  it('is over once it was done: a board that was let go and bound again is asked about again', () => {
    expect(settled(say({ instead: 'release' }), 'release').binding).toBeUndefined();
    expect(settled(say({ instead: 'keep-binding' }), 'release').binding).toBe('keep-binding');
    const { token, change } = settled(say({ token: 'AYabcdefghpr_0', baud: 115_200 }), 'token');
    expect([token, change]).toEqual([undefined, { baud: 115_200 }]);
  });

  it('holds for the list, the way and the speed, until it is said otherwise', () => {
    expect(say({ anyDevice: true }, {}).anyDevice).toBe(true);
    expect(say({ anyDevice: true }, { anyDevice: false }).anyDevice).toBe(false);
    expect(say({ instead: 'by-qr' }, { baud: 460_800 }, {}).change).toEqual({ pairBy: 'qr', baud: 460_800 });
    expect(say({ instead: 'skip-pairing' }, {}).change).toEqual({ pair: false, activate: false, control: false });
  });

  it('is taken back by going to the station that was left out', () => {
    expect(say({ from: 'license', instead: 'skip-license' }, {}).change).toEqual({ license: false, verify: false });
    expect(say({ from: 'license', instead: 'skip-license' }, { from: 'license' }).change).toEqual({});
    expect(say({ instead: 'skip-pairing' }, { from: 'pair' }).change).toEqual({});
  });

  it('holds of a token as long as that lives, from the minute in which it was pasted', () => {
    const token = 'AYabcdefghpr_0';
    const later = say({ token, at: 1000 }, { at: 200_000 });
    expect(later.token).toEqual({ text: token, at: 1000 });
    expect(sayAgain(later, retry(), 301_000).token).toBeDefined();
    expect(sayAgain(later, retry(), 301_001).token).toBeUndefined();
  });
});
