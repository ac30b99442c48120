import type { Tool } from './tools';

/** What the project is checked by, in the order of a full run. */
export interface Part extends Tool {
  name: string;
  /** Where the runner leaves its counts, when it has any. */
  summary?: 'vitest' | 'playwright';
}

const vitest = (name: string, config: string): Part => ({
  name,
  tool: 'vitest',
  args: ['run', '--config', config],
  summary: 'vitest',
});

export const types: Part = { name: 'types', tool: 'tsc', pack: 'typescript', args: [] };
export const lint: Part = {
  name: 'lint',
  tool: 'biome',
  pack: '@biomejs/biome',
  args: ['check', '--error-on-warnings', '.'],
};
export const arrows: Part = { name: 'arrows', tool: 'tsx', args: ['scripts/arrows.ts'] };
export const unused: Part = { name: 'unused', tool: 'knip', args: [] };
export const unit: Part = vitest('unit', 'vitest.config.ts');
export const contract: Part = vitest('contract', 'vitest.contract.config.ts');
export const upstream: Part = vitest('upstream', 'vitest.upstream.config.ts');
export const build: Part = { name: 'build', tool: 'vite', args: ['build', '--logLevel', 'warn'] };
export const budget: Part = { name: 'budget', tool: 'tsx', args: ['scripts/budget.ts'] };
export const endToEnd: Part = {
  name: 'e2e',
  tool: 'playwright',
  pack: '@playwright/test',
  args: ['test'],
  summary: 'playwright',
};
