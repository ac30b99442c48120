/**
 * What a terminal would take for orders rather than text (ECMA-48): colours stand around every log line, the line editor
 * may move the cursor. Taken out before anything is read, since a secret may be cut by them.
 */
import type { ColourFrom, TerminalColour } from '../../model/log-line';

/** `colour`: the text's own, as it was last told; null where it was not. `place`: of its byte among all that came. */
export type PassText = (character: string, at: number, colour: TerminalColour | null, place: number) => void;

/** Bytes among all that came, [start, end). */
export type Stretch = [number, number];

export const addPlace = (bytes: Stretch[], place: number): void => {
  const last = bytes.at(-1);
  if (last && last[1] === place) last[1] += 1;
  else bytes.push([place, place + 1]);
};

/** Of parameters; more is noise. */
const longestOrder = 64;

/** Ends with its own sign, or with the line whatever it is. */
const stringStarts = new Set([']', 'P', 'X', '^', '_']);

const isBetween = (character: string, from: number, to: number): boolean => {
  const code = character.charCodeAt(0);
  return code >= from && code <= to;
};

/** Of the 256: the sixteen as they are, the cube and the greys by their nearest corner. */
const ofPalette = (index: number): TerminalColour => {
  if (index < 16) return index as TerminalColour;
  if (index >= 232) return index >= 244 ? 7 : 8;
  const cube = index - 16;
  return cornerOf([Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((part) => part / 5));
};

/** Parts from 0 to 1: red, green, blue. */
const cornerOf = ([red = 0, green = 0, blue = 0]: readonly number[]): TerminalColour =>
  ((red >= 0.5 ? 1 : 0) + (green >= 0.5 ? 2 : 0) + (blue >= 0.5 ? 4 : 0)) as TerminalColour;

/** The colour after `ESC [ … m`; backgrounds, weight and underlines are left alone. */
export const colourAfter = (parameters: string, before: TerminalColour | null): TerminalColour | null => {
  const told = parameters.split(/[;:]/).map((word) => (word === '' ? 0 : Number(word)));
  let colour = before;
  for (let at = 0; at < told.length; at += 1) {
    const code = told[at] ?? 0;
    if (code === 0 || code === 39) colour = null;
    else if (code >= 30 && code <= 37) colour = (code - 30) as TerminalColour;
    else if (code >= 90 && code <= 97) colour = (code - 90 + 8) as TerminalColour;
    else if (code === 38 || code === 48) {
      const [way, ...values] = told.slice(at + 1);
      const [first = 0, ...others] = values;
      if (code === 38 && way === 5 && first <= 255) colour = ofPalette(first);
      if (code === 38 && way === 2) colour = cornerOf([first, ...others.slice(0, 2)].map((part) => part / 255));
      at += way === 5 ? 2 : way === 2 ? 4 : 0;
    }
  }
  return colour;
};

/** What a line gathers: a colour is noted where it changes. */
export interface ColouredText {
  text: string;
  colours: ColourFrom[];
  /** Those that the text is of, in its order. */
  bytes: Stretch[];
}

export const addCharacter = (
  line: ColouredText,
  character: string,
  colour: TerminalColour | null,
  place: number,
): void => {
  if ((line.colours.at(-1)?.[1] ?? null) !== colour) line.colours.push([line.text.length, colour]);
  line.text += character;
  addPlace(line.bytes, place);
};

/** `order`: a byte of an order that holds no text. What holds one, such as a title, is passed to nobody. */
export const createTerminalStrip = (
  pass: PassText,
  order: (place: number) => void = () => {},
): ((character: string, at: number, place: number) => void) => {
  let inside: 'text' | 'escape' | 'sequence' | 'string' = 'text';
  let parameters = '';
  let colour: TerminalColour | null = null;

  /** True when the character belongs to the order. */
  const swallows = (character: string): boolean => {
    switch (inside) {
      case 'text':
        return false;
      case 'escape':
        if (character === '[') {
          inside = 'sequence';
          parameters = '';
          return true;
        }
        if (stringStarts.has(character)) {
          inside = 'string';
          return true;
        }
        if (isBetween(character, 0x20, 0x2f)) return true;
        inside = 'text';
        return isBetween(character, 0x30, 0x7e);
      case 'sequence':
        if (isBetween(character, 0x20, 0x3f) && parameters.length < longestOrder) {
          parameters += character;
          return true;
        }
        inside = 'text';
        if (character === 'm') colour = colourAfter(parameters, colour);
        return isBetween(character, 0x40, 0x7e);
      case 'string':
        if (character !== '\x07' && character !== '\r' && character !== '\n') return true;
        inside = 'text';
        return character === '\x07';
    }
  };

  return (character, at, place) => {
    const before = inside;
    if (character === '\x1b') inside = 'escape';
    else if (!swallows(character)) return pass(character, at, colour, place);
    if (before !== 'string') order(place);
  };
};
