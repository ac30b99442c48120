import { flashInTab, type TabChip } from './tabs/flash-in-tab';
import { ways } from './tabs/ways';

/**
 * `npm run tabs`: a board behind the browser's own Web Serial is written, at the pace of life, in a tab that is seen, hidden,
 * stalled or frozen. Prints seconds from Run to the port that is let go, the ratio to the seen tab, and the page's own word for whether it is
 * seen; ends with 1 when a write fails, a byte differs or one is more than a fifth slower. `npm run tabs -- t5ai half-way`
 * takes the chip and the ways with these words in their name. Linux with gcc.
 */

/** Of the time in a tab that is seen. */
const mostSlower = 1.2;

const words = process.argv.slice(2);
const chips = (['esp32', 't5ai'] as const).filter((chip) => !words.some(isChip) || words.includes(chip));
const chosen = ways.filter(
  ({ name }, at) => at === 0 || words.filter((word) => !isChip(word)).every((word) => name.includes(word)),
);

function isChip(word: string): word is TabChip {
  return word === 'esp32' || word === 't5ai';
}

const row = (...[chip, way, visibility, seconds, ratio, lock, verdict]: readonly string[]) =>
  [
    chip!.padEnd(6),
    way!.padEnd(24),
    visibility!.padEnd(8),
    seconds!.padStart(8),
    ratio!.padStart(7),
    lock!.padStart(10),
    ` ${verdict}`,
  ].join(' ');

let missed = 0;
console.log(row('chip', 'tab', 'says', 'seconds', '/ seen', 'wake lock', ''));
for (const chip of chips) {
  let seenMs = 0;
  for (const way of chosen) {
    const { ms, state, visibility, equal, lost, lockWhile } = await flashInTab(chip, way);
    seenMs ||= ms;
    const ratio = ms / seenMs;
    const faults = [
      state === 'proven' ? '' : state,
      visibility === way.visibility ? '' : `the page says ${visibility}`,
      equal ? '' : 'another image in the flash',
      lost === 0 ? '' : `${lost} bytes not read in time`,
      ratio <= mostSlower ? '' : 'more than a fifth slower',
      lockWhile === (way.first ? 0 : 1) ? '' : `${lockWhile} wake locks held while writing`,
    ].filter(Boolean);
    if (faults.length > 0) missed += 1;
    const verdict = faults.length > 0 ? `MISSED: ${faults.join('; ')}` : 'good, bytes equal';
    console.log(row(chip, way.name, visibility, (ms / 1000).toFixed(2), ratio.toFixed(2), String(lockWhile), verdict));
  }
}
console.log(missed > 0 ? `${missed} missed` : 'all good');
process.exitCode = missed > 0 ? 1 : 0;
