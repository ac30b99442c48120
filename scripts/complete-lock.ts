import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { home } from './files';

/**
 * `npm run lock`, after every `npm install`: a registry mirror may lack the builds of a tool for other systems. npm then
 * leaves them out of the lock file without a word, and `npm ci` refuses it everywhere. Their name tells all they need.
 */

interface Locked {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  engines?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const file = path.join(home, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Locked> };

const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

/** `@rollup/rollup-linux-arm-musleabihf`; undefined for packages that are optional for another reason. */
const places = (name: string): Pick<Locked, 'os' | 'cpu' | 'libc'> | undefined => {
  const parts = name.slice(name.lastIndexOf('/') + 1).split('-');
  const os = parts.find((part) => systems.includes(part));
  const cpu = parts.find((part) => processors.includes(part));
  if (!os || !cpu) return undefined;
  const libc = parts.some((part) => part.startsWith('musl'))
    ? 'musl'
    : parts.some((part) => part.startsWith('gnu')) && 'glibc';
  return { cpu: [cpu], ...(libc && { libc: [libc] }), os: [os] };
};

const known = (name: string) =>
  Object.keys(lock.packages).some((at) => at === `node_modules/${name}` || at.endsWith(`/node_modules/${name}`));

let added = 0;
for (const { dev, optionalDependencies = {} } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const place = known(name) ? undefined : places(name);
    if (!place) continue;
    lock.packages[`node_modules/${name}`] = { version, ...place, ...(dev && { dev }), optional: true };
    added++;
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
console.log(`${added} builds for other systems added to the lock file`);
