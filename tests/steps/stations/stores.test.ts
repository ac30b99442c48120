import { describe, expect, it } from 'vitest';
import type { ChipSession } from '../../../src/chips/chip';
import type { BoardHabits } from '../../../src/model/board-habits';
import type { BoardLayout } from '../../../src/model/board-layout';
import type { Partition } from '../../../src/model/firmware';
import type { License } from '../../../src/model/license';
import type { LaneView, Plan } from '../../../src/model/run';
import { readFirmware } from '../../../src/protocols/firmware/read-firmware';
import { encodeLicense, storeOffset } from '../../../src/protocols/kv-store/license-files';
import { addFirmware, sha256Of } from '../../../src/records/firmware';
import { licenseOfUuid, listLicenses } from '../../../src/records/license-questions';
import { adoptLicense } from '../../../src/records/licenses';
import { heedStores } from '../../../src/steps/stations/stores/heed-stores';
import { tuyaPartitions } from '../../../src/virtual/esp/boot/layout';
import { buildImage, partitionTable } from '../../../src/virtual/esp/demo-image';
import { createRig, ended, madeUp, newDatabase, stockLicenses } from '../rig';
import { contextOf, shellOf } from '../talking-shell';

// An image that reaches over what a board has stored (esp-flashing, sections 7 and 8): a question before the first byte.

const flashBytes = 4 << 20;
/** Of TuyaOpen's table for 4 MB (section 7). */
const nvs = { at: 0x9000, size: 0x4000 };
const tuya = { at: 0x3b0000, size: 0x28000 };
const theirs = madeUp(77);
const otherBoard = 'A4:CF:12:99:99:99';

type Rig = Awaited<ReturnType<typeof createRig>>;
type Answer = 'keep-stores' | 'overwrite-stores' | 'without-image-license' | 'with-image-license';

const old = () => buildImage({ chip: 'esp32', merged: true, name: 'old_lamp', appBytes: 40_000, flashBytes });
/** Filled with FF to the size of the chip, as many a download is. */
const padded = (image: Uint8Array): Uint8Array => {
  const whole = new Uint8Array(flashBytes).fill(0xff);
  whole.set(image);
  return whole;
};
const fresh = () => buildImage({ chip: 'esp32', merged: true, appBytes: 40_000, flashBytes });
const withLicense = (image: Uint8Array, license: License, at = tuya.at): Uint8Array => {
  const whole = padded(image);
  whole.set(encodeLicense(license), at + storeOffset);
  return whole;
};
/** Another table in the same image. */
const laidOut = (image: Uint8Array, change: (row: Partition) => Partition | undefined): Uint8Array => {
  const rows = tuyaPartitions(flashBytes)!.flatMap((row) => change(row) ?? []);
  const changed = image.slice();
  changed.set(partitionTable(rows), 0x8000);
  return changed;
};

const stock = async (rig: Rig, bytes: Uint8Array, fileName = 'image.bin') => {
  const kept = bytes.slice().buffer;
  const sha256 = await sha256Of(kept);
  const facts = readFirmware(bytes, fileName);
  await addFirmware(rig.db, { sha256, fileName, addedAt: 1, virtual: false, facts }, kept);
};

interface Scene {
  image: Uint8Array;
  flash?: Uint8Array;
  habits?: BoardHabits;
  plan?: Partial<Plan>;
  prepare?: (rig: Rig, mac: string) => Promise<unknown>;
}

/** A board with an old program in it, recognised, and the image on the shelf. */
const scene = async ({ image, flash = old(), habits = {}, plan = {}, prepare }: Scene) => {
  const rig = await createRig(undefined, plan);
  await stock(rig, image);
  const made = rig.makeBoard('esp32', habits, {}, { flash, flashBytes });
  await prepare?.(rig, made.board.mac);
  rig.plug(made);
  const found = await rig.lane(({ state }) => state === 'ready');
  const cells = made.board.flash;
  const before = cells.read(0, cells.size);
  const same = (at = 0, size = cells.size) =>
    Buffer.compare(before.subarray(at, at + size), cells.read(at, size)) === 0;
  /** The end of the run that begins now. */
  const next = async (work: () => Promise<void>) => {
    const runs = new Set([...rig.lanes.values()].map(({ runId }) => runId));
    await work();
    return rig.lane((lane) => ended(lane) && !runs.has(lane.runId));
  };
  const start = () => next(() => rig.bench.handle({ kind: 'start', lane: found.id }));
  const answer = (instead: Answer | 'keep-theirs') =>
    next(() => rig.bench.handle({ kind: 'retry', lane: found.id, from: 'flash', instead }));
  const free = async () => (await listLicenses(rig.db, { state: 'free' })).length;
  return { rig, made, found, cells, before, same, start, answer, free };
};

/** The board has the first license of the ledger. */
const ours = {
  habits: { licensed: madeUp(1) },
  async prepare({ db }: Rig, mac: string) {
    await stockLicenses(db, 3);
    await adoptLicense(db, { uuid: madeUp(1).uuid, mac, now: 2 });
  },
};
const onBoard = (license: License) => ({ kind: 'has', uuid: license.uuid });
const isQuestion = (lane: LaneView, code: string) => {
  expect(lane.problem?.code).toBe(code);
  expect(lane.state).toBe('yours');
  expect(lane.stations[1]?.state).toBe('yours');
};

describe.concurrent('a padded image over a licensed board', () => {
  it('is a question before the first byte', async () => {
    const { rig, made, start, same } = await scene({ image: padded(fresh()), ...ours });
    const asked = await start();
    isQuestion(asked, 'flash.reaches-stores');
    expect(asked.problem?.details).toMatchObject({ license: 1, wifi: 0, uuid: madeUp(1).uuid, again: 1 });
    expect(same()).toBe(true);
    expect(made.port.readable).toBeNull();
    await rig.stop();
  });

  it('is written around the license, which the chip proves to be what it was', async () => {
    const { rig, start, answer, same, free, cells } = await scene({ image: padded(fresh()), ...ours });
    await start();
    const done = await answer('keep-stores');
    expect(done.problem).toBeUndefined();
    expect(done.state).toBe('proven');
    expect(done.onBoard).toMatchObject(onBoard(madeUp(1)));
    expect(done.app?.name).toBe('switch_demo');
    expect(same(tuya.at, tuya.size)).toBe(true);
    expect(Buffer.compare(cells.read(0x10000, 0x1000), fresh().subarray(0x10000, 0x11000))).toBe(0);
    expect(await free()).toBe(2);
    await rig.stop();
  });

  it('takes no second license when it is written over knowingly: the same one again', async () => {
    const { rig, start, answer, free, made } = await scene({ image: padded(fresh()), ...ours });
    await start();
    const done = await answer('overwrite-stores');
    expect(done.state).toBe('proven');
    expect(done.license?.uuid).toBe(madeUp(1).uuid);
    expect(done.onBoard).toMatchObject(onBoard(madeUp(1)));
    expect(await free()).toBe(2);
    expect(await licenseOfUuid(rig.db, madeUp(1).uuid)).toMatchObject({ state: 'verified', mac: made.board.mac });
    await rig.stop();
  });

  it('shows no license from the moment its bytes go', async () => {
    const { rig, start, answer } = await scene({
      image: padded(fresh()),
      ...ours,
      plan: { license: false, verify: false },
    });
    await start();
    const done = await answer('overwrite-stores');
    expect(done.state).toBe('proven');
    expect(done.onBoard).toBeUndefined();
    const whileWriting = rig.events.filter(
      (event) => event.kind === 'lane' && event.lane.progress?.phase === 'writing' && event.lane.onBoard,
    );
    expect(whileWriting).toEqual([]);
    // In the ledger it stays this board's.
    expect(await licenseOfUuid(rig.db, madeUp(1).uuid)).toMatchObject({ state: 'reserved', mac: done.chip?.mac });
    await rig.stop();
  });

  it('loses nothing when the cable is pulled while it is written around', async () => {
    const { rig, start, answer, same } = await scene({
      image: padded(buildImage({ chip: 'esp32', merged: true, appBytes: 900_000, flashBytes })),
      ...ours,
      habits: { ...ours.habits, pullCableAt: 150_000 },
    });
    await start();
    const cut = await answer('keep-stores');
    expect(cut.problem?.code).toBe('port.lost');
    expect(same()).toBe(false);
    expect(same(tuya.at, tuya.size)).toBe(true);
    await rig.stop();
  });

  it('is no question again when the cable goes before the answer could be acted upon', async () => {
    const { rig, made, found, start, same } = await scene({ image: padded(fresh()), ...ours });
    const asked = await start();
    void rig.bench.handle({ kind: 'retry', lane: found.id, from: 'flash', instead: 'keep-stores' });
    await rig.lane(({ runId, handshake }) => runId !== asked.runId && handshake !== undefined);
    rig.unplug(made);
    const cut = await rig.lane((lane) => ended(lane) && lane.runId !== asked.runId);
    expect(cut.problem?.code).toBe('port.lost');
    const runs = new Set([asked.runId, cut.runId]);
    rig.replug(made);
    const done = await rig.lane((lane) => ended(lane) && !runs.has(lane.runId));
    expect(done.problem).toBeUndefined();
    expect(done.state).toBe('proven');
    expect(same(tuya.at, tuya.size)).toBe(true);
    await rig.stop();
  });

  it('is no question where the store is formatted and empty', async () => {
    const { rig, start, free } = await scene({ image: padded(fresh()), prepare: ({ db }) => stockLicenses(db, 2) });
    const done = await start();
    expect(done.problem).toBeUndefined();
    expect(await free()).toBe(1);
    await rig.stop();
  });

  it('asks also where nobody can read what lies in the store', async () => {
    const flash = padded(old());
    flash.fill(0x5a, tuya.at + storeOffset, tuya.at + storeOffset + 0x2000);
    // The firmware would format it; a board that runs nothing leaves it as it is.
    flash.fill(0xff, 0x10000, 0x20000);
    const { rig, start, same } = await scene({
      image: padded(fresh()),
      flash,
      prepare: ({ db }) => stockLicenses(db, 2),
    });
    const asked = await start();
    isQuestion(asked, 'flash.reaches-stores');
    expect(asked.problem?.details).toMatchObject({ license: 1, uuid: '', again: 0 });
    expect(same()).toBe(true);
    await rig.stop();
  });
});

describe.concurrent('a license that the ledger does not hold', () => {
  const foreign = { habits: { licensed: theirs }, prepare: ({ db }: Rig) => stockLicenses(db, 2) };

  it('is kept like one of ours', async () => {
    const { rig, start, answer, same, free } = await scene({ image: padded(fresh()), ...foreign });
    expect((await start()).problem?.code).toBe('license.foreign');
    isQuestion(await answer('keep-theirs'), 'flash.reaches-stores');
    const done = await answer('keep-stores');
    expect(done.state).toBe('proven');
    expect(same(tuya.at, tuya.size)).toBe(true);
    expect(done.onBoard).toMatchObject(onBoard(theirs));
    // Not called good: this ledger gave it nothing.
    expect(done.stations.find(({ name }) => name === 'license')?.state).toBe('left-out');
    expect(await free()).toBe(2);
    expect(await licenseOfUuid(rig.db, theirs.uuid)).toBeUndefined();
    await rig.stop();
  });

  it('is this board’s in the ledger before it is written over, and written to it again', async () => {
    const { rig, made, start, answer, free } = await scene({ image: padded(fresh()), ...foreign });
    await start();
    await answer('keep-theirs');
    const done = await answer('overwrite-stores');
    expect(done.state).toBe('proven');
    expect(done.onBoard).toMatchObject(onBoard(theirs));
    expect(await free()).toBe(2);
    expect(await licenseOfUuid(rig.db, theirs.uuid)).toMatchObject({ state: 'verified', mac: made.board.mac });
    await rig.stop();
  });

  it('stays this board’s when the power goes before it is written again', async () => {
    const { rig, made, start, answer } = await scene({
      image: padded(buildImage({ chip: 'esp32', merged: true, appBytes: 900_000, flashBytes })),
      ...foreign,
      habits: { ...foreign.habits, pullCableAt: 150_000 },
      plan: { license: false, verify: false },
    });
    await start();
    expect((await answer('overwrite-stores')).problem?.code).toBe('port.lost');
    expect(await licenseOfUuid(rig.db, theirs.uuid)).toMatchObject({ state: 'reserved', mac: made.board.mac });
    await rig.stop();
  });
});

describe.concurrent('the Wi-Fi settings of a board', () => {
  const settings = Uint8Array.from({ length: 0x600 }, (_, n) => (n * 7) & 0xff);
  const flash = () => {
    const bytes = padded(old());
    bytes.set(settings, nvs.at);
    return bytes;
  };

  it('are asked for, and written around: the padding of every merged image goes over them', async () => {
    const { rig, start, answer, same } = await scene({
      image: fresh(),
      flash: flash(),
      prepare: ({ db }) => stockLicenses(db, 2),
    });
    const asked = await start();
    isQuestion(asked, 'flash.reaches-stores');
    expect(asked.problem?.details).toMatchObject({ license: 0, wifi: 1 });
    expect(same()).toBe(true);
    expect((await answer('keep-stores')).state).toBe('proven');
    expect(same(nvs.at, nvs.size)).toBe(true);
    await rig.stop();
  });

  /** Pages as ESP-IDF's documentation of the NVS library draws them ("Structure of a page"). */
  const written = () => {
    const page = new Uint8Array(0x1000).fill(0xff);
    const view = new DataView(page.buffer);
    view.setUint32(0, 0xfffffffe, true);
    // Two entries are written: a namespace, and a number in it.
    page[32] = 0xfa;
    for (const [at, namespace, key] of [
      [64, 0, 'lamp'],
      [96, 1, 'colour'],
    ] as const) {
      page.set([namespace, 1, 1, 0xff], at);
      page.fill(0, at + 8, at + 24);
      page.set(new TextEncoder().encode(key), at + 8);
      page[at + 24] = 1;
    }
    return page;
  };

  it('are asked for also where the table was left erased', async () => {
    const bytes = padded(old()).fill(0xff, 0x8000, 0x9000);
    bytes.set(written(), nvs.at);
    const { rig, start, answer, same } = await scene({
      image: fresh(),
      flash: bytes,
      prepare: ({ db }) => stockLicenses(db, 2),
    });
    const asked = await start();
    isQuestion(asked, 'flash.reaches-stores');
    expect(asked.problem?.details).toMatchObject({ license: 0, wifi: 1 });
    expect((await answer('keep-stores')).state).toBe('proven');
    expect(same(nvs.at, nvs.size)).toBe(true);
    await rig.stop();
  });

  it('are kept by a run that goes on after it left the board without a table, whatever they are', async () => {
    const { rig, made, start, answer, same } = await scene({
      image: buildImage({ chip: 'esp32', merged: true, appBytes: 900_000, flashBytes }),
      flash: flash(),
      habits: { pullCableAt: 150_000 },
      prepare: ({ db }) => stockLicenses(db, 2),
    });
    await start();
    const cut = await answer('keep-stores');
    expect(cut.problem?.code).toBe('port.lost');
    // As a chip is found whose power went between erasing that sector and programming it.
    made.board.flash.erase(0x8000, 0x1000);
    rig.replug(made);
    const done = await rig.lane((lane) => ended(lane) && lane.runId !== cut.runId);
    expect(done.problem).toBeUndefined();
    expect(done.state).toBe('proven');
    expect(same(nvs.at, nvs.size)).toBe(true);
    await rig.stop();
  });

  it('are written over knowingly', async () => {
    const { rig, start, answer, cells } = await scene({
      image: fresh(),
      flash: flash(),
      prepare: ({ db }) => stockLicenses(db, 2),
    });
    await start();
    expect((await answer('overwrite-stores')).state).toBe('proven');
    expect(cells.read(nvs.at, nvs.size).every((byte) => byte === 0xff)).toBe(true);
    await rig.stop();
  });

  it('cannot stay under a table that has less room for them', async () => {
    const { rig, start, answer, same } = await scene({
      image: laidOut(fresh(), (row) => (row.label === 'nvs' ? { ...row, size: 0x3000 } : row)),
      flash: flash(),
      prepare: ({ db }) => stockLicenses(db, 2),
    });
    isQuestion(await start(), 'flash.loses-stores');
    expect(same()).toBe(true);
    expect((await answer('overwrite-stores')).state).toBe('proven');
    await rig.stop();
  });
});

describe.concurrent('an image whose table has the license elsewhere', () => {
  const moved = 0x300000;
  const moving = () =>
    laidOut(fresh(), (row) => {
      if (row.label === 'ota_1') return { ...row, size: 0x100000 };
      return row.label === 'tuya' ? { ...row, offset: moved } : row;
    });

  it('takes the store of the board there, activation data and all', async () => {
    const { rig, start, answer, free, cells, before } = await scene({ image: moving(), ...ours });
    const asked = await start();
    isQuestion(asked, 'flash.moves-stores');
    const done = await answer('keep-stores');
    expect(done.problem).toBeUndefined();
    expect(done.onBoard).toMatchObject(onBoard(madeUp(1)));
    expect(done.stations[2]?.fact?.code).toBe('already-has-it');
    const stored = before.subarray(tuya.at + storeOffset, tuya.at + storeOffset + 0x2000);
    expect(Buffer.compare(cells.read(moved + storeOffset, 0x2000), stored)).toBe(0);
    expect(await free()).toBe(2);
    await rig.stop();
  });

  it('also where the store lay in the way of the new program', async () => {
    const inTheWay = 0x100000;
    const flash = laidOut(old(), (row) => {
      if (row.label === 'ota_1') return undefined;
      if (row.label === 'ota_0') return { ...row, size: 0x80000 };
      return row.label === 'tuya' ? { ...row, offset: inTheWay } : row;
    });
    const image = buildImage({ chip: 'esp32', merged: true, appBytes: 1_100_000, flashBytes });
    const { rig, made, start, answer, free } = await scene({
      image,
      flash,
      habits: { licensed: theirs },
      plan: { license: false, verify: false },
      prepare: ({ db }) => stockLicenses(db, 2),
    });
    isQuestion(await start(), 'flash.moves-stores');
    expect((await answer('keep-stores')).state).toBe('proven');
    await rig.bench.handle({ kind: 'recognise', port: made.seen.id });
    expect((await rig.lane(({ state }) => state === 'ready')).onBoard).toMatchObject(onBoard(theirs));
    expect(await licenseOfUuid(rig.db, theirs.uuid)).toMatchObject({ mac: made.board.mac });
    expect(await free()).toBe(2);
    await rig.stop();
  });
});

describe.concurrent('a copy of a whole chip', () => {
  const copy = () => withLicense(fresh(), theirs);
  const blank = new Uint8Array(0);

  it('is not written to another board without being asked, and can be written without the license', async () => {
    const { rig, start, answer, same, free } = await scene({
      image: copy(),
      prepare: ({ db }) => stockLicenses(db, 2),
    });
    const asked = await start();
    isQuestion(asked, 'flash.carries-license');
    expect(asked.problem?.details).toMatchObject({ uuid: theirs.uuid });
    expect(JSON.stringify(rig.events)).not.toContain(theirs.authKey);
    expect(same()).toBe(true);
    const done = await answer('without-image-license');
    expect(done.state).toBe('proven');
    expect(done.onBoard).toMatchObject(onBoard(madeUp(1)));
    expect(await free()).toBe(1);
    await rig.stop();
  });

  it('is written with the license once a person says so, and takes no other', async () => {
    const { rig, made, start, answer, free } = await scene({
      image: copy(),
      flash: blank,
      prepare: ({ db }) => stockLicenses(db, 2),
    });
    await start();
    const done = await answer('with-image-license');
    expect(done.state).toBe('proven');
    expect(done.onBoard).toMatchObject(onBoard(theirs));
    expect(await free()).toBe(2);
    expect(await licenseOfUuid(rig.db, theirs.uuid)).toMatchObject({ mac: made.board.mac });
    await rig.stop();
  });

  it('does not bring a license of the ledger to a board it is not for', async () => {
    const { rig, start, answer, same } = await scene({
      image: copy(),
      async prepare({ db }) {
        await stockLicenses(db, 3, 77);
        await adoptLicense(db, { uuid: theirs.uuid, mac: otherBoard, now: 2 });
      },
    });
    const asked = await start();
    isQuestion(asked, 'flash.carries-known-license');
    expect(asked.problem?.details).toMatchObject({ uuid: theirs.uuid, owner: otherBoard });
    isQuestion(await answer('with-image-license'), 'flash.carries-known-license');
    expect(same()).toBe(true);
    expect((await answer('without-image-license')).onBoard).toMatchObject(onBoard(madeUp(78)));
    await rig.stop();
  });

  it('brings back to a board what is its own', async () => {
    const { rig, start, free } = await scene({
      image: copy(),
      flash: blank,
      async prepare({ db }, mac) {
        await stockLicenses(db, 3, 77);
        await adoptLicense(db, { uuid: theirs.uuid, mac, now: 2 });
      },
    });
    const done = await start();
    expect(done.problem).toBeUndefined();
    expect(done.stations[2]?.fact?.code).toBe('already-has-it');
    expect(await free()).toBe(2);
    await rig.stop();
  });

  it('does not reach the license of a board that keeps its own', async () => {
    const { rig, start, answer, same, free } = await scene({ image: copy(), ...ours });
    isQuestion(await start(), 'flash.reaches-stores');
    const done = await answer('keep-stores');
    expect(done.state).toBe('proven');
    expect(same(tuya.at, tuya.size)).toBe(true);
    expect(await free()).toBe(2);
    await rig.stop();
  });

  it('asks both questions where both are open, and remembers the answers', async () => {
    const { rig, start, answer } = await scene({ image: copy(), ...ours });
    isQuestion(await start(), 'flash.reaches-stores');
    isQuestion(await answer('overwrite-stores'), 'flash.carries-license');
    const done = await answer('without-image-license');
    expect(done.state).toBe('proven');
    expect(done.onBoard).toMatchObject(onBoard(madeUp(1)));
    await rig.stop();
  });

  // Some chips leave it to their application to tell a MAC, and an erased one has none.
  it.each([
    ['nobody knows', 'flash.carries-license', 200],
    ['is free in the ledger', 'flash.carries-known-license', 77],
  ])('is not taken for a copy of a board without a MAC when its license %s', async (_, code, first) => {
    const db = newDatabase();
    await stockLicenses(db, 1, first);
    const bytes = copy();
    const session = {
      facts: { chip: 'esp32', flashBytes },
      checksumOf: ({ length }: Uint8Array) => `${length} blank`,
      checksum: async (_at: number, size: number) => `${size} blank`,
    } as unknown as ChipSession;
    const layout = { table: 'erased', partitions: [], slots: [] } as unknown as BoardLayout;
    const work = { sha256: 'a', fileName: 'copy.bin', facts: readFirmware(bytes, 'copy.bin'), bytes, address: 0 };
    const asked = heedStores(contextOf(db, shellOf({})), session, layout, work);
    await expect(asked).rejects.toMatchObject({ code, details: { uuid: theirs.uuid } });
  });

  it('is written knowingly over the own license of a board: it has the other one then, and its own stays set aside', async () => {
    const { rig, made, start, answer, free } = await scene({ image: copy(), ...ours });
    isQuestion(await start(), 'flash.reaches-stores');
    isQuestion(await answer('overwrite-stores'), 'flash.carries-license');
    const done = await answer('with-image-license');
    expect(done.problem).toBeUndefined();
    expect(done.state).toBe('proven');
    expect(done.onBoard).toMatchObject(onBoard(theirs));
    expect(await free()).toBe(2);
    expect(await licenseOfUuid(rig.db, madeUp(1).uuid)).toMatchObject({ state: 'reserved', mac: made.board.mac });
    expect(await licenseOfUuid(rig.db, theirs.uuid)).toMatchObject({ state: 'spent', mac: made.board.mac });
    await rig.stop();
  });

  it('asks also where the license in it cannot be read', async () => {
    const image = padded(fresh());
    image.fill(0x5a, tuya.at + storeOffset, tuya.at + storeOffset + 0x2000);
    const { rig, start, same } = await scene({ image, prepare: ({ db }) => stockLicenses(db, 2) });
    const asked = await start();
    isQuestion(asked, 'flash.carries-license');
    expect(asked.problem?.details).toMatchObject({ uuid: '' });
    expect(same()).toBe(true);
    await rig.stop();
  });
});
