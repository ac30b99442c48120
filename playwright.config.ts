import { defineConfig } from '@playwright/test';

/** End to end on the built app, in a real Chromium of this computer. The browser itself is chosen in tests/e2e/bench.ts. */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  workers: 3,
  fullyParallel: true,
  retries: 0,
  forbidOnly: !!process.env.CI,
  // Tests wait for events. These limits are for what hangs; a computer with twenty other things to do stays below a third.
  timeout: 480_000,
  expect: { timeout: 120_000 },
  use: { actionTimeout: 120_000 },
  reporter: process.env.BINDERY_SUMMARY
    ? [['list'], ['json', { outputFile: process.env.BINDERY_SUMMARY }]]
    : [['list']],
});
