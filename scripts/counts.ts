import { existsSync, readFileSync } from 'node:fs';

/** How many tests a runner saw, read from the file it leaves. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** `name: reason` of each skipped test that gives one. */
  reasons: string[];
}

export const none: Counts = { passed: 0, failed: 0, skipped: 0, reasons: [] };

export const add = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  reasons: [...a.reasons, ...b.reasons],
});

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: { assertionResults: { status: string; fullName: string }[] }[];
}

const ofVitest = (report: VitestReport): Counts => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
  skipped: report.numPendingTests,
  // Vitest keeps no reason, so tests that skip carry it in their name.
  reasons: report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'pending' || status === 'skipped')
    .map(({ fullName }) => fullName),
});

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: { title: string; tests: { status: string; annotations: { type: string; description?: string }[] }[] }[];
}

interface PlaywrightReport extends PlaywrightSuite {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

const skippedIn = (suite: PlaywrightSuite): string[] => [
  ...(suite.suites ?? []).flatMap(skippedIn),
  ...(suite.specs ?? []).flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ annotations }) => {
        const reason = annotations.find(({ type }) => type === 'skip')?.description;
        return reason ? `${title}: ${reason}` : title;
      }),
  ),
];

const ofPlaywright = (report: PlaywrightReport): Counts => ({
  passed: report.stats.expected,
  failed: report.stats.unexpected + report.stats.flaky,
  skipped: report.stats.skipped,
  reasons: skippedIn(report),
});

/** A runner that left no file did not get as far as running: nothing is counted, its exit code tells. */
export const readCounts = (runner: 'vitest' | 'playwright', file: string): Counts => {
  if (!existsSync(file)) return none;
  const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return runner === 'vitest' ? ofVitest(report as VitestReport) : ofPlaywright(report as PlaywrightReport);
};
