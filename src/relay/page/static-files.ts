import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { own } from '../../model/own';
import { secureHeaders } from './secure-headers';

/** Serves the built bench from one folder. Knows nothing of what is in it except which names never change. */

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/** Vite puts a hash of the contents into every name below this folder. */
const neverChanges = /^\/assets\//;

/**
 * The file a request path means, or undefined when it leaves `root`, hides (`.vite`) or cannot be a path at all.
 * `root` is absolute.
 */
export const fileFor = (root: string, requestPath: string): string | undefined => {
  let name: string;
  try {
    name = decodeURIComponent(requestPath);
  } catch {
    return undefined;
  }
  if (name.includes('\0') || name.includes('\\')) return undefined;
  if (name.split('/').some((part) => part.startsWith('.'))) return undefined;
  const file = path.resolve(root, `.${name}`);
  return file.startsWith(root + path.sep) ? file : undefined;
};

const bytesOf = async (file: string | undefined): Promise<Uint8Array<ArrayBuffer> | undefined> => {
  if (!file) return undefined;
  try {
    return new Uint8Array(await readFile(file));
  } catch {
    return undefined;
  }
};

/** Answers GET and HEAD below `root`; a path without an ending is a screen, and all screens are `index.html`. */
export const staticFiles = (root: string): Hono => {
  const folder = path.resolve(root);
  const app = new Hono();
  app.use(secureHeaders);
  app.use(compress());
  app.get('*', async (context) => {
    const asked = new URL(context.req.url).pathname;
    const name = path.posix.extname(asked) ? asked : '/index.html';
    const bytes = await bytesOf(fileFor(folder, name));
    if (!bytes) return context.text('Not found', 404);
    return context.body(bytes, 200, {
      'Content-Type': own(types, path.posix.extname(name)) ?? 'application/octet-stream',
      'Cache-Control': neverChanges.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  });
  app.all('*', (context) => context.text('Method not allowed', 405, { Allow: 'GET, HEAD' }));
  return app;
};
