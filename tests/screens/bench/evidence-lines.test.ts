import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/model/run';
import { decidingLine, linesAtFirst } from '../../../src/screens/bench/callouts/evidence-lines';
import { createLane } from '../../../src/steps/run/lane';

const line = (at: number, text: string, more: Partial<Evidence> = {}): Evidence => ({ at, text, ...more });
const texts = (lines: readonly Evidence[]) => lines.map(({ text }) => text);

describe('the line that decides is shown and marked, not the last four', () => {
  const chatter = ['b', 'c', 'd', 'e', 'f'].map((text, index) => line(index + 2, text));

  it('whatever came after it', () => {
    const lines = [line(0, 'before'), line(1, 'a', { decides: true }), ...chatter];
    expect(texts(linesAtFirst(lines))).toEqual(['a', 'd', 'e', 'f']);
    expect(decidingLine(lines)?.text).toBe('a');
  });

  it('once, where it is among the last', () => {
    const lines = [line(0, 'before'), ...chatter, line(9, 'a', { decides: true })];
    expect(texts(linesAtFirst(lines))).toEqual(['d', 'e', 'f', 'a']);
  });

  it('is what the bench itself said at the station that failed, where no line of the board told', () => {
    const fact = { code: 'booting', details: {} } as const;
    const lines: Evidence[] = [{ at: 0, fact, state: 'working' }, { at: 1, fact, state: 'failed' }, ...chatter];
    expect(linesAtFirst(lines)[0]).toBe(lines[1]);
  });

  it('is none where nobody knows', () => {
    expect(decidingLine(chatter)).toBeUndefined();
    expect(texts(linesAtFirst(chatter))).toEqual(['c', 'd', 'e', 'f']);
  });
});

describe('a lane whose binding failed', () => {
  const clock = { now: () => 1, ticks: () => 1 };
  const ended = (...after: string[]) => {
    const lane = createLane('l', { id: 'p', name: 'p', use: 'free' }, clock, () => {});
    const log = ['Authorization read succeeds.', 'errorMsg:token invalid', ...after].map((text, index) => ({
      at: index + 1,
      ticks: index + 1,
      level: 'E' as const,
      file: 'a.c',
      text,
    }));
    for (const each of log) lane.bind({ kind: 'line', line: each });
    lane.noteLog(log);
    lane.end('failed', 'activate', { code: 'bind.token-refused', details: {} });
    return lane.view.evidence;
  };

  it('keeps the line that told it and marks it, however long the chatter behind it', () => {
    for (const after of [[], ['x'], ['x', 'y', 'z', 'q', 'r']]) {
      const marked = ended(...after).filter(({ decides }) => decides);
      expect(texts(marked)).toEqual(['errorMsg:token invalid']);
    }
  });
});
