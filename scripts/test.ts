import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { add, type Counts, none, readCounts } from './counts';
import { ensureChromium } from './ensure-chromium';
import * as parts from './parts';
import { run, seconds } from './tools';

/** `npm test`: everything, one part after the other, going on after a failure so that one run shows all of them. */

const reports = mkdtempSync(path.join(tmpdir(), 'bindery-counts-'));
const problems: string[] = [];
const times: string[] = [];

const perform = async (part: parts.Part): Promise<Counts> => {
  console.log(`\n== ${part.name}`);
  const file = path.join(reports, `${part.name}.json`);
  const args =
    part.summary === 'vitest'
      ? [...part.args, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
      : part.args;
  const { ok, ms } = await run({ ...part, args, env: { ...part.env, BINDERY_SUMMARY: file } });
  times.push(`${part.name} ${seconds(ms)}`);
  const seen = part.summary ? readCounts(part.summary, file) : none;
  if (!ok) problems.push(part.name);
  // A part without tests of its own counts as one; so does a runner that failed outside of any test.
  if (!ok && seen.failed === 0) return { ...seen, failed: 1 };
  return part.summary ? seen : { ...seen, passed: 1 };
};

const inBrowser = async (): Promise<Counts> => {
  try {
    const browser = await ensureChromium();
    return await perform({ ...parts.endToEnd, env: { BINDERY_CHROMIUM: browser } });
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : String(fault));
    problems.push('e2e');
    return { ...none, failed: 1 };
  }
};

let counts = none;
const ownParts = [parts.types, parts.lint, parts.arrows, parts.unused, parts.unit, parts.contract, parts.upstream];
for (const part of ownParts) {
  counts = add(counts, await perform(part));
}
const built = await perform(parts.build);
counts = add(counts, built);
if (built.failed > 0) console.log('\nbudget and e2e need a build and were not run');
else counts = add(add(counts, await perform(parts.budget)), await inBrowser());
rmSync(reports, { recursive: true, force: true });

console.log(`\n${times.join(', ')}`);
for (const reason of counts.reasons) console.log(`skipped: ${reason}`);
if (problems.length > 0) console.log(`failed: ${problems.join(', ')}`);
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exitCode = counts.failed > 0 ? 1 : 0;
