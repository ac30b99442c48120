/** A file that a person gave, alone or in a folder. */
export interface GivenFile {
  /** `/` between folders, from what was dropped on: `build/app.bin`. Without a folder it was given itself. */
  path: string;
  /** Bytes. */
  size: number;
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

/** `several`: files of one name, of which nobody can say which is meant. */
export type FilesByPath = ReadonlyMap<string, GivenFile | 'several'>;

export const byPath = (files: readonly GivenFile[]): FilesByPath => {
  const found = new Map<string, GivenFile | 'several'>();
  for (const file of files) found.set(file.path, found.has(file.path) ? 'several' : file);
  return found;
};
