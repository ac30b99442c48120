import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { dist, filesBelow } from '../../scripts/files';
import { expect, test } from './bench';
import { allPlaces } from './pages/shell';

/** The page as an application: kept for offline, installable, closed to strangers (issue: the house). */

// An installed page lives in a profile on disk.
test.use({ ownBrowser: true });

test('every built file is kept, and every screen opens with the server gone', async ({ shell, site }) => {
  await shell.load();
  await shell.readyOffline();
  const kept = await shell.page.evaluate(async () => {
    const requests = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  const built = filesBelow(dist).filter((file) => !/^(\.vite|pictures)\/|^service-worker\.js$/.test(file));
  expect(kept.sort()).toEqual(built.map((file) => `/${file}`).sort());
  await site.stop();
  for (const place of allPlaces) await shell.load(place);
  // Among them what the licenses of others ask for: their text goes with every copy.
  const notices = await shell.page.evaluate(async () => (await fetch('/notices.txt')).text());
  for (const name of ['react', 'esptool-js', 'dexie', 'lucide-react', 'workbox-precaching', '@fontsource-variable'])
    expect(notices).toMatch(new RegExp(`^${name}`, 'm'));
});

test('the browser finds nothing that keeps it from installing', async ({ shell, context }) => {
  await shell.load();
  const devtools = await context.newCDPSession(shell.page);
  expect(await devtools.send('Page.getInstallabilityErrors')).toEqual({ installabilityErrors: [] });
  const { errors, data } = await devtools.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { icons } = JSON.parse(data ?? '{}') as { icons: { src: string; sizes: string; purpose?: string }[] };
  for (const size of ['192x192', '512x512']) expect(icons.map(({ sizes }) => sizes)).toContain(size);
  for (const { src } of icons) expect(filesBelow(dist)).toContain(src.slice(1));
});

test('the policy stands in the page and in the header, and holds', async ({ shell, site, complaints }) => {
  const html = await readFile(path.join(dist, 'index.html'), 'utf8');
  expect(html).toMatch(/<meta http-equiv="Content-Security-Policy" content="default-src (&#39;|')none/);
  const answer = await shell.page.request.get(site.origin);
  expect(answer.headers()['content-security-policy']).toContain("default-src 'none'");
  await shell.load();
  const outcome = await shell.page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.intruder = true';
    document.head.append(script);
    const asked = await fetch('https://bench.example/').then(
      () => 'answered',
      () => 'refused',
    );
    return { asked, intruder: 'intruder' in globalThis };
  });
  expect(outcome).toEqual({ asked: 'refused', intruder: false });
  expect(complaints.refusals.length).toBeGreaterThan(1);
  // These were provoked; whatever else was refused is not ours.
  complaints.refusals.length = 0;
});
