import type { LogLine } from '../../model/log-line';
import type { HeardLine } from './dialogue';
import { readLogLine } from './log-format';
import { joinSpans, looksLikeKey, looksLikeUuid, type Span, spansByRule, spansOfSecret } from './secrets';

/** What stands where a secret stood, the same for every length. */
export const maskText = '••••••';

/** The door through which every line passes before it is shown, kept or sent on. */
export interface MaskingDoor {
  /** A secret of this run. Kept in memory only, as long as the door. */
  learn(secret: string): void;
  /** What it has learned: a door beside it, for another port of the same board, hides that as well. */
  learned(): readonly string[];
  heard(line: HeardLine): LogLine;
  /** A command on its way to the board. Its secrets are learned, so that no echo can show them. */
  sent(command: string, at: number): LogLine;
}

/** Answers of the license commands that may be read; all other lines of `auth-read` but the UUID are hidden. */
const harmless = /^(?:Authorization|No command|Use like:|OK\b|ERR\b|tuya>|$)/;

/** Two, and room for empty lines and for a line that broke into the answer. */
const licenseLines = 8;

const covered = (text: string, spans: readonly Span[]): Pick<LogLine, 'text' | 'masked'> => {
  if (spans.length === 0) return { text };
  const masked: [number, number][] = [];
  let shown = '';
  let from = 0;
  for (const [start, end] of joinSpans(spans)) {
    shown += text.slice(from, start);
    masked.push([shown.length, maskText.length]);
    shown += maskText;
    from = end;
  }
  return { text: shown + text.slice(from), masked };
};

/** Shorter ones stand in too many words. */
const shortestSecret = 4;

/** `others`: secrets known elsewhere, asked for with every line. */
export const createMaskingDoor = (others: () => readonly string[] = () => []): MaskingDoor => {
  const known = new Set<string>();
  /** Lines that may still answer an `auth-read`. */
  let license = 0;
  let uuidTold = false;
  let afterUuid = false;

  const learn = (secret: string): void => {
    known.add(secret);
  };

  const spansIn = (text: string): Span[] => [
    ...spansByRule(text),
    ...[...known, ...others()]
      .filter((secret) => secret.length >= shortestSecret)
      .flatMap((secret) => spansOfSecret(text, secret)),
  ];

  /** A key stands in an answer with no word beside it; its place gives it away. */
  const isAnsweredKey = (text: string): boolean => {
    const line = text.trim();
    // Only the first can be the UUID: half a torn key may look like one.
    const isUuid = looksLikeUuid(line) && !(license > 0 && uuidTold);
    const byPlace = (license > 0 && !harmless.test(line) && !isUuid) || (afterUuid && /^\S{9,}$/.test(line));
    uuidTold ||= isUuid;
    if (line !== '') afterUuid = isUuid;
    license = line.includes('tuya>') ? 0 : Math.max(0, license - 1);
    if (/(?:^|[ >])auth-read(?: \S*)?$/.test(line)) {
      license = licenseLines;
      uuidTold = false;
    }
    return looksLikeKey(line) || byPlace;
  };

  return {
    learn,
    learned: () => [...known],
    heard: (line) => {
      if (line.kind === 'log') {
        const parts = readLogLine(line.text);
        return { at: line.at, ...parts, ...covered(parts.text, spansIn(parts.text)) };
      }
      if (isAnsweredKey(line.text)) return { at: line.at, ...covered(line.text, [[0, line.text.length]]) };
      // Without its time a log line looks like dialogue.
      const parts = readLogLine(line.text);
      return { at: line.at, ...parts, ...covered(parts.text, spansIn(parts.text)) };
    },
    sent: (command, at) => {
      const spans = spansIn(command);
      for (const [start, end] of spansByRule(command)) learn(command.slice(start, end));
      return { at, sent: true, ...covered(command, spans) };
    },
  };
};
