import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Answer } from './board-messages';

/** Calls to another process by number, each with its answer or the message of what it threw. */
export interface NumberedCalls<Call> {
  call(what: Call): Promise<unknown>;
  /** Of number 0, which the process gives without being asked, once it is ready. */
  readonly ready: Promise<unknown>;
  end(): Promise<void>;
}

export const callsTo = <Call>(child: ChildProcess): NumberedCalls<Call> => {
  const waiting = new Map<number, { done(value: unknown): void; failed(fault: Error): void }>();
  let last = 0;
  const ended = once(child, 'exit');
  child.on('message', ({ id, value, fault }: Partial<Answer>) => {
    if (id === undefined) return;
    const call = waiting.get(id);
    waiting.delete(id);
    if (fault === undefined) call?.done(value);
    else call?.failed(new Error(fault));
  });
  child.on('exit', () => {
    for (const { failed } of waiting.values()) failed(new Error('The other process has ended.'));
    waiting.clear();
  });
  const answer = (id: number) => new Promise<unknown>((done, failed) => waiting.set(id, { done, failed }));
  return {
    ready: answer(0),
    call(what) {
      const id = ++last;
      const told = answer(id);
      child.send({ id, call: what });
      return told;
    },
    async end() {
      child.kill();
      await ended;
    },
  };
};
