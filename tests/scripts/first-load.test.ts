import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { firstLoad } from '../../scripts/first-load';

/** The budget is worth what this finds; the forms are those of the bundler's output. */

let dist: string;
afterEach(() => rm(dist, { recursive: true, force: true }));

it('follows the page, preloads, imports and the worker, and leaves out what comes later', async () => {
  dist = await mkdtemp(path.join(tmpdir(), 'bindery-dist-'));
  await mkdir(path.join(dist, 'assets'));
  const files = {
    'index.html': `<script type="module" crossorigin src="/assets/index-a.js"></script>
      <link rel="modulepreload" crossorigin href="/assets/react-b.js"><link rel="manifest" href="/x.webmanifest">`,
    'assets/index-a.js': `import{a}from"./react-b.js";import"./style-c.js";a(()=>import("./late-d.js"));
      new Worker(new URL(\`/assets/bench-e.js\`,\`\`+import.meta.url),{type:\`module\`})`,
    'assets/react-b.js': 'export const a=1',
    'assets/style-c.js': 'export{b}from"./deep-f.js"',
    'assets/late-d.js': 'import"./deep-f.js"',
    'assets/bench-e.js': 'import"./shared-g.js";import("./late-d.js")',
    'assets/deep-f.js': 'export const b=2',
    'assets/shared-g.js': '',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(dist, name), text);
  expect(firstLoad(dist)).toEqual(
    ['index-a', 'react-b', 'style-c', 'deep-f', 'bench-e', 'shared-g'].map((name) => `assets/${name}.js`),
  );
});
