import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { GivenFile } from '../../../src/protocols/packages/given-file';
import { readGiven } from '../../../src/protocols/packages/read-given';
import { unzip } from '../../../src/protocols/packages/unzip';
import { buildBekenImage } from '../../../src/virtual/beken/demo-image';
import { bekenTwins } from '../../../src/virtual/beken/twins';
import { buildParts } from './parts';

const esp32 = buildParts({ chip: 'esp32', appBytes: 40_000, flashBytes: 4 << 20 });
const c3 = buildParts({ chip: 'esp32c3', appBytes: 40_000, flashBytes: 4 << 20 });
const blankOta = new Uint8Array(0x2000).fill(0xff);

type Contents = Readonly<Record<string, Uint8Array | object | string>>;
const bytesOf = (content: Contents[string]): Uint8Array<ArrayBuffer> =>
  content instanceof Uint8Array
    ? new Uint8Array(content)
    : new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content));
const files = (contents: Contents): GivenFile[] =>
  Object.entries(contents).map(([path, content]) => {
    const bytes = bytesOf(content);
    return { path, size: bytes.length, read: async () => bytes };
  });
const zipped = (contents: Contents) =>
  zipSync(Object.fromEntries(Object.entries(contents).map(([path, content]) => [path, bytesOf(content)])));

/** What came of it, one line each. */
const told = async (contents: Contents, name = 'given') => {
  const { images, loose, left } = await readGiven(files(contents), name);
  const lines = images.map((read) =>
    read.kind === 'image'
      ? `${read.image.facts.kind} ${read.image.facts.chip} ${read.image.fileName} ${read.image.facts.parts?.length ?? 0}`
      : `${read.fileName}: ${read.problem.code} ${read.problem.details.reason ?? read.problem.details.image ?? ''} ${read.problem.details.part ?? ''}`.trim(),
  );
  return { lines, loose: loose.map(({ name: file, kind, offset }) => [file, kind, offset]), left, images };
};

const flashFiles = {
  '0x1000': 'bootloader/bootloader.bin',
  '0x10000': 'switch_demo.bin',
  '0x8000': 'partition_table/partition-table.bin',
  '0xd000': 'ota_data_initial.bin',
};
/** The `build` of ESP-IDF, with what else lies in it. */
const build: Contents = {
  'build/flasher_args.json': { flash_files: flashFiles, extra_esptool_args: { chip: 'esp32' } },
  'build/bootloader/bootloader.bin': esp32.loader.bytes,
  'build/partition_table/partition-table.bin': esp32.table.bytes,
  'build/ota_data_initial.bin': blankOta,
  'build/switch_demo.bin': esp32.app.bytes,
  'build/CMakeFiles/3.24.0/CMakeDetermineCompilerABI_C.bin': 'no firmware',
  'build/other.bin': 'nobody names it',
};
const part = (path: string, offset: number) => ({ path, offset });
const family = (chipFamily: string, folder: string, loaderAt: number) => ({
  chipFamily,
  parts: [
    part(`${folder}/boot.bin`, loaderAt),
    part(`${folder}/table.bin`, 0x8000),
    part(`${folder}/app.bin`, 0x10000),
  ],
});
const filesOf = (folder: string, { loader, table, app }: typeof esp32): Contents => ({
  [`${folder}/boot.bin`]: loader.bytes,
  [`${folder}/table.bin`]: table.bytes,
  [`${folder}/app.bin`]: app.bytes,
});
const manifest = {
  name: 'Lamp',
  version: '2.1',
  builds: [family('ESP32', 'one', 0x1000), family('ESP32-C3', 'two', 0), family('ESP32-C61', 'three', 0)],
};

describe('a folder of ESP-IDF', () => {
  it('is one image of the files its list names', async () => {
    const { lines, left, images } = await told(build);
    expect(lines).toEqual(['merged esp32 build 4']);
    expect(left).toBe(1);
    const [read] = images;
    const gaps = read?.kind === 'image' ? read.image.facts.gaps?.map(({ offset }) => offset) : undefined;
    // Before the boot loader, NVS behind the table, the radio's data behind the OTA data.
    expect(gaps).toEqual(expect.arrayContaining([0, 0x9000, 0xf000]));
  });

  it('is the same as an archive, however deep it lies', async () => {
    const { lines } = await told({
      'switch.zip': zipped(
        Object.fromEntries(Object.entries(build).map(([path, content]) => [`projects/switch/${path}`, content])),
      ),
    });
    expect(lines).toEqual(['merged esp32 build 4']);
  });

  it('without one of its files says which', async () => {
    const { 'build/switch_demo.bin': _, ...rest } = build;
    expect((await told(rest)).lines).toEqual(['build: firmware.package missing switch_demo.bin']);
  });

  it('with the files of another chip is refused', async () => {
    const lines = (
      await told({
        ...build,
        'build/flasher_args.json': { flash_files: flashFiles, extra_esptool_args: { chip: 'esp32s3' } },
      })
    ).lines;
    expect(lines).toEqual(['build: firmware.package chip']);
  });

  it('with its application alone is that application, whatever its offset', async () => {
    const { lines } = await told({
      ...build,
      'build/flasher_args.json': { flash_files: { '0x20000': 'switch_demo.bin' } },
    });
    expect(lines).toEqual(['app esp32 build 0']);
  });
});

describe('a manifest of ESP Web Tools', () => {
  const site: Contents = {
    'site/manifest.json': manifest,
    ...Object.fromEntries(
      Object.entries({ ...filesOf('one', esp32), ...filesOf('two', c3) }).map(([path, content]) => [
        `site/${path}`,
        content,
      ]),
    ),
  };

  it('gives a row for each family of the bench, and names the others', async () => {
    expect((await told(site)).lines).toEqual([
      'merged esp32 Lamp 2.1 3',
      'merged esp32c3 Lamp 2.1 3',
      'Lamp 2.1: firmware.wrong-chip ESP32-C61',
    ]);
  });

  it.each([
    ['a path that leads outside', part('../../secret.bin', 0x1000), 'outside ../../secret.bin'],
    ['an address', part('https://example.com/a.bin', 0x1000), 'outside https://example.com/a.bin'],
    ['a place within a sector', part('one/app.bin', 0x10800), 'unaligned app.bin'],
    ['a place beyond the flash', part('one/app.bin', 0x7fff000), 'offset app.bin'],
    ['a hash that does not fit', { ...part('one/app.bin', 0x10000), sha256: 'ab'.repeat(32) }, 'changed app.bin'],
  ])('with %s is refused', async (_, wrong, expected) => {
    const lines = (
      await told({ ...site, 'site/manifest.json': { ...manifest, builds: [{ chipFamily: 'ESP32', parts: [wrong] }] } })
    ).lines;
    expect(lines).toEqual([`Lamp 2.1: firmware.package ${expected}`]);
  });

  it('whose whole image is said to lie elsewhere is refused', async () => {
    const builds = [{ chipFamily: 'ESP32-C3', parts: [part('whole.bin', 0x1000)] }];
    const { lines } = await told({ 'manifest.json': { builds }, 'whole.bin': c3.merged });
    expect(lines).toEqual(['manifest.json: firmware.package place whole.bin']);
  });

  it('with two files of one name says so', async () => {
    const given = [
      ...files({ 'manifest.json': { builds: [{ chipFamily: 'ESP32', parts: [part('a.bin', 0)] }] } }),
      ...files({ 'a.bin': esp32.merged }),
      ...files({ 'a.bin': c3.merged }),
    ];
    const { images } = await readGiven(given, 'given');
    expect(images.find(({ kind }) => kind === 'refused')).toMatchObject({ problem: { details: { reason: 'twice' } } });
  });
});

describe('files without a list', () => {
  it('of TuyaOpen are the whole image first and the application behind it', async () => {
    const { lines } = await told({
      'dist/lamp_UA_1.0.0.bin': esp32.app.bytes,
      'dist/lamp_QIO_1.0.0.bin': esp32.merged,
    });
    expect(lines).toEqual(['merged esp32 lamp_QIO_1.0.0.bin 0', 'app esp32 lamp_UA_1.0.0.bin 0']);
  });

  it('of a build are to be put together, at the places their table gives', async () => {
    const { lines, loose } = await told({
      'bootloader.bin': esp32.loader.bytes,
      'partition-table.bin': esp32.table.bytes,
      'ota_data_initial.bin': blankOta,
      'app.bin': esp32.app.bytes,
      'factory_nvs.bin': Uint8Array.of(1, 2, 3),
      'extra.bin': Uint8Array.of(1, 2, 3),
    });
    expect(lines).toEqual(['app esp32 app.bin 0']);
    expect(loose).toEqual([
      ['bootloader.bin', 'loader', 0x1000],
      ['partition-table.bin', 'table', 0x8000],
      ['ota_data_initial.bin', 'choice', 0xd000],
      ['app.bin', 'app', 0x10000],
      // esp-flashing, section 7: of the table for 4 MB.
      ['factory_nvs.bin', 'data', 0x3e0000],
      ['extra.bin', 'data', undefined],
    ]);
  });

  it('without the program that they were made from: it is no part of a flash', async () => {
    const { lines, loose } = await told({
      'bootloader.bin': esp32.loader.bytes,
      'app.bin': esp32.app.bytes,
      'app.elf': Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 1, 1, 1),
    });
    expect(lines).toEqual(['app esp32 app.bin 0', 'app.elf: firmware.not-firmware']);
    expect(loose.map(([file]) => file)).toEqual(['bootloader.bin', 'app.bin']);
  });

  it('for a Beken chip too', async () => {
    const image = buildBekenImage({ twin: bekenTwins.t5ai, appBytes: 0x20000 });
    const { loose } = await told({ 'boot.bin': image.slice(0, 0xc000), 'app.bin': image.slice(0x11000) });
    expect(loose).toEqual([
      ['boot.bin', 'loader', 0],
      ['app.bin', 'app', 0x11000],
    ]);
  });

  it('are refused one by one where nothing belongs together', async () => {
    const { lines, loose } = await told({ 'a.bin': 'text, and no firmware at all', 'b.bin': c3.app.bytes });
    expect(lines).toEqual(['app esp32c3 b.bin 0', 'a.bin: firmware.not-firmware']);
    expect(loose).toEqual([]);
  });

  it('of none is said of what was dropped', async () => {
    expect((await told({}, 'photos')).lines).toEqual(['photos: firmware.package nothing']);
    expect((await told({ 'a.zip': zipped({ 'read.me': 'hello' }) })).lines).toEqual([
      'a.zip: firmware.package nothing',
    ]);
  });

  it('are a bounded number', async () => {
    const many = Object.fromEntries(Array.from({ length: 70 }, (_, at) => [`dir/${at}.bin`, 'x']));
    const { lines } = await told(many, 'dir');
    expect(lines).toHaveLength(65);
    expect(lines).toContain('dir: firmware.package too-many');
  });
});

describe('Intel HEX', () => {
  const line = (type: number, at: number, data: Uint8Array) => {
    const bytes = [data.length, at >> 8, at & 0xff, type, ...data];
    const sum = -bytes.reduce((all, byte) => all + byte, 0) & 0xff;
    return `:${[...bytes, sum].map((byte) => byte.toString(16).padStart(2, '0')).join('')}\n`;
  };
  const hexOf = (offset: number, bytes: Uint8Array) => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 32) {
      const place = offset + at;
      if (at === 0 || place % 0x10000 === 0) text += line(4, 0, Uint8Array.of(0, place >> 16));
      text += line(0, place & 0xffff, bytes.subarray(at, at + 32));
    }
    return text;
  };
  const close = ':00000001FF\n';

  it('of a merged image is that image', async () => {
    const { images } = await told({ 'a.hex': hexOf(0, c3.merged) + close });
    const [read] = images;
    expect(read?.kind === 'image' && Buffer.compare(read.image.bytes, c3.merged)).toBe(0);
  });

  it('of parts is a package with gaps', async () => {
    const text =
      [esp32.loader, esp32.table, esp32.app].map(({ offset, bytes }) => hexOf(offset, bytes)).join('') + close;
    const { lines, images } = await told({ 'a.hex': text });
    expect(lines).toEqual(['merged esp32 a.hex 3']);
    const [read] = images;
    expect(
      read?.kind === 'image' && read.image.facts.gaps?.some(({ offset, size }) => offset === 0x9000 && size === 0x7000),
    ).toBe(true);
  });

  it('that is damaged says in which line', async () => {
    expect((await told({ 'a.hex': `${hexOf(0, c3.merged).slice(0, 400)}\n${close}` })).lines[0]).toMatch(
      /^a\.hex: firmware\.package hex/,
    );
  });
});

describe('an archive of somebody else', () => {
  const wanted = (path: string) => path.endsWith('.bin');
  const reason = (archive: Uint8Array) =>
    unzip(archive, 'a', wanted).then(
      () => 'none',
      (fault) => fault.details.reason,
    );
  /** Every occurrence of the size that both headers of an entry declare. */
  const declaring = (archive: Uint8Array, size: number, instead: number) => {
    const changed = archive.slice();
    const view = new DataView(changed.buffer);
    for (let at = 0; at + 46 < changed.length; at++)
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === size)
        view.setUint32(at + 24, instead, true);
    return changed;
  };

  it('is unpacked into the folder of its name', async () => {
    const found = await unzip(zipSync({ 'x/a.bin': strToU8('abc'), 'x/b.txt': strToU8('no') }), 'a', wanted);
    expect(found.map(({ path, size }) => [path, size])).toEqual([['a/x/a.bin', 3]]);
  });

  it('that unpacks to more than it declares is damaged, and so is one whose bytes are not those of its checksum', async () => {
    const bomb = zipSync({ 'a.bin': new Uint8Array(1 << 20) }, { level: 9 });
    expect(await reason(declaring(bomb, 1 << 20, 16))).toBe('damaged');
    const stored = zipSync({ 'a.bin': strToU8('abc'.repeat(99)) }, { level: 0 });
    expect(await reason(stored)).toBe('none');
    expect(await reason(stored.map((byte, at) => (at === 60 ? byte ^ 1 : byte)))).toBe('damaged');
  });

  it('that declares more than any build has is not unpacked', async () => {
    expect(await reason(declaring(zipSync({ 'a.bin': new Uint8Array(1 << 20) }), 1 << 20, 0x7fffffff))).toBe(
      'too-large',
    );
  });

  it('that leads up is refused', async () => {
    expect(await reason(zipSync({ '../a.bin': strToU8('abc') }))).toBe('outside');
  });

  it('that has one name twice is refused', async () => {
    const archive = zipSync({ 'a.bin': strToU8('abc'), 'b.bin': strToU8('xyz') });
    const twice = archive.map((byte, at) => (byte === 0x62 && archive[at + 1] === 0x2e ? 0x61 : byte));
    expect(await reason(twice)).toBe('twice');
  });

  it('that ends early, or is none, is damaged', async () => {
    const archive = zipSync({ 'a.bin': strToU8('abc'.repeat(99)) });
    expect(await reason(archive.subarray(0, archive.length - 30))).toBe('damaged');
    expect((await told({ 'a.zip': 'no archive' })).lines).toEqual(['a.zip: firmware.package damaged']);
  });
});
