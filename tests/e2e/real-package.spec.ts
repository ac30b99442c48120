import { zipSync } from 'fflate';
import { buildImage } from '../../src/virtual/esp/demo-image';
import { buildParts } from '../protocols/packages/parts';
import { withoutBinding } from './pages/shell';
import { expect, test } from './real-bench';

/** Real stack, built app: the archive of a build, dropped on the page, goes onto a board and leaves what is not in it. */

const mac = 'A4:CF:12:0A:0B:51';
const flashBytes = 4 << 20;
const build = buildParts({ chip: 'esp32', name: 'packed_lamp', appBytes: 120_000, flashBytes });
const archive = zipSync({
  'lamp/build/flasher_args.json': new TextEncoder().encode(
    JSON.stringify({
      flash_files: {
        '0x1000': 'bootloader/bootloader.bin',
        '0x8000': 'partition_table/partition-table.bin',
        '0x10000': 'packed_lamp.bin',
      },
      extra_esptool_args: { chip: 'esp32' },
    }),
  ),
  'lamp/build/bootloader/bootloader.bin': build.loader.bytes,
  'lamp/build/partition_table/partition-table.bin': build.table.bytes,
  'lamp/build/packed_lamp.bin': build.app.bytes,
  'lamp/build/packed_lamp.elf': new Uint8Array(64),
});
/** NVS, OTA data and the radio's data: of the table, and of no part. */
const gap = { at: 0x9000, size: 0x7000 };

test('a dropped archive is one image on the shelf, and what lies between its parts stays on the board', async ({
  board,
  plugIn,
  lanes,
  shell,
}) => {
  await shell.plan({ ...withoutBinding, license: false, verify: false });
  await shell.load();
  await shell.page.evaluate(
    (bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], 'lamp.zip'));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    [...archive],
  );
  const read = shell.main.getByRole('status').getByRole('listitem');
  await expect(read).toHaveCount(1);
  await expect(read).toContainText(/ESP32 image packed_lamp 1\.0\.2, .*Put together from bootloader\.bin \(0x1000\)/);
  await expect(shell.main.locator('tbody tr')).toContainText('3 parts');

  await shell.go('bench');
  const flash = new Uint8Array(flashBytes).fill(0xff);
  flash.set(buildImage({ chip: 'esp32', merged: true, name: 'old_lamp', appBytes: 90_000, flashBytes }));
  for (let at = 0; at < gap.size; at++) flash[gap.at + at] = (at % 251) + 1;
  const esp32 = await board({ mac, flash, flashBytes });
  await plugIn(esp32);
  const lane = lanes.of(mac);
  await lane.reach('ready');
  await lane.run();
  await lane.reach('proven');
  await expect(lane.self).toContainText('packed_lamp');
  const after = Buffer.from(await esp32.readFlash(0, flashBytes));
  expect(Buffer.compare(after.subarray(gap.at, gap.at + gap.size), flash.subarray(gap.at, gap.at + gap.size))).toBe(0);
  const { app } = build;
  expect(Buffer.compare(after.subarray(app.offset, app.offset + app.bytes.length), app.bytes)).toBe(0);
});
