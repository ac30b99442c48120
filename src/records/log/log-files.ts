/**
 * Where logs are kept, as the log sees it: a folder for each session, files that only grow. One session is written by
 * one tab; anybody may read it.
 */
export interface LogFile {
  readonly size: number;
  /** At the end. Throws what the storage throws: it may be full. */
  append(bytes: Uint8Array): void;
  read(at: number, length: number): Uint8Array;
  /** Survives a power cut from here on. */
  settle(): void;
  close(): void;
}

export interface LogFiles {
  readonly kept: 'on-disk' | 'in-memory';
  sessions(): Promise<readonly string[]>;
  /** Names with sizes; empty where there is no such session. */
  files(session: string): Promise<ReadonlyMap<string, number>>;
  /** A new one. */
  create(session: string, name: string): Promise<LogFile>;
  read(session: string, name: string, at: number, length: number): Promise<Uint8Array>;
  /** For a session that nobody writes: adds to its file. False where it is being written elsewhere. */
  add(session: string, name: string, bytes: Uint8Array): Promise<boolean>;
  /** False where it is being written. */
  remove(session: string): Promise<boolean>;
  removeFile(session: string, name: string): Promise<void>;
}
