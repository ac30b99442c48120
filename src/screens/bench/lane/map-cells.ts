/** The flash as a row of cells, one per 64 KiB, and what is to be said about each (look.md, "Flash map"). */
import type { Partition } from '../../../model/firmware';
import type { FlashProgress } from '../../../model/run';

export const cellBytes = 0x10000;

export type CellState = 'proven' | 'sent' | 'now' | 'to-write' | 'kept' | 'untouched';

const touches = (from: number, size: number, start: number, end: number) => from < end && from + size > start;

/** Data that stays while the image around it changes: partition type 1 (`data`), except the OTA selector. */
const isKept = ({ type, subtype }: Partition) => type === 1 && subtype !== 0;

/** Green only once the chip's MD5 agreed; until then what left is merely sent. */
const written = (phase: FlashProgress['phase']): CellState => (phase === 'booting' ? 'proven' : 'sent');

export const mapCells = (progress: FlashProgress): readonly CellState[] => {
  const { from, total, done, at, partitions, phase } = progress;
  return Array.from({ length: Math.max(1, Math.ceil(progress.flashBytes / cellBytes)) }, (_, index): CellState => {
    const [start, end] = [index * cellBytes, (index + 1) * cellBytes];
    if (at !== undefined && phase === 'writing' && at >= start && at < end && done < total) return 'now';
    // The whole span is erased and written, also where the image is blank: nothing in it is kept.
    if (touches(from, total, start, end)) {
      const behind = phase === 'checking' || phase === 'booting' || from + done >= Math.min(end, from + total);
      return behind && done > 0 ? written(phase) : 'to-write';
    }
    const kept = partitions.some((part) => isKept(part) && touches(part.offset, part.size, start, end));
    return kept ? 'kept' : 'untouched';
  });
};

/** What is kept or untouched is one stretch; what is written is seen cell by cell. */
export const cellRuns = (cells: readonly CellState[]): readonly { state: CellState; count: number; at: number }[] => {
  const runs: { state: CellState; count: number; at: number }[] = [];
  for (const [at, state] of cells.entries()) {
    const last = runs.at(-1);
    if (last?.state === state && (state === 'kept' || state === 'untouched')) last.count += 1;
    else runs.push({ state, count: 1, at });
  }
  return runs;
};

export interface MapLabel {
  label: string;
  /** Where it begins, as a fraction of the flash. */
  at: number;
}

/** Names over the map, left to right, none so near to the one before that they would touch. */
export const mapLabels = ({ partitions, flashBytes }: FlashProgress, apart = 0.13): readonly MapLabel[] => {
  const labels: MapLabel[] = [];
  const bySize = [...partitions].filter(({ size }) => size >= cellBytes * 2).sort((a, b) => b.size - a.size);
  for (const { label, offset } of bySize) {
    const at = offset / flashBytes;
    if (at < 0.94 && labels.every((other) => Math.abs(other.at - at) >= apart)) labels.push({ label, at });
  }
  return labels.sort((a, b) => a.at - b.at);
};

/** Small regions that matter and stay: too narrow for the map, so a lens shows them. */
export const keptRegions = ({ partitions, from, total }: FlashProgress): readonly Partition[] =>
  partitions.filter((part) => isKept(part) && !touches(from, total, part.offset, part.offset + part.size));
