/** Bytes as a person types them: `48 65 6C 0D`, `0x48,0x65`, `48656c0d`, `\x48\x65`. */

export type HexInput =
  | { bytes: Uint8Array }
  /**
   * not-hex   something that is no digit, `length` characters of it
   * half      a run of digits that does not end with a whole byte
   * too-many  more than fit into one sending
   * empty     no digit at all
   * `at` and `length` in the text as typed.
   */
  | { why: 'not-hex' | 'half' | 'too-many' | 'empty'; at: number; length: number };

/** The receive buffers of consoles are a few hundred bytes; a file is not sent like this. */
export const mostHexBytes = 4096;

/** What people and programs put between bytes. */
const between = /^(?:[\s,;:.\-_|]|\\x|0x(?=[0-9a-f]))+/i;
const digits = /^[0-9a-f]+/i;
/** A word at most, so that the mark does not swallow what is right behind it. */
const other = /^[^\s,;]+?(?=[\s,;]|$)/;

/** One digit alone, between separators, is a byte as well; three are a slip. */
export const readHex = (typed: string): HexInput => {
  const bytes: number[] = [];
  let at = 0;
  while (at < typed.length) {
    const rest = typed.slice(at);
    const gap = between.exec(rest)?.[0];
    if (gap) {
      at += gap.length;
      continue;
    }
    const run = digits.exec(rest)?.[0];
    if (!run) return { why: 'not-hex', at, length: other.exec(rest)?.[0].length ?? 1 };
    const after = rest[run.length];
    // `0D` is a byte, `0Dh` is one too, `0Dx` is a slip.
    const suffix = after !== undefined && /[hH]/.test(after) && !/[0-9a-zA-Z]/.test(rest[run.length + 1] ?? ' ');
    if (after !== undefined && !suffix && /[g-zG-Z]/.test(after))
      return { why: 'not-hex', at: at + run.length, length: 1 };
    if (run.length > 1 && run.length % 2 === 1) return { why: 'half', at, length: run.length };
    for (let digit = 0; digit < run.length; digit += 2) bytes.push(Number.parseInt(run.slice(digit, digit + 2), 16));
    if (bytes.length > mostHexBytes) return { why: 'too-many', at, length: typed.length - at };
    at += run.length + (suffix ? 1 : 0);
  }
  return bytes.length > 0 ? { bytes: Uint8Array.from(bytes) } : { why: 'empty', at: 0, length: 0 };
};

/** `48 65 6C 0D` */
export const hexText = (bytes: Iterable<number>): string =>
  [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
