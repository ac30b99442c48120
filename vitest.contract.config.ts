import { defineConfig } from 'vitest/config';
import { conversations } from './vitest.config';

/**
 * The bench and its families in conversation with virtual boards, over both their seams. Conversations wait more than they
 * work: four at once keep two cores busy.
 */
export default defineConfig({ test: { include: conversations, testTimeout: 120_000, maxWorkers: 4 } });
