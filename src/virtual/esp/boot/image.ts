/**
 * Reads images and tables as the ROM and the second-stage loader do: what is wrong comes back as the line they print
 * (esp-flashing, section 7; texts of ESP-IDF's loader).
 */
import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Partition } from '../../../model/firmware';
import type { NorFlash } from '../../parts/firmware';
import { tableAt } from './layout';

export interface Segment {
  address: number;
  /** Of the data in the flash. */
  offset: number;
  size: number;
}

export interface FoundImage {
  entry: number;
  chipId: number;
  /** The chips it runs on, major × 100 + minor; a `max` of 0 or FFFF sets no limit. */
  revisions: { min: number; max: number };
  /** First word of the header, as the ROM shows it when it complains. */
  word: number;
  segments: readonly Segment[];
  /** With checksum and digest, as the loader holds it against the slot. */
  length: number;
  checksum: { read: number; calculated: number };
  hashRight: boolean;
}

const word = (flash: NorFlash, offset: number): number =>
  offset + 4 <= flash.size ? new DataView(flash.read(offset, 4).buffer).getUint32(0, true) : 0xffffffff;

export const firstWord = word;

/** Undefined when there is no image header or a segment leads beyond the flash. */
export const findImage = (flash: NorFlash, offset: number): FoundImage | undefined => {
  if (offset + 24 > flash.size) return undefined;
  const header = flash.read(offset, 24);
  const view = new DataView(header.buffer);
  const count = header[1]!;
  if (header[0] !== 0xe9 || count === 0 || count > 16) return undefined;
  const segments: Segment[] = [];
  let calculated = 0xef;
  let at = offset + 24;
  for (let index = 0; index < count; index++) {
    const [address, size] = [word(flash, at), word(flash, at + 4)];
    if (at + 8 + size + 48 > flash.size) return undefined;
    segments.push({ address, offset: at + 8, size });
    for (const byte of flash.read(at + 8, size)) calculated ^= byte;
    at += 8 + size;
  }
  const checksumAt = offset + ((at - offset) | 15);
  const end = checksumAt + 1;
  const digest = sha256(flash.read(offset, end - offset));
  return {
    entry: view.getUint32(4, true),
    chipId: view.getUint16(12, true),
    revisions: { min: view.getUint16(15, true), max: view.getUint16(17, true) },
    word: view.getUint32(0, true),
    segments,
    length: end - offset + (header[23] === 1 ? 32 : 0),
    checksum: { read: flash.read(checksumAt, 1)[0]!, calculated },
    hashRight: header[23] !== 1 || flash.read(end, 32).every((byte, index) => byte === digest[index]),
  };
};

const hex = (value: number): string => value.toString(16);

/** Behind the descriptor of a make-believe loader whose table is elsewhere; the place follows as a word. */
export const tableMark = 'CONFIG_PARTITION_TABLE_OFFSET=';
/** Length of the loader's descriptor. */
export const loaderDescriptorBytes = 80;

/** Built into the second stage: no loader searches. One without a word about it has the table where most have it. */
const builtInTableAt = (flash: NorFlash): number => {
  const at = [0x1000, 0].find((place) => (word(flash, place) & 0xff) === 0xe9);
  if (at === undefined) return tableAt;
  const mark = at + 32 + loaderDescriptorBytes;
  const said = new TextDecoder('latin1').decode(flash.read(mark, tableMark.length));
  return said === tableMark ? word(flash, mark + tableMark.length) : tableAt;
};

/** Rows up to the MD5 row or the first blank one; a string is the loader's complaint. */
export const readTable = (flash: NorFlash): readonly Partition[] | string => {
  const table = flash.read(builtInTableAt(flash), 0xc00);
  const view = new DataView(table.buffer);
  const rows: Partition[] = [];
  for (let at = 0; at < table.length; at += 32) {
    const magic = view.getUint16(at, true);
    if (magic === 0xebeb) {
      const right = md5(table.subarray(0, at)).every((byte, index) => byte === table[at + 16 + index]);
      return right && rows.length > 0 ? rows : 'flash_parts: MD5 mismatch in partition table';
    }
    if (magic === 0xffff && rows.length > 0) return rows;
    if (magic !== 0x50aa) return `flash_parts: partition ${at / 32} invalid magic number 0x${hex(magic)}`;
    const label = table.subarray(at + 12, at + 28);
    const end = label.indexOf(0);
    rows.push({
      type: table[at + 2]!,
      subtype: table[at + 3]!,
      offset: view.getUint32(at + 4, true),
      size: view.getUint32(at + 8, true),
      label: new TextDecoder().decode(end < 0 ? label : label.subarray(0, end)),
    });
  }
  return rows;
};

export interface AppDescriptor {
  name: string;
  version: string;
  idfVersion: string;
  date: string;
  time: string;
  /** SHA-256 of the ELF, hex; zeros where no tool has filled it in. */
  elfSha256: string;
  /** The product it was built for; the make-believe images say it behind the descriptor. */
  pid?: string;
}

/** 16 characters follow it. */
export const pidMark = 'TUYA_PRODUCT_ID=';
/** Length of the descriptor. */
export const descriptorBytes = 256;

/** Does an application descriptor stand there? */
export const isApplication = (flash: NorFlash, offset: number): boolean => word(flash, offset) === 0xabcd5432;

/** From the start of the first segment; empty strings where an image has none. */
export const readDescriptor = (flash: NorFlash, image: FoundImage): AppDescriptor => {
  const at = image.segments[0]!.offset;
  const known = isApplication(flash, at);
  const text = (offset: number, room: number): string => {
    if (!known) return '';
    const bytes = flash.read(at + offset, room);
    const end = bytes.indexOf(0);
    return new TextDecoder('latin1').decode(end < 0 ? bytes : bytes.subarray(0, end));
  };
  const said = text(descriptorBytes, pidMark.length + 16);
  const pid = said.startsWith(pidMark) ? said.slice(pidMark.length) : undefined;
  return {
    ...(pid && { pid }),
    version: text(16, 32),
    name: text(48, 32),
    time: text(80, 16),
    date: text(96, 16),
    idfVersion: text(112, 32),
    elfSha256: known ? [...flash.read(at + 144, 32)].map((byte) => byte.toString(16).padStart(2, '0')).join('') : '',
  };
};
