/**
 * `npm run mutate` changes the code that must not fail, a little at a time, and looks whether a test notices:
 * `npm run mutate -- ledger` one group, `-- named` the changes that once went unnoticed, `-- esp-write` one file. What no
 * test notices is explained in `mutate/survivors.md`, line by line; an unexplained one ends the run with 1. Takes long,
 * so it runs at the lowest priority and is no part of `npm test`.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { type Mutation, mutationsOf } from './mutate/mutations';
import { explanationOf, readSurvivors } from './mutate/survivors';
import { named, targets } from './mutate/targets';
import type { Job, Outcome } from './mutate/worker';

interface Change {
  file: string;
  tests: readonly string[];
  line: number;
  /** Of the unchanged file. */
  lineText: string;
  label: string;
  text: string;
}

/** A change that never ends was noticed: so much longer than without any change, and no less than half a minute. */
const hangs = { times: 10, leastMs: 30_000 };

const changed = (source: string, { start, end, text }: Omit<Mutation, 'label'>): string =>
  source.slice(0, start) + text + source.slice(end);

const placed = (file: string, tests: readonly string[], source: string, mutation: Mutation): Change => {
  const line = source.slice(0, mutation.start).split('\n').length;
  const lineText = (source.split('\n')[line - 1] ?? '').trim();
  return {
    file,
    tests,
    line,
    lineText,
    label: mutation.label,
    text: changed(source, mutation),
  };
};

const wanted = process.argv[2] ?? '';
const namedChanges = named.map(({ file, tests, find, put, label }): Change => {
  const source = readFileSync(file, 'utf8');
  const start = source.indexOf(find);
  if (start < 0 || source.indexOf(find, start + 1) >= 0) throw new Error(`not once in ${file}: ${find}`);
  return placed(file, tests, source, { start, end: start + find.length, text: put, label });
});
const changes = [
  ...namedChanges.filter(() => wanted === '' || wanted === 'named'),
  ...targets
    .filter(({ group, file }) => wanted === '' || group === wanted || file.includes(wanted))
    .flatMap(({ file, tests }) => {
      const source = readFileSync(file, 'utf8');
      return mutationsOf(file, source).map((mutation) => placed(file, tests, source, mutation));
    }),
];
if (changes.length === 0) throw new Error(`nothing is called ${wanted}`);

const table = readSurvivors();
let child: ChildProcess | undefined;

const worker = async (): Promise<ChildProcess> => {
  if (child?.connected) return child;
  const fresh = fork(new URL('./mutate/worker.ts', import.meta.url), {
    execArgv: ['--no-warnings', '--import', 'tsx'],
  });
  if (fresh.pid) setPriority(fresh.pid, 19);
  await new Promise((ready, failed) => {
    fresh.once('message', ready);
    fresh.once('exit', () => failed(new Error('the worker did not start')));
  });
  child = fresh;
  return fresh;
};

const isNoticed = async (number: number, { file, text, tests }: Change, withinMs: number): Promise<boolean> => {
  const at = await worker();
  return new Promise((told, failed) => {
    const end = (done: () => void) => {
      clearTimeout(timer);
      at.removeAllListeners('message').removeAllListeners('exit');
      done();
    };
    const timer = setTimeout(() => {
      child = undefined;
      at.kill('SIGKILL');
      end(() => told(true));
    }, withinMs);
    at.once('message', ({ noticed }: Outcome) => end(() => told(noticed)));
    // One that takes all memory ends its process: noticed, too.
    at.once('exit', (code) =>
      end(() => {
        child = undefined;
        if (number < 0 || code === 2) failed(new Error(`the worker ended at ${file}`));
        else told(true);
      }),
    );
    at.send({ number, file, text, tests } satisfies Job);
  });
};

/** Without any change the tests are green, before and after, or nothing between means anything. Tells how long they take. */
const provedGreen = async (file: string, tests: readonly string[]): Promise<number> => {
  const start = performance.now();
  const whole = { file, tests, line: 0, lineText: '', label: '', text: readFileSync(file, 'utf8') };
  if (await isNoticed(-1, whole, 600_000)) throw new Error(`the tests of ${file} fail without any change`);
  return performance.now() - start;
};

const counts = { noticed: 0, explained: 0, unexplained: 0 };
const began = performance.now();

const walk = async (file: string, here: readonly Change[]) => {
  const tests = here[0]?.tests ?? [];
  const hangsAfterMs = Math.max(hangs.leastMs, hangs.times * (await provedGreen(file, tests)));
  let noticed = 0;
  for (const [number, change] of here.entries()) {
    if (await isNoticed(number, change, hangsAfterMs)) {
      noticed += 1;
      continue;
    }
    const why = explanationOf(table, change);
    counts[why === undefined ? 'unexplained' : 'explained'] += 1;
    if (why === undefined) console.log(`${file}:${change.line}\t${change.lineText}\t${change.label}`);
  }
  await provedGreen(file, tests);
  counts.noticed += noticed;
  console.log(`${file}: ${noticed} of ${here.length} noticed`);
};

for (const file of new Set(changes.map((change) => change.file))) {
  await walk(
    file,
    changes.filter((change) => change.file === file),
  );
}
child?.kill();
const minutes = Math.round((performance.now() - began) / 60_000);
console.log(
  `${changes.length} changes in ${minutes} min: ${counts.noticed} noticed, ${counts.explained} explained, ${counts.unexplained} not`,
);
process.exitCode = counts.unexplained > 0 ? 1 : 0;
