/** An archive as the files in it. It may be anybody's: nothing is unpacked beyond a bound, and names stay text. */
import { BenchError } from '../../model/problem';
import { crc32 } from '../digest/crc32';
import { packageFault } from './fault';
import type { GivenFile } from './given-file';
import { plainPath } from './paths';
import { entriesOf, packedBytes, type ZipEntry } from './zip-directory';

/** Together, unpacked. A build of ESP-IDF has 60 MB of what is looked at here at most. */
const mostUnpacked = 256 * 1024 * 1024;
const mostEntries = 20_000;
/** Handed over at once: even of zeros no more than some megabytes come out before it is looked at again. */
const pieceBytes = 4096;

type Inflate = typeof import('fflate').Inflate;

/** The magic of a local file, or of an archive without any. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));

const inflated = (Inflate: Inflate, packed: Uint8Array, size: number): Uint8Array<ArrayBuffer> => {
  const out = new Uint8Array(size);
  let filled = 0;
  const stream = new Inflate((piece) => {
    if (filled + piece.length > size) throw packageFault('damaged');
    out.set(piece, filled);
    filled += piece.length;
  });
  for (let at = 0; at < packed.length; at += pieceBytes)
    stream.push(packed.subarray(at, at + pieceBytes), at + pieceBytes >= packed.length);
  if (filled !== size) throw packageFault('damaged');
  return out;
};

/** What comes out must be what its size and checksum say. */
const unpacked = (Inflate: Inflate, bytes: Uint8Array, entry: ZipEntry): Uint8Array<ArrayBuffer> => {
  const { method, originalSize, sum } = entry;
  const packed = packedBytes(bytes, entry);
  if (method !== 0 && method !== 8) throw packageFault('damaged');
  const content = method === 0 ? new Uint8Array(packed) : inflated(Inflate, packed, originalSize);
  // Without the last inversion.
  if (content.length !== originalSize || ~crc32(content) >>> 0 !== sum) throw packageFault('damaged');
  return content;
};

/** Those that are wanted, by their paths, if together they are within the bounds. */
const chosen = (bytes: Uint8Array, wanted: (path: string) => boolean): ReadonlyMap<string, ZipEntry> => {
  const entries = entriesOf(bytes, mostEntries);
  if (entries.length > mostEntries) throw packageFault('too-many', { what: 'files', most: mostEntries });
  const found = new Map<string, ZipEntry>();
  let size = 0;
  let originalSize = 0;
  for (const entry of entries) {
    const path = plainPath(entry.name);
    if (path === undefined) throw packageFault('outside', { part: entry.name.slice(0, 80) });
    if (entry.name.endsWith('/') || !wanted(path)) continue;
    if (found.has(path)) throw packageFault('twice', { part: path });
    size += entry.size;
    originalSize += Math.max(entry.size, entry.originalSize);
    if (originalSize > mostUnpacked) throw packageFault('too-large', { size: originalSize, most: mostUnpacked });
    // Entries that lie upon each other: the same few bytes would be unpacked thousands of times.
    if (size > bytes.length) throw packageFault('damaged');
    found.set(path, entry);
  }
  return found;
};

/**
 * The files whose names are `wanted`, in `folder`. A file gets the room that the archive declares for it and not a byte
 * more; what does not come out as its checksum has it is damaged, or behind a password. Throws `firmware.package` {reason:
 * `damaged`, `too-large`, `too-many`, `twice`, `outside`}.
 */
export const unzip = async (
  bytes: Uint8Array,
  folder: string,
  wanted: (path: string) => boolean,
): Promise<GivenFile[]> => {
  const { Inflate } = await import('fflate');
  try {
    return [...chosen(bytes, wanted)].map(([path, entry]) => {
      const content = unpacked(Inflate, bytes, entry);
      return {
        path: [folder, path].filter(Boolean).join('/'),
        size: content.length,
        read: async () => content.slice(),
      };
    });
  } catch (fault) {
    if (fault instanceof BenchError) throw fault;
    throw packageFault('damaged');
  }
};
