import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { dist } from './files';
import { firstLoad } from './first-load';

/** `npm run budget`: what the first screen weighs, and an error when it is too much. */

const budgetKb = 120;

const rows = firstLoad(dist).map((file) => {
  const bytes = readFileSync(path.join(dist, file));
  return { file, raw: bytes.length / 1024, gzip: gzipSync(bytes, { level: 9 }).length / 1024 };
});
const total = rows.reduce((sum, row) => sum + row.gzip, 0);
const row = (file: string, raw: string, gzip: string) => `${file.padEnd(44)}${raw.padStart(10)}${gzip.padStart(10)}`;

console.log(row('JavaScript of the first screen, KB', 'raw', 'gzip'));
for (const { file, raw, gzip } of rows) console.log(row(file, raw.toFixed(1), gzip.toFixed(1)));
console.log(row('together', '', total.toFixed(1)));
if (total > budgetKb) {
  console.error(
    `The first screen weighs ${total.toFixed(1)} KB, ${budgetKb} KB are allowed. Load later what it can do without.`,
  );
  process.exitCode = 1;
}
