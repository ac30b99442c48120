import { expect, test } from 'vitest';
import type { LogLine } from '../../../src/model/log-line';
import { countLines, emptyMinute, lastMinute } from '../../../src/screens/console/log-minute';
import { emptyTrack, followLog, nextNumber, sinceNumber } from '../../../src/screens/console/log-track';
import { fold, keptLines } from '../../../src/steps/bench/bench-view';

const line = (n: number, more: Partial<LogLine> = {}): LogLine => ({ at: n * 100, text: `line ${n}`, ...more });
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => line(from + i));

test('a line keeps its number while older ones drop off', () => {
  const all = lines(0, 10);
  const before = followLog(emptyTrack, all.slice(0, 6));
  const after = followLog(before, all.slice(4));
  expect(before.first).toBe(0);
  expect(after.first).toBe(4);
  expect(after.lines[0]?.text).toBe('line 4');
  expect(nextNumber(after)).toBe(10);
});

test('when all that was known has dropped off, numbers go on', () => {
  const after = followLog(followLog(emptyTrack, lines(0, 5)), lines(100, 103));
  expect(after.first).toBe(5);
});

test('the same text twice is two lines', () => {
  const same = [line(1), line(1), line(1)];
  const before = followLog(emptyTrack, same.slice(0, 2));
  expect(followLog(before, same).first).toBe(0);
});

test('it follows the log that the bench keeps, whatever falls out of it', () => {
  // The bench keeps the last `keptLines`; a burst may replace nearly all of them at once.
  let view = {
    ports: [],
    lanes: [],
    logs: {},
    ssids: [],
    plan: {
      flash: true,
      license: true,
      verify: true,
      boot: false,
      pair: false,
      activate: false,
      control: false,
      pairBy: 'bluetooth',
      baud: 1,
      startByItself: false,
    },
  } as Parameters<typeof fold>[0];
  let track = emptyTrack;
  let told = 0;
  for (const burst of [10, 4000, 995, 3, keptLines - 1, 7]) {
    view = fold(view, { kind: 'log', port: 'p', lines: lines(told, told + burst) });
    told += burst;
    track = followLog(track, view.logs.p ?? []);
    expect(nextNumber(track)).toBe(told);
    expect(track.lines.at(-1)?.text).toBe(`line ${told - 1}`);
    expect(track.lines[0]?.text).toBe(`line ${track.first}`);
  }
});

test('clearing shows only what came later, also after lines dropped off', () => {
  const track = followLog(emptyTrack, lines(0, 10));
  const cleared = sinceNumber(track, 8);
  expect(cleared).toEqual({ lines: lines(8, 10), first: 8 });
  expect(sinceNumber({ lines: lines(20, 30), first: 20 }, 8).first).toBe(20);
  expect(sinceNumber(track, nextNumber(track)).lines).toEqual([]);
});

test('every line counts once in its second, with its warnings and errors', () => {
  const first = [line(10), line(11, { level: 'W' })];
  const once = countLines(emptyMinute, first);
  const twice = countLines(once, [...first, line(12, { level: 'E' }), line(25)]);
  expect(twice.seconds).toEqual([
    { second: 1, lines: 3, warnings: 1, errors: 1 },
    { second: 2, lines: 1, warnings: 0, errors: 0 },
  ]);
  expect(countLines(twice, twice.track.lines)).toBe(twice);
});

test('the last minute is sixty seconds, the one under way left out', () => {
  const heard = countLines(emptyMinute, [line(600), line(605), line(610)]);
  const minute = lastMinute(heard, 61_500);
  expect(minute).toHaveLength(60);
  expect(minute.at(-1)).toEqual({ second: 60, lines: 2, warnings: 0, errors: 0 });
  expect(minute[0]?.second).toBe(1);
});
