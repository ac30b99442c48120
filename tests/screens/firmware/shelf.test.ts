import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { firmware as english } from '../../../src/i18n/en/firmware';
import { firmware as chinese } from '../../../src/i18n/zh/firmware';
import type { FirmwareFacts } from '../../../src/model/firmware';
import { readFirmware } from '../../../src/protocols/firmware/read-firmware';
import type { GivenFile } from '../../../src/protocols/packages/given-file';
import { type BenchDatabase, openDatabase } from '../../../src/records/database';
import { listFirmware } from '../../../src/records/firmware';
import { addGiven } from '../../../src/screens/firmware/add-firmware';
import { toldOf } from '../../../src/screens/firmware/firmware-told';
import { licenseFate, mapBytes, writtenSpans } from '../../../src/screens/firmware/parts/firmware-facts';
import { givenOf } from '../../../src/screens/parts/given-files';
import { buildImage, realMergedBytes } from '../../../src/virtual/esp/demo-image';

const openDb = () => openDatabase({ indexedDB: new IDBFactory(), IDBKeyRange });
const file = (name: string, bytes: Uint8Array<ArrayBuffer>) => givenOf(new File([bytes], name), name);
/** What came of one file that was given by itself. */
const addFile = async (db: BenchDatabase, given: GivenFile, now: number) => {
  const [added, ...others] = (await addGiven(db, [given], given.path, now)).added;
  if (!added || others.length > 0) throw new Error('one file, one answer');
  return added;
};
const merged = (chip: 'esp32' | 'esp32s3') =>
  buildImage({ chip, merged: true, mergedBytes: realMergedBytes, appBytes: 60_000 }) as Uint8Array<ArrayBuffer>;
const app = () => buildImage({ chip: 'esp32c3', merged: false, appBytes: 60_000 }) as Uint8Array<ArrayBuffer>;

const tuya = { label: 'tuya', type: 1, subtype: 0xaa, offset: 0x3b0000, size: 0x28000 };
const facts = (more: Partial<FirmwareFacts>): FirmwareFacts => ({
  kind: 'merged',
  chip: 'esp32',
  address: 0,
  size: 0x190000,
  partitions: [tuya],
  covers: [],
  ...more,
});

test('the license of a 4 MB board lies at 0x3B9000 and is kept by an image that ends before it (esp-flashing, sections 7 and 8)', () => {
  expect(licenseFate(facts({}))).toEqual({ fate: 'kept', at: 0x3b9000 });
  expect(licenseFate(facts({ size: 0x3b9000 }))).toEqual({ fate: 'kept', at: 0x3b9000 });
  expect(licenseFate(facts({ size: 0x3b9001 }))).toEqual({ fate: 'overwritten', at: 0x3b9000 });
  // 24 blocks on every flash size, so what lies behind them is not the license.
  expect(licenseFate(facts({ address: 0x3d1000, size: 0x1000 }))?.fate).toBe('kept');
  expect(licenseFate(facts({ address: 0x3d0000, size: 0x1000 }))?.fate).toBe('overwritten');
});

test('the store is found by label and type, not by subtype or place', () => {
  expect(licenseFate(facts({ partitions: [{ ...tuya, type: 0 }] }))).toBeUndefined();
  expect(licenseFate(facts({ partitions: [{ ...tuya, label: 'nvs' }] }))).toBeUndefined();
  expect(licenseFate(facts({ partitions: [{ ...tuya, subtype: 6, offset: 0x7c0000 }] }))?.at).toBe(0x7c9000);
});

test('the map is drawn for the flash of the header, or for what the file speaks of', () => {
  expect(mapBytes(facts({ flashBytes: 0x800000 }))).toBe(0x800000);
  expect(mapBytes(facts({}))).toBe(0x3d8000);
  expect(writtenSpans(facts({}))).toEqual([{ label: '', from: 0, to: 0x190000 }]);
});

test('one sentence says what a file is', () => {
  const told = toldOf(readFirmware(merged('esp32s3'), 'x.bin'), 'x.bin');
  expect(english.words.told(told)).toMatch(
    /^ESP32-S3 image switch_demo 1\.0\.2, 1\.\d+\sMiB, belongs at 0x0; keeps the license at 0x[37]\w+9000\.$/,
  );
  expect(chinese.told(told)).toMatch(/^ESP32-S3 完整固件 switch_demo 1\.0\.2，.*0x0；不影响 0x\w+9000 处的授权码。$/);
  expect(english.words.told(toldOf(readFirmware(app(), 'a.bin'), 'a.bin'))).toMatch(
    /^ESP32-C3 application switch_demo 1\.0\.2, .*, belongs at 0x10000\.$/,
  );
});

test('a file is kept once, whatever it is called', async () => {
  const db = openDb();
  const bytes = merged('esp32');
  expect((await addFile(db, file('one.bin', bytes), 1)).kind).toBe('added');
  const again = await addFile(db, file('two.bin', bytes), 2);
  expect(again).toMatchObject({ kind: 'already', row: { fileName: 'one.bin', addedAt: 1 } });
  expect(await listFirmware(db)).toHaveLength(1);
});

test('what is no firmware, cut off or damaged is refused with its reason and not kept', async () => {
  const db = openDb();
  const whole = merged('esp32');
  const damaged = whole.slice();
  damaged[0x10000 + 5000]! ^= 1;
  const refused = async (name: string, bytes: Uint8Array<ArrayBuffer>) => {
    const added = await addFile(db, file(name, bytes), 1);
    if (added.kind !== 'refused') return added.kind;
    return english.words.refusals[added.problem.code]?.(added.problem.details);
  };
  expect(await refused('order.csv', new TextEncoder().encode('uuid,key\n') as Uint8Array<ArrayBuffer>)).toBe(
    'Not firmware for a chip of this bench. It is text. Firmware is not.',
  );
  expect(await refused('half.bin', whole.slice(0, 0x14000))).toMatch(
    /^Cut off: its headers promise .*\sKiB, there are 80\sKiB\./,
  );
  expect(await refused('bad.bin', damaged)).toMatch(
    /^Damaged: the \w+ at 0x[0-9A-F]+ does not check\. Fetch it again\.$/,
  );
  expect(await listFirmware(db)).toEqual([]);
});

test('a file larger than any flash is refused unread', async () => {
  const added = await addFile(
    openDb(),
    {
      path: 'film.mp4',
      size: 129 * 1024 * 1024,
      read: () => Promise.reject(new Error('was read')),
    },
    1,
  );
  expect(added).toMatchObject({ kind: 'refused', problem: { code: 'firmware.not-firmware' } });
});
