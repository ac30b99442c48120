/** What an archive says of each of its entries, in its directory: believed by nobody, but the bounds go by it. */

export interface ZipEntry {
  name: string;
  /** As APPNOTE 4.4.5 has them: 0 is stored, 8 deflated. */
  method: number;
  /** CRC-32 of what comes out. */
  sum: number;
  /** Bytes in the archive. */
  size: number;
  /** Bytes that come out. */
  originalSize: number;
  /** Of its own header, before its bytes. */
  at: number;
}

const endMagic = 0x06054b50;
const end64Magic = 0x06064b50;
const locator64Magic = 0x07064b50;
const entryMagic = 0x02014b50;
const localMagic = 0x04034b50;
const endBytes = 22;
const entryBytes = 46;
const localBytes = 30;
/** Of a comment behind the end. */
const longestComment = 0xffff;
/** In place of a figure that only the extra field of this kind has room for. */
const beyond32 = 0xffffffff;
const extra64 = 1;

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

const endAt = (view: DataView): number => {
  const first = Math.max(0, view.byteLength - endBytes - longestComment);
  for (let at = view.byteLength - endBytes; at >= first; at--) if (view.getUint32(at, true) === endMagic) return at;
  throw new RangeError('no end');
};

/** By the larger record where there is one. */
const directoryOf = (view: DataView): { at: number; count: number } => {
  const end = endAt(view);
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== locator64Magic)
    return { at: view.getUint32(end + 16, true), count: view.getUint16(end + 10, true) };
  const end64 = Number(view.getBigUint64(locator + 8, true));
  if (view.getUint32(end64, true) !== end64Magic) throw new RangeError('no end');
  return { at: Number(view.getBigUint64(end64 + 48, true)), count: Number(view.getBigUint64(end64 + 32, true)) };
};

/** The larger figures of an entry, in the order of those that have no room in it. */
const larger = (view: DataView, from: number, to: number): number[] => {
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== extra64) continue;
    const count = Math.floor(view.getUint16(at + 2, true) / 8);
    return Array.from({ length: count }, (_, each) => Number(view.getBigUint64(at + 4 + 8 * each, true)));
  }
  return [];
};

/** At most `most` and one more. Throws `RangeError` for an archive that ends too early. */
export const entriesOf = (bytes: Uint8Array, most: number): ZipEntry[] => {
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  let { at, count } = directoryOf(view);
  for (; count > 0 && entries.length <= most; count -= 1) {
    if (view.getUint32(at, true) !== entryMagic) throw new RangeError('no entry');
    const flags = view.getUint16(at + 8, true);
    const nameEnd = at + entryBytes + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    const figures = larger(view, nameEnd, extraEnd);
    const figure = (place: number) => {
      const told = view.getUint32(place, true);
      return told === beyond32 ? (figures.shift() ?? told) : told;
    };
    const originalSize = figure(at + 24);
    const size = figure(at + 20);
    entries.push({
      // Without the flag it is in whatever alphabet its maker had; names that matter here are ASCII.
      name: new TextDecoder(flags & 0x800 ? 'utf-8' : 'latin1').decode(bytes.subarray(at + entryBytes, nameEnd)),
      method: view.getUint16(at + 10, true),
      sum: view.getUint32(at + 16, true),
      size,
      originalSize,
      at: figure(at + 42),
    });
    at = extraEnd + view.getUint16(at + 32, true);
  }
  return entries;
};

/** As they lie in the archive. Throws `RangeError` where they do not. */
export const packedBytes = (bytes: Uint8Array, { at, size }: Pick<ZipEntry, 'at' | 'size'>): Uint8Array => {
  const view = viewOf(bytes);
  if (view.getUint32(at, true) !== localMagic) throw new RangeError('no file');
  const from = at + localBytes + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (from + size > bytes.length) throw new RangeError('too short');
  return bytes.subarray(from, from + size);
};
