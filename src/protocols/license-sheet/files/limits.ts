/** What is still taken for a license sheet: far more than the licenses of a year, far less than a tab can hold. */
export const limits = {
  /** Bytes of a file, and characters of text. */
  file: 64 * 1024 * 1024,
  text: 24 * 1024 * 1024,
  /** Unpacked bytes of a workbook; 100 000 rows come to about 60 MB. */
  unpacked: 128 * 1024 * 1024,
  /** Filled ones. */
  rows: 200_000,
  columns: 200,
  cells: 1_500_000,
  /** In all cells together: one string may stand in many. */
  characters: 64_000_000,
  /** Cells that merged ones are spread to. */
  spread: 1_500_000,
} as const;

export class TooLarge extends Error {}
