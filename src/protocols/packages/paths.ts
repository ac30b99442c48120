/** Names of files in a package: text that is compared, never a path that is opened. */
import { packageFault } from './fault';

const segmentsOf = (path: string) =>
  path
    .replaceAll('\\', '/')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.');

/** `build/app.bin` → `build`; without a folder the empty text. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** As every name is compared: `/` between folders, no `.`. A name with `..` in it is nobody's: undefined. */
export const plainPath = (path: string): string | undefined => {
  const segments = segmentsOf(path);
  return segments.includes('..') ? undefined : segments.join('/');
};

/**
 * What `path` means when it is read in `folder`. Throws `firmware.package` {reason: `outside`, part} for addresses, paths
 * from a root and those that lead up out of everything that was dropped.
 */
export const pathFrom = (folder: string, path: string): string => {
  const outside = () => packageFault('outside', { part: path.slice(0, 80) });
  if (/^([a-z][a-z0-9+.-]*:|[\\/])/i.test(path)) throw outside();
  const at = segmentsOf(folder);
  for (const segment of segmentsOf(path)) {
    if (segment !== '..') at.push(segment);
    else if (at.pop() === undefined) throw outside();
  }
  return at.join('/');
};
