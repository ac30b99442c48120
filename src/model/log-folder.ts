/**
 * Logs that are saved by themselves to a folder of this computer.
 * saving   each log has a file there, and it grows
 * asks     the browser wants a click before it lets this page write there again
 * full     the disk has no room left
 * gone     the folder is not there any more
 * failed   the browser refused for another reason
 */
export interface LogFolderSeen {
  /** Of the folder. */
  name: string;
  state: 'saving' | 'asks' | 'full' | 'gone' | 'failed';
  /** The browser's own word for what went wrong. */
  reason?: string;
  /** The file that was written last, and lines written in all since the page was opened. */
  file?: string;
  lines: number;
}
