import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin, Rolldown } from 'vite';

/**
 * Writes `notices.txt` beside the built page: every package whose code or font is in it, with its license in full, as
 * MIT, ISC, Apache-2.0 and the OFL ask of whoever hands them on. Vite's own list has no workers, fonts and NOTICE files.
 */

interface Described {
  name: string;
  version: string;
  license?: string;
}

const legalText = /^(licen[cs]e|copying|notice|ofl)\b/i;

/** The innermost package around a file; undefined for our own. */
const packageOf = (file: string): string | undefined => {
  const folder = /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(file)?.[1];
  return folder && existsSync(path.join(folder, 'package.json')) ? folder : undefined;
};

const noticeOf = (folder: string): string => {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Described;
  const legal = readdirSync(folder)
    .filter((file) => legalText.test(file))
    .sort()
    .map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
  return [`${name} ${version}${license ? `, ${license}` : ''}`, ...legal].join('\n\n');
};

const between = `\n\n${'-'.repeat(80)}\n\n`;

/**
 * `worker` takes note of what workers are built of, `page` adds what the page is built of and writes the file.
 * `alsoShipped`: packages of a build that comes after it and cannot be seen from here.
 */
export const notices = (alsoShipped: readonly string[]): { page: Plugin; worker: Plugin } => {
  const packages = new Set<string>();
  const note = (file: string): void => {
    const found = packageOf(file);
    if (found) packages.add(found);
  };
  const noteAll = (bundle: Rolldown.OutputBundle): void => {
    for (const part of Object.values(bundle)) {
      if (part.type === 'chunk') part.moduleIds.forEach(note);
      else for (const file of part.originalFileNames) note(path.resolve(file));
    }
  };
  return {
    worker: { name: 'notices-of-workers', apply: 'build', generateBundle: (_, bundle) => noteAll(bundle) },
    page: {
      name: 'notices',
      apply: 'build',
      generateBundle(_, bundle) {
        noteAll(bundle);
        for (const name of alsoShipped) note(path.resolve('node_modules', name, 'package.json'));
        const source = [...packages].sort().map(noticeOf).join(between);
        this.emitFile({ type: 'asset', fileName: 'notices.txt', source });
      },
    },
  };
};
