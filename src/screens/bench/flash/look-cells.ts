/** The flash as it is, as the plan would have it, and as it would be after erasing: a cell for each 64 KiB. */
import type { FlashSpan } from '../../../model/erase';
import type { FlashLook, PlannedWrite } from '../../../model/flash-look';
import { cellBytes } from '../lane/map-cells';

/** `stored`: by the board, and nobody can download it again. */
export type LookCell =
  | 'boots'
  | 'program'
  | 'stored'
  | 'data'
  | 'blank'
  | 'erased'
  | 'to-write'
  | 'to-erase'
  | 'kept'
  | 'untouched';

interface Place {
  offset: number;
  size: number;
}

const touches = ({ offset, size }: Place, start: number, end: number) => offset < end && offset + size > start;

const cellsOf = (flashBytes: number, cellAt: (start: number, end: number) => LookCell): readonly LookCell[] =>
  Array.from({ length: Math.max(1, Math.ceil(flashBytes / cellBytes)) }, (_, at) =>
    cellAt(at * cellBytes, (at + 1) * cellBytes),
  );

/** The weightiest of what lies in a cell. */
export const cellsNow = ({ flashBytes, layout, regions, stores, radio, boots }: FlashLook): readonly LookCell[] =>
  cellsOf(flashBytes, (start, end) => {
    const here = (place: Place) => touches(place, start, end);
    if ([...stores, ...(radio ? [radio] : [])].some(here)) return 'stored';
    const slots = layout.slots.filter(here);
    if (slots.some(({ offset }) => offset === boots?.offset)) return 'boots';
    if (slots.some(({ holds }) => holds === 'image')) return 'program';
    return regions.some(here) ? 'data' : 'blank';
  });

/** A cell of which something stays shows that: it is told in words what goes. */
export const cellsErased = (look: FlashLook, spans: readonly FlashSpan[]): readonly LookCell[] => {
  const now = cellsNow(look);
  return now.map((cell, at) => {
    const [start, end] = [at * cellBytes, Math.min(look.flashBytes, (at + 1) * cellBytes)];
    const gone = spans.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, end) - Math.max(from, start)), 0);
    if (gone === 0) return cell;
    if (gone >= end - start) return 'erased';
    const stays = [...look.stores, ...(look.radio ? [look.radio] : [])].some(
      (place) =>
        touches(place, start, end) && !spans.some(({ from, to }) => touches(place, from, to) && place.offset >= from),
    );
    return stays ? cell : 'erased';
  });
};

export const cellsPlanned = (look: FlashLook, { work, stores }: PlannedWrite): readonly LookCell[] =>
  cellsOf(look.flashBytes, (start, end) => {
    const here = (place: Place) => touches(place, start, end);
    const deeds = work.filter(here).map(({ deed }) => deed);
    if (deeds.includes('send')) return 'to-write';
    if (deeds.includes('erase')) return 'to-erase';
    if (deeds.includes('keep')) return 'kept';
    const stays = [...stores.filter(({ fate }) => fate === 'untouched'), ...(look.radio ? [look.radio] : [])];
    return stays.some(here) ? 'kept' : 'untouched';
  });

export interface LookRun {
  cell: LookCell;
  count: number;
  at: number;
}

/** Programs and what is written are seen cell by cell. */
const single: ReadonlySet<LookCell> = new Set(['boots', 'program', 'to-write', 'to-erase']);

export const runsOf = (cells: readonly LookCell[]): readonly LookRun[] => {
  const runs: LookRun[] = [];
  for (const [at, cell] of cells.entries()) {
    const last = runs.at(-1);
    if (last?.cell === cell && !single.has(cell)) last.count += 1;
    else runs.push({ cell, count: 1, at });
  }
  return runs;
};
