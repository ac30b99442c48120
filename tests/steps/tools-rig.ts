import type { BoardHabits, VirtualChip } from '../../src/model/board-habits';
import type { LaneView } from '../../src/model/run';
import type { ToolAsk, ToolView } from '../../src/model/tool';
import type { BenchDatabase } from '../../src/records/database';
import { demoFirmware } from '../../src/virtual/board/demo-firmware';
import type { BoardTiming } from '../../src/virtual/parts/wire';
import { createRig, ended, newDatabase, type RigBoard, stockImage, stockLicenses } from './rig';

/** A rig whose boards are flashed and licensed, for what is done to a flash outside of a run. */

type Rig = Awaited<ReturnType<typeof createRig>>;

export const settled = ({ state }: LaneView) => state === 'ready' || state === 'failed';

export const toolEnded = ({ tool }: LaneView) => tool !== undefined && tool.state !== 'working';

export interface AtHand {
  rig: Rig;
  made: RigBoard;
  lane: LaneView;
}

export const plugIn = async (
  rig: Rig,
  chip: VirtualChip,
  habits: BoardHabits = {},
  slower: Partial<BoardTiming> = {},
): Promise<AtHand> => {
  const made = rig.makeBoard(chip, habits, slower);
  rig.plug(made);
  const lane = await rig.lane((seen) => seen.port.id === made.seen.id && settled(seen));
  return { rig, made, lane };
};

export const runOn = async ({ rig, lane: { id } }: AtHand): Promise<LaneView> => {
  await rig.bench.handle({ kind: 'start', lane: id });
  return rig.lane((lane) => lane.id === id && ended(lane));
};

/** The lane when the tool has come to an end. */
export const use = async ({ rig, lane: { id } }: AtHand, ask: ToolAsk): Promise<LaneView & { tool: ToolView }> => {
  await rig.bench.handle({ kind: 'tool', lane: id, ask });
  const lane = await rig.lane((seen) => seen.id === id && toolEnded(seen));
  if (!lane.tool) throw new Error('no tool was at work');
  return { ...lane, tool: lane.tool };
};

/** As `use`, with the flash as the tool left it: afterwards its own program may format what it finds empty. */
export const useAndLook = async (
  board: AtHand,
  ask: ToolAsk,
): Promise<{ lane: LaneView & { tool: ToolView }; flash: Uint8Array }> => {
  let flash: Uint8Array | undefined;
  let begun = false;
  void board.rig.lane(({ id, tool }) => {
    if (id !== board.lane.id || !tool) return false;
    begun ||= tool.state === 'working' && tool.phase === 'connecting';
    if (!begun || tool.phase !== 'leaving') return false;
    flash = flashOf(board);
    return true;
  });
  const lane = await use(board, ask);
  if (!flash) throw new Error('the tool never left');
  return { lane, flash };
};

/** Everything in the flash. */
export const flashOf = ({ made: { board } }: AtHand): Uint8Array => board.flash.read(0, board.flash.size);

/** `db`: of a bench before this one, with its stock. */
export const createToolRig = async (chip: VirtualChip, db?: BenchDatabase): Promise<Rig> => {
  const rig = await createRig(db ?? newDatabase(), { pair: false, activate: false, control: false });
  if (db) return rig;
  await stockLicenses(rig.db, 2);
  await stockImage(rig.db, demoFirmware(chip), chip);
  return rig;
};

/** Megabytes, told apart at once. */
export const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;
