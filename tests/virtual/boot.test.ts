import { describe, expect, it } from 'vitest';
import type { EspChipId } from '../../src/model/chip';
import { buildImage } from '../../src/virtual/esp/demo-image';
import { createNorFlash } from '../../src/virtual/parts/nor-flash';
import { runningBoard } from './running-board';

// Texts of Espressif's ROMs and of ESP-IDF's second-stage loader; order of events: authorize-cli, section 6.
const flashOf = (image: Uint8Array | undefined) => createNorFlash(4 << 20, image);
const merged = (chip: EspChipId = 'esp32') => buildImage({ chip, merged: true });
const damage = (image: Uint8Array, at: number) => {
  image[at]! ^= 0x01;
  return image;
};
const count = (text: string, part: string) => text.split(part).length - 1;

describe('a good image', () => {
  it.each([
    ['esp32', 'ets Jul 29 2019 12:21:46\r\n\r\nrst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n'],
    [
      'esp32s3',
      'ESP-ROM:esp32s3-20210327\r\nBuild:Mar 27 2021\r\nrst:0x1 (POWERON),boot:0x8 (SPI_FAST_FLASH_BOOT)\r\n',
    ],
    [
      'esp32c3',
      'ESP-ROM:esp32c3-api1-20210207\r\nBuild:Feb  7 2021\r\nrst:0x1 (POWERON),boot:0xd (SPI_FAST_FLASH_BOOT)\r\n',
    ],
    [
      'esp32c6',
      'ESP-ROM:esp32c6-20220919\r\nBuild:Sep 19 2022\r\nrst:0x1 (POWERON),boot:0xc (SPI_FAST_FLASH_BOOT)\r\n',
    ],
  ] as const)('comes up to the prompt on %s', (chip, greeting) => {
    const board = runningBoard({ chip, flash: flashOf(merged(chip)), bootMs: 1100 });
    board.clock.pass(1099);
    expect(board.heard().startsWith(greeting)).toBe(true);
    expect(board.heard()).not.toMatch(/tuya>/);
    board.clock.pass(1);
    const told = board.heard();
    expect(told).toMatch(/SPIWP:0xee\r\n.*mode:DIO.*\r\nload:0x[0-9a-f]{8},len:.*\r\nentry 0x[0-9a-f]{8}\r\n/s);
    expect(told).toMatch(/boot: {2}5 tuya {13}Unknown data {5}01 aa 003b0000 00028000\r\n/);
    expect(told).toContain('boot: Loaded app from partition at offset 0x10000\r\n');
    expect(told).toMatch(/I \(\d+\) app_init: Project name: {5}switch_demo\r\n/);
    expect(told).toMatch(/ty N\]\[tuya_main\.c:\d+\] App version: {9}1\.0\.2/);
    const stages = ['Application information:', 'Authorization read failure.', 'STATE_START', '****', 'tuya> '];
    const places = stages.map((stage) => told.indexOf(stage));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(told).toMatch(/\r\n\*{40}\r\n[^*]*\r\n\*{40}\r\n\r\ntuya> $/);
  });

  it('is only an ESP-IDF program when its table has no store', () => {
    const partitions = [
      { label: 'nvs', type: 1, subtype: 2, offset: 0x9000, size: 0x6000 },
      { label: 'factory', type: 0, subtype: 0, offset: 0x10000, size: 0x100000 },
    ];
    const image = buildImage({
      chip: 'esp32',
      merged: true,
      name: 'blink',
      version: '7',
      idfVersion: 'v4.4.3',
      partitions,
    });
    const board = runningBoard({ flash: flashOf(image) });
    board.clock.pass(60_000);
    expect(board.heard()).toMatch(/I \(\d+\) cpu_start: Project name: {5}blink\r\n/);
    expect(board.heard()).not.toMatch(/tuya|No factory image/);
    expect(board.ask('hello\r', 1000)).toBe('');
    expect(count(board.heard(), 'ets ')).toBe(0);
  });
});

describe('an application for other revisions of the chip', () => {
  // ESP-IDF, `bootloader_common_loader.c`; the revision is the one that the eFuses of the board tell.
  it.each([
    ['esp32', 15, 400, 'Required >= v4.0, found v3.1.'],
    ['esp32', 17, 300, 'Required <= v3.0, found v3.1.'],
    ['esp32s3', 15, 100, 'Required >= v1.0, found v0.2.'],
    ['esp32c3', 17, 3, 'Required <= v0.3, found v0.4.'],
    ['esp32c6', 15, 2, 'Required >= v0.2, found v0.1.'],
  ] as const)('%s: the loader says so and starts over', (chip, field, revision, complaint) => {
    const image = merged(chip);
    new DataView(image.buffer).setUint16(0x10000 + field, revision, true);
    // The digest covers the header.
    image[0x10000 + 23] = 0;
    const board = runningBoard({ chip, flash: flashOf(image) });
    board.clock.pass(3000);
    expect(board.heard()).toContain(`boot_comm: chip revision check failed. ${complaint}`);
    expect(board.heard()).not.toMatch(/tuya>/);
  });
});

describe('a flash with nothing to run', () => {
  it.each([
    ['esp32', 'rst:0x10 (RTCWDT_RTC_RESET)'],
    ['esp32s3', 'rst:0x7 (TG0WDT_SYS_RST)'],
    ['esp32c3', 'rst:0x7 (TG0WDT_SYS_RST)'],
    ['esp32c6', 'rst:0x7 (TG0_WDT_HPSYS)'],
  ] as const)('makes the ROM of %s complain and the watchdog reset it', (chip, watchdog) => {
    const board = runningBoard({ chip, flash: flashOf(undefined) });
    expect(board.heard()).toMatch(/\r\n(invalid header: 0xffffffff\r\n){8}$/);
    board.clock.pass(10_000);
    expect(count(board.heard(), watchdog)).toBeGreaterThan(10);
    board.stop();
    expect(board.ask('', 10_000)).toBe('');
  });

  it('ends soon where time is not modelled', () => {
    const board = runningBoard({ flash: flashOf(undefined), bootMs: 0 });
    board.clock.pass(1_000_000);
    expect(count(board.heard(), 'ets ')).toBeLessThan(20);
  });

  it('shows what it found instead of a header', () => {
    const image = new Uint8Array(0x2000);
    image.set([0x78, 0x56, 0x34, 0x12], 0x1000);
    expect(runningBoard({ flash: flashOf(image) }).heard()).toContain('invalid header: 0x12345678\r\n');
  });
});

describe('a damaged image', () => {
  const loops = (image: Uint8Array, chip: EspChipId = 'esp32') => {
    const board = runningBoard({ chip, flash: flashOf(image) });
    board.clock.pass(5000);
    expect(count(board.heard(), '(SPI_FAST_FLASH_BOOT)')).toBeGreaterThan(3);
    expect(board.heard()).not.toMatch(/tuya>|main_task/);
    return board.heard();
  };

  it('in the bootloader fails its checksum in the ROM', () => {
    expect(loops(damage(merged(), 0x2000))).toMatch(/csum err:0x..!=0x..\r\n/);
  });

  it('in the application fails its checksum in the loader', () => {
    const told = loops(damage(merged(), 0x12000));
    expect(told).toMatch(/E \(\d+\) esp_image: Checksum failed\. Calculated 0x[0-9a-f]+ read 0x[0-9a-f]+\r\n/);
    expect(told).toMatch(/E \(\d+\) boot: OTA app partition slot 0 is not bootable\r\n/);
    expect(told).toMatch(
      /E \(\d+\) esp_image: image at 0x190000 has invalid magic byte \(nothing flashed here\?\)\r\n/,
    );
    expect(told).toMatch(/E \(\d+\) boot: No bootable app partitions in the partition table\r\n/);
    expect(told).toContain('rst:0x3 (SW_RESET)');
  });

  it('in the digest alone is found too', () => {
    const image = merged();
    expect(loops(damage(image, image.length - 1))).toMatch(/esp_image: Image hash failed - image is corrupt\r\n/);
  });

  it('in the partition table stops the loader', () => {
    expect(loops(damage(merged(), 0x8005))).toMatch(/E \(\d+\) flash_parts: MD5 mismatch in partition table\r\n/);
    const told = loops(merged().fill(0xff, 0x8000, 0x9000));
    expect(told).toMatch(/E \(\d+\) flash_parts: partition 0 invalid magic number 0xffff\r\n/);
    expect(told).toMatch(/E \(\d+\) boot: load partition table error!\r\n/);
  });

  it('of another chip is refused by the loader, and never heard of when it is the loader', () => {
    const mixed = merged('esp32s3');
    mixed.set(buildImage({ chip: 'esp32c3' }), 0x10000);
    expect(loops(mixed, 'esp32s3')).toMatch(/E \(\d+\) boot_comm: mismatch chip ID, expected 9, found 5\r\n/);
    expect(loops(merged('esp32c3'), 'esp32s3')).not.toContain('2nd stage bootloader');
    expect(loops(merged('esp32'), 'esp32c3')).toContain('invalid header: 0xffffffff');
  });
});

describe('what the ROM takes for a bootloader', () => {
  const never = (flash: Uint8Array, chip: EspChipId) => {
    const board = runningBoard({ chip, flash: flashOf(flash) });
    board.clock.pass(5000);
    expect(count(board.heard(), '(SPI_FAST_FLASH_BOOT)')).toBeGreaterThan(3);
    expect(board.heard()).not.toMatch(/2nd stage|tuya>|main_task/);
    return board.heard();
  };

  it.each(['esp32', 'esp32s3', 'esp32c3', 'esp32c6'] as const)(
    'an application in its place on %s is loaded where no memory is, and the watchdog bites',
    (chip) => {
      // Whole image behind it: only the first stage is wrong.
      const flash = merged(chip);
      const app = buildImage({ chip, appBytes: 0x6000 });
      flash.set(app, chip === 'esp32' ? 0x1000 : 0);
      const told = never(flash, chip);
      expect(told).toMatch(/load:0x[0-9a-f]{8},len:/);
      expect(told).not.toMatch(/entry 0x/);
    },
  );

  it('a bare application at its own address, with no first stage at all, does not start', () => {
    const flash = new Uint8Array(0x40000).fill(0xff);
    flash.set(buildImage({ chip: 'esp32' }), 0x10000);
    expect(never(flash, 'esp32')).toContain('invalid header: 0xffffffff');
  });
});

describe('an application longer than its slot', () => {
  const table = (ota0: number, ota1: number) => [
    { label: 'otadata', type: 1, subtype: 0, offset: 0xd000, size: 0x2000 },
    { label: 'ota_0', type: 0, subtype: 0x10, offset: 0x10000, size: ota0 },
    { label: 'ota_1', type: 0, subtype: 0x11, offset: 0x10000 + ota0, size: ota1 },
    { label: 'tuya', type: 1, subtype: 0xaa, offset: 0x3b0000, size: 0x28000 },
  ];

  it('is refused with ESP-IDF’s words, whole though it is, and the next slot is tried', () => {
    const image = buildImage({ chip: 'esp32', merged: true, appBytes: 0x18000, partitions: table(0x10000, 0x100000) });
    const board = runningBoard({ flash: flashOf(image) });
    board.clock.pass(5000);
    const told = board.heard();
    expect(told).toMatch(/E \(\d+\) esp_image: Image length 98304 doesn't fit in partition length 65536\r\n/);
    expect(told).toMatch(/boot: OTA app partition slot 0 is not bootable/);
    expect(told).toMatch(/esp_image: image at 0x20000 has invalid magic byte/);
    expect(told).not.toContain('tuya>');
  });

  it('that fills it to the last byte starts', () => {
    const image = buildImage({ chip: 'esp32', merged: true, appBytes: 0x20000, partitions: table(0x20000, 0x20000) });
    const board = runningBoard({ flash: flashOf(image) });
    board.clock.pass(5000);
    expect(board.heard()).toContain('tuya>');
  });
});

describe('the choice of slot', () => {
  const second = buildImage({ chip: 'esp32', version: '2.0.0' });
  /** Sequence number and its CRC, as ESP-IDF's otatool writes them. */
  const otaData: Record<number, number> = { 1: 0x4743989a, 2: 0x55f63774 };
  const board = (sequence: number, broken = false) => {
    const flash = flashOf(merged());
    flash.program(0x190000, broken ? damage(second.slice(), 0x2000) : second);
    const entry = new Uint8Array(32).fill(0xff);
    new DataView(entry.buffer).setUint32(0, sequence, true);
    new DataView(entry.buffer).setUint32(28, otaData[sequence]!, true);
    flash.program(0xd000, entry);
    const running = runningBoard({ flash });
    running.clock.pass(1000);
    return running.heard();
  };

  it('follows the OTA data', () => {
    expect(board(1)).toMatch(/App version: {9}1\.0\.2/);
    expect(board(2)).toMatch(/App version: {9}2\.0\.0/);
  });

  it('falls back to the other slot', () => {
    expect(board(2, true)).toMatch(/slot 1 is not bootable.*App version: {9}1\.0\.2/s);
  });
});
