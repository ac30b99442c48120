/** Which lane is which board's: one that comes again takes its old lane's place, a stranger gets a lane of its own. */
import { BenchError } from '../../model/problem';
import type { KnownSecrets } from '../../protocols/console/known-secrets';
import { interruptedAt } from '../run/again';
import type { BenchEvent } from '../run/messages';
import type { SeenPort } from '../run/outside';
import { isSame, ownMac } from './awaited';
import type { BoardAtWork } from './board-work';
import { isSameAdapter } from './ports';

export interface LanesHands {
  /** By lane. */
  boards: Map<string, BoardAtWork>;
  isHere(port: string): boolean;
  newId(): string;
  tell(event: BenchEvent): void;
  /** By port, since a board that is plugged again has another one: what it may print goes along. */
  secrets: KnownSecrets;
  removed(): void;
}

const cameAs = (board: BoardAtWork) => ({ mac: ownMac(board) });

export const createLanes = ({ boards, isHere, newId, tell, secrets, removed }: LanesHands) => {
  const remove = (id: string) => {
    boards.delete(id);
    removed();
    tell({ kind: 'lane-gone', lane: id });
  };

  /** What came is not what its lane is kept for: that one waits on, and the newcomer has a lane of its own. */
  const stepAside = (board: BoardAtWork, awaited: BoardAtWork) => {
    const { id } = board.lane.view;
    // On a cable that was never pulled the port is the newcomer's now.
    if (awaited.seen.id === board.seen.id) {
      awaited.seen = { ...awaited.seen, id: newId() };
      secrets.passOn(board.seen.id, awaited.seen.id);
    }
    const own = newId();
    boards.set(id, awaited).set(own, board);
    awaited.lane.set({ port: { ...awaited.lane.view.port, id: awaited.seen.id }, cameInstead: cameAs(board) });
    board.lane.moveTo(own);
  };

  return {
    remove,

    ofPort: (port: string): BoardAtWork | undefined => [...boards.values()].find((board) => board.seen.id === port),

    /** The port turned out to be another board's: nobody is told of this one any more. */
    withdraw(port: string) {
      for (const [lane, board] of boards) {
        if (board.seen.id !== port) continue;
        board.withdrawn = true;
        remove(lane);
        board.abort?.abort(new BenchError('cancelled'));
      }
    },

    /** Not while it is at work. */
    dismiss(id: string) {
      if (!boards.get(id)?.abort) remove(id);
    },

    /** The same board on another port or plugged again: its old lane makes way. */
    takeOld(fresh: BoardAtWork): BoardAtWork | undefined {
      const mac = ownMac(fresh);
      const of = (old: BoardAtWork) => (mac && ownMac(old) === mac ? old : undefined);
      const same = [...boards].flatMap(([id, old]) => {
        // A lane that is kept for this board, and where nothing could be told yet, is as good as its own.
        const found = old === fresh || old.abort ? undefined : (of(old) ?? (old.awaited && of(old.awaited)));
        return found ? [{ id, found }] : [];
      });
      for (const { id, found } of same) {
        secrets.passOn(found.seen.id, fresh.seen.id);
        remove(id);
      }
      return same.at(-1)?.found;
    },

    /** A lane that never learned its board, and whose port is gone: whatever comes on such an adapter takes its place. */
    leftUnknown: (fresh: SeenPort): BoardAtWork | undefined =>
      [...boards.values()].findLast(
        ({ lane, seen, awaited }) =>
          lane.view.endedAt !== undefined &&
          !lane.view.chip &&
          !awaited &&
          !isHere(seen.id) &&
          (isSameAdapter(fresh, seen) || (!fresh.usb && !seen.usb)),
      ),

    /** The one lane that waits for a board on such an adapter: whoever comes by itself may have been taken for it. */
    tellWaiting(board: BoardAtWork) {
      const waits = ({ lane, seen, abort }: BoardAtWork) =>
        !abort && !isHere(seen.id) && interruptedAt(lane.view) !== undefined;
      const isLike = ({ seen }: BoardAtWork) => !seen.virtual && !board.seen.virtual && isSameAdapter(board.seen, seen);
      const [only, ...others] = [...boards.values()].filter((other) => waits(other) && isLike(other));
      if (only && others.length === 0) only.lane.set({ cameInstead: cameAs(board) });
    },

    /** Of the ports that may have been chosen for it each is another lane's: which board that is can be said of one alone. */
    tellTaken(waits: BoardAtWork, chosen: readonly SeenPort[]) {
      const [only, ...others] = [...boards.values()].filter(({ seen }) => chosen.some(({ id }) => id === seen.id));
      if (only?.lane.view.chip && only !== waits && others.length === 0) waits.lane.set({ cameInstead: cameAs(only) });
    },

    /** Whose run goes on, when this is that board. */
    settleAwaited(board: BoardAtWork): BoardAtWork | undefined {
      const { awaited, lane } = board;
      if (!awaited || !lane.view.chip) return undefined;
      const same = isSame(awaited, board);
      board.awaited = undefined;
      if (same) {
        secrets.passOn(awaited.seen.id, board.seen.id);
        lane.set({ awaits: undefined });
      } else {
        lane.set({ awaits: undefined }, 'soon');
        stepAside(board, awaited);
      }
      return same ? awaited : undefined;
    },
  };
};
