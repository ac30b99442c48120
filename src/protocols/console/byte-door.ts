/**
 * The masking door for bytes: what a line hides is hidden in the bytes it came in, however they were cut. What a byte is
 * a piece of is known with the end of its line; until then it waits, and nothing else waits for it. Noise has no lines:
 * it is told as soon as it shows that it is none.
 */
import { byteStates, type HeardBytes } from '../../model/heard-bytes';
import type { Unfinished } from './cut-stream';
import type { HeardLine, Whereabouts } from './dialogue';
import { isText } from './garble';
import type { Span } from './secrets';
import type { Stretch } from './terminal';

export interface LineOfBytes {
  line: HeardLine;
  /** Of its text. */
  hides: readonly Span[];
}

export interface ByteDoor {
  /** Before whatever they were the end of is settled. `at`: milliseconds since 1970. */
  take(bytes: Uint8Array, at: number): void;
  /** What is known since. `over`: no more will come, and what waits is no line any more. */
  settle(lines: readonly LineOfBytes[], whereabouts: Whereabouts, over?: boolean): readonly HeardBytes[];
}

export interface ByteDoorSettings {
  spansIn(text: string): Span[];
  /** What is under way may be a secret by its place alone. */
  expectsKey(): boolean;
}

interface Waiting {
  at: number;
  from: number;
  bytes: Uint8Array;
  states: Uint8Array;
  fresh: boolean;
}

const { waits, told, masked } = byteStates;
/** For the time of one settling: it belongs to a line that has not ended. */
const open = 255;

/** So large a share is no text with a few bytes damaged. */
const noiseShare = 0.3;

const encoder = new TextEncoder();

/** How many bytes a text was that was decoded from so many. */
const bytesBefore = (text: string, at: number): number => encoder.encode(text.slice(0, at)).length;

/** Spans of a text as spans of its bytes: a text that is shorter than they are was UTF-8. */
const spansOfBytes = (text: string, size: number, spans: readonly Span[]): readonly Span[] => {
  if (text.length === size) return spans;
  const whole = bytesBefore(text, text.length);
  // A text whose end was cut off stands for all there is.
  if (whole > size) return spans.length > 0 ? [[0, size]] : [];
  return spans.map(([start, end]) => [
    // Half of a pair is the whole of it.
    Math.max(0, bytesBefore(text, start) - (/[\ud800-\udbff]/.test(text[start - 1] ?? '') ? 3 : 0)),
    bytesBefore(text, end) + (/[\udc00-\udfff]/.test(text[end] ?? '') ? 3 : 0),
  ]);
};

const sizeOf = (bytes: readonly Stretch[]): number => bytes.reduce((sum, [from, to]) => sum + to - from, 0);

/** [start, end) counted along stretches, as stretches. */
const along = (bytes: readonly Stretch[], [start, end]: Span): Stretch[] => {
  const found: Stretch[] = [];
  let before = 0;
  for (const [from, to] of bytes) {
    const a = Math.max(from, from + start - before);
    const b = Math.min(to, from + end - before);
    if (a < b) found.push([a, b]);
    before += to - from;
  }
  return found;
};

const isUtf8 = (text: string): boolean => {
  try {
    const bytes = Uint8Array.from(text, (one) => one.charCodeAt(0));
    // Half a character at the end is one that is coming.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
};

/** So many characters from the start are no text, the last of them neither: no secret goes on behind it. */
const noiseIn = (text: string): number => {
  let last = -1;
  let odd = 0;
  let high = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isText(code)) continue;
    odd += 1;
    last = at;
    high ||= code > 0x7f;
  }
  if (last < 0 || odd < noiseShare * (last + 1)) return 0;
  return high && isUtf8(text.slice(0, last + 1)) ? 0 : last + 1;
};

export const createByteDoor = ({ spansIn, expectsKey }: ByteDoorSettings): ByteDoor => {
  let end = 0;
  let waiting: Waiting[] = [];

  const over = ([from, to]: Stretch, work: (piece: Waiting, start: number, end: number) => void) => {
    for (const piece of waiting) {
      const start = Math.max(from - piece.from, 0);
      const stop = Math.min(to - piece.from, piece.bytes.length);
      if (start < stop) work(piece, start, stop);
    }
  };
  const set = (stretch: Stretch, state: number) => over(stretch, ({ states }, a, b) => states.fill(state, a, b));
  /** Orders and returns between its bytes go with it: where it was cut is nobody's business either. */
  const hide = (stretches: readonly Stretch[], orders: readonly Stretch[]) => {
    for (const [at, stretch] of stretches.entries()) {
      set(stretch, masked);
      const next = stretches[at + 1];
      if (!next) continue;
      for (const [from, to] of orders) if (from >= stretch[1] && to <= next[0]) set([from, to], masked);
    }
  };

  const tellNoise = ({ text, bytes }: Unfinished, orders: readonly Stretch[]) => {
    const noise = noiseIn(text);
    if (noise === 0) return;
    for (const stretch of along(bytes, [0, noise])) set(stretch, told);
    for (const span of spansIn(text.slice(0, noise))) hide(along(bytes, span), orders);
  };

  /** In no line: its end, an order, or what was too long for one. */
  const tellRest = ({ bytes, states }: Waiting) => {
    for (let at = 0; at < states.length; at += 1) {
      if (states[at] === open) states[at] = waits;
      else if (states[at] === waits) states[at] = (bytes[at] ?? 0) < 0x20 ? told : masked;
    }
  };

  const shownOf = ({ at, from, bytes, states, fresh }: Waiting): HeardBytes => ({
    ...(fresh && from === 0 && { begins: true }),
    at,
    from,
    bytes: bytes.map((byte, place) => (states[place] === told ? byte : 0)),
    states: states.slice(),
  });

  /** What of a piece waits still, as pieces of their own. */
  const left = ({ at, from, bytes, states }: Waiting): Waiting[] => {
    const pieces: Waiting[] = [];
    for (let start = states.indexOf(waits); start >= 0; start = states.indexOf(waits, start)) {
      let stop = start;
      while (states[stop] === waits) stop += 1;
      pieces.push({
        at,
        from: from + start,
        bytes: bytes.slice(start, stop),
        states: states.slice(start, stop),
        fresh: false,
      });
      start = stop;
    }
    return pieces;
  };

  return {
    take(bytes, at) {
      waiting.push({ at, from: end, bytes: bytes.slice(), states: new Uint8Array(bytes.length), fresh: true });
      end += bytes.length;
    },
    settle(lines, { unfinished, orders }, isOver = false) {
      for (const stretch of orders) set(stretch, told);
      for (const { line, hides } of lines) {
        const { text, bytes = [] } = line;
        for (const stretch of bytes) set(stretch, told);
        for (const span of spansOfBytes(text, sizeOf(bytes), hides)) hide(along(bytes, span), orders);
      }
      for (const one of isOver ? [] : unfinished) {
        for (const stretch of one.bytes)
          over(stretch, ({ states }, a, b) => {
            for (let at = a; at < b; at += 1) if (states[at] === waits) states[at] = open;
          });
        if (!expectsKey()) tellNoise(one, orders);
      }
      for (const piece of waiting) tellRest(piece);
      const changed = waiting.filter(({ fresh, states }) => fresh || states.some((state) => state !== waits));
      const shown = changed.map(shownOf);
      waiting = waiting.flatMap(left);
      return shown;
    },
  };
};
