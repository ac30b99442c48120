/**
 * What a file that is no ESP firmware seems to be. Hints for a sentence, never proof. Other chips: esp-flashing, section
 * 7; the header of LN882H is `boot_header_t` of its SDK. Packers and formats by their published magic numbers.
 */
import { otaEntryBytes, otaSectorBytes, readOtaEntry } from '../../flash-layout/ota-data';
import { isZeros } from '../../images/blank';
import { isPartitionTable } from '../../images/partition-table';
import { looksLikeText, type TextLook } from './looks-like-text';

export type LooksLike =
  | 'empty'
  | 'blank'
  | 'zeros'
  | 'beken-ota'
  | 'ln882h'
  | 'rtl8720cf'
  | 'uf2'
  | 'elf'
  | 'xlsx'
  | 'zip'
  | 'gzip'
  | 'xz'
  | 'bzip2'
  | '7z'
  | 'zstd'
  | 'rar'
  | 'tar'
  | 'windows-program'
  | 'picture'
  | 'pdf'
  | 'partition-table'
  | 'ota-data'
  | 'noise'
  | TextLook
  | 'unknown';

const starts = (bytes: Uint8Array, ...head: readonly number[]) => head.every((byte, at) => bytes[at] === byte);

const latin = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)));

/** Its length is the build's own; place, vectors and the offset of the checksum are not. */
const isLn882h = (bytes: Uint8Array) =>
  starts(bytes, 0, 0, 0, 0x20) &&
  (bytes[4] === 0xdf || latin(bytes, 16, 20) === 'CRPF' || starts(bytes.subarray(12), 0, 1, 0, 0x20));

const isOtaData = (bytes: Uint8Array) =>
  bytes.length === 2 * otaSectorBytes &&
  [0, otaSectorBytes].some((at) => {
    const { sequence, checks } = readOtaEntry(bytes.subarray(at, at + otaEntryBytes));
    return sequence !== 0xffffffff && checks;
  });

/** As much as is asked about; a packed or encrypted file is noise from its first kilobytes on. */
const sampleBytes = 0x10000;

/** Bits a byte, behind the erased start. A short sample of pure noise falls short of 8 by about 184 divided by its length. */
const isNoise = (bytes: Uint8Array) => {
  const begin = bytes.findIndex((byte) => byte !== 0xff && byte !== 0);
  const sample = bytes.subarray(begin, begin + sampleBytes);
  if (begin < 0 || sample.length < 1024) return false;
  const counts = new Uint32Array(256);
  for (const byte of sample) counts[byte]!++;
  const bits = counts.reduce(
    (sum, count) => (count ? sum - (count / sample.length) * Math.log2(count / sample.length) : sum),
    0,
  );
  return bits > 8 - Math.max(0.03, 400 / sample.length);
};

/** In order of how much a match says. */
const signs: readonly (readonly [LooksLike, (bytes: Uint8Array) => boolean])[] = [
  ['empty', (bytes) => bytes.length === 0],
  ['beken-ota', (bytes) => latin(bytes, 0, 4) === 'RBL\0'],
  ['rtl8720cf', (bytes) => starts(bytes, 0x99, 0x99, 0x96, 0x96, 0x3f, 0xcc, 0x66, 0xfc)],
  ['ln882h', isLn882h],
  ['uf2', (bytes) => starts(bytes, 0x55, 0x46, 0x32, 0x0a)],
  ['elf', (bytes) => starts(bytes, 0x7f, 0x45, 0x4c, 0x46)],
  // A workbook is a zip whose first entries have these names.
  [
    'xlsx',
    (bytes) =>
      starts(bytes, 0x50, 0x4b, 3, 4) && /\[Content_Types\]|_rels\/|xl\/|docProps\//.test(latin(bytes, 0, 512)),
  ],
  // With entries, without any, in several volumes.
  ['zip', (bytes) => [3, 5, 7].some((kind) => starts(bytes, 0x50, 0x4b, kind, kind + 1))],
  ['gzip', (bytes) => starts(bytes, 0x1f, 0x8b)],
  ['xz', (bytes) => starts(bytes, 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0)],
  ['bzip2', (bytes) => /^BZh[1-9]/.test(latin(bytes, 0, 4))],
  ['7z', (bytes) => starts(bytes, 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c)],
  ['zstd', (bytes) => starts(bytes, 0x28, 0xb5, 0x2f, 0xfd)],
  ['rar', (bytes) => latin(bytes, 0, 4) === 'Rar!'],
  ['tar', (bytes) => latin(bytes, 257, 262) === 'ustar'],
  ['windows-program', (bytes) => starts(bytes, 0x4d, 0x5a) && bytes.length > 64],
  ['picture', (bytes) => starts(bytes, 0x89, 0x50, 0x4e, 0x47) || starts(bytes, 0xff, 0xd8, 0xff)],
  ['pdf', (bytes) => latin(bytes, 0, 5) === '%PDF-'],
  ['partition-table', (bytes) => isPartitionTable(bytes, 0)],
  ['ota-data', isOtaData],
  ['zeros', isZeros],
  ['blank', (bytes) => bytes.every((byte) => byte === 0xff)],
];

export const looksLike = (bytes: Uint8Array): LooksLike =>
  signs.find(([, fits]) => fits(bytes))?.[0] ?? looksLikeText(bytes) ?? (isNoise(bytes) ? 'noise' : 'unknown');
