/**
 * Cuts what a board prints into the plain dialogue and the log lines that were printed in the middle of it
 * (authorize-cli, section 1). Works on characters that stand for bytes (Latin-1), so nothing is lost or joined.
 */

import type { ColourFrom, TerminalColour } from '../../model/log-line';
import {
  addCharacter,
  addPlace,
  type ColouredText,
  createTerminalStrip,
  type PassText,
  type Stretch,
} from './terminal';

export interface CutStream {
  /** One byte from the board, as a character of the same code. */
  take(byte: string, at: number, place: number): void;
  /** Gives out what was held back, because no more will come. */
  end(): void;
  /** The log line that is under way, and what could become one. */
  unfinished(): readonly Unfinished[];
}

/** A text whose line end has not come. */
export interface Unfinished {
  /** Characters that stand for bytes. */
  text: string;
  bytes: readonly Stretch[];
}

export interface CutParts {
  /** A character of the plain dialogue. */
  plain: PassText;
  /** A whole log line without its line end; `at` is the time of its first byte. */
  log(line: string, at: number, colours: readonly ColourFrom[], bytes: readonly Stretch[]): void;
  /** As of `createTerminalStrip`. */
  order?(place: number): void;
}

/** A longer log line is cut short here; the rest of it is dropped rather than taken for dialogue. */
const longestLog = 16_384;

const tuyaStart = '[00-00 00:00:00';
/** `I (305) wifi: `: the chip maker's own log, printed by the radio library below TuyaOpen on ESP32. */
const idfStart = /^[EWIDV](?: (?:\((?:\d{1,10}(?:\) ?)?)?)?)?$/;
const idfWhole = /^[EWIDV] \(\d{1,10}\) $/;

const isDigit = (character: string): boolean => character >= '0' && character <= '9';

const couldBeTuya = (text: string): boolean => {
  for (let i = 0; i < text.length; i += 1) {
    const wanted = tuyaStart[i];
    const found = text[i] ?? '';
    if (wanted === '0' ? !isDigit(found) : found !== wanted) return false;
  }
  return true;
};

const startOfLog = (text: string): 'no' | 'perhaps' | 'yes' => {
  if (text.startsWith('[')) {
    if (!couldBeTuya(text)) return 'no';
    return text.length === tuyaStart.length ? 'yes' : 'perhaps';
  }
  if (!idfStart.test(text)) return 'no';
  return idfWhole.test(text) ? 'yes' : 'perhaps';
};

export const createCutStream = (parts: CutParts): CutStream => {
  /** Could be the start of a log line; each with the time it came. */
  let held: { character: string; at: number; colour: TerminalColour | null; place: number }[] = [];
  let span: (ColouredText & { at: number; last: string }) | undefined;

  const inSpan = (
    open: NonNullable<typeof span>,
    character: string,
    colour: TerminalColour | null,
    place: number,
  ): void => {
    // Some of TuyaOpen's texts hold a bare LF; its log lines end with CRLF and nothing else.
    const isEnd = character === '\n' && (open.last === '\r' || !open.text.startsWith('['));
    open.last = character;
    if (!isEnd) {
      if (open.text.length < longestLog) addCharacter(open, character, colour, place);
      return;
    }
    span = undefined;
    // A terminal, or a driver that adds what is there already, writes more than one.
    parts.log(open.text.replace(/\r+$/, ''), open.at, open.colours, open.bytes);
  };

  const pass: PassText = (character, at, colour, place) => {
    if (span !== undefined) {
      inSpan(span, character, colour, place);
      return;
    }
    held.push({ character, at, colour, place });
    while (held.length > 0) {
      const text = held.map((one) => one.character).join('');
      const is = startOfLog(text);
      if (is === 'perhaps') return;
      const first = held[0];
      if (first === undefined) return;
      if (is === 'yes') {
        span = { text: '', colours: [], bytes: [], at: first.at, last: '' };
        for (const one of held) addCharacter(span, one.character, one.colour, one.place);
        held = [];
        return;
      }
      held = held.slice(1);
      parts.plain(first.character, first.at, first.colour, first.place);
    }
  };

  const strip = createTerminalStrip(pass, parts.order);

  return {
    take: strip,
    unfinished: () => {
      const perhaps = { text: '', bytes: [] as Stretch[] };
      for (const { character, place } of held) {
        perhaps.text += character;
        addPlace(perhaps.bytes, place);
      }
      return [...(span ? [span] : []), ...(held.length > 0 ? [perhaps] : [])];
    },
    end: () => {
      for (const one of held) parts.plain(one.character, one.at, one.colour, one.place);
      held = [];
      const open = span;
      span = undefined;
      if (open !== undefined) parts.log(open.text, open.at, open.colours, open.bytes);
    },
  };
};
