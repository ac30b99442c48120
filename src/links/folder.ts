/** A folder as the browser hands it over (File System Access), as far as the bench uses it. Tests have their own. */

export interface FileInFolder {
  readonly kind: 'file';
  readonly name: string;
  /** As it is now. Rejects with `NotFoundError` when it is gone. */
  getFile(): Promise<Pick<File, 'size' | 'lastModified' | 'arrayBuffer'>>;
}

export interface Folder {
  readonly kind: 'directory';
  readonly name: string;
  values(): AsyncIterable<Folder | FileInFolder>;
  /** Missing where the browser gives a folder for good. */
  queryPermission?(wish: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(wish: { mode: 'read' }): Promise<PermissionState>;
}

/** Between two looks it is a matter of course that files and folders go: a build clears what it writes anew. */
export const isGone = (fault: unknown): boolean => fault instanceof DOMException && fault.name === 'NotFoundError';
