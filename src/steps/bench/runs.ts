/** How a run on a board begins: new, again from where it failed, or on from where it was broken off. */
import { type Plan, type StationName, stationNames } from '../../model/run';
import { againFrom, insteadOf, sayAgain } from '../run/again';
import type { BenchCommand } from '../run/messages';
import type { BoardAtWork, createWork } from './board-work';

export interface RunsHands {
  work: ReturnType<typeof createWork>['run'];
  plan(): Plan;
  ticks(): number;
  recognise(board: BoardAtWork): Promise<void>;
}

export const createRuns = ({ work, plan, ticks, recognise }: RunsHands) => {
  /** `spares`: the image whose gaps leave what the board has stored, without a question. */
  const start = (board: BoardAtWork, change: Partial<Plan> = {}, spares?: string) => {
    const first = stationNames.find((name) => name !== 'recognise' && { ...plan(), ...change }[name]);
    // What a person answered was for the run before.
    delete board.learned.keepTheirs;
    delete board.learned.stores;
    delete board.learned.deed;
    if (spares) board.learned.stores = { sha256: spares, board: 'spare' };
    board.said = { change };
    return first ? work(board, first, 'control') : Promise.resolve();
  };

  /** The image it was left with, whatever the plan says of flashing; then all that the plan says. A copy is on no shelf. */
  const goOnWriting = (board: BoardAtWork) => {
    const { unfinished } = board.lane.view;
    if (unfinished && !unfinished.erase && !unfinished.copy)
      return start(board, { flash: true, firmware: unfinished.sha256 });
  };

  return {
    start,

    /** A run that the cable or a missing answer broke off goes on where it was, on the same board. */
    goOn(board: BoardAtWork, old: BoardAtWork, from: StationName) {
      const proved = old.lane.view.stations.slice(1, stationNames.indexOf(from));
      const { stations } = board.lane.view;
      const { license, written } = old.lane.view;
      const { stores, keepTheirs } = old.learned;
      Object.assign(board.learned, { ...(stores && { stores }), ...(keepTheirs && { keepTheirs }) });
      board.said = old.said;
      board.lane.set({ stations: [stations[0]!, ...proved, ...stations.slice(1 + proved.length)], license, written });
      return work(board, from, 'control');
    },

    async retry(board: BoardAtWork, command: Extract<BenchCommand, { kind: 'retry' }>) {
      if (command.instead === 'go-on-writing') return goOnWriting(board);
      if (command.instead === 'flashed-elsewhere') {
        await board.learned.note?.drop();
        board.lane.set({ unfinished: undefined });
        if (board.lane.view.state === 'ready') return;
      }
      const from = againFrom(board.lane.view, command);
      if (from === 'recognise') return recognise(board);
      board.said = sayAgain(board.said, command, ticks());
      const { answer } = insteadOf(command);
      const { list } = command;
      return work(board, from, 'control', { ...(answer && { answer }), ...(list !== undefined && { list }) });
    },
  };
};
