/** Pictures of a bound device over Bluetooth: `npx tsx tests/screens/harness/shoot-air.ts <folder> [name…]`. */
import { mkdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import axeCore from 'axe-core';
import { type Look, openStage } from './stage';

const looks: Readonly<Record<string, Look>> = {
  light: {},
  dark: { theme: 'dark', language: 'zh' },
  narrow: { width: 360, height: 760 },
};

const device = 'bf7c20a8d4e19c0b9k2m';
const here = `/devices/page/${device}`;
/** Without the bench's own server: no cloud is there for it. */
const alone = `/devices/relay/${device}`;

const scenes: Readonly<Record<string, { air: string; screen: string; held: boolean; dialog?: boolean }>> = {
  none: { air: '', screen: here, held: false },
  ready: { air: '', screen: here, held: true },
  looking: { air: 'looking', screen: here, held: true },
  asking: { air: 'asking', screen: here, held: true },
  connected: { air: 'connected', screen: here, held: true },
  release: { air: 'connected', screen: here, held: true, dialog: true },
  lost: { air: 'lost', screen: here, held: true },
  failed: { air: 'failed', screen: here, held: true },
  alone: { air: 'connected', screen: alone, held: true },
  list: { air: '', screen: '/devices', held: true },
};

/** A row as the bench keeps it; nobody opens its seal here. */
const hold = (page: Page) =>
  page.evaluate(
    (deviceId) =>
      new Promise<void>((done, failed) => {
        const opening = indexedDB.open('bindery');
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const change = opening.result.transaction('deviceKeys', 'readwrite');
          change.objectStore('deviceKeys').put({
            deviceId,
            uuid: 'a3f277d01b9e44a2c6e0',
            pid: 'keyxnvpr7eupc34m',
            virtual: false,
            place: 'relay',
            name: 'Desk lamp',
            points: [],
            at: Date.UTC(2026, 10, 22, 14, 32, 7),
            sealed: { iv: new Uint8Array(12), box: new ArrayBuffer(8) },
          });
          change.oncomplete = () => done();
        };
      }),
    device,
  );

const complaints = async (page: Page): Promise<string[]> => {
  await page.evaluate(axeCore.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
};

const [folder = 'shots', ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const stage = await openStage();
for (const [look, how] of Object.entries(looks)) {
  for (const [name, { air, screen, held, dialog }] of Object.entries(scenes)) {
    if (only.length > 0 && !only.some((part) => `${name}-${look}`.includes(part))) continue;
    const page = await stage.page(how);
    const told = (text: string) => process.stderr.write(`${name}-${look}: ${text}\n`);
    page.on('pageerror', (error) => told(error.message));
    const address = stage.address(`empty&relay=absent&air=${air}`, screen);
    await page.goto(address);
    await page.locator('main :is(h1, h2)').first().waitFor();
    await page.waitForFunction(async () => (await indexedDB.databases()).some(({ name: of }) => of === 'bindery'));
    if (held) await hold(page);
    await page.reload();
    await page.locator('main :is(h1, h2)').nth(1).waitFor();
    if (dialog)
      await page
        .getByRole('button', { name: how.language === 'zh' ? '解除这块板的绑定' : 'Release this board' })
        .click();
    await page.evaluate(() => document.fonts.ready);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) told(`${wide} px too wide`);
    for (const complaint of await complaints(page)) told(complaint);
    await page.screenshot({ path: `${folder}/${name}-${look}.png`, fullPage: true });
    await page.context().close();
  }
}
await stage.close();
