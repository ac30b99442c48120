/** A folder that may be written to, as the browser hands it over (File System Access). Tests have their own. */

export interface WritableFile {
  getFile(): Promise<Pick<File, 'size'>>;
  /** Another file until it is closed, which then takes the place of this one. */
  createWritable(options: { keepExistingData: boolean }): Promise<{
    write(what: { type: 'write'; position: number; data: string }): Promise<void>;
    close(): Promise<void>;
    abort(): Promise<void>;
  }>;
}

export interface WritableFolder {
  readonly name: string;
  /** Rejects with `NotFoundError` where there is none and none is to be made. */
  getFileHandle(name: string, options?: { create: boolean }): Promise<WritableFile>;
  /** Missing where the browser gives a folder for good. */
  queryPermission?(wish: { mode: 'readwrite' }): Promise<PermissionState>;
}
