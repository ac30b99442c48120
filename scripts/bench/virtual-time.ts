/**
 * Lets a conversation run in time that jumps from timer to timer, so that a busy computer changes no figure and a
 * client that polls and gives up by the clock (esptool-js after 100 ms without looking once more) is judged by what it
 * does. Arithmetic takes no time.
 */

import { deflateSync } from 'node:zlib';
import type { Clock } from '../../src/virtual/parts/wire';

interface Timer {
  id: number;
  due: number;
  every?: number;
  work: () => void;
  /** Of the thread that talks to the board, and not of the board. */
  hosts?: true;
}

/**
 * How a browser runs the timers of a thread (esp-flashing, section 4): `visible` as asked, to the favour of whoever polls;
 * `hidden-worker` never sooner than four milliseconds; `hidden-page` on whole seconds.
 */
export type TimerPace = 'visible' | 'hidden-worker' | 'hidden-page';

/** The thread that talks to the board. */
export interface Host {
  /** From now on. */
  pace(next: TimerPace): void;
  /** It stands still for so long, ms: its timers are over all at once at the end, before anything else is looked at. */
  stall(ms: number): void;
  /** When it goes on, ms; in the past if it does not stand still. */
  stalledUntil(): number;
}

const clampedMs = 4;
const throttledMs = 1000;

/** From `now` on. Never sooner than a millisecond from now, whole ones, as in browsers and node. */
const pacedMs = (pace: TimerPace, now: number, ms: number): number => {
  const asked = Math.max(1, Math.trunc(ms));
  if (pace === 'visible') return asked;
  if (pace === 'hidden-worker') return Math.max(clampedMs, asked);
  return Math.ceil((now + asked) / throttledMs) * throttledMs - now;
};

/** A file that is loaded shows by nothing but that all else waits for long: it gets as much of life, ms. */
const longWaitMs = 500;
const lifeForFilesMs = 25;

/** Promises that wait for no timer but for a thread or a file come first; streams hop through several turns. */
const turnsBetween = 4;

/** After an hour of it, or when nothing is left to wait for, a talk that has not ended never will. */
const longestMs = 3_600_000;
const longestIdleMs = 60_000;

const createTimers = () => {
  let timers: Timer[] = [];
  let now = 0;
  let ids = 0;
  let pace: TimerPace = 'visible';
  let stalledUntil = 0;

  /** In order of their time, and of their making where that is the same. */
  const lay = (timer: Timer) => {
    let at = timers.length;
    while (at > 0 && timers[at - 1]!.due > timer.due) at--;
    timers.splice(at, 0, timer);
    return timer.id;
  };
  const add = (work: () => void, ms: number) => lay({ id: ++ids, due: now + Math.max(0, ms), work });
  const addHosts = (work: () => void, ms: number, every?: number) =>
    lay({
      id: ++ids,
      due: Math.max(stalledUntil, now + pacedMs(pace, now, ms)),
      work,
      hosts: true,
      ...(every !== undefined && { every }),
    });

  const host: Host = {
    pace(next) {
      pace = next;
    },
    stall(ms) {
      stalledUntil = Math.max(stalledUntil, now + ms);
      const waiting = timers.filter(({ hosts, due }) => hosts && due < stalledUntil);
      timers = timers.filter((timer) => !waiting.includes(timer));
      for (const timer of waiting) lay(Object.assign(timer, { due: stalledUntil }));
    },
    stalledUntil: () => stalledUntil,
  };

  return {
    host,
    addHosts,
    now: () => now,
    /** Until the next one, ms. */
    ahead: () => (timers[0] ? timers[0].due - now : Number.POSITIVE_INFINITY),
    add,
    remove(id: unknown) {
      timers = timers.filter((timer) => timer.id !== Number(id));
    },
    /** Runs the next one; false when there is none. */
    jump(): boolean {
      const timer = timers.shift();
      if (!timer) return false;
      now = Math.max(now, timer.due);
      if (timer.every !== undefined) lay(Object.assign(timer, { due: now + pacedMs(pace, now, timer.every) }));
      timer.work();
      return true;
    },
  };
};

/** The thread it would take would be at it while time jumps. */
class DeflatingAtOnce extends TransformStream<Uint8Array, Uint8Array> {
  constructor() {
    const given: Uint8Array[] = [];
    super({
      transform: (chunk) => void given.push(chunk),
      flush: (out) => out.enqueue(new Uint8Array(deflateSync(Buffer.concat(given)))),
    });
  }
}

/** Work of other threads, and of turns to come, that no timer waits for: time stands still until it is done. */
const createPending = () => {
  let count = 0;
  const { setImmediate, crypto } = globalThis;
  const begin = () => {
    count += 1;
    return () => {
      count -= 1;
    };
  };
  const { subtle } = crypto;
  return {
    some: () => count > 0,
    turn: () => new Promise<void>((resolve) => void setImmediate(resolve)),
    setImmediate: (work: (...given: unknown[]) => void, ...given: unknown[]) => {
      const end = begin();
      return setImmediate(() => {
        end();
        work(...given);
      });
    },
    crypto: {
      getRandomValues: crypto.getRandomValues.bind(crypto),
      randomUUID: crypto.randomUUID.bind(crypto),
      subtle: new Proxy(subtle, {
        get: (_, name: keyof SubtleCrypto) => {
          const method = subtle[name] as unknown as (...given: unknown[]) => Promise<unknown>;
          return (...given: unknown[]) => method.apply(subtle, given).finally(begin());
        },
      }),
    },
  };
};

/** What takes the place of the globals of the same name. */
const fakesOf = (
  { now, addHosts, remove }: ReturnType<typeof createTimers>,
  { setImmediate, crypto }: ReturnType<typeof createPending>,
) => {
  const bound = (work: (...given: unknown[]) => void, given: unknown[]) => () => work(...given);
  const start = Date.now();
  return {
    setTimeout: (work: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) => addHosts(bound(work, given), ms),
    clearTimeout: remove,
    setInterval: (work: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) =>
      addHosts(bound(work, given), ms, ms),
    clearInterval: remove,
    setImmediate,
    crypto,
    CompressionStream: DeflatingAtOnce,
    performance: Object.assign(Object.create(null) as Performance, { now, timeOrigin: 0 }),
    Date: class extends Date {
      constructor(...given: [] | [number]) {
        super(...((given.length > 0 ? given : [start + now()]) as [number]));
      }
      static override now = () => start + now();
    },
  };
};

/**
 * The talk's own answer or failure. Nothing else may run in this process meanwhile. Its clock is for boards: it knows
 * fractions of milliseconds, which the timers of a host do not.
 */
export const inVirtualTime = async <T>(talk: (clock: Clock, host: Host) => Promise<T>): Promise<T> => {
  const timers = createTimers();
  const clock: Clock = {
    now: timers.now,
    after(ms, work) {
      const id = timers.add(work, ms);
      return () => timers.remove(id);
    },
  };
  const { performance: life } = globalThis;
  const pending = createPending();
  const fakes = Object.entries(fakesOf(timers, pending));
  const before = fakes.map(([name]) => [name, Object.getOwnPropertyDescriptor(globalThis, name)!] as const);
  for (const [name, value] of fakes)
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  try {
    let over = false;
    const talking = talk(clock, timers.host).finally(() => {
      over = true;
    });
    // A failure is told by the last line; until then it is not unhandled.
    talking.catch(() => undefined);
    for (let moved = life.now(); !over; ) {
      for (let left = turnsBetween; (left > 0 || pending.some()) && !over; left--) await pending.turn();
      if (timers.ahead() > longWaitMs) {
        const until = life.now() + lifeForFilesMs;
        while (!over && timers.ahead() > longWaitMs && life.now() < until) await pending.turn();
      }
      if (over) break;
      if (timers.jump()) moved = life.now();
      const hangs = timers.now() > longestMs || life.now() - moved > longestIdleMs;
      if (hangs) throw new Error('the conversation never ends');
    }
    return await talking;
  } finally {
    for (const [name, descriptor] of before) Object.defineProperty(globalThis, name, descriptor);
  }
};
