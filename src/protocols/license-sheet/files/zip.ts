import type { Unzipped } from 'fflate';
import { limits, TooLarge } from './limits';

/** Parts of a workbook, unpacked within a bound. The package is loaded when it is needed. */

/** What is in it, by name, nothing unpacked. Throws when it is no archive. */
export const namesIn = async (bytes: Uint8Array): Promise<string[]> => {
  const { unzipSync } = await import('fflate');
  const names: string[] = [];
  unzipSync(bytes, {
    filter: ({ name }) => {
      names.push(name);
      return false;
    },
  });
  return names;
};

/**
 * The parts with these names. A part gets the room that the archive declares and not a byte more: what unpacks to more
 * than it declared is an error of the archive. Throws `TooLarge`.
 */
export const unpack = async (bytes: Uint8Array, wanted: (name: string) => boolean): Promise<Unzipped> => {
  const { unzipSync } = await import('fflate');
  let size = 0;
  return unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!wanted(name)) return false;
      size += originalSize;
      if (size > limits.unpacked) throw new TooLarge();
      return true;
    },
  });
};
