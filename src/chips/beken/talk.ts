/**
 * A conversation with Beken's loader over one permanent reader. Replies are matched by kind, opcode and what they echo;
 * a late one belongs to nobody (beken-uart-boot, "If you only read one thing", 1).
 */
import type { SerialLink } from '../../links/serial-link';
import { pause, waitFor } from '../../links/wait';
import { type BekenCommand, linkCheck, replyMatches } from '../../protocols/beken/commands';
import { type BekenReply, createReplyReader } from '../../protocols/beken/frames';
import type { BekenTiming } from './timing';

/** The loader said no, or nothing. Each verb turns it into its own problem. */
export class BekenFault extends Error {
  /** `no-answer`, `status-` and the byte in hex, `crc`, `protected`. */
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.name = 'BekenFault';
    this.reason = reason;
  }
}

export interface AskBounds {
  withinMs: number;
  signal?: AbortSignal | undefined;
  /** How often it is asked, when asking twice changes nothing. */
  tries?: number;
}

export interface BekenTalk {
  readonly link: SerialLink;
  readonly timing: BekenTiming;
  /** Throws `BekenFault`, the signal's reason, or `port.lost`. */
  ask<T>(command: BekenCommand<T>, bounds: AskBounds): Promise<T>;
  /**
   * Asks for one after the other, each question sent while the answer before it is still coming; nothing is asked twice.
   * Answers are taken in their order. Only for what changes nothing. Throws as `ask`; `settle` has to follow then.
   */
  askAhead<T>(
    commands: readonly BekenCommand<T>[],
    bounds: Omit<AskBounds, 'tries'>,
    take: (value: T, at: number) => void,
  ): Promise<void>;
  /** Without waiting for anything. */
  send(frame: Uint8Array): Promise<void>;
  /**
   * LinkChecks every few milliseconds until one is answered, at most `forMs`; then waits for the late answers. Those to
   * `also`, which was sent before, belong here.
   */
  knock(forMs: number, signal?: AbortSignal, also?: BekenCommand<unknown>): Promise<boolean>;
  /** A verb was cut short: its reply may still come. Afterwards nothing of before is left. Throws `BekenFault`. */
  settle(signal?: AbortSignal): Promise<void>;
  stop(): void;
}

const settleTries = 5;
/** Questions that wait at the chip's end beside the one it answers: a dozen bytes, which fit into any receive buffer. */
const askedAhead = 1;

const faultOf = (answer: { status: number } | undefined) =>
  new BekenFault(answer ? `status-${answer.status.toString(16).padStart(2, '0')}` : 'no-answer');
/** So often a line has to be found clean before it is trusted again. */
const cleanUntilTrusted = 8;

export const createBekenTalk = (link: SerialLink, timing: BekenTiming): BekenTalk => {
  const reader = createReplyReader();
  let waiting: BekenReply[] = [];
  let wake: (() => void) | undefined;
  let heard = 0;
  /**
   * Answers came that nobody had asked for, or twice: one that names no address needs a clean line first, as many times
   * as this says.
   */
  let distrust = 0;
  /** Sent and not waited for: its answer is no stray. */
  let expected: BekenCommand<unknown> | undefined;

  const stop = link.listen((bytes) => {
    heard += bytes.length;
    waiting.push(...reader.take(bytes));
    wake?.();
  });

  const flush = () => {
    reader.forget();
    waiting = [];
  };

  const isStray = (reply: BekenReply) =>
    !replyMatches(linkCheck, reply) && !(expected && replyMatches(expected, reply) && expected.read(reply.payload));

  /** Whether any of them is a stray. */
  const judge = (replies: readonly BekenReply[]): boolean => {
    const strays = replies.some(isStray);
    if (strays) distrust = cleanUntilTrusted;
    return strays;
  };

  const nextOf = <T>(command: BekenCommand<T>, withinMs: number, signal: AbortSignal | undefined) =>
    waitFor<{ value: T } | { status: number }>(
      (give) => {
        const look = () => {
          for (let reply = waiting.shift(); reply; reply = waiting.shift()) {
            const mine = replyMatches(command, reply);
            if (mine && reply.status !== 0) return give({ status: reply.status });
            const value = mine ? command.read(reply.payload) : undefined;
            if (value !== undefined) return give({ value });
            judge([reply]);
          }
        };
        wake = look;
        look();
        return () => {
          wake = undefined;
        };
      },
      { withinMs, signals: [signal, link.lost] },
    );

  /** Whether nothing came meanwhile that nobody asked for. */
  const quiet = async (signal: AbortSignal | undefined): Promise<boolean> => {
    for (let round = 0; round < 20; round++) {
      const before = heard;
      await pause(timing.quietMs, signal, link.lost);
      if (heard === before) break;
    }
    const strays = judge(waiting);
    flush();
    return !strays;
  };

  const knock = async (forMs: number, signal?: AbortSignal, also?: BekenCommand<unknown>): Promise<boolean> => {
    flush();
    expected = also;
    // A timer of its own: waits in a row would be stretched to four milliseconds each by the browser.
    const send = () => void link.write(linkCheck.request).catch(() => {});
    send();
    const knocking = setInterval(send, timing.linkEveryMs);
    try {
      const answered = await nextOf(linkCheck, forMs, signal);
      if (!answered) return false;
      clearInterval(knocking);
      await quiet(signal);
      return true;
    } finally {
      clearInterval(knocking);
      expected = undefined;
    }
  };

  const settle = async (signal?: AbortSignal) => {
    for (let tries = 0; tries < settleTries; tries++) {
      let clean = await quiet(signal);
      const before = distrust;
      // Answers come in the order of the questions: what is heard before this one is old.
      await link.write(linkCheck.request);
      if (await nextOf(linkCheck, timing.answerMs, signal)) {
        clean = (await quiet(signal)) && clean && distrust === before;
        if (clean) distrust = Math.max(0, distrust - 1);
        return;
      }
    }
    throw new BekenFault('no-answer');
  };

  return {
    link,
    timing,
    async ask(command, { withinMs, signal, tries = 1 }) {
      for (let left = tries; ; left--) {
        signal?.throwIfAborted();
        if (command.anonymous && distrust > 0) await settle(signal);
        judge(waiting);
        waiting = [];
        await link.write(command.request);
        const answer = await nextOf(command, withinMs, signal);
        if (answer && 'value' in answer) return answer.value;
        if (left <= 1) throw faultOf(answer);
        await settle(signal);
      }
    },
    async askAhead(commands, { withinMs, signal }, take) {
      judge(waiting);
      waiting = [];
      let asked = 0;
      for (const [at, command] of commands.entries()) {
        signal?.throwIfAborted();
        for (; asked <= Math.min(at + askedAhead, commands.length - 1); asked++)
          await link.write(commands[asked]!.request);
        const answer = await nextOf(command, withinMs, signal);
        if (!answer || !('value' in answer)) throw faultOf(answer);
        take(answer.value, at);
      }
    },
    send: (frame) => link.write(frame),
    knock,
    settle,
    stop,
  };
};
