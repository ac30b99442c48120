/**
 * A log that somebody saved: the bench's own export, a terminal's, or one with a time in front as tools write it. Masks
 * secrets on the way in, as the bench does with what it hears.
 */
import type { LogLine } from '../../model/log-line';
import { levelPattern } from '../console/log-format';
import { createMaskingDoor, type MaskingDoor } from '../console/mask';
import { hidden, mayBeTorn } from './torn-line';

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
const ansi = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[@-Z\\-_])/g;

/** TuyaOpen's own form, wherever it begins in a line: a prompt or a stray byte may stand before it. */
const boardForm = new RegExp(
  String.raw`\[(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?::(\d{1,3}))? \S+ (?:${levelPattern})\]\[`,
);

/** `2026-11-22 14:31:32.110`, `[14:31:32,110] `, `14:31:32.110 -> `, `2026-11-22T14:31:32Z `. */
const toolTime =
  /^[[(<]?(?:(\d{4})[-/](\d\d)[-/](\d\d)[T ]\s*)?(\d\d):(\d\d):(\d\d)(?:[.,:](\d{1,6}))?(Z)?[\])>]?\s*(?:(?:->|RX:?|:|\|)\s*)?/;

/** The bench's export: time, level or `>` for what was typed, file, text. */
const ownForm = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} ([EWNIDT> ]) (.*)$/;
const ownFile = /^([\w.+-]+): (.*)$/;
/** Without a level a word and a colon may be anything; the name of a source file is one. */
const bareFile = /^([\w.+-]+\.c(?:pp)?): (.*)$/;

/** A jump this far is a clock that was set, or a chip that started again: time goes on where it was. */
const longestGapMs = 3_600_000;

const msOf = (fraction: string | undefined): number => Number((fraction ?? '').padEnd(3, '0').slice(0, 3));

/** Local time, as whoever saved it saw it; a time without its day is one of the first. */
const toolMs = ([, year, month, day, h, m, s, fraction, zulu]: RegExpExecArray): number => {
  const parts = [
    Number(year ?? 1970),
    Number(month ?? 1) - 1,
    Number(day ?? 1),
    Number(h),
    Number(m),
    Number(s),
  ] as const;
  return (zulu ? Date.UTC(...parts) : new Date(...parts).getTime()) + msOf(fraction);
};

const boardMs = ([, month, day, h, m, s, fraction]: RegExpExecArray): number =>
  new Date(1970, Number(month) - 1, Number(day), Number(h), Number(m), Number(s)).getTime() + Number(fraction ?? 0);

/** Time that only goes forward, from clocks that do not. */
const createClock = () => {
  let now: number | undefined;
  let shift = 0;
  return {
    told(ms: number): number {
      const at = ms + shift;
      const jumps = now !== undefined && (at < now || at - now > longestGapMs);
      if (jumps) shift = (now ?? 0) - ms;
      return (now = ms + shift);
    },
    same: (): number => now ?? 0,
  };
};

const ownLine = (door: MaskingDoor, [, mark = ' ', rest = '']: RegExpExecArray, at: number): LogLine => {
  if (mark === '>') return door.sent(rest, at);
  const [, file, text = rest] = (mark === ' ' ? bareFile : ownFile).exec(rest) ?? [];
  const heard = door.heard({ kind: mark === ' ' ? 'plain' : 'log', text, at });
  return { ...heard, ...(mark !== ' ' && { level: mark as LogLine['level'] }), ...(file && { file }) };
};

/** What a report of the bench holds of the board's words. */
const evidenceLines = (text: string): { at?: unknown; text?: unknown }[] | undefined => {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const { evidence } = JSON.parse(text) as { evidence?: unknown };
    return Array.isArray(evidence) ? evidence : undefined;
  } catch {
    return undefined;
  }
};

/**
 * A log that begins in the middle of a line may begin in the middle of a secret, and the word that gave it away is gone.
 * Where the other lines have a form and the first has none, and means nothing, it is hidden.
 */
const hideTorn = (lines: LogLine[]): LogLine[] => {
  const [first, ...rest] = lines;
  if (!first || !mayBeTorn(first)) return lines;
  if (!rest.some(({ stamp, text }) => stamp !== undefined || text.startsWith('tuya>'))) return lines;
  return [hidden(first), ...rest];
};

const readLines = (text: string): LogLine[] => {
  const door = createMaskingDoor();
  const told = evidenceLines(text);
  if (told) {
    return told.flatMap((each) =>
      typeof each.text === 'string'
        ? [door.heard({ kind: 'plain', text: each.text, at: new Date(String(each.at)).getTime() || 0 })]
        : [],
    );
  }
  const clock = createClock();
  const lines: LogLine[] = [];
  for (const raw of text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)) {
    const line = raw.replace(ansi, '').trimEnd();
    if (line === '') continue;
    const own = ownForm.exec(line);
    const tool = toolTime.exec(line);
    const at = tool ? clock.told(toolMs(tool)) : undefined;
    if (own) {
      lines.push(ownLine(door, own, at ?? clock.same()));
      continue;
    }
    const rest = tool ? line.slice(tool[0].length) : line;
    const board = boardForm.exec(rest);
    const when = at ?? (board ? clock.told(boardMs(board)) : clock.same());
    if (!board) {
      // The chip maker's log has no date, and is one all the same.
      const kind = /^[EWIDV] \(\d+\) /.test(rest) ? 'log' : 'plain';
      if (rest) lines.push(door.heard({ kind, text: rest, at: when }));
      continue;
    }
    const before = rest.slice(0, board.index).trim();
    if (before) lines.push(door.heard({ kind: 'plain', text: before, at: when }));
    lines.push(door.heard({ kind: 'log', text: rest.slice(board.index), at: when }));
  }
  return lines;
};

/**
 * The lines of a saved log, in order, masked. `at` is the time that the file gives; without one it is counted from the
 * board's own stamps, and begins in 1970.
 */
export const readSavedLog = (text: string): LogLine[] => hideTorn(readLines(text));
