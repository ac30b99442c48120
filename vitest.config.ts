import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/e2e/**', 'tests/upstream/**', 'node_modules/**'],
    testTimeout: 20_000,
  },
});
