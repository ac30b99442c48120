/**
 * How long each verb waits for its answer: a start, and so much per million bytes of what the chip has to do first, as
 * esptool's loader.py (ERASE_REGION_, ERASE_WRITE_ and MD5_TIMEOUT_PER_MB: 30, 40 and 8 s). Too short and a slow flash fails; too long and a dead one hangs.
 */
import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { type EspLoader, LoaderFault, words } from '../../../src/chips/esp/loader';
import { chipMd5, eraseSectors, sendStretch } from '../../../src/chips/esp/stub';
import { espTiming } from '../../../src/chips/esp/timing';
import { writeFlash } from '../../../src/chips/esp/write';
import { BenchError } from '../../../src/model/problem';
import { forever } from './esp-board';

const timing = {
  ...espTiming,
  answerMs: 3000,
  perMbWritten: 40_000,
  perMbErased: 30_000,
  perMbDigested: 8000,
};

const exact = (ms: number) => Number(ms.toFixed(3));

/** A loader that says yes to everything and notes how long each answer would have been waited for. */
const waiting = (sum = new Uint8Array(16)) => {
  const waits: (readonly [op: number, ms: number])[] = [];
  const ask = async (op: number, { withinMs = 0 } = {}) => {
    waits.push([op, exact(withinMs)]);
    return { value: 0, data: sum };
  };
  return { waits, loader: { timing, ask, askAgain: ask, blockBytes: 0x4000 } as unknown as EspLoader };
};

test('an erase and a checksum are waited for by their size', async () => {
  const { waits, loader } = waiting();
  await eraseSectors(loader, 0, 2_000_000 - (2_000_000 % 0x1000));
  await chipMd5(loader, 0, 2_000_000);
  expect(waits).toEqual([
    [0xd1, exact(3000 + 1.998848 * 30_000)],
    [0x13, 3000 + 2 * 8000],
  ]);
});

test('the beginning of a write by what it erases, a block by the one before it, the end by the last', async () => {
  // Noise goes plain: its blocks fill 0x4000 bytes of flash each, the last one 0x1000.
  const image = new Uint8Array(randomBytes(0x9000));
  const { waits, loader } = waiting();
  const written: number[] = [];
  await sendStretch(loader, image, 0x1000, (until) => written.push(until), forever);
  // An answer says that a block was received: programmed is the one before it.
  expect(written).toEqual([0, 0x4000, 0x8000, 0x9000]);
  const programming = (bytes: number) => exact(3000 + (bytes * 40_000) / 1_000_000);
  expect(waits).toEqual([
    [0x02, exact(3000 + (0x9000 * 30_000) / 1_000_000)],
    [0x03, 3000],
    [0x03, programming(0x4000)],
    [0x03, programming(0x4000)],
    [0x04, programming(0x1000)],
  ]);
});

test('the checksum over everything, which comes last, by all of it', async () => {
  const image = new Uint8Array(randomBytes(0x9000));
  const { waits, loader } = waiting(new Uint8Array(createHash('md5').update(image).digest()));
  await writeFlash(loader, image, 0x1000, () => {}, forever);
  expect(waits.at(-1)).toEqual([0x13, exact(3000 + (0x9000 * 8000) / 1_000_000)]);
});

test('a checksum is asked for by address and size, in four words (esp-flashing, section 1)', async () => {
  const { loader } = waiting();
  const payloads: unknown[] = [];
  const askAgain: EspLoader['askAgain'] = async (op, options = {}) => {
    payloads.push(options.payload);
    return loader.ask(op, options);
  };
  await chipMd5({ ...loader, askAgain }, 0x1000, 0x2345);
  expect(payloads).toEqual([words(0x1000, 0x2345, 0, 0)]);
});

test('an erase is done when the chip says so, and not when it refuses', async () => {
  const refused = async () => {
    throw new LoaderFault('status-0106');
  };
  await expect(eraseSectors({ ...waiting().loader, ask: refused }, 0, 0x1000)).rejects.toThrow('status-0106');
});

test('a cable pulled while the sum is taken is a lost port, not a wrong flash', async () => {
  const askAgain = async () => {
    throw new BenchError('port.lost');
  };
  const work = writeFlash({ ...waiting().loader, askAgain }, new Uint8Array(0x1000), 0, () => {}, forever);
  await expect(work).rejects.toMatchObject({ code: 'port.lost' });
});

test('nothing more is sent once a person stopped it', async () => {
  const { waits, loader } = waiting();
  const stop = new AbortController();
  const told = () => waits.some(([op]) => op === 0x03) && stop.abort(new BenchError('cancelled'));
  const work = sendStretch(loader, new Uint8Array(randomBytes(0x9000)), 0, told, stop.signal);
  await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  expect(waits.map(([op]) => op)).toEqual([0x02, 0x03]);
});

test('a block goes out behind its length, its number and two empty words (esp-flashing, section 1)', async () => {
  const { loader } = waiting();
  const headers: Uint8Array[] = [];
  const ask: EspLoader['ask'] = async (op, options = {}) => {
    if (op === 0x03 && options.payload) headers.push(options.payload.subarray(0, 16));
    return loader.askAgain(op, options);
  };
  const image = new Uint8Array(randomBytes(0x5000));
  await sendStretch({ ...loader, ask }, image, 0, () => {}, forever);
  expect(headers).toEqual([words(0x4000, 0, 0, 0), words(0x4000, 1, 0, 0)]);
});
