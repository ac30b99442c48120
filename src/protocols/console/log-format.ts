import type { LogLine } from '../../model/log-line';

/** What a log line says about itself; `text` is the message alone, or the whole line when it is not a log line. */
export type LogParts = Pick<LogLine, 'level' | 'file' | 'text' | 'stamp'>;

/** Letters today, words in firmware of some years ago. */
export const levelPattern = 'E|W|N|I|D|T|Err|Warn|Notice|Info|Debug|Trace';
/** A file with its line, or the return address where a build leaves file names out. */
const placePattern = String.raw`\[(?:([^:\]]+):\d+|lr:(0x[0-9a-fA-F]+))\]`;

/** authorize-cli, section 6; milliseconds and the module name vary with the build. */
const stamped = new RegExp(
  String.raw`^\[(\d\d-\d\d \d\d:\d\d:\d\d(?::\d{1,3})?) \S+ (${levelPattern})\]${placePattern} ?(.*)$`,
  's',
);
/** As people copy them: the time left out, and the file, too. */
const timeless = new RegExp(String.raw`^\[[A-Za-z]\w{0,11} (${levelPattern})\](?:${placePattern})? ?(.*)$`, 's');
/** Or nothing left but the file. */
const bare = /^\[([\w.-]+\.c(?:pp)?):\d+\] (.*)$/s;
const idf = /^([EWIDV]) \(\d{1,10}\) ([^\s:]+): ?(.*)$/s;

const idfLevels: Readonly<Record<string, LogLine['level']>> = { E: 'E', W: 'W', I: 'I', D: 'D', V: 'T' };

const levelOf = (name: string | undefined): LogLine['level'] => name?.[0] as LogLine['level'];

const partsOf = (line: string): LogParts | undefined => {
  const own = stamped.exec(line);
  if (own) {
    const [, stamp, level, file, address, text = ''] = own;
    return { stamp, level: levelOf(level), file: file ?? address, text };
  }
  const copied = timeless.exec(line);
  if (copied) {
    const [, level, file, address, text = ''] = copied;
    const place = file ?? address;
    return { level: levelOf(level), ...(place && { file: place }), text };
  }
  const [, file, told] = bare.exec(line) ?? [];
  if (file !== undefined) return { file, text: told ?? '' };
  const chip = idf.exec(line);
  return chip ? { level: idfLevels[chip[1] ?? ''], file: chip[2], text: chip[3] ?? '' } : undefined;
};

/** A text with line ends of its own is shown on one line. No pattern: one that begins with blanks takes for ever over many. */
const onOneLine = (text: string): string => {
  if (!text.includes('\n')) return text;
  const parts = text.split('\n');
  const trimmed = parts.map((part, at) =>
    at === 0 ? part.trimEnd() : at < parts.length - 1 ? part.trim() : part.trimStart(),
  );
  return trimmed.filter((part, at) => part !== '' || at === 0 || at === parts.length - 1).join(' ');
};

export const readLogLine = (spread: string): LogParts => {
  const line = onOneLine(spread);
  return partsOf(line) ?? { text: line };
};
