import { mkdir, mkdtemp, open, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { buildImage, realMergedBytes } from '../../src/virtual/esp/demo-image';
import { expect, test } from './bench';
import { dropFolder } from './pages/drop-folder';
import { lanesOf } from './pages/lanes';
import { withoutBinding } from './pages/shell';

/** Issue 11, Show 4: a real folder, the built page, a virtual board. Layout: TuyaOpen, `cli_build.py`. */

const image = (version: string) =>
  buildImage({ chip: 'esp32', version, merged: true, mergedBytes: realMergedBytes, appBytes: 240_000 });

/** A project whose builds a test makes as `tos.py build` does, or worse. */
const project = async () => {
  const home = await mkdtemp(path.join(tmpdir(), 'bindery-build-'));
  const root = path.join(home, 'switch_demo');
  const placeOf = async (version: string) => {
    const folder = path.join(root, 'dist', `switch_demo_${version}`);
    await mkdir(folder, { recursive: true });
    return path.join(folder, `switch_demo_QIO_${version}.bin`);
  };
  await mkdir(root);
  return {
    root,
    /** The first piece, then whatever comes between, then the rest. */
    async inPieces(version: string, between: () => Promise<void>) {
      const file = await open(await placeOf(version), 'w');
      const bytes = image(version);
      await file.write(bytes.subarray(0, 120_000));
      await between();
      await file.write(bytes.subarray(120_000));
      await file.close();
    },
    async renamed(version: string) {
      const place = await placeOf(version);
      await writeFile(`${place}.part`, image(version));
      await rename(`${place}.part`, place);
    },
    /** Over the file of another version. */
    async over(place: string, version: string, between: () => Promise<void>) {
      const file = await open(await placeOf(place), 'w');
      const bytes = image(version);
      await file.write(bytes.subarray(0, 200_000));
      await between();
      await file.write(bytes.subarray(200_000));
      await file.close();
    },
    remove: () => rm(home, { recursive: true }),
  };
};

/** Which file each kept run wrote, in the order of the runs, and how many of its bytes went over the line. */
const writtenBy = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<{ version: string; sent: number }[]>((found, failed) => {
        const opening = indexedDB.open('bindery');
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const asked = opening.result.transaction('runs').objectStore('runs').getAll();
          asked.onerror = () => failed(asked.error);
          asked.onsuccess = () =>
            found(
              asked.result
                .toSorted((a, b) => a.endedAt - b.endedAt)
                .map(({ app, flashWork }) => ({ version: app?.version ?? '', sent: flashWork?.sent ?? 0 })),
            );
          opening.result.close();
        };
      }),
  );

test('a build comes from a real folder onto the board without a click, each whole one once', async ({ shell }) => {
  const made = await project();
  const { page } = shell;
  await shell.plan(withoutBinding);
  await shell.load('firmware');
  await dropFolder(page, made.root);
  const panel = shell.main.getByRole('region', { name: 'Build folder' });
  await expect(panel).toContainText('Watch the folder switch_demo?');
  await panel.getByRole('button', { name: 'Watch it' }).click();
  await expect(panel).toContainText('No image in it yet.');

  await shell.go('bench');
  const lanes = lanesOf(page);
  await lanes.addVirtual('esp32');
  const lane = lanes.all.first();
  const each = lane.getByLabel('Write each build to this board');
  await each.check();
  const runs = (version: string) => expect(lane.locator('dl')).toContainText(`switch_demo ${version}`);

  await shell.go('firmware');
  await made.inPieces('1.0.3', () => expect(panel).toContainText('half written, waits for the rest'));
  await expect(panel).toContainText('on the shelf');
  await shell.go('bench');
  await runs('1.0.3');
  await expect(lane).toContainText(/\d\.\d\ss from file to banner/);

  await made.renamed('1.0.4');
  await runs('1.0.4');

  await made.renamed('1.0.5');
  await expect(lane).toHaveAttribute('data-state', 'running');
  await made.over('1.0.5', '1.0.6', () => runs('1.0.5'));
  await runs('1.0.6');
  await expect(lane).toContainText(/\d\.\d\ss from file to banner/);
  await expect(lane).toHaveAttribute('data-state', 'proven');

  // It is remembered: after a reload nobody chooses anything.
  await page.reload();
  await expect(each).toBeChecked();
  await expect(lane).toHaveAttribute('data-state', 'ready');
  await made.renamed('1.0.7');
  await runs('1.0.7');
  await expect(lane).toHaveAttribute('data-state', 'proven');
  const written = await writtenBy(page);
  expect(written.map(({ version }) => version)).toEqual(['1.0.3', '1.0.4', '1.0.5', '1.0.6', '1.0.7']);
  for (const { sent } of written.slice(1)) expect(sent).toBeLessThan(100_000);
  await made.remove();
});
