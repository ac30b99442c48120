import type { LogLine } from '../../model/log-line';

/** A line as it is stored: one JSON array, one line of the file. What a later bench adds to a line rides along in `rest`. */

type Stored = [at: number, ticks: number | null, level: string, file: string, text: string, rest?: Partial<LogLine>];

export const encodeLine = ({ at, ticks, level, file, text, ...rest }: LogLine): string => {
  // Of the two clocks nearly the same is told by every line; the difference is short.
  const stored: Stored = [at, ticks === undefined ? null : ticks - at, level ?? '', file ?? '', text];
  for (const _ in rest) {
    stored.push(rest);
    break;
  }
  return `${JSON.stringify(stored)}\n`;
};

const levels: ReadonlySet<string> = new Set(['E', 'W', 'N', 'I', 'D', 'T']);

/** Undefined of what is no line: torn by the end of a tab, or another bench's. */
export const decodeLine = (json: string): LogLine | undefined => {
  let stored: unknown;
  try {
    stored = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!Array.isArray(stored)) return undefined;
  const [at, ticks, level, file, text, rest] = stored as unknown[];
  if (typeof at !== 'number' || typeof text !== 'string') return undefined;
  return {
    at,
    text,
    ...(typeof level === 'string' && levels.has(level) && { level: level as NonNullable<LogLine['level']> }),
    ...(typeof file === 'string' && file !== '' && { file }),
    ...(typeof ticks === 'number' && { ticks: at + ticks }),
    ...(rest as Partial<LogLine> | undefined),
  };
};

const decoder = new TextDecoder();

/** Whole lines of a piece of the file, and how many of its bytes they take. Stops at the first that is none. */
export const decodeLines = (bytes: Uint8Array): { lines: LogLine[]; bytes: number } => {
  const lines: LogLine[] = [];
  let from = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
    const line = decodeLine(decoder.decode(bytes.subarray(from, end)));
    if (!line) break;
    lines.push(line);
    from = end + 1;
  }
  return { lines, bytes: from };
};
