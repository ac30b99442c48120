import type { ConsoleSession } from '../../links/console-session';
import type { Placement } from '../../model/placement';
import { BenchError } from '../../model/problem';
import { type Verdict, whoAnswers } from '../../protocols/flash-layout/who-answers';
import type { RunContext } from '../run/step';

/** A quiet boot leaves the shell to say who is there; firmware that has none of it stays unnamed. */
const named = async (shell: ConsoleSession, signal: AbortSignal): Promise<ConsoleSession> => {
  if (shell.seen.app?.name !== undefined) return shell;
  try {
    await shell.wake(signal);
  } catch (fault) {
    if (!(fault instanceof BenchError) || fault.code !== 'console.silent') throw fault;
  }
  await shell.restoreLog();
  return shell;
};

/** What told the program from every other one. */
type Told = Extract<Verdict, { kind: 'written' }>['by'];

/** What is in the flash is known by then, which other restarts of a board cannot say. */
const afterWriting = (fault: unknown): never => {
  if (!(fault instanceof BenchError) || fault.code !== 'board.no-banner') throw fault;
  throw new BenchError(fault.code, { ...fault.details, written: 1 }, { cause: fault });
};

/** One lost byte in a line is nobody else's program. */
const mostRestarts = 2;

const otherProgram = ({ by, expected, found }: Extract<Verdict, { kind: 'other' }>) =>
  new BenchError('flash.other-program', { by, expected, found });

/**
 * Restarts the board until it is clear who answers. Throws `board.no-banner` {written: 1}, `flash.other-program` {by,
 * expected, found} and, when nothing that was printed tells the program from another one in the flash,
 * `flash.not-told-apart` {slot, other}.
 */
export const bootWritten = async (
  { hands, signal }: Pick<RunContext, 'hands' | 'signal'>,
  placement: Placement,
  image: Uint8Array,
): Promise<{ shell: ConsoleSession; by: Told }> => {
  let verdict: Exclude<Verdict, { kind: 'written' }> | undefined;
  for (let tries = 0; tries < mostRestarts; tries++) {
    const shell = await named(await hands.boot(signal).catch(afterWriting), signal);
    const found = whoAnswers(placement, placement.packed ? undefined : image, shell.seen);
    if (found.kind === 'written') return { shell, by: found.by };
    verdict = found;
  }
  if (verdict?.kind === 'other') throw otherProgram(verdict);
  throw new BenchError('flash.not-told-apart', { slot: placement.slot.label, other: verdict?.slot ?? '' });
};

/** Restarts a board that was flashed before; one that falls back to another program then has none of ours. */
export const bootAgain = async ({ hands, signal, learned }: RunContext): Promise<ConsoleSession> => {
  for (let tries = 1; ; tries++) {
    const shell = await hands.boot(signal);
    const verdict = learned.placed && whoAnswers(learned.placed, undefined, shell.seen);
    if (verdict?.kind !== 'other') return shell;
    if (tries === mostRestarts) throw otherProgram(verdict);
  }
};
