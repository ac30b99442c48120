import { type ChipId, chipNames } from './chip';
import type { FirmwareFacts, FirmwareRow } from './firmware';
import type { Problem } from './problem';

/** Whole images before bare applications, the person's own before make-believe ones, then the newest. */
const rank = (row: FirmwareRow): number => (row.facts.kind === 'merged' ? 2 : 0) + (row.virtual ? 0 : 1);

/** A boot loader or a table alone starts nothing: it lies on the shelf to be looked at, and no plan writes it. */
export const startsAlone = ({ facts }: Pick<FirmwareRow, 'facts'>): boolean => facts.kind !== 'part';

/** By its headers; which of several chips it was built for they do not always tell. */
export const runsOn = ({ chip, alsoFor }: Pick<FirmwareFacts, 'chip' | 'alsoFor'>, board: ChipId): boolean =>
  chip === board || (alsoFor?.includes(board) ?? false);

/** What a board gets when the plan names no file: the best of the shelf for its chip. Parts are never chosen. */
export const firmwareFor = (
  shelf: readonly FirmwareRow[],
  chip: ChipId,
  virtualBoard: boolean,
): FirmwareRow | undefined =>
  shelf
    .filter((row) => runsOn(row.facts, chip) && startsAlone(row) && (virtualBoard || !row.virtual))
    .sort((a, b) => rank(b) - rank(a) || b.addedAt - a.addedAt)[0];

/**
 * The file a plan writes to a board: the one it names by SHA-256, wherever the plan came from, else the best for the
 * chip. Otherwise `firmware.missing` {sha256}, `firmware.none-chosen` {chip}, `firmware.virtual-only` {file} or
 * `firmware.part-alone` {file}. Undefined: it depends on the chip, which is not known yet.
 */
export const plannedFirmware = (
  shelf: readonly FirmwareRow[],
  named: string | undefined,
  chip: ChipId | undefined,
  virtualBoard: boolean,
): { row: FirmwareRow } | { problem: Problem } | undefined => {
  const problem = (code: Problem['code'], details: Problem['details']) => ({ problem: { code, details } });
  if (!named && !chip) return undefined;
  const row = named ? shelf.find(({ sha256 }) => sha256 === named) : chip && firmwareFor(shelf, chip, virtualBoard);
  if (!row && named) return problem('firmware.missing', { sha256: named.slice(0, 12) });
  if (!row) return problem('firmware.none-chosen', { chip: chip ? chipNames[chip] : '' });
  // The make-believe image holds no code that a real chip could run.
  if (row.virtual && !virtualBoard) return problem('firmware.virtual-only', { file: row.fileName });
  if (!startsAlone(row)) return problem('firmware.part-alone', { file: row.fileName });
  return { row };
};
