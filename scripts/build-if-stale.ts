import path from 'node:path';
import { build } from 'vite';
import { dist, home, lastChange } from './files';

/** Builds when there is no build, or when something it is made of is younger. */

const madeOf = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json', 'tsconfig.json'];
const built = lastChange(path.join(dist, 'service-worker.js'));
const changed = Math.max(...madeOf.map((name) => lastChange(path.join(home, name))));

if (built < changed) {
  console.log('Building the bench ...');
  await build({ root: home, logLevel: 'warn' });
}
