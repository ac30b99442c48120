import { type ChipFacts, chipNames } from './chip';
import { BenchError } from './problem';

/**
 * Why the flash of a locked chip is left alone, as desktop esptool leaves it alone unless forced: it may be the last
 * thing that board ever did. `board.locked` {chip, locks, verb}.
 */
export const lockedFlash = ({ chip, locks = [] }: ChipFacts, verb: 'write' | 'erase'): BenchError =>
  new BenchError('board.locked', { chip: chipNames[chip], locks: locks.join(' '), verb });
