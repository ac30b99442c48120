/** Files as people drop them, most of them in place of firmware. */
import { tuyaPartitions } from '../../../src/virtual/esp/boot/layout';
import { partitionTable } from '../../../src/virtual/esp/demo-image';
import { app, bootloader, filled, imageOf, joined, placed, whole } from '../../protocols/firmware/image-builder';

const text = (words: string) => new TextEncoder().encode(words);
const at = (offset: number, ...bytes: readonly number[]) => {
  const file = new Uint8Array(0x400).fill(0x11);
  file.set(bytes, offset);
  return file;
};

const files = (): Readonly<Record<string, Uint8Array>> => {
  const table = partitionTable(tuyaPartitions(4 << 20)!);
  const s3 = whole('esp32s3');
  const moved = whole('esp32').fill(0xff, 0x8000, 0x10000);
  const rows = tuyaPartitions(4 << 20)!.filter(({ offset }) => offset >= 0x10000);
  moved.set(partitionTable(rows), 0xc000);
  const copy = placed(4 << 20, [0, whole('esp32')]);
  copy.fill(0x42, 0x3b9000, 0x3b9400);
  const mixed = whole('esp32s3');
  mixed.set(app('esp32c3'), 0x10000);
  const newer = app('esp32').slice(0, -32);
  newer[23] = 0;
  new DataView(newer.buffer).setUint16(15, 300, true);
  const block = filled(0x1000);
  block.fill(0x33, 0, 1216).set([0xe7, 2, 0, 0]);
  return {
    'lamp_s3_moved_bootloader.bin': placed(s3.length, [0x1000, bootloader('esp32s3')], [0x8000, s3.subarray(0x8000)]),
    'lamp_p4.bin': placed(0x20000, [0x2000, imageOf(18, [[0x4ff29ed0, 0x400]])]),
    'bootloader.bin': bootloader('esp32'),
    'no_table.bin': whole('esp32').fill(0x5a, 0x8000, 0x9000),
    'erased_table.bin': whole('esp32').fill(0xff, 0x8000, 0x9000),
    'table_at_c000.bin': moved,
    'zero_padded.bin': joined(whole('esp32c3'), filled(0x8000, 0)),
    'chip_copy.bin': copy,
    'from_0x1000.bin': whole('esp32').slice(0x1000),
    'signed.bin': joined(app('esp32c3'), block),
    'rev3.bin': newer,
    'trailing.bin': joined(app('esp32s3'), text('built on Tuesday')),
    'ram.bin': imageOf(0, [[0x40080000, 0x400]]),
    'mixed.bin': mixed,
    'joined.bin': joined(bootloader('esp32'), table, app('esp32')),
    'half.bin': whole('esp32').slice(0, 40_000),
    'zeros.bin': filled(4096, 0),
    'esp8266.bin': imageOf(0, [[0x40100000, 0x100]]),
    'ln882h.bin': at(0, 0, 0, 0, 0x20, 0x40, 0x93, 0x20, 0, 1, 2, 3, 4, 0, 1, 0, 0x20, ...text('CRPF')),
    'switch.bin.xz': at(0, 0xfd, ...text('7zXZ'), 0),
    'switch.tar': at(257, ...text('ustar')),
    'download.bin': text('<!DOCTYPE html><title>404</title>'),
    'lfs.bin': text('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n'),
  };
};

export const unusualFiles = () =>
  Object.entries(files()).map(([name, bytes]) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(bytes),
  }));
