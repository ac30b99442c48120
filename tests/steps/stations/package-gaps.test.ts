import { describe, expect, it } from 'vitest';
import type { VirtualChip } from '../../../src/model/board-habits';
import { encodeLicense } from '../../../src/protocols/kv-store/license-files';
import { composeImage, type Part } from '../../../src/protocols/packages/compose';
import { addFirmware, identityOf } from '../../../src/records/firmware';
import { buildBekenImage } from '../../../src/virtual/beken/demo-image';
import { bekenTwins } from '../../../src/virtual/beken/twins';
import { buildParts } from '../../protocols/packages/parts';
import { createRig, ended, madeUp } from '../rig';

// What lies between the parts of a package is no part of it (issue 11, "Shelf"): bit by bit as it was, whatever it is.

type Rig = Awaited<ReturnType<typeof createRig>>;

const stock = async (rig: Rig, parts: readonly Part[]) => {
  const { bytes, facts } = composeImage(parts, 'build');
  const sha256 = await identityOf(bytes.buffer, facts.gaps);
  await addFirmware(rig.db, { sha256, fileName: 'build', addedAt: 1, virtual: false, facts }, bytes.buffer);
  return { bytes, facts, sha256 };
};

/** No byte of it is FF, so that none could be erased unseen. */
const noise = (size: number, seed: number) =>
  Uint8Array.from({ length: size }, (_, at) => ((at * 31 + seed) % 251) + 1);

const flashed = async (
  chip: VirtualChip,
  flashBytes: number,
  before: Uint8Array,
  parts: readonly Part[],
  stored: readonly Pick<Part, 'offset' | 'bytes'>[] = [],
) => {
  const rig = await createRig(undefined, { license: false, verify: false, pair: false });
  const { bytes, facts } = await stock(rig, parts);
  const gaps = facts.gaps ?? [];
  const flash = before.slice();
  for (const [at, { offset, size }] of gaps.entries()) flash.set(noise(size, at), offset);
  for (const { offset, bytes } of stored) flash.set(bytes, offset);
  const made = rig.makeBoard(chip, {}, {}, { flash, flashBytes });
  rig.plug(made);
  if (made.log) rig.plugLog(made, 'chosen');
  const found = await rig.lane(({ state }) => state === 'ready' || state === 'yours' || state === 'failed');
  await rig.bench.handle({ kind: 'start', lane: found.id });
  const done = await rig.lane((lane) => ended(lane) && lane.runId !== found.runId);
  const cells = made.board.flash;
  const progress = rig.events.flatMap((event) =>
    event.kind === 'lane' && event.lane.progress ? [event.lane.progress] : [],
  );
  await rig.stop();
  return { done, gaps, flash, cells, bytes, parts, progress };
};

const same = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;

describe.concurrent('a package written to a board', () => {
  it.each(['esp32', 'esp32s3'] as const)('leaves every gap of a %s as it was', async (chip) => {
    const build = buildParts({ chip, appBytes: 150_000, flashBytes: 4 << 20 });
    const old = buildParts({ chip, name: 'old_lamp', appBytes: 120_000, flashBytes: 4 << 20 });
    const before = new Uint8Array(4 << 20).fill(0xff);
    before.set(old.merged);
    const { done, gaps, flash, cells, progress } = await flashed(chip, 4 << 20, before, [
      build.loader,
      build.table,
      build.app,
    ]);
    expect(done.problem).toBeUndefined();
    expect(done.app?.name).toBe('switch_demo');
    expect(gaps.length).toBeGreaterThan(1);
    for (const { offset, size } of gaps)
      expect(same(cells.read(offset, size), flash.subarray(offset, offset + size))).toBe(true);
    for (const { offset, bytes } of [build.loader, build.table, build.app])
      expect(same(cells.read(offset, bytes.length), bytes)).toBe(true);
    expect(progress.some(({ gaps: told }) => told?.length === gaps.length)).toBe(true);
    const written = [build.loader, build.table, build.app].reduce(
      (sum, { bytes }) => sum + Math.ceil(bytes.length / 0x1000) * 0x1000,
      0,
    );
    expect(done.written?.bytes).toBeLessThanOrEqual(written);
  });

  it('leaves every gap of a T5AI as it was', async () => {
    const twin = bekenTwins.t5ai;
    const image = buildBekenImage({ twin, appBytes: 0x20000 });
    const before = new Uint8Array(0x800000).fill(0xff);
    before.set(buildBekenImage({ twin, name: 'old_lamp', appBytes: 0x28000, seed: 7 }));
    const parts = [
      { name: 'bootloader.bin', offset: 0, bytes: image.slice(0, 0xc000) },
      { name: 'app.bin', offset: 0x11000, bytes: image.slice(0x11000) },
      { name: 'files.bin', offset: 0x7ed000, bytes: noise(0x3000, 99) },
    ];
    // A store that the firmware finds in order, it leaves alone.
    const license = { offset: 0x7dd000, bytes: encodeLicense(madeUp(7)) };
    const { done, gaps, flash, cells } = await flashed('t5ai', 0x800000, before, parts, [license]);
    expect(done.problem).toBeUndefined();
    expect(done.app?.name).toBe('switch_demo');
    expect(gaps.map(({ offset }) => offset)).toEqual([0xc000, 0x31000]);
    for (const { offset, size } of gaps)
      expect(same(cells.read(offset, size), flash.subarray(offset, offset + size))).toBe(true);
    for (const { offset, bytes } of parts) expect(same(cells.read(offset, bytes.length), bytes)).toBe(true);
  });
});

it('two packages of the same bytes that leave other stretches alone are two', async () => {
  const rig = await createRig();
  const build = buildParts({ chip: 'esp32', appBytes: 40_000 });
  const one = await stock(rig, [build.loader, build.table, build.app]);
  const blank = { name: 'nvs.bin', offset: 0x9000, bytes: new Uint8Array(0x1000).fill(0xff) };
  const other = await stock(rig, [build.loader, build.table, build.app, blank]);
  expect(same(one.bytes, other.bytes)).toBe(true);
  expect(one.sha256).not.toBe(other.sha256);
  expect(await rig.db.firmware.count()).toBe(2);
  await rig.stop();
});
