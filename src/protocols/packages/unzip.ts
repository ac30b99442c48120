/** An archive as the files in it. It may be anybody's: nothing is unpacked beyond a bound, and names stay text. */
import { BenchError } from '../../model/problem';
import { crc32 } from '../digest/crc32';
import { packageFault } from './fault';
import type { GivenFile } from './given-file';
import { plainPath } from './paths';
import { sumsOf } from './zip-sums';

/** Together, unpacked. A build of ESP-IDF has 60 MB of what is looked at here at most. */
const mostUnpacked = 256 * 1024 * 1024;
const mostEntries = 20_000;

/** The magic of a local file, or of an archive without any. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));

/**
 * The files whose names are `wanted`, in `folder`. A file gets the room that the archive declares for it and not a byte
 * more; what does not come out as its checksum has it is damaged. Throws `firmware.package` {reason: `damaged`, `too-large`, `too-many`,
 * `twice`, `outside`}.
 */
export const unzip = async (
  bytes: Uint8Array,
  folder: string,
  wanted: (path: string) => boolean,
): Promise<GivenFile[]> => {
  const { unzipSync } = await import('fflate');
  /** CRC-32 by name. */
  const sums = new Map<string, number | undefined>();
  let unpacked = 0;
  let entries = 0;
  const unpack = () => {
    try {
      const inOrder = sumsOf(bytes);
      return unzipSync(bytes, {
        filter: ({ name, size, originalSize }) => {
          entries += 1;
          if (entries > mostEntries) throw packageFault('too-many', { what: 'files', most: mostEntries });
          const path = plainPath(name);
          if (path === undefined) throw packageFault('outside', { part: name.slice(0, 80) });
          if (name.endsWith('/') || !wanted(path)) return false;
          if (sums.has(name)) throw packageFault('twice', { part: path });
          unpacked += Math.max(size, originalSize);
          if (unpacked > mostUnpacked) throw packageFault('too-large', { size: unpacked, most: mostUnpacked });
          sums.set(name, inOrder[entries - 1]);
          return true;
        },
      });
    } catch (fault) {
      if (fault instanceof BenchError) throw fault;
      throw packageFault('damaged');
    }
  };
  return Object.entries(unpack()).map(([name, content]) => {
    // Without the last inversion.
    if (~crc32(content) >>> 0 !== sums.get(name)) throw packageFault('damaged');
    return {
      path: [folder, plainPath(name)].filter(Boolean).join('/'),
      size: content.length,
      read: async () => new Uint8Array(content),
    };
  });
};
