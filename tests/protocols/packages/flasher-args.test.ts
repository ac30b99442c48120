import { describe, expect, test } from 'vitest';
import { BenchError } from '../../../src/model/problem';
import { parseFlasherArgs } from '../../../src/protocols/packages/flasher-args';
import { folderOf, nameOf, pathFrom, plainPath } from '../../../src/protocols/packages/paths';

/** As ESP-IDF's `flasher_args.json.in` comes out of a build with OTA. */
const args = {
  write_flash_args: ['--flash_mode', 'dio', '--flash_size', '4MB', '--flash_freq', '40m'],
  flash_settings: { flash_mode: 'dio', flash_size: '4MB', flash_freq: '40m' },
  flash_files: {
    '0x1000': 'bootloader/bootloader.bin',
    '0x10000': 'switch_demo.bin',
    '0x8000': 'partition_table/partition-table.bin',
    '0xd000': 'ota_data_initial.bin',
  },
  bootloader: { offset: '0x1000', file: 'bootloader/bootloader.bin', encrypted: 'false' },
  extra_esptool_args: { after: 'hard_reset', before: 'default_reset', stub: true, chip: 'esp32' },
};
const faultOf = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (fault) {
    if (fault instanceof BenchError) return { code: fault.code, ...fault.details };
    throw fault;
  }
};

describe('flasher_args.json', () => {
  test('gives the chip and every file with its place', () => {
    expect(parseFlasherArgs(JSON.stringify(args))).toEqual({
      chip: 'esp32',
      parts: [
        { path: 'bootloader/bootloader.bin', offset: 0x1000 },
        { path: 'switch_demo.bin', offset: 0x10000 },
        { path: 'partition_table/partition-table.bin', offset: 0x8000 },
        { path: 'ota_data_initial.bin', offset: 0xd000 },
      ],
    });
  });

  test('of an old build does not tell the chip', () => {
    const { extra_esptool_args: _, ...old } = args;
    expect(parseFlasherArgs(JSON.stringify(old)).chip).toBeUndefined();
  });

  test.each([
    ['no files', { ...args, flash_files: {} }, { reason: 'form', where: 'flash_files' }],
    ['a list of files', { ...args, flash_files: ['a.bin'] }, { reason: 'form', where: 'flash_files' }],
    ['a file without a name', { ...args, flash_files: { '0x0': '' } }, { reason: 'form', where: 'flash_files.0x0' }],
    ['an offset that is none', { ...args, flash_files: { start: 'a.bin' } }, { reason: 'offset', part: 'a.bin' }],
    ['one beyond any flash', { ...args, flash_files: { '0xFFFFFFFF': 'a.bin' } }, { reason: 'offset' }],
  ])('is refused with %s', (_, value, expected) => {
    expect(faultOf(() => parseFlasherArgs(JSON.stringify(value)))).toMatchObject({
      code: 'firmware.package',
      ...expected,
    });
  });
});

describe('names in a package', () => {
  test('are read from the folder of the list', () => {
    expect(pathFrom('build', 'bootloader/bootloader.bin')).toBe('build/bootloader/bootloader.bin');
    expect(pathFrom('build', '.\\app.bin')).toBe('build/app.bin');
    expect(pathFrom('', 'app.bin')).toBe('app.bin');
    // As Tasmota's manifests have them: up, and down again within what was dropped.
    expect(pathFrom('site/manifest', '../firmware/a.bin')).toBe('site/firmware/a.bin');
  });

  test.each([
    '../a.bin',
    'x/../../../a.bin',
    '/etc/passwd',
    '\\\\host\\a.bin',
    'C:\\a.bin',
    'https://example.com/a.bin',
  ])('%s leads outside', (path) => {
    expect(faultOf(() => pathFrom('build', path.startsWith('../') ? `../${path}` : path))).toMatchObject({
      reason: 'outside',
    });
  });

  test('of an archive are no way up', () => {
    expect(plainPath('./a//b\\c.bin')).toBe('a/b/c.bin');
    expect(plainPath('a/../../b.bin')).toBeUndefined();
    expect([folderOf('a/b/c.bin'), folderOf('c.bin'), nameOf('a/b/c.bin')]).toEqual(['a/b', '', 'c.bin']);
  });
});
