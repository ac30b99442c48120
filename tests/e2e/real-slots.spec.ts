import { buildImage } from '../../src/virtual/esp/demo-image';
import { madeUp } from './pages/stock';
import { expect, test } from './real-bench';

/** Boards that had another life: the real stack finds its way by their own tables. */

const app = buildImage({ chip: 'esp32', name: 'new_lamp', version: '2.0.0', appBytes: 80_000 });

for (const { name, brought, slot, offset, mac } of [
  {
    name: 'whose second slot is active',
    brought: 'second-slot',
    slot: 'ota_1',
    offset: 0x190000,
    mac: 'A4:CF:12:0A:0B:21',
  },
  { name: 'with a foreign table', brought: 'foreign-table', slot: 'app0', offset: 0x20000, mac: 'A4:CF:12:0A:0B:22' },
] as const)
  test(`a board ${name} is written where it starts from, and answers with the new program`, async ({
    board,
    plugIn,
    lanes,
    shell,
    stock,
  }) => {
    await shell.load();
    await stock.addFirmware('new_lamp_UA_2.0.0.bin', app);
    await stock.importSheet([madeUp(1)]);
    await shell.go('bench');
    const esp32 = await board({ mac, habits: { brought } });
    await plugIn(esp32);
    const lane = lanes.of(mac);
    await lane.reach('ready');
    await expect(lane.self).toContainText('old_lamp');
    const before = await esp32.readFlash(0, 0x3b0000);
    await lane.run();
    await lane.reach('proven');
    await expect(lane.station('flash')).toContainText(`in ${slot}`);
    await expect(lane.self).toContainText('new_lamp');
    // The license and nothing else: it lies behind, in its own store.
    const after = await esp32.readFlash(0, 0x3b0000);
    expect(Buffer.compare(after.subarray(offset, offset + app.length), app)).toBe(0);
    const end = offset + Math.ceil(app.length / 0x1000) * 0x1000;
    expect(Buffer.compare(after.subarray(0, offset), before.subarray(0, offset))).toBe(0);
    expect(Buffer.compare(after.subarray(end), before.subarray(end))).toBe(0);
  });
