import { defineConfig } from 'vitest/config';
import { conversations } from './vitest.config';

/** The bench and its families in conversation with virtual boards, over both their seams. */
export default defineConfig({ test: { include: conversations, testTimeout: 20_000 } });
