import { expect, test } from 'vitest';
import { readFirmware } from '../../../src/protocols/firmware/read-firmware';
import { createLook, type TakenBefore } from '../../../src/steps/builds/look';
import type { WholeImage } from '../../../src/steps/builds/read-build';
import { buildImage } from '../../../src/virtual/esp/demo-image';
import { fakeFolder } from './fake-folder';

/** Issue 11, "Watch a build folder": taken when it is whole, each whole build once. Layout: TuyaOpen, `cli_build.py`. */

const image = (version: string, merged = true) => buildImage({ chip: 'esp32s3', version, merged, appBytes: 40_000 });
const qio = (version: string) => `dist/switch_demo_${version}/switch_demo_QIO_${version}.bin`;

const watchOf = (made = fakeFolder(), before?: TakenBefore) => {
  const taken: WholeImage[] = [];
  let time = 0;
  let full = false;
  const look = createLook({
    folder: made.folder,
    ticks: () => time,
    ...(before && { before }),
    async take(build) {
      if (full) throw new DOMException('', 'QuotaExceededError');
      taken.push(build);
    },
  });
  return {
    ...made,
    taken,
    paths: () => taken.map(({ path }) => path),
    look: async (ms = 250) => {
      time += ms;
      return look();
    },
    fill(is: boolean) {
      full = is;
    },
  };
};

test('an image is taken when it is the same over two looks, once, and known again after a reload', async () => {
  const watch = watchOf();
  expect(await watch.look()).toEqual({ tooMuch: false });
  watch.write(qio('1.0.0'), image('1.0.0'), 1000);
  expect((await watch.look()).seen).toMatchObject({ path: qio('1.0.0'), found: 'changing' });
  expect(watch.taken).toEqual([]);
  expect((await watch.look()).seen).toMatchObject({ found: 'taken', modified: 1000 });
  await watch.look();
  expect(watch.paths()).toEqual([qio('1.0.0')]);
  expect(watch.taken[0]?.facts).toMatchObject({ chip: 'esp32s3', kind: 'merged', version: '1.0.0' });

  const [first] = watch.taken;
  const again = watchOf(watch, first);
  await again.look();
  expect((await again.look()).seen).toMatchObject({ found: 'taken' });
  expect(again.taken).toEqual([]);
});

test('a file that comes in two pieces is half written until the second is there', async () => {
  const watch = watchOf();
  const bytes = image('1.0.1');
  for (const [at, length] of [0, 8, 30_000, 0x9000, 90_000].entries()) {
    watch.write(qio('1.0.1'), bytes.subarray(0, length), 1000 + at);
    await watch.look();
    expect((await watch.look()).seen, `${length}`).toMatchObject({ found: 'half-written', bytes: length });
  }
  const read = watch.counts.read;
  await watch.look();
  expect(watch.counts.read, 'read again though nothing changed').toBe(read);
  watch.write(qio('1.0.1'), bytes, 1200);
  expect((await watch.look()).seen).toMatchObject({ found: 'changing' });
  await watch.look();
  expect(watch.paths()).toEqual([qio('1.0.1')]);
});

test('a middle that is not written yet does not pass for whole', async () => {
  const watch = watchOf();
  const holey = image('1.0.1');
  holey.fill(0, 90_000, 100_000);
  watch.write(qio('1.0.1'), holey, 1000);
  await watch.look();
  expect((await watch.look()).seen).toMatchObject({ found: 'half-written', problem: { code: 'firmware.corrupt' } });
  expect(watch.taken).toEqual([]);
});

test('renamed into place it is taken once, and once more renamed it is the same build', async () => {
  const watch = watchOf();
  watch.write('dist/switch_demo_1.0.1/image.tmp', image('1.0.1'), 1000);
  await watch.look();
  await watch.look();
  expect(watch.taken).toEqual([]);
  watch.rename('dist/switch_demo_1.0.1/image.tmp', qio('1.0.1'));
  await watch.look();
  await watch.look();
  watch.rename(qio('1.0.1'), 'dist/other/other_QIO_1.0.1.bin');
  await watch.look();
  expect((await watch.look()).seen).toMatchObject({ path: 'dist/other/other_QIO_1.0.1.bin', found: 'taken' });
  expect(watch.paths()).toEqual([qio('1.0.1')]);
});

test.each([false, true])(
  'changed while it is read, only the newest is taken (unnoticed by the browser: %s)',
  async (unnoticed) => {
    const watch = watchOf();
    watch.write(qio('1.0.1'), image('1.0.1'), 1000);
    await watch.look();
    watch.whileRead((path) => {
      watch.whileRead(() => {}, unnoticed);
      watch.write(path, image('1.0.2'), 1300);
    }, unnoticed);
    expect((await watch.look()).seen).toMatchObject({ found: 'changing' });
    await watch.look();
    await watch.look();
    expect(watch.taken.map(({ facts }) => facts.version)).toEqual(['1.0.2']);
  },
);

test('older files are left, a build that comes back with a new time is taken again', async () => {
  const watch = watchOf();
  watch.write(qio('1.0.1'), image('1.0.1'), 1000);
  watch.write(qio('1.0.2'), image('1.0.2'), 2000);
  await watch.look();
  await watch.look();
  watch.write(qio('0.9.0'), image('0.9.0'), 500);
  watch.remove(qio('1.0.2'));
  await watch.look();
  await watch.look();
  expect(watch.paths()).toEqual([qio('1.0.2')]);
  watch.write(qio('1.0.1'), image('1.0.1'), 3000);
  await watch.look();
  await watch.look();
  expect(watch.paths()).toEqual([qio('1.0.2'), qio('1.0.1')]);
});

test('of one build the whole image is meant, not the application or the update beside it', async () => {
  const watch = watchOf();
  watch.write(qio('1.0.0'), image('1.0.0'), 1000);
  watch.write(qio('1.0.0').replace('QIO', 'UA'), image('1.0.0', false), 1001);
  watch.write(qio('1.0.0').replace('QIO', 'UG'), image('1.0.0', false), 1002);
  watch.write('.build/bin/switch_demo_QIO_1.0.0.bin', image('1.0.9'), 1003);
  await watch.look();
  await watch.look();
  expect(watch.paths()).toEqual([qio('1.0.0')]);
});

test('what is no image is passed by, and told where there is nothing else', async () => {
  const watch = watchOf();
  watch.write('build/storage.bin', new Uint8Array(4096).fill(7), 3000);
  await watch.look();
  expect((await watch.look()).seen).toMatchObject({
    path: 'build/storage.bin',
    found: 'refused',
    problem: { code: 'firmware.not-firmware' },
  });
  watch.write('build/lamp.bin', image('1.0.0', false), 2000);
  await watch.look();
  expect((await watch.look()).seen).toMatchObject({ path: 'build/lamp.bin', found: 'taken' });
});

test('a build that found no room is taken when it is built again', async () => {
  const watch = watchOf();
  watch.fill(true);
  watch.write(qio('1.0.0'), image('1.0.0'), 1000);
  await watch.look();
  expect((await watch.look()).seen).toMatchObject({ found: 'refused' });
  watch.fill(false);
  await watch.look();
  expect(watch.taken).toEqual([]);
  watch.write(qio('1.0.0'), image('1.0.0'), 2000);
  await watch.look();
  await watch.look();
  expect(watch.paths()).toEqual([qio('1.0.0')]);
});

test('a huge folder costs no more than its bound, and says that there is more', async () => {
  const watch = watchOf();
  for (let at = 0; at < 20_000; at += 1) watch.write(`objects/${at % 50}/${at}.o`, new Uint8Array(1), 1);
  for (let at = 0; at < 500; at += 1) watch.write(`.git/${at}`, new Uint8Array(1), 1);
  expect((await watch.look()).tooMuch).toBe(true);
  expect(watch.counts.listed).toBeLessThan(3_100);
  expect(watch.counts.asked).toBe(0);
});

test('a folder that is cleared and written anew between two looks is no fault', async () => {
  const watch = watchOf();
  watch.write(qio('1.0.0'), image('1.0.0'), 1000);
  await watch.look();
  watch.remove(qio('1.0.0'));
  expect(await watch.look()).toEqual({ tooMuch: false });
  watch.unplug(true);
  await expect(watch.look()).rejects.toMatchObject({ name: 'NotFoundError' });
});

/** ESP-IDF's `build`, of an ESP32-S3 (esp-flashing, section 7): the list is there before what it names. */
const idf = {
  list: 'build/flasher_args.json',
  app: 'build/switch_demo.bin',
  loader: 'build/bootloader/bootloader.bin',
  table: 'build/partition_table/partition-table.bin',
};
const listWith = (slot: number) =>
  new TextEncoder().encode(
    JSON.stringify({
      flash_files: {
        '0x0': 'bootloader/bootloader.bin',
        [`0x${slot.toString(16)}`]: 'switch_demo.bin',
        '0x8000': 'partition_table/partition-table.bin',
      },
      extra_esptool_args: { chip: 'esp32s3' },
    }),
  );

test('of ESP-IDF the whole build is taken by its list, when all of it is there, and what lies between stays as it is', async () => {
  const watch = watchOf();
  const whole = image('1.0.0');
  const slot = readFirmware(whole, 'whole.bin').partitions?.find(({ type }) => type === 0)?.offset ?? 0;
  watch.write(idf.list, listWith(slot), 500);
  watch.write(idf.loader, whole.subarray(0, 0x8000), 900);
  watch.write(idf.table, whole.subarray(0x8000, 0x9000), 950);
  await watch.look();
  expect(await watch.look()).toEqual({ tooMuch: false });

  watch.write(idf.app, whole.subarray(slot), 1000);
  expect((await watch.look()).seen).toMatchObject({ path: idf.list, found: 'changing' });
  expect((await watch.look(2000)).seen).toMatchObject({ path: idf.list, found: 'taken', modified: 1000 });
  await watch.look();
  expect(watch.taken).toHaveLength(1);
  const [first] = watch.taken;
  expect(first?.facts).toMatchObject({ chip: 'esp32s3', kind: 'merged', version: '1.0.0' });
  // Settings and license lie between the table and the application: no part of the build.
  expect(first?.facts.gaps).toContainEqual(expect.objectContaining({ offset: 0x9000 }));

  // The loader is there first, and the application of this build still compiles: no build has the old one with it.
  watch.write(idf.loader, whole.subarray(0, 0x7000), 1900);
  await watch.look();
  expect((await watch.look(5000)).seen).toMatchObject({ found: 'changing' });
  watch.write(idf.app, image('1.0.1').subarray(slot), 2000);
  await watch.look();
  await watch.look(2000);
  expect(watch.taken.map(({ facts: { version } }) => version)).toEqual(['1.0.0', '1.0.1']);

  // Where nothing else comes it was the loader alone.
  watch.write(idf.loader, whole.subarray(0, 0x8000), 3000);
  await watch.look();
  await watch.look(31_000);
  expect(watch.taken).toHaveLength(3);
});

test.each([
  ['names what is not there, as after `idf.py app`', listWith(0x20000)],
  ['is none', new TextEncoder().encode('{')],
])('a list that %s leaves the application', async (_, list) => {
  const watch = watchOf();
  watch.write(idf.list, list, 500);
  watch.write(idf.app, image('1.0.0', false), 1000);
  await watch.look();
  expect((await watch.look()).seen).toMatchObject({ path: idf.app, found: 'taken' });
  expect(watch.taken[0]?.facts.kind).toBe('app');
});
