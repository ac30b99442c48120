import type { ColourFrom } from '../../model/log-line';
import { createCutStream, type Unfinished } from './cut-stream';
import { addCharacter, addPlace, type ColouredText, type Stretch } from './terminal';

/**
 * The conversation with a TuyaOpen console: `echo CRLF (CRLF line)* CRLF prompt` (authorize-cli, section 1), with log
 * lines allowed at any byte of it. Knows no clock, no port and no secrets: whoever shows its lines masks them first.
 */
export interface Dialogue {
  /** From now on the echo of this command is looked for, and everything before it belongs to somebody else. */
  expect(command: string): void;
  /** Bytes in any pieces; `at` is their time, by whichever clock. */
  take(bytes: Uint8Array, at: number): Heard;
  /**
   * A last look before giving up on the expected command: forgives up to two lost or damaged bytes in its echo and a
   * lost line end before its prompt. Undefined = there is no answer.
   */
  settle(): Answer | undefined;
  /** Gives out the unfinished line, because the port is closing or the board restarted. Stops expecting. */
  end(): readonly HeardLine[];
  /** Where bytes went since this was asked last; those of finished lines stand with these. */
  whereabouts(): Whereabouts;
}

export interface Whereabouts {
  unfinished: readonly Unfinished[];
  /** Of terminal orders, which hold no text. */
  orders: readonly Stretch[];
}

export interface Answer {
  /** Answer lines without line ends, empty ones kept. */
  lines: readonly string[];
  /** Whole log lines printed since the command was expected. */
  log: readonly string[];
}

export interface HeardLine {
  /** Of its first byte. */
  at: number;
  text: string;
  /** `prompt` stands at the start of a line, and comes before the plain line that begins with it. */
  kind: 'log' | 'plain' | 'prompt';
  /** As `LogLine.colours`, in this text. */
  colours?: readonly ColourFrom[];
  /** Those it is of, in the order of its text; only if asked for. */
  bytes?: readonly Stretch[];
}

export interface Heard {
  /** Finished lines in the order in which they ended, without the empty ones; still with their secrets. */
  lines: readonly HeardLine[];
  answers: readonly Answer[];
}

/** The newer firmware adds a space, which then belongs to nothing. */
const prompt = 'tuya>';
const promptLine = `\r\n${prompt}`;
/** A longer plain line is garbage or a flood: cut short, the rest dropped up to the next line end. */
const longestLine = 4096;
const longestAnswer = 262_144;

/** Valid UTF-8 as such, anything else byte by byte. */
const textOf = (latin1: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is the test for plain ASCII
  if (/^[\x00-\x7f]*$/.test(latin1)) return latin1;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(latin1, (character) => character.charCodeAt(0)),
    );
  } catch {
    return latin1;
  }
};

/** UTF-16 units of the character that begins with this byte; none for one that goes on with it. */
const unitsOf = (byte: number): number => {
  if ((byte & 0xc0) === 0x80) return 0;
  return byte >= 0xf0 ? 2 : 1;
};

/** Places among bytes, as places in the text they spell. */
const coloursOf = (latin1: string, text: string, colours: readonly ColourFrom[]): Pick<HeardLine, 'colours'> => {
  if (colours.length === 0) return {};
  if (text.length === latin1.length) return { colours };
  let byte = 0;
  let place = 0;
  return {
    colours: colours.map(([at, colour]) => {
      for (; byte < at; byte += 1) place += unitsOf(latin1.charCodeAt(byte));
      return [place, colour];
    }),
  };
};

/** No pattern: one for a run of them takes the square of its length where it ends in something else. */
const withoutReturns = (text: string): string => {
  let end = text.length;
  while (text[end - 1] === '\r') end -= 1;
  return text.slice(0, end);
};

/** A bare LF ends no line. */
const linesOf = (between: string): readonly string[] => {
  if (between === '') return [];
  const lines: string[] = [];
  let open = '';
  const pieces = between.split('\n');
  const last = pieces.pop() ?? '';
  for (const [at, piece] of pieces.entries()) {
    const line = withoutReturns(piece);
    if (line === piece) open += `${piece}\n`;
    else {
      if (at > 0 || line !== '') lines.push(open + line);
      open = '';
    }
  }
  lines.push(open + withoutReturns(last));
  return lines.map(textOf);
};

/** Equal but for at most two bytes lost, or two bytes damaged. */
const isNearly = (found: string, wanted: string): boolean => {
  if (wanted.length < 4 || found.length > wanted.length || found.length < wanted.length - 2) return false;
  if (found.length === wanted.length) {
    let damaged = 0;
    for (let i = 0; i < wanted.length; i += 1) if (found[i] !== wanted[i]) damaged += 1;
    return damaged <= 2;
  }
  let matched = 0;
  for (const character of wanted) if (found[matched] === character) matched += 1;
  return matched === found.length;
};

const behindPrompt = (line: string): string => {
  const at = line.lastIndexOf(prompt);
  return at < 0 ? line : line.slice(at + prompt.length).replace(/^ /, '');
};

/** What follows an echo that is `nearly` the command, or undefined. */
const afterDamagedEcho = (talk: string, command: string): string | undefined => {
  let from = 0;
  for (let end = talk.indexOf('\n'); end >= 0; end = talk.indexOf('\n', from)) {
    const ended = talk.slice(from, talk[end - 1] === '\r' ? end - 1 : end);
    const line = ended.slice(ended.lastIndexOf('\r') + 1);
    from = end + 1;
    if (isNearly(behindPrompt(line), command)) return talk.slice(from);
  }
  return undefined;
};

/** As `linesOf`, with half line ends allowed. Undefined = no prompt at the start of a line. */
const lenientLines = (after: string): readonly string[] | undefined => {
  const end = /(?:\r\n?|\n)tuya>/.exec(after);
  if (end === null) return undefined;
  const between = after.slice(0, end.index);
  if (between === '') return [];
  return between
    .replace(/^(?:\r\n?|\n)/, '')
    .split(/\r\n?|\n/)
    .map(textOf);
};

/** `placed`: lines come with the places of their bytes. */
export const createDialogue = ({ placed = false } = {}): Dialogue => {
  let place = 0;
  let orders: Stretch[] = [];
  const placesOf = (bytes: readonly Stretch[]) => (placed ? { bytes } : {});
  let expected: string | undefined;
  /** Dialogue since the command was expected, or since its echo when that was found. */
  let talk = '';
  let echoFound = false;
  /** The end of `talk`, which is looked at with every byte: since its last line end, and the returns behind that. */
  let open = '';
  let returns = 0;
  /** How much of a line end and a prompt behind it stands there. */
  let prompted = 0;
  let log: string[] = [];
  let line: (ColouredText & { at: number }) | undefined;

  let heard: { lines: HeardLine[]; answers: Answer[] } = { lines: [], answers: [] };

  const answered = (lines: readonly string[]): Answer => {
    const answer = { lines, log };
    expected = undefined;
    talk = '';
    log = [];
    return answer;
  };

  const follow = (character: string): void => {
    if (expected === undefined || talk.length > longestAnswer) return;
    talk += character;
    if (!echoFound) {
      if (character === '\r') returns += 1;
      else if (character !== '\n') {
        open = returns > 0 ? character : open + character;
        returns = 0;
      } else {
        echoFound = returns > 0 && open.endsWith(expected);
        if (echoFound) talk = '';
        open = '';
        returns = 0;
      }
      return;
    }
    // No character stands in it twice: what does not go on with it begins it, or has nothing to do with it.
    if (character === promptLine[prompted]) prompted += 1;
    else prompted = character === promptLine[0] ? 1 : 0;
    if (prompted === promptLine.length) heard.answers.push(answered(linesOf(talk.slice(0, -promptLine.length))));
  };

  const endLine = (): void => {
    if (line !== undefined) {
      const text = textOf(line.text);
      heard.lines.push({
        kind: 'plain',
        text,
        at: line.at,
        ...coloursOf(line.text, text, line.colours),
        ...placesOf(line.bytes),
      });
    }
    line = undefined;
  };

  const cut = createCutStream({
    plain: (character, at, colour, place) => {
      follow(character);
      if (character === '\n') endLine();
      else if (character !== '\r') {
        line ??= { text: '', colours: [], bytes: [], at };
        if (line.text.length < longestLine) addCharacter(line, character, colour, place);
        if (line.text === prompt) heard.lines.push({ kind: 'prompt', text: prompt, at: line.at });
      }
    },
    order: (place) => placed && addPlace(orders, place),
    log: (text, at, colours, bytes) => {
      const whole = textOf(text);
      if (expected !== undefined) log.push(whole);
      heard.lines.push({ kind: 'log', text: whole, at, ...coloursOf(text, whole, colours), ...placesOf(bytes) });
    },
  });

  const handOver = (): Heard => {
    const given = heard;
    heard = { lines: [], answers: [] };
    return given;
  };

  return {
    expect: (command) => {
      expected = command;
      echoFound = false;
      talk = '';
      open = '';
      returns = 0;
      prompted = 0;
      log = [];
    },
    take: (bytes, at) => {
      for (const byte of bytes) {
        cut.take(String.fromCharCode(byte), at, place);
        place += 1;
      }
      return handOver();
    },
    settle: () => {
      if (expected === undefined) return undefined;
      const after = echoFound ? talk : afterDamagedEcho(talk, expected);
      const lines = after === undefined ? undefined : lenientLines(after);
      return lines === undefined ? undefined : answered(lines);
    },
    whereabouts: () => {
      const since = { unfinished: [...(line ? [line] : []), ...cut.unfinished()], orders };
      orders = [];
      return since;
    },
    end: () => {
      cut.end();
      endLine();
      expected = undefined;
      return handOver().lines;
    },
  };
};
