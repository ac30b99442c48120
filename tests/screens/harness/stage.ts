/** Serves the harness and opens pages on it, for the picture taker and for tests in a real browser. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';

export interface Look {
  theme?: 'light' | 'dark';
  language?: 'en' | 'zh';
  width?: number;
  height?: number;
}

export interface Stage {
  /** A page with storage of its own, before anything is loaded. */
  page(look?: Look): Promise<Page>;
  /** Of a screen over a scene: `address('empty', '/licenses')`. */
  address(scene: string, screen: string): string;
  close(): Promise<void>;
}

const open = async (): Promise<{ server: ViteDevServer; chrome: Browser }> => {
  const server = await createServer({
    configFile: fileURLToPath(new URL('./vite.config.ts', import.meta.url)),
    logLevel: 'error',
    // Found before the first page: finding them later would reload the page under a test.
    cacheDir: fileURLToPath(new URL('../../../node_modules/.vite-stage', import.meta.url)),
    optimizeDeps: { entries: ['index.html', 'fill.ts'] },
  });
  await server.listen();
  const executablePath = existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined;
  return { server, chrome: await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] }) };
};

export const openStage = async (): Promise<Stage> => {
  const { server, chrome } = await open();
  const base = server.resolvedUrls?.local[0] ?? '';
  return {
    async page({ theme = 'light', language = 'en', width = 1440, height = 900 } = {}) {
      const context = await chrome.newContext({ viewport: { width, height }, deviceScaleFactor: width < 400 ? 2 : 1 });
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const page = await context.newPage();
      await page.addInitScript(
        ([chosen, spoken]) => {
          localStorage.setItem('bindery.theme', chosen);
          localStorage.setItem('bindery.language', spoken);
        },
        [theme, language] as const,
      );
      return page;
    },
    address: (scene, screen) => `${base}?scene=${scene}#${screen}`,
    async close() {
      await chrome.close();
      await server.close();
    },
  };
};
