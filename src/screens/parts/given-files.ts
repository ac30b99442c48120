/** Files as the browser gives them: chosen, or dropped with whole folders. */
import { packageFault } from '../../protocols/packages/fault';
import type { GivenFile } from '../../protocols/packages/given-file';
import { isOurs, isWorthALook } from '../../protocols/packages/worth-a-look';

/** Of folders within folders: more is no build. */
const mostEntries = 20_000;

export const givenOf = (file: File, path = file.webkitRelativePath || file.name): GivenFile => ({
  path,
  size: file.size,
  read: async () => new Uint8Array(await file.arrayBuffer()),
});

/** Of a folder that was chosen: what may be firmware, and the folder's name. */
export const chosenFolder = (files: readonly File[]): { given: readonly GivenFile[]; name: string } => ({
  given: files.map((file) => givenOf(file)).filter(({ path }) => isWorthALook(path)),
  name: files[0]?.webkitRelativePath.split('/')[0] ?? '',
});

const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((found, failed) => entry.file(found, failed));

const childrenOf = async (folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    // At most a hundred at once, and none when there are no more.
    const some = await new Promise<FileSystemEntry[]>((found, failed) => reader.readEntries(found, failed));
    if (some.length === 0) return children;
    children.push(...some);
  }
};

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/**
 * Every file under what was dropped that may be firmware; one that was dropped by itself in any case. Throws
 * `firmware.package` {reason: `too-many`}.
 */
export const filesUnder = async (dropped: readonly FileSystemEntry[]): Promise<GivenFile[]> => {
  const given: GivenFile[] = [];
  const waiting = dropped.map((entry) => ({ entry, path: entry.name }));
  for (let at = 0; at < waiting.length; at++) {
    const next = waiting[at];
    if (!next) break;
    if (waiting.length > mostEntries) throw packageFault('too-many', { what: 'files', most: mostEntries });
    const { entry, path } = next;
    if (isFile(entry) && (!path.includes('/') || isWorthALook(path))) given.push(givenOf(await fileOf(entry), path));
    if (isFolder(entry) && isOurs(`${path}/`))
      waiting.push(...(await childrenOf(entry)).map((child) => ({ entry: child, path: `${path}/${child.name}` })));
  }
  return given;
};
