import { catalog } from '../catalog';
import { formats } from '../format';

const f = formats('en');
const many = (n: number, one: string, more: string) => `${f.count(n)} ${n === 1 ? one : more}`;

export const console = catalog('console', {
  title: 'Console',
  port: 'Port',
  speed: 'Speed, baud',
  listen: 'Listen',
  stopListening: 'Stop listening',
  listening: 'listening',
  notListening: 'not listening',
  virtual: 'virtual',
  otherTab: 'in another tab',
  otherTabHint: 'Another tab has this port. Close it there, then listen here.',
  atWork: 'A run has this port. Its lines are shown here; sending waits until it is done.',
  toLane: 'See the run',
  noPort: 'No port yet.',
  noPortHint: 'Choose the port of a board, or add a virtual one, on the bench. Its log appears here.',
  toBench: 'To the bench',
  gone: 'That board is not plugged in now. What it said is still here.',
  quiet: 'Nothing heard yet.',
  quietHint: 'The board speaks when it starts. A tap on RST makes it start again.',
  shut: 'The port is closed.',
  shutHint: 'Listening changes nothing on the board. Some boards restart when their port opens.',
  listenAt: (baud: number) => `Listen at ${f.count(baud)} baud`,
  nothingFits: 'No line fits.',
  nothingFitsHint: (n: number) =>
    `${many(n, 'line is', 'lines are')} held and left out by the search, the levels or the ports.`,
  showAll: 'Show all lines',

  find: 'Find in log',
  findLabel: 'Find in text and file names',
  clearFind: 'Clear the search',
  levels: 'Levels shown',
  streams: 'Ports shown',
  stream: {
    console: 'Console',
    'log-port': 'Log port',
  },
  level: {
    E: 'Error',
    W: 'Warn',
    N: 'Notice',
    I: 'Info',
    D: 'Debug',
    T: 'Trace',
    plain: 'No level',
  },
  save: 'Save',
  saveHint: 'Save the log as text, secrets masked',
  saved: (n: number) => `${many(n, 'line', 'lines')} saved, secrets masked.`,
  clear: 'Clear',
  clearHint: 'Take the lines off the glass. The bench keeps them for its reports.',

  log: 'Log of the board',
  masked: 'masked',
  youTyped: 'sent',
  following: 'following',
  held: 'standing still',
  pause: 'Pause',
  follow: 'Follow',
  newLines: (n: number) => `${many(n, 'new line', 'new lines')}`,
  linesPerSecond: 'lines/s',
  heldLines: (n: number) => `${many(n, 'line', 'lines')} held`,
  leftOut: (n: number) => `${f.count(n)} hidden`,

  prompt: 'tuya>',
  placeholder: 'help',
  cannotSend: 'Listen first, then lines can be sent.',

  minute: 'Last 60 s',
  minutePicture: (lines: number, peak: number) =>
    `${many(lines, 'line', 'lines')} in the last minute, at most ${f.count(peak)} in one second.`,
  errors: (n: number) => many(n, 'error', 'errors'),
  warnings: (n: number) => many(n, 'warning', 'warnings'),
  noTrouble: 'no error, no warning',
  secrets: (n: number) => (n === 0 ? 'Secrets are masked' : `${many(n, 'secret', 'secrets')} masked`),
  secretsNote:
    'AuthKey, Wi-Fi password, tokens and keys are masked on the way in. They reach neither the saved file nor a report.',
  clock: 'The board’s clock',
  clockNote: (stamp: string) =>
    `It says ${stamp}: it counts from power-on until it knows better. Times shown are this computer’s.`,
});
