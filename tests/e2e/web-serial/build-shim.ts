import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Compiles the shim on demand; the name carries a hash of its sources, so an old one is never taken for a new one. */

const sources = fileURLToPath(new URL('./shim/', import.meta.url));
const cache = fileURLToPath(new URL('../../../node_modules/.cache/bindery/', import.meta.url));

/** Path of the shared library. Throws what the compiler said, or ENOENT when there is none. */
export const buildShim = async (): Promise<string> => {
  const names = (await readdir(sources)).sort();
  const hash = createHash('sha256');
  for (const name of names) hash.update(name).update(await readFile(path.join(sources, name)));
  const library = path.join(cache, `serial-shim-${hash.digest('hex').slice(0, 16)}.so`);
  if (existsSync(library)) return library;
  await mkdir(cache, { recursive: true });
  // Workers may compile at the same time: each its own file, and the last rename wins.
  const fresh = `${library}.${process.pid}`;
  const parts = names.filter((name) => name.endsWith('.c')).map((name) => path.join(sources, name));
  const flags = ['-shared', '-fPIC', '-O2', '-Wall', '-Wextra', '-Werror', '-fvisibility=hidden'];
  await promisify(execFile)(process.env.CC ?? 'gcc', [...flags, '-o', fresh, ...parts, '-ldl']);
  await rename(fresh, library);
  return library;
};
