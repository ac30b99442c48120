import { expect, it } from 'vitest';
import type { ChipSession, WriteProgress } from '../../../src/chips/chip';
import { BenchError } from '../../../src/model/problem';
import { type PiecesProgress, writeSparing } from '../../../src/steps/stations/stores/write-sparing';

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
    checksumOf: () => 'other',
    erase: async () => {},
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
  // What starts the image comes last.
  expect(done).toEqual(['a000', '8000']);
});

it('tells the pieces as one write: the plan of each as it is made, and in the end what became of all', async () => {
  const told: PiecesProgress[] = [];
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
    checksumOf: () => 'other',
    erase: async () => {},
  } as unknown as ChipSession;
  const spared = { around: [kept], carried: [] };
  const signal = new AbortController().signal;
  expect(await writeSparing(session, image, spared, (progress) => told.push(progress), signal)).toEqual({
    kept: 0x1800,
    sent: 0x1800,
    erased: 0,
  });
  // Asked whether it is there already, its start made blank, the second piece, the first.
  expect(told.map(({ phase, done, total }) => [phase, done, total])).toEqual([
    ['comparing', 0, 0x3000],
    ['erasing', 0, 0x3000],
    ['comparing', 0, 0x3000],
    ['writing', 0x1000, 0x3000],
    ['writing', 0x2000, 0x3000],
    ['comparing', 0x2000, 0x3000],
    ['writing', 0x2800, 0x3000],
    ['writing', 0x3000, 0x3000],
  ]);
  const deeds = (at: number) => told[at]?.work?.map(({ offset, size, deed }) => `${deed} ${offset}+${size}`).join(' ');
  expect(deeds(2)).toBeUndefined();
  // Of the first piece is known that it is sent.
  expect(deeds(3)).toBe(`send ${0x8000}+${0x1000} keep ${0xa000}+${0x1000} send ${0xb000}+${0x1000}`);
  expect(told.map(({ planned }) => planned === true)).toEqual([false, false, false, true, true, true, true, true]);
  expect(deeds(7)).toBe(
    `keep ${0x8000}+${0x800} send ${0x8800}+${0x800} keep ${0xa000}+${0x1000} send ${0xb000}+${0x1000}`,
  );
  expect(told[3]?.work).toBe(told[4]?.work);
});

/** A flash in memory; everything is over when so many sectors were changed. */
const flashOf = (held: Uint8Array, cutAfter: number) => {
  const flash = held.slice();
  let changes = 0;
  const change = (at: number, bytes: Uint8Array) => {
    if (changes++ === cutAfter) throw new BenchError('port.lost');
    flash.set(bytes, at);
  };
  const sumOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
  const session = {
    // From its first sector to its last, and no sector that is right already.
    write: async (bytes: Uint8Array, address: number) => {
      let sent = 0;
      for (let at = 0; at < bytes.length; at += 0x1000) {
        const part = bytes.subarray(at, at + 0x1000);
        if (sumOf(part) === sumOf(flash.subarray(address + at, address + at + part.length))) continue;
        change(address + at, part);
        sent += part.length;
      }
      return { checksum: '', kept: bytes.length - sent, sent, erased: 0 };
    },
    erase: async (at: number, size: number) => change(at, new Uint8Array(size).fill(0xff)),
    checksum: async (at: number, size: number) => sumOf(flash.subarray(at, at + size)),
    checksumOf: sumOf,
  } as unknown as ChipSession;
  return { flash, session, changes: () => changes };
};

// Bootloader, settings, the slot's choice, application: the bootloader of both is the same.
const bytesOf = (program: number) => {
  const bytes = new Uint8Array(0x8000).fill(program);
  bytes.fill(0xff, 0, 0x1000);
  bytes.fill(7, 0x1000, 0x3000);
  return bytes;
};
const settings = { from: 0x3000, to: 0x4000 };
const still = new AbortController().signal;

it.each([0, 1, 2, 3, 4, 5])(
  'cut after %i sectors, also of a later piece, what starts the image is blank',
  async (cut) => {
    const { flash, session } = flashOf(bytesOf(1), cut);
    const spared = { around: [settings], carried: [] };
    const work = writeSparing(session, { bytes: bytesOf(2), address: 0 }, spared, () => {}, still);
    await expect(work).rejects.toMatchObject({ code: 'port.lost' });
    expect(flash[0x1000]).toBe(cut === 0 ? 7 : 0xff);
    expect(flash[settings.from]).toBe(1);
  },
);

it('all written, or there already: the image is whole around what stays, and nothing is written twice', async () => {
  const { flash, session, changes } = flashOf(bytesOf(1), 100);
  const spared = { around: [settings], carried: [] };
  const again = () => writeSparing(session, { bytes: bytesOf(2), address: 0 }, spared, () => {}, still);
  expect(await again()).toEqual({ kept: 0x2000, sent: 0x5000, erased: 0 });
  const wanted = bytesOf(2).fill(1, settings.from, settings.to);
  expect(Buffer.compare(flash, wanted)).toBe(0);
  const before = changes();
  expect(await again()).toEqual({ kept: 0x7000, sent: 0, erased: 0 });
  expect(changes()).toBe(before);
});
