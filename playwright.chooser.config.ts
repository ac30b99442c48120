import { defineConfig } from '@playwright/test';
import shared from './playwright.config';

/**
 * `npm run chooser`: the browser's own port chooser, worked by keys on a screen of its own. Needs Linux with xvfb and
 * xdotool, one browser at a time; leaves its pictures in test-results/chooser.
 */
export default defineConfig({
  ...shared,
  testDir: 'tests/chooser',
  workers: 1,
  outputDir: 'test-results/chooser-runs',
});
