/** One ESP image: header, segments, checksum, digest, application descriptor (esp-flashing, section 7). */
import type { RevisionLimits } from '../../model/firmware';
import { BenchError } from '../../model/problem';
import { sha256Hex, toHex } from '../digest/digest';
import { readRevisionLimits } from './revision-limits';
import { textAt } from './text-at';

export const imageMagic = 0xe9;
const headerBytes = 24;
const segmentHeaderBytes = 8;
const digestBytes = 32;
/** The first segment's first word in an application. */
const descriptorMagic = 0xabcd5432;
/** The loader takes no more (esp-idf's bootloader). */
export const mostSegments = 16;
const longestSegment = 0x1000000;
/**
 * Data and code mapped from flash (esptool, `IROM_MAP_START` and its like): applications have them, bootloaders live in
 * RAM alone. Where an ESP32 maps code the later chips have their RAM.
 */
const mappedOn: Readonly<Record<number, readonly (readonly [number, number])[]>> = {
  0: [
    [0x3f400000, 0x3f800000],
    [0x400d0000, 0x40400000],
  ],
  2: [
    [0x3f000000, 0x3f400000],
    [0x40080000, 0x40b80000],
  ],
  18: [[0x40000000, 0x4c000000]],
};
const mappedOnOthers: readonly (readonly [number, number])[] = [
  [0x3c000000, 0x3e000000],
  [0x42000000, 0x44000000],
];

/** Is that address one where flash shows in the memory of the chip? */
export const isMapped = (address: number, chipId: number): boolean =>
  (mappedOn[chipId] ?? mappedOnOthers).some(([low, high]) => address >= low && address < high);

/**
 * Where second-stage bootloaders put their code (ESP-IDF, `bootloader.ld` of each chip): on ESP32 into the cache of the
 * first core, later to the end of RAM, so that the application finds the rest free. Programs for RAM begin at its start.
 */
const loaderRam: Readonly<Record<number, readonly [number, number]>> = {
  0: [0x40078000, 0x40080000],
  2: [0x40048000, 0x40058000],
  5: [0x403c0000, 0x403e0000],
  9: [0x403c0000, 0x403e0000],
  12: [0x403a0000, 0x403c0000],
  13: [0x40860000, 0x40880000],
  16: [0x40838000, 0x40850000],
  18: [0x4ff28000, 0x4ff40000],
  23: [0x40844000, 0x40860000],
};

const isLoaderRam = (address: number, chipId: number): boolean => {
  const [low, high] = loaderRam[chipId] ?? [0, 0];
  return address >= low && address < high;
};

/** `esp_bootloader_desc_t` opens the first segment since ESP-IDF 5.1: 80, and at 8 the version of ESP-IDF. */
const hasBootloaderDescriptor = (bytes: Uint8Array, first: number): boolean =>
  bytes[first] === 80 && /^v\d+\.\d/.test(textAt(bytes, first + 8, 32));

export interface EspImage {
  /** Bytes from the header to the end of checksum and digest. */
  size: number;
  chipId: number;
  flashBytes: number;
  /** An application, by its descriptor or by segments mapped from flash; otherwise a bootloader. */
  isApp: boolean;
  /** It has segments mapped from flash; one that has none is loaded into RAM whole. */
  isMapped: boolean;
  /** A second-stage bootloader by its own descriptor, or by where it is loaded. */
  isBootloader: boolean;
  revisions: RevisionLimits;
  name?: string;
  version?: string;
  idfVersion?: string;
}

const truncated = (expected: number, bytes: Uint8Array) =>
  new BenchError('firmware.truncated', { expected, size: bytes.length });

/** An empty field tells nothing. */
const field = (bytes: Uint8Array, at: number, size: number) => textAt(bytes, at, size) || undefined;

const descriptor = (
  bytes: Uint8Array,
  first: number,
): Pick<EspImage, 'name' | 'version' | 'idfVersion'> | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (first + 256 > bytes.length || view.getUint32(first, true) !== descriptorMagic) return undefined;
  return {
    version: field(bytes, first + 16, 32),
    name: field(bytes, first + 48, 32),
    idfVersion: field(bytes, first + 112, 32),
  };
};

/**
 * Walks the image at `at` to its end. Throws `firmware.truncated` {expected, size: bytes of file} and
 * `firmware.corrupt` {part: what does not check, at}.
 */
export const readEspImage = (bytes: Uint8Array, at: number): EspImage => {
  if (at + headerBytes > bytes.length) throw truncated(at + headerBytes, bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const segments = bytes[at + 1]!;
  if (segments === 0 || segments > mostSegments || bytes[at + 23]! > 1)
    throw new BenchError('firmware.corrupt', { part: 'header', at });
  const chipId = view.getUint16(at + 12, true);
  let end = at + headerBytes;
  let checksum = 0xef;
  let mapped = false;
  let loader = false;
  for (let segment = 0; segment < segments; segment++) {
    if (end + segmentHeaderBytes > bytes.length) throw truncated(end + segmentHeaderBytes, bytes);
    const address = view.getUint32(end, true);
    const size = view.getUint32(end + 4, true);
    const from = end + segmentHeaderBytes;
    // The loader takes neither 16 MB nor a length that is no multiple of four: the length itself is the damage.
    if (size >= longestSegment || size % 4 !== 0)
      throw new BenchError('firmware.corrupt', { part: 'segment', at: end });
    if (from + size > bytes.length) throw truncated(from + size, bytes);
    for (let byte = from; byte < from + size; byte++) checksum ^= bytes[byte]!;
    mapped ||= isMapped(address, chipId);
    loader ||= isLoaderRam(address, chipId);
    end = from + size;
  }
  // The checksum is the last byte of a group of 16, counted from the header.
  const checksumAt = at + ((end - at) | 15);
  const hashed = bytes[at + 23] === 1;
  const whole = checksumAt + 1 + (hashed ? digestBytes : 0);
  if (whole > bytes.length) throw truncated(whole, bytes);
  if (bytes[checksumAt] !== checksum) throw new BenchError('firmware.corrupt', { part: 'checksum', at: checksumAt });
  if (hashed && sha256Hex(bytes.subarray(at, checksumAt + 1)) !== toHex(bytes.subarray(checksumAt + 1, whole)))
    throw new BenchError('firmware.corrupt', { part: 'digest', at: checksumAt + 1 });
  const app = descriptor(bytes, at + headerBytes + segmentHeaderBytes);
  return {
    size: whole - at,
    chipId,
    flashBytes: 0x100000 << (bytes[at + 3]! >> 4),
    isApp: mapped || app !== undefined,
    isMapped: mapped,
    isBootloader: !mapped && !app && (loader || hasBootloaderDescriptor(bytes, at + headerBytes + segmentHeaderBytes)),
    revisions: readRevisionLimits(bytes, at),
    ...app,
  };
};
