import { describe, expect, it } from 'vitest';
import {
  type DpEntry,
  type DpHistory,
  type DpNews,
  emptyHistory,
  foldHistory,
  keptEntries,
  lastCommand,
  reportedNumbers,
} from '../../src/model/dp-history';

/** Every command and report in a history with its source (issue 3, deliverable 4). */

const fold = (...news: DpNews[]): DpHistory => news.reduce(foldHistory, emptyHistory);
const reported = (id: string, at: number, code: string, value: number | boolean, time?: number): DpNews => ({
  kind: 'reported',
  id,
  at,
  properties: [{ code, value, ...(time && { time }) }],
});
const sent = (id: string, at: number, value: boolean, source: 'app' | 'agent' = 'app'): DpNews => ({
  kind: 'sent',
  id,
  at,
  code: 'switch_1',
  dpId: 1,
  value,
  source,
});
const logged = (more: Partial<DpEntry>): DpEntry => ({
  id: 'log',
  at: 1000,
  code: 'switch_1',
  kind: 'sent',
  source: 'cloud',
  value: true,
  ...more,
});

describe('the history of a device', () => {
  it('tells of a report what was known before it', () => {
    const { entries, values } = fold(reported('a', 1, 'temp', 419), reported('b', 2, 'temp', 423));
    expect(entries.map(({ before, value }) => [before, value])).toEqual([
      [undefined, 419],
      [419, 423],
    ]);
    expect(values.get('temp')).toEqual({ value: 423, at: 2 });
  });

  it('answers only commands of the data point that was reported', () => {
    const history = fold(sent('c', 1000, true), reported('r', 1100, 'other', true));
    expect(lastCommand(history)?.command.kind).toBe('sent');
    expect(lastCommand(foldHistory(history, reported('s', 1142, 'switch_1', true)))?.command).toMatchObject({
      kind: 'answered',
      ms: 142,
    });
  });

  it('leaves an older command without its answer when a newer one asked for something else', () => {
    const history = fold(sent('a', 1000, true), sent('b', 1010, false), reported('r', 1100, 'switch_1', false), {
      kind: 'command',
      id: 'a',
      news: { kind: 'waited' },
    });
    expect(history.entries.map(({ command }) => command?.kind)).toEqual(['differs', 'answered', undefined]);
  });

  it('finds the answer to what an agent sent although it came first', () => {
    const history = fold(reported('r', 1090, 'switch_1', true), sent('a', 1000, true, 'agent'));
    expect(lastCommand(history, 'switch_1')).toMatchObject({ source: 'agent', command: { kind: 'answered', ms: 90 } });
    expect(history.entries.map(({ source }) => source)).toEqual(['agent', 'device']);
  });

  it('takes the first state that was asked for as known, and only changes of it as reports', () => {
    const first = fold({ kind: 'shadow', id: 's', at: 9000, properties: [{ code: 'temp', value: 1, time: 500 }] });
    expect(first.entries).toEqual([]);
    expect(first.values.get('temp')).toEqual({ value: 1, at: 500 });
    const same = foldHistory(first, { kind: 'shadow', id: 't', at: 9500, properties: [{ code: 'temp', value: 1 }] });
    expect(same.entries).toEqual([]);
    const next = foldHistory(same, { kind: 'shadow', id: 'u', at: 9900, properties: [{ code: 'temp', value: 2 }] });
    expect(next.entries).toMatchObject([{ kind: 'reported', before: 1, value: 2, at: 9900 }]);
  });

  it('without a push: sees in the time of the state that a device answered with the value it had', () => {
    const history = fold(
      { kind: 'shadow', id: 's', at: 900, properties: [{ code: 'switch_1', value: true, time: 500 }] },
      sent('c', 1000, true),
      { kind: 'shadow', id: 't', at: 1500, properties: [{ code: 'switch_1', value: true, time: 500 }] },
    );
    expect(lastCommand(history)?.command.kind).toBe('sent');
    const later = foldHistory(history, {
      kind: 'shadow',
      id: 'u',
      at: 2500,
      properties: [{ code: 'switch_1', value: true, time: 1300 }],
    });
    expect(lastCommand(later)?.command.kind).toBe('answered');
  });

  it('reads the same command in the log only once, and another one with its own source', () => {
    const history = fold(sent('c', 1000, true), reported('r', 1142, 'switch_1', true), {
      kind: 'past',
      entries: [
        logged({ id: 'x', at: 1030 }),
        logged({ id: 'y', at: 1120, kind: 'reported', source: 'device' }),
        logged({ id: 'z', at: 400, source: 'app', value: false }),
      ],
    });
    expect(history.entries.map(({ id, source }) => [id, source])).toEqual([
      ['z', 'app'],
      ['c', 'app'],
      ['r switch_1', 'device'],
    ]);
  });

  it('no longer waits for the answer to a command of an earlier visit', () => {
    const before = fold(sent('c', 1000, true));
    expect(lastCommand(fold({ kind: 'past', entries: before.entries }))?.command.kind).toBe('no-answer');
  });

  it('leaves entries alone that nothing happened to, so that only changes are written down', () => {
    const history = fold(sent('a', 1000, true), reported('r', 1100, 'switch_1', true), sent('b', 2000, false));
    const after = foldHistory(history, { kind: 'command', id: 'b', news: { kind: 'waited' } });
    expect(after.entries.map((entry, index) => entry === history.entries[index])).toEqual([true, true, false]);
    const told = foldHistory(after, reported('s', 2500, 'switch_1', true));
    expect(told.entries.map((entry, index) => entry === after.entries[index])).toEqual([true, true, false, false]);
  });

  it('keeps the newest', () => {
    const many = Array.from({ length: keptEntries + 3 }, (_, n) => reported(`${n}`, n, 'temp', n));
    const history = fold(...many);
    expect(history.entries).toHaveLength(keptEntries);
    expect(reportedNumbers(history, 'temp')[0]).toEqual({ at: 3, value: 3 });
  });

  it('knows whether the device is there and when it was last heard', () => {
    const history = fold(reported('a', 50, 'temp', 1), { kind: 'offline', at: 70 });
    expect(history).toMatchObject({ online: false, heardAt: 70 });
  });
});
