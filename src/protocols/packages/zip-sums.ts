/** The CRC-32 that an archive has for each of its entries, in the order of its directory: the library looks at none. */

const endMagic = 0x06054b50;
const end64Magic = 0x06064b50;
const locator64Magic = 0x07064b50;
const entryMagic = 0x02014b50;
const endBytes = 22;
const entryBytes = 46;
/** Of a comment behind the end. */
const longestComment = 0xffff;

const endAt = (view: DataView): number => {
  const first = Math.max(0, view.byteLength - endBytes - longestComment);
  for (let at = view.byteLength - endBytes; at >= first; at--) if (view.getUint32(at, true) === endMagic) return at;
  throw new RangeError('no end');
};

/** The first byte of the directory, by the larger record where there is one. */
const directoryAt = (view: DataView, end: number): number => {
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== locator64Magic) return view.getUint32(end + 16, true);
  const end64 = Number(view.getBigUint64(locator + 8, true));
  if (view.getUint32(end64, true) !== end64Magic) throw new RangeError('no end');
  return Number(view.getBigUint64(end64 + 48, true));
};

/** Throws `RangeError` for an archive that ends too early. */
export const sumsOf = (bytes: Uint8Array): number[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const sums: number[] = [];
  let at = directoryAt(view, endAt(view));
  while (at + entryBytes <= view.byteLength && view.getUint32(at, true) === entryMagic) {
    sums.push(view.getUint32(at + 16, true));
    at += entryBytes + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return sums;
};
