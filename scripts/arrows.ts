import path from 'node:path';
import { cruise, format, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { findKnots } from './arrows/knots';
import { home } from './files';

/**
 * `npm run arrows`: imports go only where the table of rooms lets them, and nowhere in a circle, imports of types
 * included. The table is in `.dependency-cruiser.cjs`; circles of folders are looked for here.
 */

const options = await extractDepcruiseOptions(path.join(home, '.dependency-cruiser.cjs'));
const cruised = await cruise(['src'], options, undefined, { tsConfig: extractTSConfig('tsconfig.json') });
const result = cruised.output as ICruiseResult;
const { output } = await format(result, { outputType: 'err' });
console.log(output);

const imports = result.modules.flatMap(({ source, dependencies }) =>
  dependencies
    .filter(({ resolved }) => resolved.startsWith('src/'))
    .map(({ resolved }) => ({ from: source, to: resolved })),
);
if (imports.length === 0) throw new Error('no imports were found');
const knots = findKnots(imports);
for (const { rooms, by } of knots) {
  console.log(`in a circle: ${rooms.join(', ')}`);
  for (const { from, to } of by) console.log(`  ${from} → ${to}`);
}
if (result.summary.error > 0 || knots.length > 0) process.exitCode = 1;
