/** A lane that waits for its board, and whoever comes in its place: the MAC tells whether it is that board. */
import { factoryDefaultMac } from '../../model/license-rules';
import { interruptedAt } from '../run/again';
import type { BoardAtWork } from './board-work';

/** Boards that lost their own MAC are not one board. */
export const ownMac = ({ lane }: BoardAtWork): string | undefined => {
  const told = lane.view.chip?.mac;
  return told === factoryDefaultMac ? undefined : told;
};

/** Without a MAC on both sides only a cable that was never pulled proves anything. */
export const isSame = (old: BoardAtWork, fresh: BoardAtWork): boolean => {
  const [before, now] = [ownMac(old), ownMac(fresh)];
  return before && now ? before === now : !before && !now && old.seen.id === fresh.seen.id;
};

/**
 * Whose run a lane is kept for while something is recognised there. `chosen`: a person said of a port that it is this
 * board; otherwise only a run that was broken off waits.
 */
export const awaitedOn = (before: BoardAtWork, chosen: boolean): BoardAtWork | undefined => {
  if (before.awaited) return before.awaited;
  return before.lane.view.chip && (chosen || interruptedAt(before.lane.view)) ? before : undefined;
};

/** Told to be another board than the one its lane is kept for. */
export const isStranger = (board: BoardAtWork): boolean =>
  board.awaited !== undefined && board.lane.view.chip !== undefined && !isSame(board.awaited, board);
