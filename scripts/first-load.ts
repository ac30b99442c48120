import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';

/** Which scripts of a build a browser fetches for the first screen. Reads what was built, not what was meant. */

const attribute = (tag: string, name: string): string | undefined => new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1];

const namedByPage = (html: string): string[] => {
  const tags = html.match(/<(script|link)\b[^>]*>/g) ?? [];
  return tags.flatMap((tag) => {
    const file = tag.startsWith('<script')
      ? attribute(tag, 'src')
      : attribute(tag, 'rel') === 'modulepreload' && attribute(tag, 'href');
    return file ? [file.replace(/^\//, '')] : [];
  });
};

const importedBy = (file: string, source: string): string[] => {
  const { staticImports, staticExports } = parseSync(file, source).module;
  const handedOn = staticExports.flatMap(({ entries }) => entries.map(({ moduleRequest }) => moduleRequest));
  return [...staticImports.map(({ moduleRequest }) => moduleRequest), ...handedOn]
    .flatMap((request) => (request && /^[./]/.test(request.value) ? [request.value] : []))
    .map((name) => (name.startsWith('/') ? name.slice(1) : path.posix.join(path.posix.dirname(file), name)));
};

/** The bundler writes a worker as `new Worker(new URL("/assets/name.js", ...))`, in any quotes. */
const workersOf = (source: string): string[] =>
  [...source.matchAll(/new (?:Shared)?Worker\(new URL\(["'`]\/([^"'`]+\.js)/g)].map((match) => match[1]!);

/** Paths from `dist`, in the order in which they are found: page, what it imports, workers, what they import. */
export const firstLoad = (dist: string): string[] => {
  const found: string[] = [];
  const follow = (file: string) => {
    if (found.includes(file)) return;
    found.push(file);
    const source = readFileSync(path.join(dist, file), 'utf8');
    for (const next of [...importedBy(file, source), ...workersOf(source)]) follow(next);
  };
  for (const file of namedByPage(readFileSync(path.join(dist, 'index.html'), 'utf8'))) follow(file);
  return found;
};
