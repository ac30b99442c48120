/** What the plan of the bench would do to this flash: worked out from the image and the board, without a byte written. */
import type { ChipSession } from '../../chips/chip';
import type { BoardLayout } from '../../model/board-layout';
import type { FirmwareRegion } from '../../model/firmware';
import type { FlashLook, PlannedWrite, StoreFate } from '../../model/flash-look';
import type { WorkSpan } from '../../model/flash-work';
import { BenchError } from '../../model/problem';
import { checkFits } from '../../protocols/firmware/check-fits';
import { placeImage } from '../../protocols/flash-layout/place-image';
import { isBlank } from '../../protocols/images/blank';
import { type Fate, fateOf, type Image, type Piece, piecesAround, reaches } from '../../protocols/stores/fate';
import { type Span, sectorBytes, sectorsOf } from '../../protocols/stores/store';
import { readerOf } from '../stations/board-layout';
import { chosenFirmware } from '../stations/chosen-firmware';
import type { HeldStore } from '../stations/stores/look-at-stores';
import type { ToolContext } from './tool';

const spanOf = ({ from, to }: Span, deed: WorkSpan['deed']): WorkSpan => ({ offset: from, size: to - from, deed });

/** Sector by sector: what is blank in the image is erased only. */
const workOf = ({ bytes, address }: Piece): WorkSpan[] => {
  const work: WorkSpan[] = [];
  for (let at = 0; at < bytes.length; at += sectorBytes) {
    const deed = isBlank(bytes.subarray(at, at + sectorBytes)) ? 'erase' : 'send';
    const last = work.at(-1);
    if (last?.deed === deed) last.size += sectorBytes;
    else work.push({ offset: address + at, size: sectorBytes, deed });
  }
  return work;
};

const keptBy = (fate: Fate): Span[] =>
  fate.kind === 'around' ? [fate.keep] : fate.kind === 'carried' ? [sectorsOf(fate.to)] : [];

const inOrder = (work: readonly WorkSpan[]) => work.toSorted((one, other) => one.offset - other.offset);

const fatesOf = (held: readonly HeldStore[], image: Image): { fate: Fate; store: HeldStore }[] =>
  held.map((store) => ({ store, fate: fateOf(store, image) }));

const asSeen = ({ fate, store: { kind, label, offset, size } }: { fate: Fate; store: HeldStore }): StoreFate => ({
  kind,
  label,
  offset,
  size,
  fate: fate.kind,
  ...(fate.kind === 'carried' && { to: fate.to.offset }),
});

const plan = async (
  context: ToolContext,
  session: ChipSession,
  layout: BoardLayout,
  held: readonly HeldStore[],
): Promise<PlannedWrite> => {
  const { row, facts, bytes } = await chosenFirmware(context);
  checkFits(facts, session.facts, facts.address);
  const placement = await placeImage(facts, bytes, layout, readerOf(session, context.signal));
  const { address, slot, program, partitions, otaData } = placement;
  checkFits(facts, session.facts, address);
  const { gaps = [] } = facts;
  const image: Image = { bytes, address, partitions: facts.partitions, gaps };
  const fates = fatesOf(held, image);
  const spared = fates.flatMap(({ fate }) => keptBy(fate));
  const radio: FirmwareRegion[] = layout.calibration ? [layout.calibration] : [];
  const within = [...spared, ...radio.map(sectorsOf)].filter((span) => reaches(image, span));
  const set = otaData ? [sectorsOf({ offset: otaData.at, size: otaData.bytes.length })] : [];
  return {
    fileName: row.fileName,
    sha256: row.sha256,
    work: inOrder([
      ...piecesAround(image, [...within, ...gaps.map(sectorsOf)]).flatMap(workOf),
      ...within.map((span) => spanOf(span, 'keep')),
      ...set.filter((span) => !reaches(image, span)).map((span) => spanOf(span, 'send')),
    ]),
    stores: fates.map(asSeen),
    partitions,
    boots: { slot: slot.label, offset: slot.offset, program },
  };
};

/** `problem`: what would stop the run before its first byte. */
export const plannedWrite = async (...work: Parameters<typeof plan>): Promise<FlashLook['planned']> => {
  try {
    return await plan(...work);
  } catch (fault) {
    // A line that fails is no matter of the plan.
    if (!(fault instanceof BenchError) || !fault.code.startsWith('firmware.')) throw fault;
    return { problem: fault.problem };
  }
};
