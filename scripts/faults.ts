import { bekenRows, type Row } from './faults/beken-rows';

/**
 * `npm run faults`: every fault of the table against a virtual board, at every latency; ends with 1 when a row fails.
 * `npm run faults -- lost` runs the rows of that name.
 */

const atOnce = 6;

const wanted = process.argv[2] ?? '';
const rows = bekenRows().filter(({ fault }) => fault.includes(wanted));
const failed: string[] = [];

const carryOut = async ({ family, latencyMs, fault, run }: Row) => {
  const wrong = await run().catch((thrown: unknown) => [String(thrown)]);
  const name = `${family}, ${latencyMs} ms: ${fault}`;
  console.log(`${wrong.length === 0 ? 'good ' : 'WRONG'} ${name}${wrong.map((words) => `\n      ${words}`).join('')}`);
  if (wrong.length > 0) failed.push(name);
};

const queue = [...rows];
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (let row = queue.shift(); row; row = queue.shift()) await carryOut(row);
  }),
);
console.log(`${rows.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 || rows.length === 0 ? 1 : 0;
