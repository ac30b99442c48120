import { beken } from '../beken/family';
import type { ChipFamily } from '../chip';
import { esp32 } from '../esp/family';

/** In the order in which an unknown board is asked: the quicker first. */
export const chips: readonly ChipFamily[] = [esp32, beken];
