/** One fault in one phase of a whole run; `npm run faults -- matrix` has every cell of that table. */
import { expect, test } from 'vitest';
import { matrixRow } from '../../../scripts/faults/matrix/rows';

test.for([
  ['t5ai', 'stub or link', 'power lost, loader'],
  ['t5ai', 'write', 'stall 5 s'],
  ['t5ai', 'verify', 'tab hidden (page)'],
  ['esp32', 'baud', 'reply lost'],
  ['esp32', 'read', 'noise'],
  ['esp32', 'write', 'power lost, program'],
  ['esp32', 'write', 'stall 5 s'],
] as const)('%s, %s, %s: a clear end, and everything else as it was', async ([chip, phase, fault]) => {
  expect(await matrixRow(chip, 4, phase, fault).run()).toEqual([]);
});

// As a tab that nobody sees has it, and as a computer that stood still.
test.for(['tab hidden (worker)', 'stall 5 s'] as const)('%s while writing is not noticed', async (fault) => {
  const row = matrixRow('esp32c3', 4, 'write', fault);
  await row.run();
  expect(row.outcome()).toBe('proven');
});
