/** A run that is stopped, unplugged or reloaded in the middle; `npm run faults -- run` does so in every phase. */
import { expect, test } from 'vitest';
import { runRow } from '../../../scripts/faults/run-rows';

test.for([
  ['t5ai', 'cancelled', 'erase'],
  ['t5ai', 'unplugged', 'check'],
  ['t5ai', 'reloaded', 'license'],
  ['esp32', 'cancelled', 'write'],
  ['esp32', 'unplugged', 'license'],
  ['esp32', 'reloaded', 'prepare'],
] as const)(
  '%s %s in %s: the port is free, the ledger right, and the next run goes through',
  async ([chip, deed, phase]) => {
    expect(await runRow(chip, 4, deed, phase).run()).toEqual([]);
  },
);
