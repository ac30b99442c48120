import type { ChipId } from './chip';
import type { FirmwareRow } from './firmware';

/** Whole images before bare applications, the person's own before make-believe ones, then the newest. */
const rank = (row: FirmwareRow): number => (row.facts.kind === 'merged' ? 2 : 0) + (row.virtual ? 0 : 1);

/** What a board gets when the plan names no file: the best of the shelf for its chip. Parts are never chosen. */
export const firmwareFor = (
  shelf: readonly FirmwareRow[],
  chip: ChipId,
  virtualBoard: boolean,
): FirmwareRow | undefined =>
  shelf
    .filter(({ facts, virtual }) => facts.chip === chip && facts.kind !== 'part' && (virtualBoard || !virtual))
    .sort((a, b) => rank(b) - rank(a) || b.addedAt - a.addedAt)[0];
