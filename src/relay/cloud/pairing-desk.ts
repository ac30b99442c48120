/**
 * One poller per pairing token, however many ask. Once a second at most, slower with many tokens at once (openapi,
 * section 6), so that stations share one limit without knowing of each other.
 */
import type { CloudAnswer, CloudCall } from '../../model/cloud';
import { BenchError } from '../../model/problem';
import { type Clock, repeat } from './clock';

interface Poll {
  last?: { answer: CloudAnswer; at: number };
  asking?: Promise<CloudAnswer>;
  ears: Set<(answer: CloudAnswer) => void>;
  stop?: () => void;
}

export interface PairingDesk {
  /** The cloud's answer for this path, not older than one turn. Throws what asking throws. */
  latest(path: string): Promise<CloudAnswer>;
  /** Every answer that says something new, the last one at once. The answer stops following. */
  follow(path: string, heard: (answer: CloudAnswer) => void): () => void;
  /** Forgets what another account was told. */
  forget(): void;
}

/** After that long unasked for, a token is over. */
const forgottenAfterMs = 60_000;

export const createPairingDesk = (call: (call: CloudCall) => Promise<CloudAnswer>, clock: Clock): PairingDesk => {
  const polls = new Map<string, Poll>();

  const turnMs = (): number => (polls.size <= 3 ? 1000 : polls.size <= 10 ? 2000 : 3000);

  const pollOf = (path: string): Poll => {
    for (const [other, { ears, last, asking }] of polls) {
      if (ears.size === 0 && !asking && (last?.at ?? Number.NEGATIVE_INFINITY) < clock.ticks() - forgottenAfterMs)
        polls.delete(other);
    }
    const poll = polls.get(path) ?? { ears: new Set() };
    polls.set(path, poll);
    return poll;
  };

  const ask = async (path: string, poll: Poll): Promise<CloudAnswer> => {
    try {
      const answer = await call({ method: 'GET', path });
      poll.last = { answer, at: clock.ticks() };
      return answer;
    } catch (fault) {
      // No room this turn: what it said last still stands.
      if (poll.last && fault instanceof BenchError && fault.code === 'cloud.busy') return poll.last.answer;
      throw fault;
    } finally {
      poll.asking = undefined;
    }
  };

  const latest = async (path: string): Promise<CloudAnswer> => {
    const poll = pollOf(path);
    if (poll.last && clock.ticks() - poll.last.at < turnMs()) return poll.last.answer;
    poll.asking ??= ask(path, poll);
    return poll.asking;
  };

  const news = (answer: CloudAnswer): string => (answer.success ? JSON.stringify(answer.result) : String(answer.code));

  const begin = (path: string, poll: Poll): (() => void) => {
    let told = poll.last && news(poll.last.answer);
    return repeat(clock, turnMs, async () => {
      const answer = await latest(path).catch(() => undefined);
      if (!answer || news(answer) === told) return;
      told = news(answer);
      for (const heard of [...poll.ears]) heard(answer);
    });
  };

  return {
    latest,
    follow(path, heard) {
      const poll = pollOf(path);
      if (poll.last) heard(poll.last.answer);
      poll.ears.add(heard);
      poll.stop ??= begin(path, poll);
      return () => {
        poll.ears.delete(heard);
        if (poll.ears.size > 0) return;
        poll.stop?.();
        poll.stop = undefined;
      };
    },
    forget() {
      for (const poll of polls.values()) poll.last = undefined;
    },
  };
};
