import { describe, expect, test } from 'vitest';
import type { FlashProgress, HandshakeView, LaneView, StationState } from '../../../src/model/run';
import { firstDifference } from '../../../src/screens/bench/callouts/read-back';
import { laneReport } from '../../../src/screens/bench/callouts/report';
import { fractionOf } from '../../../src/screens/bench/lane/fraction';
import { dropOf, shownLane, workedMs } from '../../../src/screens/bench/lane/lane-reading';
import { plotPoints, plotTicks, plotTop } from '../../../src/screens/bench/lane/rate-plot';
import { errorId } from '../../../src/screens/parts/lane-words';
import { phaseKey } from '../../../src/screens/shell/announcement';

const lane = (states: readonly StationState[], change: Partial<LaneView> = {}): LaneView => ({
  id: '1',
  port: { id: 'p', name: 'CH340', use: 'open' },
  state: 'running',
  stations: (['recognise', 'flash', 'license', 'verify'] as const).map((name, at) => ({
    name,
    state: states[at] ?? 'ahead',
    ms: 1000,
  })),
  evidence: [],
  ...change,
});
const asked = (attempts: number): HandshakeView => ({ attempts, heard: 0, recent: [] });

describe('a board that keeps silent', () => {
  test('is not called silent at once', () => {
    expect(shownLane(lane(['working'], { handshake: asked(2) })).stations[0]?.state).toBe('working');
  });
  test('asks for a hand while it is still asked, and only then', () => {
    const waiting = lane(['working'], { handshake: asked(9) });
    expect(shownLane(waiting).stations[0]).toMatchObject({ state: 'yours', fact: { code: 'hand-needed' } });
    expect(shownLane({ ...waiting, state: 'failed' }).stations[0]?.state).toBe('working');
  });
});

describe('a lane', () => {
  test('adds up the time at its stations, not the waiting between them', () => {
    expect(workedMs(lane(['proven', 'proven'], { startedAt: 0, endedAt: 900_000 }))).toBe(4000);
  });
  test('hangs its callout from the second station, and otherwise fills the width', () => {
    expect(dropOf(lane(['working']))).toBe(0);
    expect(dropOf(lane(['proven', 'working']))).toBe(1);
    expect(dropOf(lane(['proven', 'proven', 'failed']))).toBe(0);
  });
});

describe('the segment of the rail', () => {
  const progress: FlashProgress = {
    phase: 'writing',
    share: 0.5,
    size: 100,
    done: 50,
    total: 100,
    rate: 0,
    from: 0,
    flashBytes: 100,
    covers: [],
    partitions: [],
    rates: [],
  };
  const flash = { name: 'flash', state: 'working' } as const;
  test('follows the bytes and is never full before the station is proven', () => {
    const at = (share: number) => fractionOf(flash, lane([], { progress: { ...progress, share } }));
    expect(at(0.5)).toBeCloseTo(0.48);
    expect(at(1)).toBeLessThan(1);
    expect(fractionOf(flash, lane([], { progress: { ...progress, phase: 'booting' } }))).toBeLessThan(1);
  });
});

test('the first difference is found, also in length', () => {
  expect(firstDifference('abcd', 'abcd')).toBe(-1);
  expect(firstDifference('abcd', 'abXd')).toBe(2);
  expect(firstDifference('abcd', 'abc')).toBe(3);
});

/** A quarter of a second apart. */
const sampled = (...rates: number[]) => rates.map((rate, index) => ({ ms: index * 250, rate }));

test('the rate has a time axis: round seconds since the write began, each where it was', () => {
  expect(plotTicks(sampled(1, 2)).map(({ seconds, at }) => [seconds, at])).toEqual([
    [0, 0],
    [2, 0.25],
    [4, 0.5],
    [6, 0.75],
  ]);
  const late = [
    { ms: 61_000, rate: 1 },
    { ms: 91_000, rate: 2 },
  ];
  expect(plotTicks(late).map(({ seconds }) => seconds)).toEqual([70, 80, 90]);
  for (const { seconds, at } of plotTicks(late)) expect(at).toBeCloseTo((seconds * 1000 - 61_000) / 34_500);
  // A pause between two samples is as wide as it was long.
  const [, middle, end] = plotPoints(
    [
      { ms: 0, rate: 1 },
      { ms: 1000, rate: 1 },
      { ms: 8000, rate: 1 },
    ],
    1000,
  );
  expect((end![0] - middle![0]) / middle![0]).toBeCloseTo(7);
});

test('the plot ends its scale on a round number above the highest rate', () => {
  expect(plotTop(sampled(94_200))).toBe(100_000);
  expect(plotTop(sampled(112_000, 80_000))).toBe(120_000);
  expect(plotTop([])).toBe(1000);
  const points = plotPoints(sampled(0, 50_000, 100_000), 100_000);
  expect(points.map(([, y]) => y)).toEqual([64, 34, 4]);
});

test('an announcement is due when the phase changes, not when a percent does', () => {
  const before = lane(['proven', 'working'], { current: 'flash' });
  const percent = lane(['proven', 'working'], { current: 'flash', handshake: asked(1) });
  expect(phaseKey(percent)).toBe(phaseKey(before));
  expect(phaseKey(lane(['proven', 'proven', 'working'], { current: 'license' }))).not.toBe(phaseKey(before));
  expect(phaseKey({ ...before, state: 'failed' })).not.toBe(phaseKey(before));
});

test('a report quotes the error id a person sees', () => {
  const problem = { code: 'flash.verify-failed', details: { at: 0 } } as const;
  const browser = {
    name: 'Chrome 156',
    system: 'Linux',
    host: '',
    grants: 'by-serial',
    serial: 'yes',
    offline: 'yes',
    storage: 'kept',
    version: '0.1.0',
    build: '',
  } as const;
  const plan = {
    flash: true,
    license: true,
    verify: true,
    boot: false,
    pair: false,
    activate: false,
    control: false,
    pairBy: 'bluetooth',
    baud: 115_200,
    startByItself: false,
  } as const;
  const report = JSON.parse(laneReport(lane(['proven', 'failed'], { problem, state: 'failed' }), plan, browser));
  expect(report.error).toEqual({ id: 'E-FLASH-VERIFY-FAILED', ...problem });
  expect(errorId('board.silent')).toBe('E-BOARD-SILENT');
});
