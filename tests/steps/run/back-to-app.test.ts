import { describe, expect, it, vi } from 'vitest';
import { buildImage } from '../../../src/virtual/esp/demo-image';
import { onTheWire } from '../../chips/esp/esp-wire';
import { createRig, ended, type RigBoard, stockFirmware, stockLicenses } from '../rig';

/** A board is left in its application by every run, however it ends: only then was nothing changed. */

const flash = () => buildImage({ chip: 'esp32', merged: true, name: 'before', appBytes: 40_000 });

/** With the port closed, whoever listens on the wire hears what runs: a shell answers, a loader does not. */
const runsItsApplication = async ({ board, port }: RigBoard) => {
  expect(port.readable).toBeNull();
  let heard = '';
  board.send = (bytes) => {
    heard += new TextDecoder('latin1').decode(bytes);
  };
  await vi.waitFor(
    () => {
      board.receive(new TextEncoder().encode('\r\n'));
      expect(heard).toContain('tuya>');
    },
    { timeout: 8000, interval: 100 },
  );
  board.send = undefined;
};

describe.concurrent('the application runs again', () => {
  it('where the chip behind the handshake is none of ours', async () => {
    const rig = await createRig();
    const made = rig.makeBoard('esp32', {}, {}, { flash: flash() });
    onTheWire(made.board, (frame) => {
      const changed = frame.bytes.slice();
      if (frame.op === 0x0a) new DataView(changed.buffer).setUint32(4, 0xfff0c101, true);
      frame.pass(changed);
    });
    rig.plug(made);
    const lane = await rig.lane(({ problem }) => problem !== undefined);
    expect(lane.problem).toEqual({ code: 'board.unsupported', details: { chip: 'ESP8266' } });
    await rig.bench.idle();
    await runsItsApplication(made);
    await rig.stop();
  });

  it.each([
    ['when the loader has just told its facts', 0x0d],
    ['while the stub is sent', 0x07],
    ['when it has just been asked what it holds', 0x13],
  ])('after a stop %s', async (_, op) => {
    const rig = await createRig();
    await stockLicenses(rig.db, 1);
    await stockFirmware(rig.db);
    const made = rig.makeBoard('esp32', {}, {}, { flash: flash() });
    rig.plug(made);
    const { id } = await rig.lane(({ state }) => state === 'ready');
    onTheWire(made.board, (frame) => {
      if (frame.op === op) void rig.bench.handle({ kind: 'stop', lane: id });
      else frame.pass();
    });
    await rig.bench.handle({ kind: 'start', lane: id });
    expect((await rig.lane(ended)).state).toBe('stopped');
    await rig.bench.idle();
    await runsItsApplication(made);
    await rig.stop();
  });
});
