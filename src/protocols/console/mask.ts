import type { ColourFrom, LogLine } from '../../model/log-line';
import type { HeardLine } from './dialogue';
import { createKnownSecrets, type KnownSecrets } from './known-secrets';
import { readLogLine } from './log-format';
import { joinSpans, looksLikeKey, looksLikeUuid, type Span, spansByRule } from './secrets';

/** What stands where a secret stood, the same for every length. */
export const maskText = '••••••';

/** The door through which every line passes before it is shown, kept or sent on. */
export interface MaskingDoor {
  /** A secret of this run. Kept in memory only, as long as the door. */
  learn(secret: string): void;
  /** What it has learned: a door beside it, for another port of the same board, hides that as well. */
  readonly learned: KnownSecrets;
  heard(line: HeardLine): LogLine;
  /** The same, with what of the line's own text it hides. In place of `heard`: each line passes once. */
  opened(line: HeardLine): OpenedLine;
  /** Secrets that give themselves away in any text, or are known. */
  spansIn(text: string): Span[];
  /** What comes next may be a secret by its place alone. */
  readonly expectsKey: boolean;
  /** A command on its way to the board. Its secrets are learned, so that no echo can show them. */
  sent(command: string, at: number): LogLine;
}

export interface OpenedLine {
  shown: LogLine;
  hides: readonly Span[];
}

/** Answers of the license commands that may be read; all other lines of `auth-read` but the UUID are hidden. */
const harmless = /^(?:Authorization|No command|Use like:|OK\b|ERR\b|tuya>|$)/;

/** Two, and room for empty lines and for a line that broke into the answer. */
const licenseLines = 8;

type Shown = Pick<LogLine, 'text' | 'masked' | 'colours'>;

/** A colour that begins inside of a secret begins with its mask: where it stood would tell of the secret. */
const placed = (colours: readonly ColourFrom[], spans: readonly Span[], text: string): ColourFrom[] => {
  const moved = new Map<number, ColourFrom[1]>();
  for (const [place, colour] of colours) {
    if (place >= text.length) break;
    let shift = 0;
    let at = place;
    for (const [start, end] of spans) {
      if (place < start) break;
      if (place < end) at = start;
      else shift += maskText.length - (end - start);
    }
    moved.set(at + shift, colour);
  }
  return [...moved];
};

const covered = (text: string, found: readonly Span[], colours: readonly ColourFrom[] = []): Shown => {
  const spans = joinSpans(found);
  const inColours = colours.length > 0 && placed(colours, spans, text);
  const told = inColours && inColours.length > 0 ? { colours: inColours } : {};
  if (spans.length === 0) return { text, ...told };
  const masked: [number, number][] = [];
  let shown = '';
  let from = 0;
  for (const [start, end] of spans) {
    shown += text.slice(from, start);
    masked.push([shown.length, maskText.length]);
    shown += maskText;
    from = end;
  }
  return { text: shown + text.slice(from), masked, ...told };
};

/** Of the line, as those of its message; none where that was put together from several lines. */
const coloursFrom = ({ text, colours = [] }: HeardLine, message: string): ColourFrom[] => {
  if (colours.length === 0 || !text.endsWith(message)) return [];
  const begin = text.length - message.length;
  const before = colours.findLast(([at]) => at <= begin);
  const behind = colours.flatMap(([at, colour]): ColourFrom[] => (at > begin ? [[at - begin, colour]] : []));
  return before && before[1] !== null ? [[0, before[1]], ...behind] : behind;
};

/** Another task's line in the middle of this one: what follows it may be the rest of this. */
const brokeIn = /(?!^)(?:\[\d\d-\d\d \d\d:\d\d:\d\d|[EWIDV] \(\d{1,10}\) )/;
/** As many more may break in. */
const mostBetween = 8;

/** `others`: secrets known elsewhere. */
export const createMaskingDoor = (others: readonly KnownSecrets[] = []): MaskingDoor => {
  const learned = createKnownSecrets();
  /** Lines that may still answer an `auth-read`. */
  let license = 0;
  let uuidTold = false;
  let afterUuid = false;
  /** A line that another one broke into. */
  let broken: { head: string; lines: number } | undefined;

  const learn = (secret: string): void => learned.add(secret);

  const spansIn = (text: string): Span[] => [
    ...spansByRule(text),
    ...[learned, ...others].flatMap((known) => known.spansIn(text)),
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

  /** What the rest of a broken line hides, read together with its beginning. */
  const behind = (head: string, rest: string): Span[] => {
    const { text } = readLogLine(head + rest);
    const begin = text.length - rest.length;
    if (!text.endsWith(rest)) return [[0, rest.length]];
    return spansIn(text).flatMap(([start, end]): Span[] =>
      end > begin ? [[Math.max(0, start - begin), end - begin]] : [],
    );
  };

  const told = (line: HeardLine, hidden: readonly Span[] = []): OpenedLine => {
    const { text, at } = line;
    const parts = readLogLine(text);
    // Spans of the whole line: nothing but the message of a rest is the line itself.
    if (hidden.length > 0) {
      const hides = [...hidden, ...spansIn(text)];
      return { shown: { at, ...covered(text, hides) }, hides };
    }
    const spans = spansIn(parts.text);
    const before = text.length - parts.text.length;
    const place = ([start, end]: Span): Span =>
      // Put together from several lines, its places are others: then all of it is hidden.
      text.endsWith(parts.text) ? [before + start, before + end] : [0, text.length];
    return {
      shown: { at, ...parts, ...covered(parts.text, spans, coloursFrom(line, parts.text)) },
      hides: spans.map(place),
    };
  };

  const opened = (line: HeardLine): OpenedLine => {
    if (line.kind === 'log') {
      const inner = brokeIn.exec(line.text)?.index;
      if (inner !== undefined) broken = { head: line.text.slice(0, inner), lines: mostBetween };
      else if (broken && --broken.lines < 0) broken = undefined;
      return told(line);
    }
    const rest = broken;
    broken = undefined;
    if (isAnsweredKey(line.text)) {
      const hides: Span[] = [[0, line.text.length]];
      return { shown: { at: line.at, ...covered(line.text, hides) }, hides };
    }
    // Without its time a log line looks like dialogue.
    return told(line, rest && behind(rest.head, line.text));
  };

  return {
    learn,
    learned,
    opened,
    heard: (line) => opened(line).shown,
    spansIn,
    get expectsKey() {
      return license > 0 || afterUuid || broken !== undefined;
    },
    sent: (command, at) => {
      const spans = spansIn(command);
      for (const [start, end] of spansByRule(command)) learn(command.slice(start, end));
      return { at, sent: true, ...covered(command, spans) };
    },
  };
};
