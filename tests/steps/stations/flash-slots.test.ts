import { describe, expect, it } from 'vitest';
import type { BroughtFlash } from '../../../src/model/board-habits';
import type { LaneView, Plan } from '../../../src/model/run';
import { firstPlan } from '../../../src/steps/bench/bench-view';
import { boot } from '../../../src/virtual/esp/boot/boot';
import { otaEntry } from '../../../src/virtual/esp/boot/slots';
import { broughtFlash } from '../../../src/virtual/esp/brought-flash';
import { buildImage } from '../../../src/virtual/esp/demo-image';
import type { BootIo, NorFlash } from '../../../src/virtual/parts/firmware';
import { createRig, ended, newDatabase, type RigBoard, stockImage, stockLicenses } from '../rig';

/** The layout that counts is the board's own (esp-flashing, section 7; ESP-IDF, `bootloader_utility.c`). */

const app = (appBytes = 40_000, version = '2.0.0') =>
  buildImage({ chip: 'esp32', name: 'new_lamp', version, appBytes });
const whole = () => buildImage({ chip: 'esp32', name: 'new_lamp', version: '2.0.0', merged: true, appBytes: 40_000 });

const flashOnly: Partial<Plan> = { license: false, verify: false, boot: false };

const run = async (
  image: Uint8Array,
  flash: Uint8Array | undefined,
  start?: (io: BootIo) => ReturnType<typeof boot>,
  plan: Partial<Plan> = flashOnly,
) => {
  const rig = await createRig(newDatabase(), plan);
  await stockImage(rig.db, image);
  await stockLicenses(rig.db, 1);
  const made = rig.makeBoard('esp32', {}, {}, flash ? { flash } : {}, start);
  rig.plug(made);
  const { id } = await rig.lane(({ state }) => state === 'ready');
  const before = made.board.flash.read(0, made.board.flash.size);
  await rig.bench.handle({ kind: 'start', lane: id });
  return { rig, made, before, lane: await rig.lane(ended) };
};
const holds = ({ board }: RigBoard, at: number, bytes: Uint8Array) =>
  Buffer.compare(board.flash.read(at, bytes.length), bytes) === 0;
const outside = (flash: Uint8Array, from: number, to: number) =>
  Buffer.concat([flash.subarray(0, from), flash.subarray(to)]);
const facts = ({ evidence }: LaneView) => evidence.map(({ fact }) => fact).filter((fact) => fact !== undefined);

describe.concurrent('a bare application goes where the board starts from', () => {
  it.each<[BroughtFlash, string, number]>([
    ['second-slot', 'ota_1', 0x190000],
    ['foreign-table', 'app0', 0x20000],
    ['factory', 'factory', 0x10000],
  ])('%s: into %s', async (brought, slot, offset) => {
    const { rig, made, before, lane } = await run(app(), broughtFlash('esp32', brought));
    expect(lane.problem).toBeUndefined();
    expect(lane.state).toBe('proven');
    expect(lane.app?.name).toBe('new_lamp');
    expect(holds(made, offset, app())).toBe(true);
    expect(facts(lane)).toContainEqual({ code: 'slot-starts', details: { slot, offset } });
    expect(lane.layout?.boots).toMatchObject({ label: slot, program: { name: 'old_lamp' } });
    const progress = rig.events.flatMap((event) =>
      event.kind === 'lane' && event.lane.progress ? [event.lane.progress] : [],
    );
    expect(progress.at(-1)).toMatchObject({ from: offset, slot: { label: slot, offset } });
    expect(progress.at(-1)?.partitions).toEqual(lane.layout?.partitions);
    // Nothing but its own sectors is touched: not the other slot, not what lies before it.
    const after = made.board.flash.read(0, made.board.flash.size);
    const end = offset + Math.ceil(app().length / 0x1000) * 0x1000;
    expect(Buffer.compare(outside(after, offset, end), outside(before, offset, end))).toBe(0);
    await rig.stop();
  });

  it('sets the OTA data where a loader with rollback would take the choice back', async () => {
    const flash = broughtFlash('esp32', 'second-slot');
    flash.set(otaEntry(2, 1), 0xe000);
    const { rig, made, lane } = await run(app(), flash);
    expect(lane.state).toBe('proven');
    expect(facts(lane)).toContainEqual({ code: 'slot-set', details: { slot: 'ota_1', offset: 0x190000 } });
    expect(made.board.flash.read(0xd000, 4)).toEqual(Uint8Array.of(4, 0, 0, 0));
    await rig.stop();
  });

  it.each<[string, Uint8Array | undefined, Uint8Array, string]>([
    ['a blank board', undefined, app(), 'firmware.no-bootloader'],
    [
      'a board without a table',
      broughtFlash('esp32', 'factory').fill(0xff, 0x8000, 0x9000),
      app(),
      'firmware.no-table',
    ],
    ['an application larger than its slot', broughtFlash('esp32', 'factory'), app(0x101000), 'firmware.beyond-slot'],
  ])('refuses %s before the first byte', async (_, flash, image, code) => {
    const { rig, made, before, lane } = await run(image, flash);
    expect(lane.problem?.code).toBe(code);
    expect(lane.state).not.toBe('proven');
    expect(Buffer.compare(made.board.flash.read(0, before.length), before)).toBe(0);
    expect(made.port.readable).toBeNull();
    await rig.stop();
  });
});

describe.concurrent('a merged image', () => {
  it('starts although another slot was active', async () => {
    const { rig, lane } = await run(whole(), broughtFlash('esp32', 'second-slot'));
    expect(lane.problem).toBeUndefined();
    expect(lane.app?.name).toBe('new_lamp');
    await rig.stop();
  });

  it('sets the OTA data that lie behind its end', async () => {
    const partitions = [
      { label: 'ota_0', type: 0, subtype: 0x10, offset: 0x10000, size: 0x40000 },
      { label: 'ota_1', type: 0, subtype: 0x11, offset: 0x50000, size: 0x40000 },
      { label: 'otadata', type: 1, subtype: 0x00, offset: 0x90000, size: 0x2000 },
      { label: 'tuya', type: 1, subtype: 0xaa, offset: 0x3b0000, size: 0x28000 },
    ];
    const request = { chip: 'esp32', merged: true, partitions, appBytes: 40_000 } as const;
    const flash = new Uint8Array(0x92000).fill(0xff);
    const old = buildImage({ ...request, name: 'old_lamp' });
    flash.set(old);
    flash.set(old.subarray(0x10000), 0x50000);
    flash.set(otaEntry(2), 0x90000);
    const { rig, lane } = await run(buildImage({ ...request, name: 'new_lamp' }), flash);
    expect(lane.state).toBe('proven');
    expect(lane.app?.name).toBe('new_lamp');
    expect(facts(lane)).toContainEqual({ code: 'slot-set', details: { slot: 'ota_0', offset: 0x10000 } });
    await rig.stop();
  });
});

/** A loader that starts slot 0 whatever it is told, as one with a pin for it or an anti-rollback fuse does. */
const stubborn = (io: BootIo) => {
  const entry = otaEntry(1);
  const flash: NorFlash = {
    ...io.flash,
    read: (at, size) => {
      const bytes = io.flash.read(at, size);
      if (at >= 0xd000 && at < 0xf000) bytes.set(entry.subarray(at & 0xfff, (at & 0xfff) + size));
      return bytes;
    },
  };
  return boot({ ...io, flash }, 'esp32');
};

/** Loader and application built without a log: the ROM, and a shell. */
const quiet = (io: BootIo) =>
  boot(
    {
      ...io,
      send: (bytes) => {
        const lines = Buffer.from(bytes).toString('latin1').split('\r\n');
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the log's own colours
        const left = lines.filter((line) => !/^[EWI] \(\d+\)|^\x1b\[0;\d\d;49m\[|^\x1b\[0m$/.test(line));
        if (left.length > 0) io.send(Uint8Array.from(Buffer.from(left.join('\r\n'), 'latin1')));
      },
    },
    'esp32',
  );

describe.concurrent('the program that answers', () => {
  it('is another one: never green, and who it is', async () => {
    const { rig, made, lane } = await run(app(), broughtFlash('esp32', 'second-slot'), stubborn);
    expect(holds(made, 0x190000, app())).toBe(true);
    expect(lane.state).toBe('failed');
    expect(lane.problem).toEqual({
      code: 'flash.other-program',
      details: { by: 'slot', expected: '0x190000', found: '0x10000' },
    });
    expect(lane.written).toBeUndefined();
    await rig.stop();
  });

  it('cannot be told apart on a board that prints nothing: amber, and amber to the end for who goes on', async () => {
    const { rig, lane } = await run(app(), broughtFlash('esp32', 'second-slot'), quiet, { boot: false });
    expect(lane.state).toBe('doubtful');
    expect(lane.problem).toEqual({ code: 'flash.not-told-apart', details: { slot: 'ota_1', other: 'ota_0' } });
    await rig.bench.handle({ kind: 'retry', lane: lane.id, instead: 'go-on' });
    const done = await rig.lane((view) => ended(view) && view.stations[3]?.state === 'proven');
    expect(done.stations.slice(0, 4).map(({ state }) => state)).toEqual(['proven', 'doubtful', 'proven', 'proven']);
    expect(done.state).toBe('doubtful');
    expect(done.problem).toEqual(lane.problem);
    await rig.stop();
  });

  it('is the only one in the flash, though it prints nothing', async () => {
    const { rig, lane } = await run(whole(), undefined, quiet);
    expect(lane.problem).toBeUndefined();
    expect(lane.state).toBe('proven');
    await rig.stop();
  });

  it('is proved again when the very same image is written again', async () => {
    const { rig, lane } = await run(app(), broughtFlash('esp32', 'second-slot'));
    await rig.bench.handle({ kind: 'start', lane: lane.id });
    const again = await rig.lane(
      (view) => ended(view) && facts(view).filter(({ code }) => code === 'md5-equal').length > 1,
    );
    expect(again.state).toBe('proven');
    await rig.stop();
  });
});

describe.concurrent('a restart after flashing', () => {
  it('into another program fails the station that saw it', async () => {
    let fallsBack = false;
    const start = (io: BootIo) => (fallsBack ? stubborn(io) : boot(io, 'esp32'));
    const { rig, lane } = await run(app(), broughtFlash('esp32', 'second-slot'), start);
    expect(lane.state).toBe('proven');
    fallsBack = true;
    await rig.bench.handle({ kind: 'set-plan', plan: { ...firstPlan, license: false, verify: false, flash: false } });
    await rig.bench.handle({ kind: 'start', lane: lane.id });
    const again = await rig.lane(({ state }) => state === 'failed');
    expect(again.stations[4]).toMatchObject({ name: 'boot', state: 'failed' });
    expect(again.problem).toMatchObject({ code: 'flash.other-program', details: { found: '0x10000' } });
    await rig.stop();
  });
});
