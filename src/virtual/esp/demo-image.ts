/**
 * Builds firmware images that are right in every header, checksum and digest, as esptool would accept them, around
 * contents that no processor could run. Same request, same bytes.
 */
import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { EspChipId } from '../../model/chip';
import type { Partition } from '../../model/firmware';
import { pseudoCode } from '../parts/demo-image-filler';
import { descriptorBytes, loaderDescriptorBytes, pidMark, tableMark } from './boot/image';
import { appAt, chipLayouts, flashSizeNibble, tableAt, tuyaPartitions, typeApp } from './boot/layout';

export interface ImageRequest {
  chip: EspChipId;
  /** At most 31 characters each. */
  name?: string;
  version?: string;
  /** The product it is built for, 16 characters; the demo's own when missing. */
  pid?: string;
  idfVersion?: string;
  /** As `esp_app_desc_t` has them: `Oct  1 2026`, `12:00:00`. */
  date?: string;
  time?: string;
  /** 4, 8, 16 or 32 MB in bytes; decides the partition table. */
  flashBytes?: number;
  /** Bootloader, table and application from address 0; otherwise the bare application. */
  merged?: boolean;
  /** Length of the application image, rounded up to 16. */
  appBytes?: number;
  /** Length of a merged image, filled with FF; `realMergedBytes` is what TuyaOpen's builder makes for 4 MB. */
  mergedBytes?: number;
  seed?: number;
  /** Instead of TuyaOpen's table; a merged image has its application in the first slot that a loader would try. */
  partitions?: readonly Partition[];
  /** Where the table lies and the bootloader looks for it; 0x8000 when missing. */
  tableAt?: number;
  /** Left out of the descriptor, as by tools that do not fill it in. */
  withoutElfDigest?: boolean;
}

/** Up to the end of `ota_0` on 4 MB (esp-measured, section 1: 1,638,400 bytes, 85 % blank). */
export const realMergedBytes = 0x190000;

const headerBytes = 24;
const shaBytes = 32;
const page = 0x10000;

interface Segment {
  address: number;
  data: Uint8Array;
}

const putText = (into: Uint8Array, at: number, room: number, text: string): void => {
  into.set(new TextEncoder().encode(text).subarray(0, room - 1), at);
};

/** Header, segments, zeros up to the checksum in the last byte of a group of 16, SHA-256 over all of it. */
const wrap = (chip: EspChipId, flashBytes: number, entry: number, segments: readonly Segment[]): Uint8Array => {
  const body = segments.reduce((sum, { data }) => sum + 8 + data.length, headerBytes);
  const checksumAt = (body | 15) >>> 0;
  const image = new Uint8Array(checksumAt + 1 + shaBytes);
  const view = new DataView(image.buffer);
  // Mode 2 is DIO, low nibble 0 is 40 MHz; EE = no write-protect pin.
  image.set([0xe9, segments.length, 2, flashSizeNibble(flashBytes) << 4]);
  view.setUint32(4, entry, true);
  image[8] = 0xee;
  view.setUint16(12, chipLayouts[chip].imageChipId, true);
  // Every revision up to x.99 will do.
  view.setUint16(17, 9999, true);
  image[23] = 1;
  let at = headerBytes;
  let checksum = 0xef;
  for (const { address, data } of segments) {
    view.setUint32(at, address, true);
    view.setUint32(at + 4, data.length, true);
    image.set(data, at + 8);
    for (const byte of data) checksum ^= byte;
    at += 8 + data.length;
  }
  image[checksumAt] = checksum;
  image.set(sha256(image.subarray(0, checksumAt + 1)), checksumAt + 1);
  return image;
};

const descriptor = (
  request: Required<Pick<ImageRequest, 'name' | 'version' | 'idfVersion' | 'date' | 'time'>> &
    Pick<ImageRequest, 'pid'>,
) => {
  const said = new TextEncoder().encode(request.pid ? `${pidMark}${request.pid}\0` : '');
  const block = new Uint8Array(descriptorBytes + said.length);
  block.set(said, descriptorBytes);
  new DataView(block.buffer).setUint32(0, 0xabcd5432, true);
  putText(block, 16, 32, request.version);
  putText(block, 48, 32, request.name);
  putText(block, 80, 16, request.time);
  putText(block, 96, 16, request.date);
  putText(block, 112, 32, request.idfVersion);
  return block;
};

/** Of an ELF that never was: any other request is another build. */
const putElfDigest = (block: Uint8Array, request: ImageRequest): void => {
  const { merged, mergedBytes, partitions, withoutElfDigest, ...build } = request;
  if (!withoutElfDigest) block.set(sha256(new TextEncoder().encode(JSON.stringify(build))), 144);
};

/** Where a merged image has its application: factory, or the lowest OTA slot. */
const firstSlot = (partitions: readonly Partition[]): number => {
  const slots = partitions.filter(({ type, subtype }) => type === typeApp && subtype < 0x20);
  return slots.sort((one, other) => one.subtype - other.subtype)[0]?.offset ?? appAt;
};

/**
 * Constants first (the descriptor must open the first segment), then RAM contents as padding, then code: a mapped
 * segment's place in the file and its address agree modulo 64 KB. From S3 on both share one table of pages, so the
 * constants take the pages behind the code.
 */
const appSegments = (chip: EspChipId, first: Uint8Array, total: number, seed: number): Segment[] => {
  const layout = chipLayouts[chip];
  // Leaves room for the checksum and comes out at exactly `total`.
  const end = total - shaBytes - 12;
  const codeAt = Math.max(1, Math.floor(total / 3 / page)) * page + 0x20;
  const code = pseudoCode(Math.max(0, end - codeAt), seed + 2);
  const ram = pseudoCode(0x800, seed + 1);
  const constants = pseudoCode((code.length > 0 ? codeAt - 8 : end) - headerBytes - 16 - ram.length, seed);
  constants.set(first);
  const behind = chip === 'esp32' ? 0 : Math.ceil(code.length / page) * page;
  const segments = [
    { address: layout.rodata + behind + 0x20, data: constants },
    { address: layout.iram, data: ram },
  ];
  return code.length > 0 ? [...segments, { address: layout.text + 0x20, data: code }] : segments;
};

/** Rows of 32 bytes, then the MD5 of the rows behind EB EB; FF to the end of the sector part. */
export const partitionTable = (partitions: readonly Partition[]): Uint8Array => {
  const table = new Uint8Array(0xc00).fill(0xff);
  const view = new DataView(table.buffer);
  partitions.forEach(({ label, type, subtype, offset, size }, index) => {
    const at = index * 32;
    table.fill(0, at, at + 32);
    table.set([0xaa, 0x50, type, subtype], at);
    view.setUint32(at + 4, offset, true);
    view.setUint32(at + 8, size, true);
    putText(table, at + 12, 16, label);
  });
  const end = partitions.length * 32;
  table.set([0xeb, 0xeb], end);
  table.set(md5(table.subarray(0, end)), end + 16);
  return table;
};

/** 80 and the version of ESP-IDF, which `esp_bootloader_desc_t` has at the start of the first segment. */
const loaderDescriptor = (idfVersion: string): Uint8Array => {
  const block = new Uint8Array(loaderDescriptorBytes);
  block[0] = loaderDescriptorBytes;
  block[4] = 1;
  putText(block, 8, 32, idfVersion);
  return block;
};

const bootloader = (
  chip: EspChipId,
  { flashBytes, seed, idfVersion, table }: { flashBytes: number; seed: number; idfVersion: string; table: number },
): Uint8Array => {
  const [data, code, more] = chipLayouts[chip].loader;
  const constants = pseudoCode(0x1000, seed + 11);
  constants.set(loaderDescriptor(idfVersion));
  if (table !== tableAt) {
    constants.set(new TextEncoder().encode(tableMark), loaderDescriptorBytes);
    new DataView(constants.buffer).setUint32(loaderDescriptorBytes + tableMark.length, table, true);
  }
  // On ESP32 most of it lies in the cache of the first core, later in the second stretch.
  const [long, short] = [pseudoCode(0x3800, seed + 12), pseudoCode(0xc00, seed + 13)];
  const [first, second] = chip === 'esp32' ? [long, short] : [short, long];
  return wrap(chip, flashBytes, (chip === 'esp32' ? more : code) + 0x40, [
    { address: data, data: constants },
    { address: code, data: first },
    { address: more, data: second },
  ]);
};

/** A merged image from address 0, or the bare application for an application partition. */
export const buildImage = (request: ImageRequest): Uint8Array => {
  const { chip, name = 'switch_demo', version = '1.0.2', idfVersion = 'v5.4', seed = 1 } = request;
  const { date = 'Oct  1 2026', time = '09:30:00', flashBytes = 4 << 20, appBytes = 0x18000 } = request;
  const { tableAt: table = tableAt } = request;
  const first = descriptor({ name, version, idfVersion, date, time, pid: request.pid });
  putElfDigest(first, request);
  const entry = chipLayouts[chip].iram + 0x1234;
  const app = wrap(chip, flashBytes, entry, appSegments(chip, first, Math.max(0x1000, (appBytes + 15) & ~15), seed));
  if (!request.merged) return app;
  const partitions = request.partitions ?? tuyaPartitions(flashBytes);
  if (!partitions) throw new RangeError(`no partition table for ${flashBytes} bytes of flash`);
  const slotAt = firstSlot(partitions);
  const merged = new Uint8Array(Math.max(request.mergedBytes ?? 0, slotAt + app.length)).fill(0xff);
  merged.set(bootloader(chip, { flashBytes, seed, idfVersion, table }), chipLayouts[chip].bootloaderAt);
  merged.set(partitionTable(partitions), table);
  merged.set(app, slotAt);
  return merged;
};
