/** A build folder and the boards that wait for what comes of it. */
import type { Clock } from '../../model/clock';
import { pinBuild } from '../../records/builds';
import type { BenchEvent } from '../run/messages';
import { createFolderWatch, type WatchHands } from './watch-folder';
import { type BuildBoard, createBuildWriting, type WriteHands } from './write-builds';

export interface BuildsHands<Board extends BuildBoard> extends Omit<WriteHands<Board>, 'db' | keyof Clock> {
  outside: Pick<WatchHands, keyof Clock | 'db' | 'locks' | 'openFolder'>;
  tell(event: BenchEvent): void;
  inView(): boolean;
}

export const createBuilds = <Board extends BuildBoard>({ outside, tell, inView, ...hands }: BuildsHands<Board>) => {
  const { db, now, ticks } = outside;
  const writing = createBuildWriting({ ...hands, db, now, ticks });
  const folder = createFolderWatch({
    ...outside,
    tell: (watch) => tell({ kind: 'builds', watch }),
    taken: writing.taken,
    wanted: () => inView() || writing.anyWaits(),
  });
  return {
    write: writing.write,
    /** Reads what is watched, now and when a person has chosen. A storage that fails has nothing to watch. */
    async begin() {
      try {
        await writing.begin();
        await folder.begin();
      } catch (fault) {
        hands.trouble(fault);
      }
    },
    settled(board: Board) {
      writing.settled(board);
      folder.poke();
    },
    async switch(board: Board, on: boolean) {
      await writing.switch(board, on);
      folder.poke();
    },
    poke: folder.poke,
    /** What a plan names stays on the shelf. */
    async keep(sha256: string | undefined) {
      if (sha256 !== undefined) await pinBuild(db, sha256);
    },
  };
};
