import { describe, expect, it } from 'vitest';
import type { EspChipId } from '../../../src/model/chip';
import type { Partition } from '../../../src/model/firmware';
import { tuyaPartitions } from '../../../src/virtual/esp/boot/layout';
import { buildImage } from '../../../src/virtual/esp/demo-image';
import { createRig, ended, newDatabase, stockImage } from '../rig';

/** Files that are unusual and right: they are flashed, and what answers is what was written. */

const flashOnly = { license: false, verify: false, boot: false };

const run = async (chip: EspChipId, image: Uint8Array, flash?: Uint8Array) => {
  const rig = await createRig(newDatabase(), flashOnly);
  await stockImage(rig.db, image);
  const made = rig.makeBoard(chip, {}, {}, flash ? { flash } : {});
  rig.plug(made);
  const { id } = await rig.lane(({ state }) => state === 'ready');
  await rig.bench.handle({ kind: 'start', lane: id });
  const lane = await rig.lane(ended);
  const written = made.board.flash.read(0, 0x20000);
  await rig.stop();
  return { lane, written };
};

const whole = (chip: EspChipId) => buildImage({ chip, merged: true, appBytes: 40_000 });
/** TuyaOpen's table behind a larger boot loader: the settings begin behind it, and the application where it was. */
const behind = (at: number): readonly Partition[] => [
  { label: 'nvs', type: 1, subtype: 2, offset: at + 0x1000, size: 0x2000 },
  ...tuyaPartitions(4 << 20)!.filter(({ offset }) => offset >= 0x10000),
];

describe.concurrent('is used', () => {
  it('a file that begins with the boot loader of an ESP32', async () => {
    const image = whole('esp32');
    const { lane, written } = await run('esp32', image.slice(0x1000));
    expect(lane.problem).toBeUndefined();
    expect(lane.state).toBe('proven');
    const sectors = [...image.keys()].filter((at) => written[at] !== image[at]).map((at) => at >>> 12);
    // The board's own loader has noted its choice in the OTA data.
    expect(new Set(sectors)).toEqual(new Set([0xd]));
  });

  it.each(['esp32', 'esp32s3'] as const)('a file for %s whose table is where its boot loader looks', async (chip) => {
    const image = buildImage({ chip, merged: true, appBytes: 40_000, tableAt: 0xc000, partitions: behind(0xc000) });
    const { lane } = await run(chip, image);
    expect(lane.problem).toBeUndefined();
    expect(lane.state).toBe('proven');
    expect(lane.app?.name).toBe('switch_demo');
  });

  it('an application on a board whose table is there', async () => {
    const flash = new Uint8Array(4 << 20).fill(0xff);
    flash.set(
      buildImage({ chip: 'esp32', merged: true, appBytes: 40_000, tableAt: 0xc000, partitions: behind(0xc000) }),
    );
    const { lane } = await run('esp32', buildImage({ chip: 'esp32', name: 'new_lamp', appBytes: 40_000 }), flash);
    expect(lane.problem).toBeUndefined();
    expect(lane.app?.name).toBe('new_lamp');
    expect(lane.layout).toMatchObject({ table: 'read', tableAt: 0xc000 });
  });

  it('a file that is padded with zeros', async () => {
    const image = whole('esp32c3');
    let end = 0x8000;
    while (image[end - 1] === 0xff) end--;
    image.fill(0, end, 0x8000).fill(0, 0x8c00, 0x10000);
    const { lane } = await run('esp32c3', image);
    expect(lane.problem).toBeUndefined();
    expect(lane.state).toBe('proven');
  });

  it('one with a signature behind its application', async () => {
    const block = new Uint8Array(0x1000).fill(0xff).fill(0x33, 0, 1216);
    block.set([0xe7, 2, 0, 0]);
    const image = whole('esp32');
    const end = Math.ceil(image.length / 0x1000) * 0x1000;
    const signed = new Uint8Array(end + block.length).fill(0xff);
    signed.set(image);
    signed.set(block, end);
    const { lane } = await run('esp32', signed);
    expect(lane.problem).toBeUndefined();
    expect(lane.state).toBe('proven');
  });
});
