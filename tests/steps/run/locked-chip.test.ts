import { describe, expect, it } from 'vitest';
import { buildImage } from '../../../src/virtual/esp/demo-image';
import { tapCommands } from '../../chips/esp/esp-wire';
import { createRig, ended, stockFirmware, stockLicenses } from '../rig';

/** A chip with secure boot or flash encryption is recognised, told of, and its flash left alone; the rest of a plan goes on. */

const flash = () => buildImage({ chip: 'esp32', merged: true, appBytes: 40_000 });
/** FLASH_BEGIN, FLASH_DEFL_BEGIN, ERASE_FLASH, ERASE_REGION. */
const changing = [0x02, 0x10, 0xd0, 0xd1];

describe.concurrent('a locked chip', () => {
  it.each(['secure-boot', 'flash-encryption'] as const)(
    'with %s stops a plan that flashes before the first byte',
    async (lock) => {
      const rig = await createRig();
      await stockLicenses(rig.db, 1);
      await stockFirmware(rig.db);
      const made = rig.makeBoard('esp32', { locks: [lock] }, {}, { flash: flash() });
      const commands = tapCommands(made.board);
      rig.plug(made);
      const found = await rig.lane(({ state }) => state === 'ready');
      expect(found.chip?.locks).toEqual([lock]);
      expect(found.stations[0]?.fact).toMatchObject({ code: 'chip-told', details: { locks: lock } });
      const before = Buffer.from(made.board.flash.read(0, 0x40000));
      await rig.bench.handle({ kind: 'start', lane: found.id });
      const done = await rig.lane(ended);
      expect(done.state).toBe('yours');
      expect(done.problem).toEqual({
        code: 'board.locked',
        details: { chip: 'ESP32', locks: lock, verb: 'write' },
      });
      expect(commands.filter(({ op }) => changing.includes(op))).toEqual([]);
      expect(Buffer.compare(before, made.board.flash.read(0, 0x40000))).toBe(0);
      await rig.stop();
    },
  );

  it('takes a license and is verified by a plan without flashing', async () => {
    const rig = await createRig(undefined, { flash: false });
    await stockLicenses(rig.db, 1);
    const locks = ['secure-boot', 'flash-encryption'] as const;
    rig.plug(rig.makeBoard('esp32', { locks }, {}, { flash: flash() }));
    const { id } = await rig.lane(({ state }) => state === 'ready');
    await rig.bench.handle({ kind: 'start', lane: id });
    const done = await rig.lane(ended);
    expect(done.problem).toBeUndefined();
    expect(done.state).toBe('proven');
    await rig.stop();
  });

  it('in secure download mode is refused by name, and runs its application', async () => {
    const rig = await createRig();
    const image = buildImage({ chip: 'esp32c3', merged: true, appBytes: 40_000 });
    rig.plug(rig.makeBoard('esp32c3', { locks: ['secure-download'] }, {}, { flash: image }));
    const { problem } = await rig.lane((lane) => lane.problem !== undefined);
    expect(problem).toEqual({ code: 'board.closed', details: { chip: 'ESP32-C3', why: 'secure-download' } });
    await rig.stop();
  });
});
