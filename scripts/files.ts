import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where things are, for the scripts. */

export const home = fileURLToPath(new URL('..', import.meta.url));
export const dist = path.join(home, 'dist');

/** All files below `folder`, as paths from there with `/`. Empty when there is no such folder. */
export const filesBelow = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
  } catch {
    return [];
  }
};

/** Milliseconds since 1970 of the latest change of a file or anything below a folder; 0 when there is none. */
export const lastChange = (place: string): number => {
  const found = statSync(place, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...filesBelow(place).map((file) => statSync(path.join(place, file)).mtimeMs));
};
