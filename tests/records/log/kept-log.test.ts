import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogLine } from '../../../src/model/log-line';
import { lookAtKeptLog, openKeptLog } from '../../../src/records/log/kept-log';
import { type LiveSettings, openLiveLog } from '../../../src/records/log/live-log';
import { memoryFiles } from '../../../src/records/log/memory-files';
import type { Tape } from '../../../src/records/log/tape';

const lineOf = (n: number): LogLine => ({
  at: 1_700_000_000_000 + n,
  ticks: 5000 + n,
  text: `line ${n} läuft ••••••\n还好`,
  ...(n % 3 === 0 && { level: 'I' as const, file: 'a.c' }),
  ...(n % 7 === 0 && { masked: [[0, 4]] as const }),
  ...(n % 11 === 0 && { from: 'log-port' as const }),
  ...(n % 13 === 0 && { sent: true }),
});
const someLines = (from: number, count: number) => Array.from({ length: count }, (_, index) => lineOf(from + index));

const all = async (tape: Tape): Promise<readonly LogLine[]> => {
  const lines: LogLine[] = [];
  for (let block = tape.firstBlock; block < tape.endBlock; block += 1) lines.push(...(await tape.lines(block)));
  return lines;
};

const write = async (count: number, more: Partial<LiveSettings> = {}) => {
  const files = memoryFiles();
  const log = openLiveLog({ files, id: 's', full: async () => {}, lost: () => {}, ...more });
  log.note({ kind: 'board', board: { chip: 'esp32' }, begun: 7 });
  for (let from = 0; from < count; from += 100) log.append(someLines(from, Math.min(100, count - from)));
  return { files, log };
};

const sizes = [0, 1, 255, 256, 257, 1000, 5000];

describe('a session that is written', () => {
  test.each(sizes)('reads back %d lines while it is live', async (count) => {
    const { log } = await write(count);
    expect(await all(log.tape)).toEqual(someLines(0, count));
    log.flush();
    expect(await all(log.tape)).toEqual(someLines(0, count));
    await log.close();
    expect(await all(log.tape)).toEqual(someLines(0, count));
  });

  test.each(sizes)('and %d lines after it', async (count) => {
    const { files, log } = await write(count, { segmentBytes: 40_000 });
    await log.close();
    const kept = await openKeptLog(files, 's');
    expect(kept && (await all(kept.tape))).toEqual(someLines(0, count));
    expect(kept?.noted.board).toEqual({ chip: 'esp32' });
    expect(kept?.tape.counts).toEqual(log.tape.counts);
    expect([kept?.tape.longest, kept?.tape.masked]).toEqual([log.tape.longest, log.tape.masked]);
    expect((await lookAtKeptLog(files, 's'))?.next).toBe(count);
  });

  test('loses its oldest segment alone, and keeps the numbers of the others', async () => {
    const { files, log } = await write(5000, { segmentBytes: 40_000 });
    expect(await log.dropOldest()).toBe(true);
    const { first } = log.tape;
    expect(first).toBeGreaterThan(0);
    await log.close();
    const kept = await openKeptLog(files, 's');
    expect(kept?.tape.first).toBe(first);
    expect(kept && (await all(kept.tape))).toEqual(someLines(first, 5000 - first));
    expect(kept?.tape.counts).toEqual(log.tape.counts);
  });
});

describe('a tab that died', () => {
  /** Cuts a file as a death in the middle of a write does. */
  const torn = async (cutLines: number, cutIndex: number) => {
    const { files, log } = await write(1000);
    await log.close();
    const own = files.bytes.get('s')!;
    for (const [name, cut] of [
      ['000000000.lines', cutLines],
      ['000000000.index', cutIndex],
    ] as const)
      own.set(name, own.get(name)!.slice(0, Math.max(0, own.get(name)!.length - cut)));
    return files;
  };

  test('leaves every whole line, wherever the files were cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(90_000), fc.nat(1200), async (cutLines, cutIndex) => {
        const files = await torn(cutLines, cutIndex);
        const written = new TextDecoder().decode(files.bytes.get('s')!.get('000000000.lines')).split('\n').length - 1;
        const kept = await openKeptLog(files, 's');
        expect(kept && (await all(kept.tape))).toEqual(someLines(0, written));
        expect(kept?.tape.next).toBe(written);
      }),
      { numRuns: 60 },
    );
  });

  test('leaves notes that are whole', async () => {
    const { files, log } = await write(10);
    log.note({ kind: 'mark', mark: { line: 3, at: 1, text: 'here' } });
    log.note({ kind: 'mark', mark: { line: 5, at: 2, text: 'there' } });
    await log.close();
    const own = files.bytes.get('s')!;
    own.set('notes', own.get('notes')!.slice(0, -4));
    expect((await openKeptLog(files, 's'))?.noted.marks).toEqual([{ line: 3, at: 1, text: 'here' }]);
  });
});

describe('a storage that is full', () => {
  const fullAfter = (bytes: number) => {
    const files = memoryFiles();
    let room = bytes;
    const { create } = files;
    return {
      ...files,
      kept: 'on-disk' as const,
      give: (more: number) => {
        room += more;
      },
      create: async (session: string, name: string) => {
        const file = await create(session, name);
        return {
          ...file,
          get size() {
            return file.size;
          },
          append(piece: Uint8Array) {
            if (piece.length > room) throw new DOMException('full', 'QuotaExceededError');
            room -= piece.length;
            file.append(piece);
          },
        };
      },
    };
  };

  test('is given room, and no line is missing', async () => {
    const files = fullAfter(30_000);
    const lost: string[] = [];
    const log = openLiveLog({
      files,
      id: 's',
      full: async () => files.give(1_000_000),
      lost: (reason) => lost.push(reason),
    });
    for (let from = 0; from < 2000; from += 100) {
      log.append(someLines(from, 100));
      log.flush();
      await Promise.resolve();
    }
    expect(await all(log.tape)).toEqual(someLines(0, 2000));
    await log.close();
    expect(lost).toEqual([]);
    expect((await lookAtKeptLog(files, 's'))?.next).toBe(2000);
  });

  test('that has no room to give: the rest is held in memory, which is told', async () => {
    const files = fullAfter(30_000);
    const lost: string[] = [];
    const log = openLiveLog({ files, id: 's', full: async () => {}, lost: (reason) => lost.push(reason) });
    for (let from = 0; from < 2000; from += 100) {
      log.append(someLines(from, 100));
      log.flush();
      await new Promise((done) => setImmediate(done));
    }
    expect(lost).toEqual(['QuotaExceededError']);
    expect(log.kept).toBe('in-memory');
    expect(await all(log.tape)).toEqual(someLines(0, 2000));
  });
});
