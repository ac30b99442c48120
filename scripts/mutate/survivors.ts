/** The changes that no test notices, each with the reason why it is none or does no harm: `survivors.md`. */
import { readFileSync } from 'node:fs';

export interface Survivor {
  file: string;
  /** The line of the unchanged file, without the spaces around it. */
  lineText: string;
  label: string;
}

interface Explained extends Survivor {
  why: string;
}

/** Rows of the table; a bar within a cell is written `\|`, a mutation `*` is any of that line. */
export const readSurvivors = (): readonly Explained[] =>
  readFileSync(new URL('./survivors.md', import.meta.url), 'utf8')
    .split('\n')
    .filter((row) => row.startsWith('| `src/'))
    .map((row) => {
      const cells = row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
      const [, file = '', lineText = '', label = '', why = ''] = cells.map((cell) =>
        cell.replace(/^`+ ?(.*?) ?`+$/, '$1'),
      );
      return { file, lineText, label, why };
    });

export const explanationOf = (table: readonly Explained[], { file, lineText, label }: Survivor): string | undefined =>
  table.find((row) => row.file === file && row.lineText === lineText && (row.label === '*' || row.label === label))
    ?.why || undefined;
