import { arrows, lint, types, unit, unused } from './parts';
import { run, seconds } from './tools';

/** `npm run check`: all that needs no browser, side by side, for between two changes. Prints only what is wrong. */

const begun = Date.now();
const outcomes = await Promise.all(
  [types, lint, arrows, unused, unit].map(async (part) => ({ part, ...(await run(part, true)) })),
);
const failed = outcomes.filter(({ ok }) => !ok);
for (const { part, output } of failed) console.log(`== ${part.name}\n${output}`);
const words = outcomes.map(({ part, ok, ms }) => `${part.name} ${ok ? 'good' : 'FAILED'} (${seconds(ms)})`);
console.log(`${words.join(', ')}; ${seconds(Date.now() - begun)} in all`);
process.exitCode = failed.length > 0 ? 1 : 0;
