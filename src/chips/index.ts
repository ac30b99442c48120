import type { ChipFamily } from './chip';
import { esp32 } from './esp32';

/** Gentlest first: each says itself whether a chip is one of its own. */
export const chips: readonly ChipFamily[] = [esp32];
