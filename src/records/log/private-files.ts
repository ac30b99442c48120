import type { LogFile, LogFiles } from './log-files';

/** Logs in the browser's own file system of this page (OPFS). Only workers have the handles that write at once. */

const folderName = 'logs';

/** File System Standard, 2.5.3: in workers alone, so the page's types do not have it. */
interface SyncHandle {
  getSize(): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  read(into: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}
type WorkerFile = FileSystemFileHandle & { createSyncAccessHandle?(): Promise<SyncHandle> };

const grip = (file: WorkerFile): Promise<SyncHandle> => {
  if (!file.createSyncAccessHandle) throw new DOMException('no synchronous files', 'NotSupportedError');
  return file.createSyncAccessHandle();
};

const isMissing = (fault: unknown): boolean => fault instanceof DOMException && fault.name === 'NotFoundError';

const orNothing = async <T>(work: Promise<T>): Promise<T | undefined> => {
  try {
    return await work;
  } catch (fault) {
    if (isMissing(fault)) return undefined;
    throw fault;
  }
};

const fileOn = (handle: SyncHandle): LogFile => {
  let size = handle.getSize();
  return {
    get size() {
      return size;
    },
    append(bytes) {
      const written = handle.write(bytes, { at: size });
      if (written < bytes.length) {
        handle.truncate(size);
        throw new DOMException('short write', 'QuotaExceededError');
      }
      size += written;
    },
    read(at, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - at)));
      handle.read(bytes, { at });
      return bytes;
    },
    settle: () => handle.flush(),
    close: () => handle.close(),
  };
};

/** Undefined where the browser has none, or does not let it be used: private windows, a full disk. */
export const privateFiles = async (storage: StorageManager | undefined): Promise<LogFiles | undefined> => {
  if (!storage?.getDirectory) return undefined;
  let logs: FileSystemDirectoryHandle;
  try {
    logs = await (await storage.getDirectory()).getDirectoryHandle(folderName, { create: true });
    const probe = await logs.getFileHandle(`probe-${crypto.randomUUID()}`, { create: true });
    (await grip(probe)).close();
    await logs.removeEntry(probe.name);
  } catch {
    return undefined;
  }
  const folderOf = (session: string) => orNothing(logs.getDirectoryHandle(session));
  const fileOf = async (session: string, name: string) => {
    const folder = await folderOf(session);
    return folder && orNothing(folder.getFileHandle(name));
  };
  return {
    kept: 'on-disk',
    async sessions() {
      const names: string[] = [];
      for await (const [name, handle] of logs.entries()) if (handle.kind === 'directory') names.push(name);
      return names;
    },
    async files(session) {
      const sizes = new Map<string, number>();
      const folder = await folderOf(session);
      if (!folder) return sizes;
      for await (const [name, handle] of folder.entries())
        if (handle.kind === 'file') sizes.set(name, (await (handle as FileSystemFileHandle).getFile()).size);
      return sizes;
    },
    async create(session, name) {
      const folder = await logs.getDirectoryHandle(session, { create: true });
      const file = await folder.getFileHandle(name, { create: true });
      return fileOn(await grip(file));
    },
    async read(session, name, at, length) {
      const file = await (await fileOf(session, name))?.getFile();
      return file ? new Uint8Array(await file.slice(at, at + length).arrayBuffer()) : new Uint8Array(0);
    },
    async add(session, name, bytes) {
      const folder = await folderOf(session);
      if (!folder) return false;
      try {
        const file = fileOn(await grip(await folder.getFileHandle(name, { create: true })));
        try {
          file.append(bytes);
        } finally {
          file.close();
        }
        return true;
      } catch (fault) {
        if (fault instanceof DOMException && fault.name === 'NoModificationAllowedError') return false;
        throw fault;
      }
    },
    async remove(session) {
      try {
        await logs.removeEntry(session, { recursive: true });
        return true;
      } catch (fault) {
        if (isMissing(fault)) return true;
        return false;
      }
    },
    async removeFile(session, name) {
      const folder = await folderOf(session);
      await (folder && orNothing(folder.removeEntry(name)));
    },
  };
};
