import path from 'node:path';
import type { Plugin } from 'vite';
import { expect, it } from 'vitest';
import { notices } from '../../scripts/notices';

/** Expectation: the licenses themselves. MIT, ISC, Apache-2.0 and OFL-1.1 all ask that their text goes with every copy. */

type Part = { type: 'chunk'; moduleIds: string[] } | { type: 'asset'; originalFileNames: string[] };

const generated = (plugin: Plugin, bundle: Record<string, Part>): string => {
  let written = '';
  const context = { emitFile: ({ source }: { source: string }) => void (written = source) };
  (plugin.generateBundle as unknown as (this: typeof context, options: object, bundle: object) => void).call(
    context,
    {},
    bundle,
  );
  return written;
};

const module = (name: string) => path.resolve('node_modules', name);

it('names what page, workers and service worker are built of, each once and with its license in full', () => {
  const { page, worker } = notices(['workbox-core']);
  generated(worker, {
    'worker.js': { type: 'chunk', moduleIds: [module('esptool-js/lib/index.js'), 'src/app/own.ts'] },
  });
  const text = generated(page, {
    'index.js': { type: 'chunk', moduleIds: [module('lucide-react/dist/a.js'), module('lucide-react/dist/b.js')] },
    'sans.woff2': {
      type: 'asset',
      originalFileNames: ['node_modules/@fontsource-variable/instrument-sans/files/sans.woff2'],
    },
  });
  expect(text.split(/\n\n-{80}\n\n/).map((notice) => notice.split('\n', 1)[0]?.replace(/ [\d.]+,/, ''))).toEqual([
    '@fontsource-variable/instrument-sans OFL-1.1',
    'esptool-js Apache-2.0',
    'lucide-react ISC',
    'workbox-core MIT',
  ]);
  for (const words of [
    'SIL OPEN FONT LICENSE',
    'Apache License',
    'Permission to use, copy, modify, and/or distribute',
    'Permission is hereby granted, free of charge',
  ])
    expect(text).toContain(words);
});
