import type { LogFile, LogFiles } from './log-files';

/** Logs where nothing can be kept, and for tests: gone with whoever holds it. */
export const memoryFiles = (): LogFiles & { readonly bytes: Map<string, Map<string, Uint8Array>> } => {
  const folders = new Map<string, Map<string, Uint8Array>>();
  const writing = new Map<string, number>();
  const folder = (session: string) => {
    const known = folders.get(session) ?? new Map<string, Uint8Array>();
    folders.set(session, known);
    return known;
  };
  const joined = (before: Uint8Array, bytes: Uint8Array) => {
    const whole = new Uint8Array(before.length + bytes.length);
    whole.set(before);
    whole.set(bytes, before.length);
    return whole;
  };
  const open = (session: string, name: string): LogFile => {
    const own = folder(session);
    let held = own.get(name) ?? new Uint8Array(0);
    let size = held.length;
    writing.set(session, (writing.get(session) ?? 0) + 1);
    own.set(name, held);
    return {
      get size() {
        return size;
      },
      append(bytes) {
        if (held.buffer.byteLength - held.byteOffset < size + bytes.length) {
          const roomier = new Uint8Array(Math.max(2 * held.length, size + bytes.length, 4096));
          roomier.set(held.subarray(0, size));
          held = roomier;
        } else held = new Uint8Array(held.buffer);
        held.set(bytes, size);
        size += bytes.length;
        if (folders.get(session) === own) own.set(name, held.subarray(0, size));
      },
      read: (at, length) => held.slice(at, Math.min(at + length, size)),
      settle() {},
      close() {
        writing.set(session, (writing.get(session) ?? 1) - 1);
      },
    };
  };
  return {
    kept: 'in-memory',
    bytes: folders,
    sessions: async () => [...folders.keys()],
    files: async (session) =>
      new Map([...(folders.get(session) ?? [])].map(([name, bytes]) => [name, bytes.length] as const)),
    create: async (session, name) => open(session, name),
    read: async (session, name, at, length) =>
      (folders.get(session)?.get(name) ?? new Uint8Array(0)).slice(at, at + length),
    async add(session, name, bytes) {
      if ((writing.get(session) ?? 0) > 0) return false;
      const own = folder(session);
      own.set(name, joined(own.get(name) ?? new Uint8Array(0), bytes));
      return true;
    },
    async remove(session) {
      if ((writing.get(session) ?? 0) > 0) return false;
      return folders.delete(session);
    },
    async removeFile(session, name) {
      folders.get(session)?.delete(name);
    },
  };
};
