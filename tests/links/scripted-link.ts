import type { SerialLink } from '../../src/links/serial-link';
import { usualFormat } from '../../src/model/line-settings';

/** A link with nobody but the test at its other end: says what it is told to, remembers what was sent. */
export interface ScriptedLink extends SerialLink {
  readonly sent: readonly string[];
  /** From the board, in pieces of this many bytes. */
  says(text: string, pieces?: number): void;
  /** Answers every line as it is sent; the line comes without its CR. */
  answer(reply: (line: string) => string): void;
  lose(reason: unknown): void;
}

export const scriptedLink = (): ScriptedLink => {
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const lost = new AbortController();
  const sent: string[] = [];
  let reply: (line: string) => string = () => '';
  const says = (text: string, pieces = text.length || 1) => {
    const bytes = Buffer.from(text, 'latin1');
    for (let at = 0; at < bytes.length; at += pieces) {
      for (const heard of [...listeners]) heard(bytes.subarray(at, at + pieces));
    }
  };
  return {
    baud: 115_200,
    format: usualFormat,
    listen(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    async write(bytes) {
      const text = Buffer.from(bytes).toString('latin1');
      sent.push(text);
      says(reply(text.replace(/\r$/, '')), 3);
    },
    drain: async () => {},
    setLines: async () => {},
    reopen: async () => {},
    lost: lost.signal,
    close: async () => {},
    sent,
    says,
    answer: (next) => {
      reply = next;
    },
    lose: (reason) => lost.abort(reason),
  };
};

/** One exchange as the newer firmware prints it (authorize-cli, section 1). */
export const exchange = (command: string, lines: readonly string[], prompt = 'tuya> '): string =>
  `${command}\r\n${lines.map((line) => `\r\n${line}`).join('')}\r\n${prompt}`;
