import type { ConsoleSession } from '../../src/links/console-session';
import { ownClock } from '../../src/model/clock';
import { nothingSeen } from '../../src/protocols/console/board-watch';
import type { BenchDatabase } from '../../src/records/database';
import { firstPlan } from '../../src/steps/bench/bench-view';
import { createLane } from '../../src/steps/run/lane';
import type { Learned, RunContext } from '../../src/steps/run/step';

type Answer = readonly string[] | ((command: string) => readonly string[] | Promise<readonly string[]>);

/** A console that answers by the first word of a command, and keeps what it was asked. */
export const shellOf = (answers: Readonly<Record<string, Answer>>, heard: string[] = []): ConsoleSession => {
  const ask = async (command: string) => {
    heard.push(command);
    const answer = answers[command.split(' ')[0] ?? ''] ?? [];
    return typeof answer === 'function' ? await answer(command) : answer;
  };
  return {
    ask,
    exchange: async (command) => ({ lines: await ask(command), log: [] }),
    say: async () => false,
    sayBytes: async () => false,
    wake: async () => {},
    restoreLog: async () => {},
    waitForApp: async () => ({}),
    seen: nothingSeen,
    logIsOff: false,
    hearLog: () => {},
    stop: () => {},
  };
};

export const thisRun = 'run-1';

/** As much of a run as the license stations need. `booted`: what answers after the restart. */
export const contextOf = (
  db: BenchDatabase,
  shell: ConsoleSession,
  learned: Learned = {},
  { booted = shell, ...more }: Partial<RunContext> & { booted?: ConsoleSession } = {},
): RunContext => {
  const port = { id: 'port-1', name: 'CH340', use: 'open' } as const;
  return {
    id: thisRun,
    lane: createLane('lane-1', port, ownClock, () => {}),
    db,
    hands: { shell: async () => shell, boot: async () => booted },
    learned,
    plan: firstPlan,
    virtual: false,
    signal: new AbortController().signal,
    liveRuns: async () => [thisRun],
    ...ownClock,
    ...more,
  } as unknown as RunContext;
};
