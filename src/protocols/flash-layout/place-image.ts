/**
 * Where an image goes on this board. A bare application goes into the slot that the board's OTA data choose: nothing
 * else of the board is touched, and whatever lies in the other slot stays to fall back on. A merged image brings its own
 * table; of what it leaves alone the board's own bytes count, and OTA data that would start something else are set.
 */
import type { AppSlot, BoardLayout, OtaData } from '../../model/board-layout';
import type { FirmwareFacts, FirmwareKind, FirmwareRegion } from '../../model/firmware';
import type { Placement } from '../../model/placement';
import { BenchError } from '../../model/problem';
import { bootOrder, otaCount } from './boot-order';
import { activeEntry, choosing, isSettled, otaSectorBytes } from './ota-data';
import { readOtaData, readSlots } from './read-layout';
import { lookAtImage, type ReadFlash } from './slot-image';

/** From then on the slot starts, under loaders with rollback as well. */
const choose = (otaData: OtaData, slots: readonly AppSlot[], { kind, index = 0 }: AppSlot) => {
  if (kind === 'ota') return choosing(otaData, index, otaCount(slots));
  // Both entries erased: factory.
  if (kind === 'factory') return { at: otaData.offset, bytes: new Uint8Array(2 * otaSectorBytes).fill(0xff) };
  return undefined;
};

/** A loader with rollback takes a choice back that its application has not confirmed. */
const isShaky = (otaData: OtaData | undefined): boolean => {
  const active = otaData && activeEntry(otaData);
  return otaData !== undefined && active !== undefined && !isSettled(otaData.entries[active]);
};

const readBytes =
  (bytes: Uint8Array): ReadFlash =>
  async (at, size) => {
    const stretch = new Uint8Array(size).fill(0xff);
    stretch.set(bytes.subarray(at, at + size));
    return stretch;
  };

const lost = (reason: string, slot = '') => new BenchError('firmware.no-slot', { reason, ...(slot && { slot }) });

/** What is on the board stays as it is, and must be able to start an application. */
const checkBoard = ({ bootloader, table, chosen }: BoardLayout): AppSlot => {
  if (bootloader !== 'there') throw new BenchError('firmware.no-bootloader', { found: bootloader });
  if (table !== 'read') throw new BenchError('firmware.no-table', { found: table });
  if (!chosen) throw lost('none');
  return chosen;
};

const placeApp = async (bytes: Uint8Array, layout: BoardLayout): Promise<Placement> => {
  const slot = checkBoard(layout);
  // The whole file is written, its padding too.
  if (bytes.length > slot.size)
    throw new BenchError('firmware.beyond-slot', { slot: slot.label, size: bytes.length, room: slot.size });
  const { program } = await lookAtImage(readBytes(bytes), 0, bytes.length);
  if (!program) throw lost('empty');
  const { slots, otaData, partitions } = layout;
  const choice = otaData && isShaky(otaData) ? choose(otaData, slots, slot) : undefined;
  return {
    address: slot.offset,
    slot: { label: slot.label, offset: slot.offset, size: slot.size },
    program,
    ...(choice && { otaData: choice }),
    partitions,
    slots: slots.map((other) => (other.offset === slot.offset ? { ...other, holds: 'image', program } : other)),
  };
};

interface Laid {
  bytes: Uint8Array;
  address: number;
  /** Whole sectors of it that are not written. */
  gaps: readonly FirmwareRegion[];
}

/** The flash as it will be: the file, blank up to the end of its last sector, and what the board has around and in it. */
const flashAfter = ({ bytes, address, gaps }: Laid, board: ReadFlash): ReadFlash => {
  const end = Math.ceil((address + bytes.length) / otaSectorBytes) * otaSectorBytes;
  return async (at, size) => {
    const left = gaps.filter((gap) => gap.offset < at + size && at < gap.offset + gap.size);
    const inside = at >= address && at + size <= end && left.length === 0;
    const stretch = inside ? new Uint8Array(size).fill(0xff) : await board(at, size);
    const theirs = stretch.slice();
    const [from, to] = [Math.max(at, address), Math.min(at + size, end)];
    if (from < to) {
      stretch.fill(0xff, from - at, to - at);
      stretch.set(bytes.subarray(from - address, to - address), from - at);
    }
    for (const gap of left) {
      const [start, stop] = [Math.max(at, gap.offset) - at, Math.min(at + size, gap.offset + gap.size) - at];
      stretch.set(theirs.subarray(start, stop), start);
    }
    return stretch;
  };
};

const placeMerged = async (
  { address, partitions, gaps = [] }: Pick<FirmwareFacts, 'address' | 'partitions' | 'gaps'>,
  bytes: Uint8Array,
  board: ReadFlash,
): Promise<Placement> => {
  const after = flashAfter({ bytes, address, gaps }, board);
  const otaData = await readOtaData(after, partitions);
  const slots = await readSlots(after, partitions);
  const order = bootOrder(slots, otaData);
  if (order.length === 0) throw lost('none');
  const brings = ({ offset, program }: AppSlot) =>
    program !== undefined &&
    offset >= address &&
    offset + program.size <= address + bytes.length &&
    !gaps.some((gap) => gap.offset <= offset && offset < gap.offset + gap.size);
  const slot = order.find(brings);
  if (!slot?.program) throw lost('empty');
  const starts = order.find(({ holds }) => holds === 'image') === slot;
  const choice = otaData && (!starts || isShaky(otaData)) ? choose(otaData, slots, slot) : undefined;
  if (!starts && !choice) throw lost('not-chosen', slot.label);
  return {
    address,
    slot: { label: slot.label, offset: slot.offset, size: slot.size },
    program: slot.program,
    ...(choice && { otaData: choice }),
    partitions,
    slots,
  };
};

/** The chip starts one application, from one place; only the file of an application alone needs a boot loader there. */
const placeFixed = (kind: FirmwareKind, bytes: Uint8Array, layout: BoardLayout): Placement => {
  const slot = kind === 'app' ? checkBoard(layout) : layout.chosen;
  if (!slot) throw lost('none');
  const address = kind === 'app' ? slot.offset : 0;
  const size = bytes.length - (slot.offset - address);
  if (size <= 0) throw lost('empty');
  if (kind === 'app' && size > slot.size)
    throw new BenchError('firmware.beyond-slot', { slot: slot.label, size, room: slot.size });
  const program = { size };
  return {
    address,
    slot: { label: slot.label, offset: slot.offset, size: slot.size },
    program,
    partitions: layout.partitions,
    packed: true,
    slots: [{ ...slot, holds: 'image', program }],
  };
};

/**
 * `bytes` is the file, `board` reads the flash as it is now. Throws `firmware.no-bootloader` {found}, `firmware.no-table`
 * {found}, `firmware.no-slot` {reason: `none`, `empty`, `not-chosen`}, `firmware.beyond-slot` {slot, size, room}; all of
 * them before anything is written.
 */
export const placeImage = async (
  facts: Pick<FirmwareFacts, 'kind' | 'address' | 'partitions' | 'gaps'>,
  bytes: Uint8Array,
  layout: BoardLayout,
  board: ReadFlash,
): Promise<Placement> => {
  if (layout.fixed) return placeFixed(facts.kind, bytes, layout);
  return facts.kind === 'app' ? placeApp(bytes, layout) : placeMerged(facts, bytes, board);
};
