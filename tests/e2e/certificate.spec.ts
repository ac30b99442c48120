import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import jsQR from 'jsqr';
import { expect, test } from './bench';
import { lanesOf } from './pages/lanes';
import { withoutBinding } from './pages/shell';

/** A run on paper and as a file (look.md, "Print": A5 across, labels of 40 × 30 and 50 × 30 mm). */

const pointsPerMm = 72 / 25.4;

/** Sizes of the pages that would come out of the printer, in whole mm. */
const pagesOf = async (page: Page): Promise<string[]> => {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  return [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) =>
    [width, height].map((points) => Math.round(Number(points) / pointsPerMm)).join(' × '),
  );
};

/** The code of the one paper that is printed: what a reader sees in it, and how wide its cells are, in mm. */
const codeOn = async (page: Page) => {
  await page.emulateMedia({ media: 'print' });
  const { pixels, side, mm } = await page.evaluate(async () => {
    const code = [...document.querySelectorAll('main svg[role=img]')].find((svg) => svg.checkVisibility())!;
    const width = (code.querySelector('path')!.getBoundingClientRect().width * 25.4) / 96;
    const image = new Image();
    const copy = code.cloneNode(true) as SVGSVGElement;
    copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    copy.setAttribute('width', '400');
    copy.setAttribute('height', '400');
    image.src = `data:image/svg+xml,${encodeURIComponent(copy.outerHTML)}`;
    await image.decode();
    const canvas = new OffscreenCanvas(400, 400).getContext('2d')!;
    canvas.drawImage(image, 0, 0);
    return { pixels: [...canvas.getImageData(0, 0, 400, 400).data], side: 400, mm: width };
  });
  await page.emulateMedia({ media: null });
  return { text: jsQR(new Uint8ClampedArray(pixels), side, side)?.data, mm };
};

test('a run of a virtual board on paper and as a file, nothing of the page around it', async ({ shell }) => {
  const { page, main } = shell;
  await shell.plan(withoutBinding);
  await page.addInitScript(() => {
    window.print = () => undefined;
  });
  await shell.load();
  const lanes = lanesOf(page);
  await lanes.addVirtual();
  const lane = lanes.of('T5AI');
  await lane.reach('ready');
  await lane.run();
  await lane.reach('proven');

  await page.evaluate(() => {
    location.hash = '/certificate';
  });
  await main.getByRole('link', { name: /^proven: T5AI/ }).click();
  await expect(main.getByRole('heading', { level: 1 })).toHaveText('Proven, not bound.');
  const sheet = main.getByRole('article');
  await expect(sheet).toContainText('Virtual, no hardware.');
  await expect(sheet).toContainText('(the key is not printed)');
  const uuid = /uuid (\S+) \(the key/.exec((await sheet.textContent()) ?? '')?.[1] ?? '';
  expect(uuid).toMatch(/^[\w.-]{16,20}$/);
  expect(await pagesOf(page)).toEqual(['210 × 148']);

  for (const size of ['40 × 30', '50 × 30']) {
    await main.getByRole('button', { name: `Print label ${size} mm` }).click();
    await expect(main.locator(`[data-size="${size}"]`)).toBeVisible();
    const { text, mm } = await codeOn(page);
    expect(text).toMatch(new RegExp(`^${uuid} [0-9A-F]{2}:[0-9A-F]{2}$`));
    expect(mm).toBeGreaterThanOrEqual(16);
    expect(await pagesOf(page)).toEqual([size]);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  }

  await main.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^JSON/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^report-[0-9A-F]{4}-\d{4}-\d\d-\d\d\.json$/);
  const file = JSON.parse(await readFile(await download.path(), 'utf8')) as { certificates: unknown[] };
  expect(file).toMatchObject({ format: 'bindery-certificates', version: 1 });
  expect(file.certificates).toMatchObject([{ kind: 'proven', virtual: true, uuid }]);
});
