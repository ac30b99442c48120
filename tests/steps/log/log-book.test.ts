import { describe, expect, test } from 'vitest';
import type { LogLine } from '../../../src/model/log-line';
import { type LogSeen, type LogWish, showEverything } from '../../../src/model/log-look';
import { memoryFiles } from '../../../src/records/log/memory-files';
import { createLogBook } from '../../../src/steps/log/log-book';
import type { LogTold } from '../../../src/steps/run/log-messages';

const expressions = { open: () => ({ test: async () => 'slow' as const, close() {} }) };
const line = (text: string, more: Partial<LogLine> = {}): LogLine => ({
  at: Date.now(),
  ticks: performance.now(),
  text,
  ...more,
});

const put = (files = memoryFiles(), room = 1e9) => {
  const told: LogTold[] = [];
  const ears = new Set<() => void>();
  const book = createLogBook({
    files,
    expressions,
    newId: () => crypto.randomUUID(),
    room: async () => room,
    now: Date.now,
    ticks: () => performance.now(),
    tell: (what) => {
      told.push(what);
      for (const heard of [...ears]) heard();
    },
  });
  const until = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((found) => {
      const heard = () => {
        const is = look();
        if (is === undefined) return;
        ears.delete(heard);
        found(is);
      };
      ears.add(heard);
      heard();
    });
  let asked = 0;
  return {
    book,
    told,
    until,
    seen: (view = 'v'): LogSeen[] =>
      told.flatMap((what) => (what.kind === 'log-seen' && what.view === view ? [what.seen] : [])),
    look: (wish: Partial<LogWish>, view = 'v') =>
      book.handle({
        kind: 'log-look',
        view,
        wish: { of: { port: 'p' }, filter: showEverything, place: { kind: 'end' }, rows: 5, ...wish },
      }),
    async sessions() {
      asked += 1;
      const id = asked;
      await book.handle({ kind: 'log-ask', id, what: 'sessions' });
      const answer = told.find((what) => what.kind === 'log-answer' && what.id === id);
      return answer && 'answer' in answer
        ? (answer.answer as readonly { id: string; next: number; mac?: string; live?: true }[])
        : [];
    },
  };
};

describe('a page that looks at a log', () => {
  test('is shown its window alone, and the next picture only when this one was drawn', async () => {
    const { book, look, seen, until } = put();
    book.hear({ kind: 'log', port: 'p', lines: Array.from({ length: 1000 }, (_, n) => line(`line ${n}`)) });
    await look({});
    const first = await until(() => seen().at(-1));
    expect(first.rows.map((row) => row.line.text)).toEqual([
      'line 995',
      'line 996',
      'line 997',
      'line 998',
      'line 999',
    ]);
    expect(first.shown).toBe(1000);
    // How long the next one waits: paced.test.ts.
    for (let n = 1000; n < 1010; n += 1) book.hear({ kind: 'log', port: 'p', lines: [line(`line ${n}`)] });
    expect(seen()).toHaveLength(1);
    await book.handle({ kind: 'log-drawn', view: 'v' });
    const second = await until(() => seen()[1]);
    expect(second.rows.at(-1)?.line.text).toBe('line 1009');
  });

  test('stands still at a row, counts what is new, and misses nothing', async () => {
    const { book, look, seen, until } = put();
    book.hear({ kind: 'log', port: 'p', lines: Array.from({ length: 300 }, (_, n) => line(`line ${n}`)) });
    await look({ place: { kind: 'row', row: 10 }, since: 300 });
    await until(() => seen().at(-1));
    book.hear({ kind: 'log', port: 'p', lines: Array.from({ length: 700 }, (_, n) => line(`line ${300 + n}`)) });
    await book.handle({ kind: 'log-drawn', view: 'v' });
    const later = await until(() => seen()[1]);
    expect([later.fresh, later.row, later.rows[0]?.line.text]).toEqual([700, 10, 'line 10']);
    await look({ place: { kind: 'row', row: 500 } });
    expect((await until(() => seen()[2])).rows[0]?.line.text).toBe('line 500');
  });

  test('of a port that said nothing yet sees its first line', async () => {
    const { book, look, seen, until } = put();
    await look({});
    book.hear({ kind: 'log', port: 'p', lines: [line('first')] });
    const shown = await until(() => seen().find(({ rows }) => rows.length > 0));
    expect(shown.rows[0]?.line.text).toBe('first');
  });
});

describe('sessions', () => {
  test('one goes on over runs and consoles of a board, another begins with another board or another plug', async () => {
    const files = memoryFiles();
    const { book, sessions } = put(files);
    const lane = (mac: string) =>
      ({ kind: 'lane', lane: { port: { id: 'p' }, chip: { chip: 'esp32', mac } } }) as never;
    const ports = (ids: string[]) =>
      ({ kind: 'ports', ports: ids.map((id) => ({ id, name: 'CP210x', use: 'free' })) }) as never;
    book.hear(ports(['p']));
    book.hear({ kind: 'log', port: 'p', lines: [line('a run')] });
    book.hear(lane('02:00:00:00:00:01'));
    book.hear({ kind: 'log', port: 'p', lines: [line('the console')] });
    expect((await sessions()).map(({ next, mac, live }) => [next, mac, live])).toEqual([
      [2, '02:00:00:00:00:01', true],
    ]);
    book.hear(lane('02:00:00:00:00:02'));
    book.hear({ kind: 'log', port: 'p', lines: [line('another board')] });
    book.hear(ports([]));
    book.hear(ports(['p']));
    book.hear({ kind: 'log', port: 'p', lines: [line('plugged again')] });
    await book.close();
    const kept = await put(files).sessions();
    expect(kept.map(({ next, mac }) => [next, mac]).sort()).toEqual(
      [
        [2, '02:00:00:00:00:01'],
        [1, '02:00:00:00:00:02'],
        [1, '02:00:00:00:00:02'],
      ].sort(),
    );
  });

  test('the oldest go when there is no room, which is told', async () => {
    const files = memoryFiles();
    for (let n = 0; n < 3; n += 1) {
      const { book } = put(files);
      book.hear({ kind: 'log', port: 'p', lines: Array.from({ length: 100 }, () => line(`session ${n}`)) });
      await book.close();
    }
    const names = (await files.sessions()).slice().sort();
    const { book, until, told, sessions } = put(files, 12_000);
    book.hear({ kind: 'log', port: 'p', lines: [line('now')] });
    await until(() => told.find(({ kind }) => kind === 'log-dropped'));
    expect((await sessions()).map(({ id }) => id)).not.toContain(names[0]);
  });
});
