import { backupMeasurements } from './bench/backup-rows';
import { bekenMeasurements } from './bench/beken-rows';
import { espMeasurements } from './bench/esp-rows';
import type { Measured } from './bench/figure';
import { hiddenMeasurements } from './bench/hidden-rows';
import { meetingMeasurements } from './bench/meeting-rows';

/**
 * `npm run bench`: how long our flashing takes through virtual boards with the measured constants, beside the ideal and
 * plain esptool-js; ends with 1 when a bar is missed. `npm run bench -- t5ai 921600` measures what has these words in its name;
 * `--json` prints the figures and nothing else.
 */

const given = process.argv.slice(2);
const asJson = given.includes('--json');
const words = given.filter((word) => !word.startsWith('--'));

const columns = (...[name, chip, image, baud, latency, seconds, ideal, toIdeal, toPeer]: readonly string[]) =>
  [
    name!.padEnd(31),
    chip!.padEnd(8),
    image!.padEnd(24),
    baud!.padStart(8),
    latency!.padStart(8),
    seconds!.padStart(9),
    ideal!.padStart(9),
    toIdeal!.padStart(8),
    toPeer!.padStart(8),
  ].join(' ');

const lineOf = ({ figure, bar }: Measured) => {
  const { name, chip, image, baud, latencyMs, seconds, idealSeconds, ratioToIdeal, ratioToPeer } = figure;
  const peer = ratioToPeer === undefined ? '' : ratioToPeer.toFixed(2);
  const told = [`${latencyMs} ms`, seconds.toFixed(2), idealSeconds.toFixed(2), ratioToIdeal.toFixed(3), peer];
  const verdict = bar ? `  ${bar.held ? 'good' : 'MISSED'}: ${bar.words}` : '';
  return `${columns(name, chip, image, String(baud), ...told)}${verdict}`;
};

const measurements = [
  ...meetingMeasurements,
  ...espMeasurements,
  ...bekenMeasurements,
  ...backupMeasurements,
  ...hiddenMeasurements,
].filter(({ name }) => words.every((word) => name.includes(word)));
const all: Measured[] = [];
if (!asJson) console.log(columns('', 'chip', 'image', 'baud', 'latency', 'seconds', 'ideal', '/ ideal', '/ peer'));
for (const { run } of measurements) {
  const measured = await run();
  all.push(...measured);
  if (!asJson) for (const one of measured) console.log(lineOf(one));
}
const missed = all.filter(({ bar }) => bar && !bar.held);
if (asJson)
  console.log(
    JSON.stringify(
      all.map(({ figure }) => figure),
      null,
      2,
    ),
  );
else console.log(`${all.length} figures, ${missed.length} bars missed`);
if (asJson) for (const one of missed) console.error(lineOf(one));
process.exitCode = missed.length > 0 || all.length === 0 ? 1 : 0;
