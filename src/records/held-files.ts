/**
 * Where a copy of a flash is written while it is read. The file a person chose comes into being when it is whole, as
 * the browser does it: until then its bytes lie in a file of the browser's. Without a chooser the browser's own storage
 * holds it until it is saved from there.
 */
import type { PickedFile } from '../model/backup';
import { BenchError } from '../model/problem';

export interface FileBeingWritten {
  /** Throws `copy.not-kept`. */
  write(bytes: Uint8Array): Promise<void>;
  /** Throws `copy.not-kept`. */
  finish(): Promise<void>;
  /** Nothing that looks like a whole copy is left. */
  giveUp(): Promise<void>;
}

const folderName = 'backups';
/** What nobody saved by then, ms. */
const keptForMs = 24 * 3_600_000;

const notKept = (name: string, fault: unknown) =>
  new BenchError('copy.not-kept', { name, reason: fault instanceof Error ? fault.name : 'unknown' }, { cause: fault });

const orNotKept = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (fault) {
    throw notKept(name, fault);
  }
};

const writing = async (file: PickedFile, remove: () => Promise<void>): Promise<FileBeingWritten> => {
  const { name } = file;
  const stream = await orNotKept(name, () => file.createWritable());
  return {
    write: (bytes) => orNotKept(name, () => stream.write(bytes as Uint8Array<ArrayBuffer>)),
    finish: () => orNotKept(name, () => stream.close()),
    async giveUp() {
      await stream.abort().catch(() => {});
      await remove().catch(() => {});
    },
  };
};

/** Chromium can; a file that was there before and holds something is left alone. */
const removeEmpty = async (file: PickedFile & Partial<Pick<FileSystemFileHandle, 'getFile'>>): Promise<void> => {
  const { remove } = file as { remove?: () => Promise<void> };
  if (remove && (await file.getFile?.())?.size === 0) await remove.call(file);
};

export const intoPicked = (file: PickedFile): Promise<FileBeingWritten> => writing(file, () => removeEmpty(file));

const folder = async (): Promise<FileSystemDirectoryHandle> => {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(folderName, { create: true });
};

/** What was forgotten there, by this tab or another. */
const sweep = async (held: FileSystemDirectoryHandle, now: number): Promise<void> => {
  for await (const [name, handle] of held.entries()) {
    const file = handle.kind === 'file' ? await (handle as FileSystemFileHandle).getFile() : undefined;
    // One that another tab writes to refuses; it is not old either.
    if (file && now - file.lastModified > keptForMs) await held.removeEntry(name).catch(() => {});
  }
};

/** `id` names it until it is saved. Throws `copy.not-kept`. */
export const intoHeld = async (id: string, name: string, now: number): Promise<FileBeingWritten> => {
  const held = await orNotKept(name, folder);
  await sweep(held, now).catch(() => {});
  const file = await orNotKept(name, () => held.getFileHandle(id, { create: true }));
  return writing(file, () => held.removeEntry(id));
};

/** Undefined when it is not there any more. */
export const heldFile = async (id: string): Promise<File | undefined> => {
  try {
    return await (await (await folder()).getFileHandle(id)).getFile();
  } catch {
    return undefined;
  }
};

export const dropHeldFile = async (id: string): Promise<void> => {
  await (await folder()).removeEntry(id).catch(() => {});
};
