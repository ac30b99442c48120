import { catalog } from '../catalog';
import { formats } from '../format';

const f = formats('en');
const many = (n: number, one: string, more: string) => `${f.count(n)} ${n === 1 ? one : more}`;

/** What goes from a console to the board: the line, the sending, the reset. */
export const sending = catalog('sending', {
  line: {
    other: 'Other speed…',
    open: (format: string) => `Line settings, now ${format}`,
    title: 'Line',
    speed: 'Speed, baud',
    speedHint: `Any from 50 to ${f.count(4_000_000)}, also 2M or 921.6k`,
    wrongSpeed: `That is no speed. Type a whole number from 50 to ${f.count(4_000_000)}.`,
    dataBits: 'Data bits',
    parity: 'Parity',
    parities: { none: 'None', even: 'Even', odd: 'Odd' },
    stopBits: 'Stop bits',
    use: 'Use these',
    usual: 'Back to 115,200 8N1',
    note: 'Kept for this board. A run always uses 8N1.',
  },
  reset: {
    app: 'Reset',
    appHint: 'Restarts the board by its reset line. Listening goes on.',
    more: 'Other ways to reset',
    loader: 'Reset into the loader',
    esp: 'DTR and RTS bring it there. It waits until the next reset, and its ROM speaks at 115,200 baud 8N1: so does the line then.',
    beken:
      'Its ROM listens for a blink only. The bench knocks while it restarts, and it stays until the next reset. The line goes to 115,200 baud 8N1.',
    unknown: 'Let the bench recognise the board first: each family has its own way there.',
    romSpeed: (baud: number) =>
      `Its ROM speaks at 115,200 baud: at ${f.count(baud)} the first lines after a reset are noise, and those of the application are not.`,
    notListening: 'Listen first: what the board says after it shall be seen.',
  },
  how: 'What is typed',
  text: 'Text',
  hex: 'Hex',
  lineTo: 'Line to send',
  bytesTo: 'Bytes to send, in hex',
  hexPlaceholder: '48 65 6C 0D',
  end: 'Line end',
  ends: { cr: 'CR', lf: 'LF', crlf: 'CR LF', none: 'None' },
  send: 'Send line',
  sendBytes: 'Send bytes',
  bytes: (n: number) => many(n, 'byte', 'bytes'),
  wrongHex: {
    'not-hex': (found: string, at: number) => `“${found}” at character ${f.count(at)} is no hex.`,
    half: (found: string, at: number) => `“${found}” at character ${f.count(at)} ends with half a byte.`,
    'too-many': (_: string, at: number) => `Too much for one sending: 4,096 bytes end at character ${f.count(at)}.`,
    empty: (): string => 'No byte is typed.',
  },
  history: 'Up and Down bring back what was sent to this board. Lines with a secret in them are not kept.',
  forget: 'Forget them',
  quick: {
    title: 'Often sent',
    edit: 'Edit',
    editTitle: 'Often sent',
    close: 'Close',
    list: 'In this order',
    none: 'None yet. Add one below.',
    add: 'Add',
    addLabel: 'Command',
    addHex: 'It is hex',
    secret: 'There is a secret in it. Nothing secret is kept here.',
    twice: 'It is there already.',
    up: (command: string) => `Move ${command} up`,
    down: (command: string) => `Move ${command} down`,
    remove: (command: string) => `Remove ${command}`,
    suggested: 'Of TuyaOpen’s console',
    suggestedHint: 'Which of them a board has depends on its build: `help` tells.',
    put: (command: string) => `Add ${command}`,
    usual: 'Back to those it came with',
  },
});
