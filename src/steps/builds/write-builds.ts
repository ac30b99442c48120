/** Which board is written the newest build, and when: by itself where a person said so for this board, or on a click. */
import type { Build } from '../../model/build';
import type { Mac } from '../../model/chip';
import type { Clock } from '../../model/clock';
import { runsOn } from '../../model/firmware-choice';
import type { LaneView, Plan } from '../../model/run';
import { buildBoards, claimBuild, giveBackBuild, writeBuildsTo } from '../../records/builds';
import { type BenchDatabase, boardId } from '../../records/database';
import type { Lane } from '../run/lane';

export interface BuildBoard {
  lane: Lane;
  /** Set while a run is under way on it. */
  abort?: AbortController;
}

export interface WriteHands<Board extends BuildBoard> extends Clock {
  db: BenchDatabase;
  boards(): Iterable<Board>;
  isHere(board: Board): boolean;
  /** A run of these stations alone; license and Wi-Fi settings stay, or it is asked. */
  start(board: Board, change: Partial<Plan>, sha256: string): Promise<void>;
  trouble(fault: unknown): void;
}

/** Of the whole plan the flash alone, which restarts the board and hears who answers. */
const only: Partial<Plan> = {
  flash: true,
  license: false,
  verify: false,
  boot: false,
  pair: false,
  activate: false,
  control: false,
};

/** The one that its loader tells, else its application; without either nobody knows the board tomorrow. */
const macOf = ({ chip, ownMac }: LaneView): Mac | undefined => chip?.mac ?? ownMac;

/** A question of a run, or a license in doubt, is a person's to settle first; of an image the next one is as good. */
const isSettled = ({ state, problem }: LaneView): boolean => {
  if (state === 'recognising' || state === 'running' || state === 'gone') return false;
  if (state !== 'yours' && state !== 'doubtful') return true;
  return problem !== undefined && /^(flash|firmware)\./.test(problem.code);
};

export const createBuildWriting = <Board extends BuildBoard>(hands: WriteHands<Board>) => {
  const { db, now, ticks, boards, isHere, start, trouble } = hands;
  const begunAt = now();
  let newest: Build | undefined;
  /** As `boardId`; what the storage said last. */
  let switched: ReadonlySet<string> = new Set();

  const isVirtual = ({ lane }: Board) => Boolean(lane.view.port.virtual);
  const isOn = (board: Board): boolean => {
    const mac = macOf(board.lane.view);
    return mac !== undefined && switched.has(boardId(mac, isVirtual(board)));
  };

  const fits = ({ lane }: Board, build: Build): boolean => {
    const { chip } = lane.view;
    return chip !== undefined && runsOn(build.facts, chip.chip);
  };
  const mayBegin = (board: Board): boolean => !board.abort && isHere(board) && isSettled(board.lane.view);

  const write = (board: Board, build: Build, by: 'itself' | 'hand'): Promise<void> => {
    const { sha256, path, modified } = build;
    const age = { ageMs: now() - modified, begunTicks: ticks() };
    // A run of its own, whose time does not count from when the board was recognised.
    board.lane.set({ build: { sha256, path, modified, by, ...age }, startedAt: undefined }, 'soon');
    return start(board, { ...only, firmware: sha256 }, sha256);
  };

  const consider = async (board: Board): Promise<void> => {
    const build = newest;
    const mac = macOf(board.lane.view);
    if (!build?.fresh || build.takenAt < begunAt || !mac || !isOn(board) || !fits(board, build)) return;
    if (!mayBegin(board)) return;
    const claim = { mac, virtual: isVirtual(board), build };
    if (!(await claimBuild(db, claim))) return;
    // A person was quicker: when that run has ended, it is asked again.
    if (!mayBegin(board)) return giveBackBuild(db, { ...claim, sha256: build.sha256 });
    await write(board, build, 'itself');
  };

  const considerAll = () => {
    for (const board of boards()) void consider(board).catch(trouble);
  };

  const tellSwitch = (board: Board) => {
    const on = isOn(board);
    if (Boolean(board.lane.view.writesBuilds) !== on) board.lane.set({ writesBuilds: on || undefined }, 'soon');
  };
  const readSwitches = async () => {
    switched = new Set(await buildBoards(db));
    for (const board of boards()) tellSwitch(board);
  };

  return {
    /** A board waits for the next build. */
    anyWaits: () => [...boards()].some((board) => isOn(board) && isHere(board)),
    begin: readSwitches,

    taken(build: Build) {
      if (newest && newest.takenAt >= build.takenAt) return;
      newest = build;
      considerAll();
    },

    /** It was recognised, or its run has ended. */
    settled(board: Board) {
      tellSwitch(board);
      void consider(board).catch(trouble);
    },

    /** A person's word, for this board. */
    async switch(board: Board, on: boolean) {
      const mac = macOf(board.lane.view);
      if (!mac) return;
      await writeBuildsTo(db, { mac, virtual: isVirtual(board), on, now: now() });
      await readSwitches();
    },

    /** On a click; the newest that is there. */
    async write(board: Board) {
      if (newest && fits(board, newest) && mayBegin(board)) await write(board, newest, 'hand');
    },
  };
};
