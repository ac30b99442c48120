/** Boards that do not come at the first call, or not at all. */
import { expect, test, vi } from 'vitest';
import { createEspFamily } from '../../../src/chips/esp/family';
import { oddChip } from '../odd-chip';
import { brisk, forever, onTable, problemOf, unwatched } from './esp-board';

test('a board without reset wiring is silent until BOOT is held, and then comes in the same asking', async () => {
  const table = onTable({ chip: 'esp32s3', habits: { silentUntilBootHeld: true } }, { ...brisk, connectMs: 5000 });
  const link = await table.open();
  const attempts: number[] = [];
  let heard = 0;
  const watch = {
    attempt(count: number) {
      attempts.push(count);
      if (count === 3) table.board.holdBoot(true);
    },
    heard(bytes: number) {
      heard += bytes;
    },
  };
  const session = await table.family.connect(link, watch, forever);
  expect(session.facts.chip).toBe('esp32s3');
  expect(attempts).toEqual([1, 2, 3]);
  expect(heard).toBeGreaterThan(0);
  await link.close();
});

test('nobody there: board.silent with what was tried', async () => {
  const table = onTable({ chip: 'esp32' });
  table.board.power(false);
  const link = await table.open();
  const problem = await problemOf(table.family.connect(link, unwatched, forever));
  expect(problem).toMatchObject({ code: 'board.silent', details: { heard: 0 } });
  expect(problem?.details.attempts).toBeGreaterThan(0);
  await link.close();
});

test('an application that talks on is a board whose BOOT has to be held, not a bad line', async () => {
  const table = onTable({ chip: 'esp32', habits: { silentUntilBootHeld: true } });
  const link = await table.open();
  const talk = {
    ...unwatched,
    attempt: () => table.board.send?.(new TextEncoder().encode('boot:0x13 ty I hello\r\n')),
  };
  const problem = await problemOf(table.family.connect(link, talk, forever));
  expect(problem).toMatchObject({ code: 'board.silent', details: { boot: '0x13' } });
  await link.close();
});

test('bytes that make no sense are a bad line', async () => {
  const table = onTable({ chip: 'esp32' });
  table.board.power(false);
  const link = await table.open();
  const noise = Uint8Array.from({ length: 64 }, (_, at) => ((at * 151) % 256) | 0x80);
  const hiss = { ...unwatched, attempt: () => table.board.send?.(noise) };
  const problem = await problemOf(table.family.connect(link, hiss, forever));
  expect(problem?.code).toBe('board.garbled');
  expect(problem?.details.heard).toBeGreaterThan(0);
  await link.close();
});

test('a stop ends the asking at once, whatever it is waiting for', async () => {
  const table = onTable({ chip: 'esp32', habits: { silentUntilBootHeld: true } }, { ...brisk, syncMs: 60_000 });
  const link = await table.open();
  const stop = new AbortController();
  const asked = vi.fn();
  const receive = table.board.receive;
  table.board.receive = (bytes) => {
    asked();
    receive(bytes);
    setImmediate(() => stop.abort(new Error('stopped')));
  };
  await expect(table.family.connect(link, unwatched, stop.signal)).rejects.toThrow('stopped');
  expect(asked).toHaveBeenCalled();
  await link.close();
});

const magic = 0x40001000;

/** Magic words and chip ids of esp-flashing, sections 1 and 2. */
test.each([
  ['ESP8266', oddChip({ [magic]: 0xfff0c101 }, 0)],
  ['ESP32-C61', oddChip({}, 20)],
  ['ESP32-S31', oddChip({}, 32)],
  // The first of its kind, which no stub runs on (esptool, `esp32c2.py`).
  ['ESP32-C2 v0.0', oddChip({}, 12)],
  ['ESP 77', oddChip({}, 77)],
])('an %s is named and refused', async (chip, link) => {
  const problem = await problemOf(createEspFamily(brisk).connect(link, unwatched, forever));
  expect(problem).toEqual({ code: 'board.unsupported', details: { chip } });
});

test('a chip in secure download mode is refused before anything else is asked', async () => {
  const link = oddChip({}, 9, 1 << 2);
  const problem = await problemOf(createEspFamily(brisk).connect(link, unwatched, forever));
  expect(problem).toEqual({ code: 'board.closed', details: { chip: 'ESP32-S3', why: 'secure-download' } });
});

test('a flash that does not answer leaves its size open', async () => {
  const session = await createEspFamily(brisk).connect(oddChip({}, 9), unwatched, forever);
  expect(session.facts).toEqual({
    chip: 'esp32s3',
    revision: 'v0.0',
    mac: '00:00:00:00:00:00',
    locks: [],
  });
});
