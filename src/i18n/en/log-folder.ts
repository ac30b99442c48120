import { catalog } from '../catalog';
import { formats } from '../format';

const f = formats('en');

/** Logs that are saved by themselves to a folder. */
export const logFolderWords = catalog('logFolder', {
  open: 'Save by itself',
  title: 'Save each log to a folder',
  intro:
    'Each log becomes a file there, one a session, and grows every few seconds while the board speaks. Secrets are masked. It is off until a folder is chosen.',
  unsupported:
    'This browser lets no page write to a folder. Chrome and Edge on a computer do. Save a log by hand instead.',
  choose: 'Choose a folder',
  other: 'Another folder',
  stop: 'Stop saving',
  allow: 'Allow again',
  retry: 'Try again',
  notKept: 'The choice could not be kept: the storage of this browser refused.',
  state: {
    saving: (folder: string, file: string | undefined) =>
      file ? `Saved to ${folder}: ${file}` : `Logs are saved to ${folder} from the next line on.`,
    asks: (folder: string) => `The browser asks again before logs are saved to ${folder}. Nothing is lost meanwhile.`,
    full: (folder: string) => `The disk of ${folder} is full. Make room there; what is missing is written then.`,
    gone: (folder: string) => `The folder ${folder} is not there any more. Choose it again, or another one.`,
    failed: (folder: string) => `The browser did not let logs be saved to ${folder}. Listening goes on.`,
  },
  lines: (n: number) => `${f.count(n)} ${n === 1 ? 'line' : 'lines'} written`,
});
