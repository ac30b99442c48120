import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { unzip } from '../../../src/protocols/packages/unzip';

/** APPNOTE 6.3: 4.3.7 (local header), 4.3.12 (directory), 4.3.16 (its end), 4.5.3 (figures beyond 32 bits). */

const endMagic = 0x06054b50;
const endOf = (archive: Uint8Array) => archive.length - 22;
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** The one file of an archive, listed so often under other names, each said to be of `size` bytes. */
const listedOften = (archive: Uint8Array, times: number, size: number) => {
  const end = viewOf(archive);
  expect(end.getUint32(endOf(archive), true)).toBe(endMagic);
  const from = end.getUint32(endOf(archive) + 16, true);
  const entry = archive.slice(from, endOf(archive));
  viewOf(entry).setUint32(24, size, true);
  const made = new Uint8Array(from + times * entry.length + 22);
  made.set(archive.subarray(0, from));
  for (let each = 0; each < times; each++) {
    entry.set(strToU8(String(each).padStart(5, '0')), 46);
    made.set(entry, from + each * entry.length);
  }
  made.set(archive.subarray(endOf(archive)), endOf(made));
  const told = viewOf(made);
  told.setUint16(endOf(made) + 8, times, true);
  told.setUint16(endOf(made) + 10, times, true);
  told.setUint32(endOf(made) + 12, times * entry.length, true);
  return made;
};

const outcome = (archive: Uint8Array) =>
  unzip(archive, 'a', () => true).then(
    (files) => files.map(({ path }) => path).join(' '),
    (fault) => String(fault.details.reason),
  );

const zeros = (size: number) => zipSync({ '00000.bin': new Uint8Array(size) }, { level: 9 });

it('entries that lie upon each other are not unpacked one by one: the page would stand still for an hour', async () => {
  const archive = listedOften(zeros(30 << 20), 10_000, 1);
  expect(archive.length).toBeLessThan(1 << 20);
  const begun = performance.now();
  expect(await outcome(archive)).toBe('damaged');
  expect(performance.now() - begun).toBeLessThan(5000);
}, 60_000);

it('what is listed and cut off is damaged', async () => {
  const archive = listedOften(zeros(10), 3, 10);
  const told = archive.slice();
  viewOf(told).setUint16(endOf(told) + 10, 4, true);
  expect(await outcome(told)).toBe('damaged');
});

it('an archive made of a stream, whose sizes and sums stand behind each file, is read by its directory', async () => {
  const archive = zipSync({ 'x.bin': strToU8('abc'.repeat(50)) });
  const view = viewOf(archive);
  view.setUint16(6, view.getUint16(6, true) | 8, true);
  for (const place of [14, 18, 22]) view.setUint32(place, 0, true);
  expect(await outcome(archive)).toBe('a/x.bin');
});

it('figures beyond 32 bits are taken from where they stand', async () => {
  const archive = zipSync({ 'x.bin': strToU8('abc'.repeat(50)) });
  const view = viewOf(archive);
  const from = view.getUint32(endOf(archive) + 16, true);
  const entry = archive.slice(from, endOf(archive));
  const told = viewOf(entry);
  const extra = new DataView(new ArrayBuffer(20));
  extra.setUint16(0, 1, true);
  extra.setUint16(2, 16, true);
  extra.setBigUint64(4, BigInt(told.getUint32(24, true)), true);
  extra.setBigUint64(12, BigInt(told.getUint32(20, true)), true);
  told.setUint32(20, 0xffffffff, true);
  told.setUint32(24, 0xffffffff, true);
  told.setUint16(30, 20, true);
  const made = Uint8Array.from([
    ...archive.subarray(0, from),
    ...entry,
    ...new Uint8Array(extra.buffer),
    ...archive.subarray(endOf(archive)),
  ]);
  viewOf(made).setUint32(endOf(made) + 12, entry.length + 20, true);
  expect(await outcome(made)).toBe('a/x.bin');
});

it('one behind a password is no firmware', async () => {
  const archive = zipSync({ 'x.bin': strToU8('abc'.repeat(50)) });
  const locked = archive.map((byte, at) => (at >= 35 && at < 40 ? byte ^ 0x5a : byte));
  expect(await outcome(locked)).toBe('damaged');
});
