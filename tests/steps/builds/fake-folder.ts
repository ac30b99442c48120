import type { FileInFolder, Folder } from '../../../src/links/folder';

/** A folder as the browser hands it over, whose files a test writes as a build does. */

interface Kept {
  bytes: Uint8Array<ArrayBuffer>;
  modified: number;
}

const gone = () => new DOMException('A requested file or directory could not be found', 'NotFoundError');

/** As Chromium says it of a file that changed after `getFile`. */
const unreadable = () => new DOMException('The requested file could not be read', 'NotReadableError');

export const fakeFolder = (name = 'lamp') => {
  const files = new Map<string, Kept>();
  let there = true;
  let may: PermissionState = 'granted';
  const counts = { listed: 0, asked: 0, read: 0 };
  /** Called between the first byte that is read and the last. */
  let notices = true;
  let whileRead = (_path: string) => {};

  const fileAt = (path: string): FileInFolder => ({
    kind: 'file',
    name: path.slice(path.lastIndexOf('/') + 1),
    async getFile() {
      counts.asked += 1;
      const kept = files.get(path);
      if (!kept) throw gone();
      return {
        size: kept.bytes.length,
        lastModified: kept.modified,
        async arrayBuffer() {
          counts.read += 1;
          whileRead(path);
          if (files.get(path) !== kept && notices) throw unreadable();
          return kept.bytes.slice().buffer;
        },
      };
    },
  });

  const folderAt = (at: string, own: string): Folder => ({
    kind: 'directory',
    name: own,
    async *values() {
      if (!there) throw gone();
      const below = [...files.keys()].filter((path) => path.startsWith(at)).map((path) => path.slice(at.length));
      const names = new Set(below.map((rest) => rest.split('/')[0] ?? ''));
      for (const each of names) {
        counts.listed += 1;
        yield files.has(at + each) ? fileAt(at + each) : folderAt(`${at}${each}/`, each);
      }
    },
    queryPermission: async () => may,
  });

  return {
    folder: folderAt('', name),
    counts,
    write: (path: string, bytes: Uint8Array, modified: number) =>
      void files.set(path, { bytes: bytes.slice(), modified }),
    /** It keeps its time, as on a disk. */
    rename(from: string, to: string) {
      const kept = files.get(from);
      if (!kept) throw gone();
      files.delete(from);
      files.set(to, kept);
    },
    remove: (path: string) => void files.delete(path),
    unplug(is: boolean) {
      there = !is;
    },
    allow(state: PermissionState) {
      may = state;
    },
    /** `unnoticed`: by the browser, which looks at whole seconds in places. */
    whileRead(does: (path: string) => void, unnoticed = false) {
      whileRead = does;
      notices = !unnoticed;
    },
  };
};
