import { catalog } from '../catalog';
import { formats } from '../format';

const f = formats('en');
const many = (n: number, one: string, more: string) => `${f.count(n)} ${n === 1 ? one : more}`;

/** Sifting, marking and keeping logs; what a console says of its port stands in `console`. */
export const logWords = catalog('log', {
  regex: 'Regular expression',
  previous: 'Previous hit',
  next: 'Next hit',
  onlyThese: 'Only these',
  onlyHint: 'Show only lines with it. Several such filters: a line with any of them.',
  hideThese: 'Hide these',
  hideHint: 'Leave lines with it out',
  chips: 'Filters',
  only: (words: string) => `Only lines with ${words}. Click to switch it off or on.`,
  hides: (words: string) => `Lines with ${words} are left out. Click to switch it off or on.`,
  hiddenChip: (words: string) => `${words} hidden`,
  removeChip: (words: string) => `Remove the filter ${words}`,
  seek: {
    wrong: 'no valid expression',
    slow: 'takes too long, given up',
  },
  filtered: (n: number) => `${f.count(n)} filtered out`,

  colours: 'Colours of the board',
  times: 'Times shown',
  timeMode: {
    clock: 'Clock',
    start: 'Since start',
    between: 'Between lines',
  },

  marks: 'Marks',
  noMarks: 'None yet. M marks the chosen line, or the newest one.',
  mark: 'Mark',
  markHint: 'Mark the chosen line, or the newest one (M). Marks stay with the log.',
  marked: 'Line marked.',
  notMarked: 'The mark could not be kept: this log is open in another tab.',
  removeMark: (time: string) => `Remove the mark at ${time}`,
  copy: (n: number) => `Copy ${many(n, 'line', 'lines')}`,
  copied: (n: number) => `${many(n, 'line', 'lines')} copied, secrets masked.`,
  notCopied: 'The browser did not let it be copied. Save the log instead.',

  kept: 'Earlier logs',
  keptHint: 'Every log is kept on this computer, secrets masked, until room is needed: then the oldest go first.',
  inMemory: 'This browser gives no room to keep logs. They last as long as this page, the newest lines longest.',
  notKept: 'The disk has no room left. What comes now is held in memory only.',
  dropped: (n: number) => `${many(n, 'old log', 'old logs')} had to go to make room.`,
  noneKept: 'No log yet.',
  noneKeptHint: 'It begins with the first line of a board.',
  backToLive: 'Back to the console',
  searchKept: 'Board, MAC, port',
  nothingFits: 'No log fits.',
  columns: {
    board: 'Board',
    mac: 'MAC',
    begun: 'Begun',
    lines: 'Lines',
    size: 'Size',
  },
  unknownBoard: 'Unknown board',
  live: 'live',
  virtual: 'virtual',
  open: 'Open',
  export: 'Save',
  exportLog: (name: string) => `Save the log of ${name}`,
  remove: 'Delete',
  removeLog: (name: string) => `Delete the log of ${name}`,
  reallyRemove: 'Delete this log?',
  removeHint: (name: string, lines: number) => `${name}, ${many(lines, 'line', 'lines')}. It cannot be brought back.`,
  keepIt: 'Keep it',
  removed: 'Log deleted.',
  notRemoved: 'This log is still being written, here or in another tab.',
  goneLog: 'This log is not there any more.',
  cutStart: (n: number) => `Its first ${many(n, 'line', 'lines')} had to go to make room.`,
  saving: (n: number) => `Saving, ${many(n, 'line', 'lines')} so far`,

  beside: 'Side by side',
  besideHint: 'Show a second port beside this one',
});
