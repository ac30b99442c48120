import { expect, it } from 'vitest';
import type { ChipSession } from '../../src/chips/chip';
import { BenchError } from '../../src/model/problem';
import { writeSparing } from '../../src/steps/stations/stores/write-sparing';

const image = { bytes: new Uint8Array(0x4000).fill(1), address: 0x8000 };
const kept = { from: 0x9000, to: 0xa000 };

/** A chip whose checksum of what stays is lost: of the first asking, or of the one behind the last byte. */
const losing = (which: 'first' | 'second') => {
  const done: string[] = [];
  const session = {
    write: async (_: Uint8Array, at: number) => {
      done.push(at.toString(16));
      return { checksum: '' };
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
