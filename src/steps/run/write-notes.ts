/** Where it is noted that a board's flash is being written: in storage, or in memory for what does not outlive this bench. */
import type { Mac } from '../../model/chip';
import type { UnfinishedWrite } from '../../model/unfinished-write';
import type { BenchDatabase } from '../../records/database';
import { dropWrite, noteWrite, unfinishedWrite } from '../../records/unfinished-writes';

/** Of one board. Each throws `storage.failed`. */
export interface WriteNote {
  read(): Promise<UnfinishedWrite | undefined>;
  keep(write: UnfinishedWrite): Promise<void>;
  drop(): Promise<void>;
}

/** `mac` as the chip's loader tells it: it is there also when no application is. */
export type WriteNotes = (board: { mac?: Mac | undefined; virtual: boolean; lane: string }) => WriteNote;

export const createWriteNotes = (db: BenchDatabase): WriteNotes => {
  const here = new Map<string, UnfinishedWrite>();
  return ({ mac, virtual, lane }) => {
    if (mac && !virtual)
      return {
        read: () => unfinishedWrite(db, mac),
        keep: (write) => noteWrite(db, mac, write),
        drop: () => dropWrite(db, mac),
      };
    // A virtual board goes with its page, and another one gets its MAC; without a MAC a lane is all that tells a board.
    const board = mac ?? lane;
    return {
      read: async () => here.get(board),
      keep: async (write) => void here.set(board, write),
      drop: async () => void here.delete(board),
    };
  };
};
