/** Runs the tests of one file over and over, each time with another change to it: in a process of its own, for a change may never end. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createVitest } from 'vitest/node';

export interface Job {
  number: number;
  file: string;
  /** The whole file with its change. */
  text: string;
  tests: readonly string[];
}

export interface Outcome {
  number: number;
  noticed: boolean;
}

let job: Job | undefined;

const vitest = await createVitest(
  'test',
  {
    config: false,
    watch: false,
    include: ['tests/**/*.test.ts'],
    bail: 1,
    maxWorkers: 1,
    pool: 'threads',
    testTimeout: 20_000,
    hookTimeout: 20_000,
    reporters: [{}],
    // What a change prints is of no interest.
    onConsoleLog: () => false,
  },
  {
    logLevel: 'silent',
    plugins: [
      {
        name: 'mutation',
        enforce: 'pre',
        transform: (_code: string, id: string) =>
          job && path.resolve(job.file) === id ? { code: job.text, map: null } : undefined,
      },
    ],
  },
);

process.on('message', (next: Job) => {
  const run = async () => {
    const before = job?.file;
    job = next;
    for (const file of new Set([before, next.file])) if (file) vitest.invalidateFile(path.resolve(file));
    // Test files share their modules, which is many times as quick, unless one of them puts another in a module's place.
    const isolate = next.tests.some((file) => readFileSync(file, 'utf8').includes('vi.mock('));
    for (const { config } of vitest.projects) config.isolate = isolate;
    const specs = await vitest.globTestSpecifications([...next.tests]);
    if (specs.length === 0) throw new Error(`no tests: ${next.tests.join(' ')}`);
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specs);
    const noticed = unhandledErrors.length > 0 || testModules.some((module) => !module.ok());
    process.send?.({ number: next.number, noticed } satisfies Outcome);
  };
  run().catch((fault: unknown) => {
    console.error(fault);
    process.exit(2);
  });
});
process.send?.('ready');
