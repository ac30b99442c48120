import { describe, expect, it } from 'vitest';
import type { FirmwareFacts } from '../../../src/model/firmware';
import type { LaneView } from '../../../src/model/run';
import { readFirmware } from '../../../src/protocols/firmware/read-firmware';
import { addFirmware, sha256Of } from '../../../src/records/firmware';
import { firstPlan } from '../../../src/steps/bench/bench-view';
import { buildImage } from '../../../src/virtual/esp/demo-image';
import { createRig, ended, stockLicenses } from '../rig';

/** Files that would harm a board or do it no good are refused with words before the first byte. */

const ready = ({ state }: LaneView) => state === 'ready';

/** A run of the plan that names this file; `facts` as they were kept on the shelf. */
const runWith = async (bytes: Uint8Array<ArrayBuffer>, kept?: FirmwareFacts) => {
  const rig = await createRig();
  await stockLicenses(rig.db, 1);
  const sha256 = await sha256Of(bytes.buffer);
  const facts = kept ?? readFirmware(bytes, 'a.bin');
  await addFirmware(rig.db, { sha256, fileName: 'a.bin', addedAt: 1, virtual: false, facts }, bytes.buffer);
  await rig.bench.handle({ kind: 'set-plan', plan: { ...firstPlan, flash: true, firmware: sha256 } });
  const board = rig.makeBoard('esp32');
  rig.plug(board);
  const { id } = await rig.lane(ready);
  await rig.bench.handle({ kind: 'start', lane: id });
  const lane = await rig.lane(ended);
  const untouched = board.board.flash.read(0, 0x40000).every((byte) => byte === 0xff);
  await rig.stop();
  return { problem: lane.problem, untouched };
};

const whole = () => buildImage({ chip: 'esp32', merged: true, appBytes: 40_000 }).slice();

describe.concurrent('refused before the first byte', () => {
  it('an image for newer chips than the one at hand', async () => {
    const bytes = whole();
    // The digest covers the header.
    bytes[0x10017] = 0;
    new DataView(bytes.buffer).setUint16(0x1000f, 400, true);
    const { problem, untouched } = await runWith(bytes);
    expect(problem).toEqual({
      code: 'firmware.chip-revision',
      details: { limit: 'min', wanted: 'v4.0', found: 'v3.1' },
    });
    expect(untouched).toBe(true);
  });

  it('a file that was put on the shelf before its fault was known', async () => {
    const good = whole();
    const facts = readFirmware(good, 'a.bin');
    const bytes = good.slice();
    bytes.fill(0xff, 0x8000, 0x9000);
    const { revisions: _, tableAt: __, ...old } = facts;
    const { problem, untouched } = await runWith(bytes, old);
    expect(problem).toMatchObject({ code: 'firmware.would-not-start', details: { reason: 'table-erased' } });
    expect(untouched).toBe(true);
  });

  it('a boot loader that an older look took for an application', async () => {
    const facts = readFirmware(buildImage({ chip: 'esp32' }), 'a.bin');
    const bytes = buildImage({ chip: 'esp32', merged: true }).slice(0x1000, 0x8000);
    const { problem, untouched } = await runWith(bytes, facts);
    expect(problem).toEqual({ code: 'firmware.part-alone', details: { file: 'a.bin' } });
    expect(untouched).toBe(true);
  });
});
