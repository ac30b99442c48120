import { dist } from '../../scripts/files';
import { packLink } from '../../src/protocols/recipe/link-data';
import { outsideRoutes } from '../../src/relay/outside/routes';
import { test as base, expect } from './bench';
import { asJson, lamp, manifest, type Offer, openOffer, otherLamp, sha256 } from './catalogue/offer';
import { openSite } from './site';

/** A catalogue by its address: fetched when asked, checked, shown as text, and still there without a network (issue 11, section 1). */

const test = base.extend<{ offer: Offer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  offer: async ({}, use) => {
    const offer = await openOffer();
    await use(offer);
    await offer.close();
  },
  site: async ({ offer }, use) => {
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    const site = await openSite(dist, outsideRoutes({ nearHosts: new Set([offer.host]), resolve }));
    await use(site);
    await site.stop();
  },
});

test('fetched when asked, shown as text, checked, taken, and there without a network', async ({
  shell,
  site,
  offer,
  context,
}) => {
  const { main, page } = shell;
  await shell.load('firmware');
  expect(offer.asked).toEqual([]);
  await main.getByLabel('Address of a catalogue or manifest').fill(`${offer.url}list.json`);
  await main.getByRole('button', { name: 'Fetch the list' }).click();
  const catalogue = main.getByRole('region', { name: 'Spring workshop', exact: true });
  const row = catalogue.getByRole('row', { name: /^Lamp demo 2\.1\.0/ });
  await expect(row).toContainText('ESP32, ESP32-S3');
  await expect(row).toContainText('2 of 2 files have one');
  await expect(catalogue.getByRole('row', { name: /^Bare lamp 0\.9/ })).toContainText('no hash: kept as unverified');
  await expect(catalogue).toContainText('has nothing at this address');
  expect(offer.asked.filter((asked) => asked.endsWith('.bin'))).toEqual([]);

  await row.getByRole('button', { name: 'Read-me of Lamp demo' }).click();
  const text = catalogue.getByRole('region', { name: 'Read-me of Lamp demo 2.1.0' });
  await expect(text).toContainText('<img src=x onerror=');
  await expect(text.locator('img, a')).toHaveCount(0);
  // What turns text around is made visible instead (ui/visible).
  await expect(text).not.toContainText(/[\u202a-\u202e]/);

  await row.getByRole('button', { name: 'Take Lamp demo 2.1.0 onto the shelf' }).click();
  await expect(row).toContainText('checked');
  await expect(row).toContainText('on the shelf');
  const bare = catalogue.getByRole('row', { name: /^Bare lamp 0\.9/ });
  await bare.getByRole('button', { name: /onto the shelf/ }).click();
  await expect(bare).toContainText('unverified');
  await expect(catalogue).toContainText('The catalogue gives no hash, so it is kept as unverified.');
  const shelf = main.getByRole('region', { name: 'Firmware', exact: true }).locator('tbody tr');
  await expect(shelf).toHaveCount(3);
  if (process.env.BINDERY_SHOTS)
    await page.screenshot({ path: `${process.env.BINDERY_SHOTS}/wide.png`, fullPage: true });

  await shell.readyOffline();
  await offer.close();
  await site.stop();
  await context.setOffline(true);
  await shell.load('firmware');
  await expect(shelf).toHaveCount(3);
  await main
    .getByRole('button', { name: /^Remove switch_demo/ })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove it' }).click();
  await expect(shelf).toHaveCount(2);
  await main
    .getByRole('button', { name: /^Take .* onto the shelf/ })
    .first()
    .click();
  await expect(shelf).toHaveCount(3);
  await catalogue.getByRole('button', { name: 'Ask again for Spring workshop' }).click();
  await expect(catalogue.getByRole('alert').first()).toContainText('The bench’s own server is not there');
  await expect(row).toContainText('checked');
});

test('what is another file under the same address is told, and not taken before a word', async ({ shell, offer }) => {
  const { main } = shell;
  await shell.load('firmware');
  const address = `${offer.url}lamp/manifest.json`;
  await main.getByLabel('Address of a catalogue or manifest').fill(address);
  await main.getByRole('button', { name: 'Fetch the list' }).click();
  const catalogue = main.getByRole('region', { name: 'Lamp demo', exact: true });
  await catalogue.getByRole('button', { name: /^Take / }).click();
  await expect(catalogue).toContainText('is on the shelf, as 2 images.');

  offer.files.set('/lamp/manifest.json', asJson(manifest(sha256(otherLamp))));
  await catalogue.getByRole('button', { name: 'Ask again for Lamp demo' }).click();
  const told = catalogue.getByRole('alert');
  await expect(told).toContainText('A file is another one now, under the same address');
  await expect(told).toContainText(`${sha256(lamp).slice(0, 12)}…`);
  await expect(told).toContainText(`${sha256(otherLamp).slice(0, 12)}…`);
  await told.getByRole('button', { name: 'Keep the old one' }).click();
  await expect(told).toHaveCount(0);
  await expect(catalogue).toContainText('on the shelf');

  await catalogue.getByRole('button', { name: 'Ask again for Lamp demo' }).click();
  await told.getByRole('button', { name: 'Take the new one' }).click();
  // The list is the new one, the server still has the old file: it is not taken for the one that is listed.
  await catalogue.getByRole('button', { name: /^Take / }).click();
  await expect(told).toContainText('lamp.bin is not what the catalogue says');
  offer.files.set('/lamp/lamp.bin', { type: 'application/octet-stream', body: otherLamp });
  await catalogue.getByRole('button', { name: /^Take / }).click();
  await expect(catalogue).toContainText('is on the shelf, as 2 images.');
});

test('an address that is none, or holds a key, is refused before anybody is asked', async ({ shell, offer }) => {
  const { main } = shell;
  await shell.load('firmware');
  const field = main.getByLabel('Address of a catalogue or manifest');
  for (const [typed, told] of [
    [`${offer.url}list.json?token=made-up`, 'The address holds a key'],
    [`http://me:made-up@${offer.host}/list.json`, 'The address holds a name or password'],
    ['http://files.example/list.json', 'Only https:// is fetched'],
    [`${offer.url}nothing.json`, 'has nothing at this address'],
    [`${offer.url}lamp/README.md`, 'The server calls it something else'],
  ] as const) {
    await field.fill(typed);
    await main.getByRole('button', { name: 'Fetch the list' }).click();
    await expect(main.getByRole('alert')).toContainText(told);
  }
  expect(offer.asked).toEqual(['GET /nothing.json', 'GET /lamp/README.md']);
});

test('a workshop link says what it is, asks once, and then firmware and plan are there', async ({
  shell,
  offer,
  context,
  page,
}) => {
  const { main } = shell;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await shell.load('firmware');
  await main.getByLabel('Address of a catalogue or manifest').fill(`${offer.url}list.json`);
  await main.getByRole('button', { name: 'Fetch the list' }).click();
  await main.getByRole('button', { name: 'Take Lamp demo 2.1.0 onto the shelf' }).click();
  await main.getByRole('button', { name: 'Use in the plan' }).first().click();
  await main.getByRole('button', { name: 'Workshop link for Spring workshop' }).click();
  const dialog = page.getByRole('dialog', { name: 'One link for a workshop' });
  await expect(dialog.getByLabel('Lamp demo 2.1.0')).toBeChecked();
  await expect(dialog.getByLabel('Bare lamp 0.9')).not.toBeChecked();
  if (process.env.BINDERY_SHOTS) await page.screenshot({ path: `${process.env.BINDERY_SHOTS}/workshop-dialog.png` });
  await dialog.getByRole('button', { name: 'Copy the link' }).click();
  await expect(dialog).toHaveCount(0);
  const link = await page.evaluate(() => navigator.clipboard.readText());

  // Somebody else, with nothing.
  const before = offer.asked.length;
  await page.evaluate(async () => {
    localStorage.clear();
    const gone = (name: string) =>
      new Promise((done) => {
        indexedDB.deleteDatabase(name).onsuccess = done;
      });
    await Promise.all((await indexedDB.databases()).map(({ name = '' }) => gone(name)));
  });
  await page.goto(link);
  await page.reload();
  await expect(main.getByRole('heading', { name: 'A workshop' })).toBeVisible();
  await expect(main).toContainText(offer.host);
  await expect(main).toContainText('1 entry for the shelf');
  if (process.env.BINDERY_SHOTS) await page.screenshot({ path: `${process.env.BINDERY_SHOTS}/workshop.png` });
  expect(offer.asked).toHaveLength(before);

  await main.getByRole('button', { name: 'Fetch it and take it over' }).click();
  await expect(page.getByText('Spring workshop: firmware on the shelf, plan on the bench.')).toBeVisible();
  expect(offer.asked.filter((asked) => asked.includes('bare.bin'))).toEqual([]);
  await shell.go('firmware');
  await expect(main.getByText('in the plan', { exact: true })).toBeVisible();
  await expect(main.getByRole('region', { name: 'Spring workshop', exact: true })).toContainText('checked');

  await page.goto(`${link.slice(0, -9)}`);
  await expect(main.getByRole('alert')).toContainText(/damaged|cut short/);
});

test('a workshop that cannot be fetched takes nothing over', async ({ shell, offer, page, site }) => {
  const { main } = shell;
  const recipe = { name: 'Evening', stations: ['flash'], pairBy: 'bluetooth', startByItself: true };
  const link = packLink({
    bindery: 'workshop',
    version: 1,
    catalogue: `${offer.url}list.json`,
    firmware: [`${offer.url}lamp/manifest.json`],
    recipe: { bindery: 'recipe', version: 1, ...recipe },
  });
  offer.files.set('/lamp/lamp.bin', { type: 'application/octet-stream', body: otherLamp });
  await page.goto(`${site.origin}/#/workshop/${link}`);
  await expect(main).toContainText('This recipe asks to start by itself.');
  await main.getByRole('button', { name: 'Fetch it and take it over' }).click();
  await expect(main.getByRole('alert')).toContainText('lamp.bin is not what the catalogue says');
  await expect(main.getByRole('alert')).toContainText('The plan on the bench is as it was.');
  offer.files.set('/lamp/lamp.bin', { type: 'application/octet-stream', body: lamp });
  await main.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Evening: firmware on the shelf, plan on the bench.')).toBeVisible();
});
