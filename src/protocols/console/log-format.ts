import type { LogLine } from '../../model/log-line';

/** What a log line says about itself; `text` is the message alone, or the whole line when it is not a log line. */
export type LogParts = Pick<LogLine, 'level' | 'file' | 'text' | 'stamp'>;

/** authorize-cli, section 6; milliseconds and the module name vary with the build. */
const tuya = /^\[(\d\d-\d\d \d\d:\d\d:\d\d(?::\d{1,3})?) \S+ ([EWNIDT])\]\[([^:\]]+):\d+\] ?(.*)$/s;
const idf = /^([EWIDV]) \(\d{1,10}\) ([^\s:]+): ?(.*)$/s;

const idfLevels: Readonly<Record<string, LogLine['level']>> = { E: 'E', W: 'W', I: 'I', D: 'D', V: 'T' };

export const readLogLine = (spread: string): LogParts => {
  // A text with line ends of its own is shown on one line.
  const line = spread.replace(/\s*\n\s*/g, ' ');
  const own = tuya.exec(line);
  if (own !== null) {
    return { stamp: own[1], level: own[2] as LogLine['level'], file: own[3], text: own[4] ?? '' };
  }
  const chip = idf.exec(line);
  if (chip !== null) return { level: idfLevels[chip[1] ?? ''], file: chip[2], text: chip[3] ?? '' };
  return { text: line };
};
