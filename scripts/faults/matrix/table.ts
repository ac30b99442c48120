/** How each cell of the table ended, phase by fault, one table a board. */
import { matrixFaults, matrixPhases } from './cells';
import type { MatrixRow } from './rows';

const width = 13;

/** As short as it can be told apart: `port.lost` for a run that failed with it. */
const short = (outcome: string) => outcome.replace(/^failed [a-z]+\./, '').replace(/ cancelled$/, '');

export const tablesOf = (rows: readonly MatrixRow[]): string => {
  const boards = new Set(rows.map(({ chip, latencyMs }) => `${chip}, ${latencyMs} ms`));
  const line = (head: string, cells: readonly string[]) =>
    `${head.padEnd(22)}${cells.map((cell) => cell.slice(0, width - 1).padEnd(width)).join('')}`.trimEnd();
  const table = (board: string) => {
    const mine = rows.filter(({ chip, latencyMs }) => `${chip}, ${latencyMs} ms` === board);
    const cell = (fault: string, phase: string) => {
      const found = mine.find((row) => row.matrixFault === fault && row.phase === phase);
      return found ? short(found.outcome()) : '';
    };
    return [
      line(board, matrixPhases),
      ...matrixFaults.map((fault) =>
        line(
          fault,
          matrixPhases.map((phase) => cell(fault, phase)),
        ),
      ),
    ].join('\n');
  };
  return [...boards].map(table).join('\n\n');
};
