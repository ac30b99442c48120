import { buildImage, realMergedBytes } from '../../src/virtual/esp/demo-image';
import { expect, test } from './bench';

/** The shelf: recognised from headers, refused with the reason, kept once (issue 2, "Recognise and flash"). */

const image = Buffer.from(
  buildImage({ chip: 'esp32s3', merged: true, mergedBytes: realMergedBytes, appBytes: 240_000 }),
);
const mimeType = 'application/octet-stream';

test('several files at once: one is kept, the others are refused in words', async ({ shell }) => {
  await shell.load('firmware');
  await shell.main
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      { name: 'switch.bin', mimeType, buffer: image },
      { name: 'half.bin', mimeType, buffer: image.subarray(0, 200_000) },
      { name: 'order.bin', mimeType, buffer: Buffer.from('uuid,key\n') },
      { name: 'again.bin', mimeType, buffer: image },
    ]);
  const read = shell.main.getByRole('status').getByRole('listitem');
  await expect(read).toHaveCount(4);
  await expect(read.nth(0)).toContainText(
    /ESP32-S3 image switch_demo 1\.0\.2, .*belongs at 0x0; keeps the license at 0x/,
  );
  await expect(read.nth(1)).toContainText('as switch_demo 1.0.2. Kept once.');
  // What was not taken stands behind what was.
  await expect(read.nth(2)).toContainText('Cut off: its headers promise');
  await expect(read.nth(3)).toContainText('It is text. Firmware is not.');
  await expect(shell.main.locator('tbody tr')).toHaveCount(1);
});

test('a file goes into the plan, and leaves the shelf and the plan after a question', async ({ shell }) => {
  await shell.load('firmware');
  await shell.main.locator('input[type=file]').first().setInputFiles({ name: 'switch.bin', mimeType, buffer: image });
  await shell.main.getByRole('button', { name: 'Use in the plan' }).click();
  await expect(shell.main.getByText('in the plan', { exact: true })).toBeVisible();
  await shell.page.reload();
  await expect(shell.main.getByText('in the plan', { exact: true })).toBeVisible();

  await shell.main.getByRole('button', { name: 'Remove switch_demo 1.0.2' }).click();
  const question = shell.page.getByRole('dialog', { name: 'Remove from the shelf' });
  await expect(question).toContainText('The plan uses it.');
  await question.getByRole('button', { name: 'Keep it' }).click();
  await expect(shell.main.locator('tbody tr')).toHaveCount(1);
  await shell.main.getByRole('button', { name: 'Remove switch_demo 1.0.2' }).click();
  await question.getByRole('button', { name: 'Remove it' }).click();
  await expect(shell.main.getByRole('heading', { name: 'The shelf is empty.' })).toBeVisible();
});
