import { bekenRows } from './faults/beken-rows';
import { espRows } from './faults/esp-rows';
import { matrixRows } from './faults/matrix/rows';
import { tablesOf } from './faults/matrix/table';
import { randomRows } from './faults/random-rows';
import type { Row } from './faults/row';
import { runRows } from './faults/run-rows';

/**
 * `npm run faults`: every fault of the table against a virtual board, at every latency, in virtual time; ends with 1
 * when a row fails. `npm run faults -- t5ai lost` runs the rows that have each of these words in their name, `npm run faults
 * -- matrix` the table of phases and faults, and `npm run faults -- random 4711` the schedule of that number, whichever it is.
 */

const words = process.argv.slice(2);
/** Of every family in a whole run. */
const schedules = 12;
const numbers = words.includes('random') ? words.filter((word) => /^\d+$/.test(word)).map(Number) : [];
const random = randomRows(numbers.length > 0 ? numbers : Array.from({ length: schedules }, (_, number) => number));
const nameOf = ({ chip, latencyMs, fault }: Row) => `${chip}, ${latencyMs} ms: ${fault}`;
const chosen = (row: Row) => words.every((word) => nameOf(row).includes(word));
const matrix = matrixRows().filter(chosen);
const rows = [...[...bekenRows(), ...espRows(), ...runRows(), ...random].filter(chosen), ...matrix];
const begun = performance.now();
let failed = 0;

for (const row of rows) {
  const wrong = await row.run().catch((thrown: unknown) => [String(thrown)]);
  console.log(
    `${wrong.length === 0 ? 'good ' : 'WRONG'} ${nameOf(row)}${wrong.map((said) => `\n      ${said}`).join('')}`,
  );
  if (wrong.length > 0) failed += 1;
}
if (matrix.length > 0) console.log(`\nHow the runs of the matrix ended:\n\n${tablesOf(matrix)}\n`);
const took = ((performance.now() - begun) / 1000).toFixed(0);
console.log(`${rows.length - failed} passed, ${failed} failed, in ${took} s`);
process.exitCode = failed > 0 || rows.length === 0 ? 1 : 0;
