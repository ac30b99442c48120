/** Files as people have them: what cannot be read as it is meant hides no secret. */
import { expect, it } from 'vitest';
import { readSavedLog } from '../../../src/protocols/bind-log/saved-log';
import { textOf } from '../../../src/screens/reader/use-reader';

const key = 'A1b2C3d4E5f6G7h8J9k0L1m2N3p4Q5r6';
const log = `[01-01 00:00:01 ty D][a.c:1] up\n[01-01 00:00:02 ty D][a.c:2] authkey:${key}\n`.repeat(20);

const utf16 = (text: string, big: boolean): Uint8Array => {
  const bytes = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at += 1) new DataView(bytes.buffer).setUint16(at * 2, text.charCodeAt(at), !big);
  return bytes;
};

it.each([false, true])('UTF-16 without its mark is read, and its secrets are hidden (high byte first: %s)', (big) => {
  const lines = readSavedLog(textOf(utf16(log, big)));
  expect(lines).toHaveLength(40);
  expect(lines[0]).toMatchObject({ level: 'D', file: 'a.c', text: 'up' });
  expect(JSON.stringify(lines)).not.toContain(key.slice(0, 8));
});

it('a binary file and a log with stray zeros stay what they are', () => {
  const binary = Uint8Array.from({ length: 4096 }, (_, at) => (at % 5 === 0 ? at & 0xff : 0));
  expect(textOf(binary)).toBe(new TextDecoder().decode(binary));
  const stray = new TextEncoder().encode(`\0\0\0${log}`);
  expect(textOf(stray)).toBe(`\0\0\0${log}`);
});

it('UTF-16 that lost its mark and half a sign is read all the same', () => {
  const lines = readSavedLog(textOf(utf16(log, false).subarray(1)));
  expect(lines.filter(({ text }) => text === 'up').length).toBeGreaterThan(10);
  expect(JSON.stringify(lines)).not.toContain(key.slice(0, 8));
});
