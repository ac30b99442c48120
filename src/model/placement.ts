/** Where an image goes on one board, and what will start there afterwards. */
import type { AppSlot, ProgramFacts } from './board-layout';
import type { Partition } from './firmware';

export interface Placement {
  /** Where the first byte of the file goes. */
  address: number;
  /** Written, and the one that starts afterwards. */
  slot: Pick<AppSlot, 'label' | 'offset' | 'size'>;
  /** What the image in that slot says of itself. */
  program: ProgramFacts;
  /** Written once the image is proved, so that this slot starts; missing where it does by itself. Whole sectors. */
  otaData?: { at: number; bytes: Uint8Array };
  /** The table that counts on the board afterwards. */
  partitions: readonly Partition[];
  /** The file is packed for the chip: names in it cannot be read as they stand. */
  packed?: true;
  /** Every slot of that table, with what is in it afterwards. */
  slots: readonly AppSlot[];
}
