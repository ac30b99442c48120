import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type InlineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { notices } from './scripts/notices.ts';
import { policyForPage } from './src/relay/page/content-security-policy.ts';

/** The build: the page, the bench worker with its lazily loaded chunks, and a service worker that keeps all of it. */

const version = (JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string })
  .version;

/** Empty when built outside a repository, as from an archive. */
const commit = (): string => {
  try {
    return execFileSync('git', ['rev-parse', '--short=9', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
};

/** Only in the built page: the development server injects inline scripts and styles that the policy rightly refuses. */
const policyInPage: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: {
    // Before every other tag, since a policy does not look back.
    order: 'post',
    handler: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policyForPage },
        injectTo: 'head-prepend',
      },
    ],
  },
};

/** The plugin builds the service worker at length and by an option that the bundler has renamed. */
const quietly = (worker: InlineConfig): void => {
  const options = worker.build?.rolldownOptions ?? worker.build?.rollupOptions;
  worker.logLevel = 'error';
  const output = options?.output;
  if (!output || Array.isArray(output)) return;
  output.codeSplitting = false;
  delete output.inlineDynamicImports;
};

/** The service worker is built when the page's files are listed already; what it imports stands in src/app/service-worker.ts. */
const legal = notices(['workbox-core', 'workbox-precaching', 'workbox-routing']);

export default defineConfig({
  define: {
    'import.meta.env.VITE_VERSION': JSON.stringify(version),
    'import.meta.env.VITE_COMMIT': JSON.stringify(commit()),
  },
  build: {
    target: 'es2023',
    manifest: true,
    // The policy allows no data: fonts or scripts, and a file of its own is cached better.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
  },
  worker: {
    format: 'es',
    plugins: () => [legal.worker],
    // The flashing library imports its own targets both ways.
    rolldownOptions: { checks: { ineffectiveDynamicImport: false } },
  },
  plugins: [
    react({ jsxImportSource: '#ui' }),
    policyInPage,
    legal.page,
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/app',
      filename: 'service-worker.ts',
      injectRegister: false,
      registerType: 'prompt',
      integration: { configureCustomSWViteBuild: quietly },
      injectManifest: {
        globPatterns: ['**/*'],
        // `.vite` is for the budget only, pictures are for the README only.
        globIgnores: ['**/node_modules/**', 'service-worker.js', '.vite/**', 'pictures/**'],
        maximumFileSizeToCacheInBytes: 64 * 1024 * 1024,
        dontCacheBustURLsMatching: /^assets\//,
      },
      manifest: {
        id: '/',
        name: 'Bindery',
        short_name: 'Bindery',
        description: 'Flash, license and verify IoT boards from the browser.',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: '#ECEEEA',
        theme_color: '#ECEEEA',
        categories: ['developer', 'utilities'],
        icons: [
          { src: '/icons/mark.svg', type: 'image/svg+xml', sizes: 'any' },
          { src: '/icons/mark-192.png', type: 'image/png', sizes: '192x192' },
          { src: '/icons/mark-512.png', type: 'image/png', sizes: '512x512' },
          { src: '/icons/mark-maskable-512.png', type: 'image/png', sizes: '512x512', purpose: 'maskable' },
        ],
      },
    }),
  ],
});
