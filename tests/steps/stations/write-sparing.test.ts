import { expect, it } from 'vitest';
import type { ChipSession, WriteProgress } from '../../../src/chips/chip';
import { BenchError } from '../../../src/model/problem';
import { writeSparing } from '../../../src/steps/stations/stores/write-sparing';

const image = { bytes: new Uint8Array(0x4000).fill(1), address: 0x8000 };
const kept = { from: 0x9000, to: 0xa000 };

/** A chip whose checksum of what stays is lost: of the first asking, or of the one behind the last byte. */
const losing = (which: 'first' | 'second') => {
  const done: string[] = [];
  const session = {
    write: async (_: Uint8Array, at: number) => {
      done.push(at.toString(16));
      return { checksum: '', kept: 0, sent: 0, erased: 0 };
    },
    checksum: async (at: number) => {
      if ((which === 'first') === (done.length === 0))
        throw new BenchError('flash.read-failed', { at, reason: 'no-answer' });
      return 'same';
    },
  } as unknown as ChipSession;
  const work = writeSparing(session, image, { around: [kept], carried: [] }, () => {}, new AbortController().signal);
  return { done, work };
};

it('what was to stay is looked at before the first byte, and then a lost answer has changed nothing', async () => {
  const { done, work } = losing('first');
  await expect(work).rejects.toMatchObject({ code: 'flash.read-failed' });
  expect(done).toEqual([]);
});

it('a checksum that is lost behind the last byte is an image that is written and not proved', async () => {
  const { done, work } = losing('second');
  await expect(work).rejects.toMatchObject({
    code: 'flash.verify-failed',
    details: { at: kept.from, size: 0x1000, reason: 'no-answer' },
  });
  expect(done).toEqual(['8000', 'a000']);
});

it('tells the pieces as one write: the plan of each as it is made, and in the end what became of all', async () => {
  const told: WriteProgress[] = [];
  const session = {
    write: async ({ length }: Uint8Array, offset: number, tell: (progress: WriteProgress) => void) => {
      const half = length / 2;
      const work = [
        { offset, size: half, deed: 'keep' },
        { offset: offset + half, size: half, deed: 'send' },
      ] as const;
      tell({ phase: 'comparing', done: 0, total: length });
      tell({ phase: 'writing', done: half, total: length, work });
      tell({ phase: 'writing', done: length, total: length, work });
      return { checksum: '', kept: half, sent: half, erased: 0 };
    },
    checksum: async () => 'same',
  } as unknown as ChipSession;
  const spared = { around: [kept], carried: [] };
  const signal = new AbortController().signal;
  expect(await writeSparing(session, image, spared, (progress) => told.push(progress), signal)).toEqual({
    kept: 0x1800,
    sent: 0x1800,
    erased: 0,
  });
  expect(told.map(({ done, total }) => [done, total])).toEqual(
    [0, 0x800, 0x1000, 0x1000, 0x2000, 0x3000].map((done) => [done, 0x3000]),
  );
  const deeds = (at: number) => told[at]?.work?.map(({ offset, size, deed }) => `${deed} ${offset}+${size}`).join(' ');
  expect(deeds(0)).toBeUndefined();
  // The second piece is not compared yet: as far as anybody knows it is sent whole.
  expect(deeds(2)).toBe(`keep ${0x8000}+${0x800} send ${0x8800}+${0x800} send ${0xa000}+${0x2000}`);
  expect(deeds(5)).toBe(
    `keep ${0x8000}+${0x800} send ${0x8800}+${0x800} keep ${0xa000}+${0x1000} send ${0xb000}+${0x1000}`,
  );
  expect(told[1]?.work).toBe(told[2]?.work);
});
