import { describe, expect, it } from 'vitest';
import type { LaneView } from '../../../src/model/run';
import { readFirmware } from '../../../src/protocols/firmware/read-firmware';
import { addFirmware, sha256Of } from '../../../src/records/firmware';
import { licenseOfUuid, listLicenses } from '../../../src/records/license-questions';
import { listRuns } from '../../../src/records/runs';
import { firstPlan } from '../../../src/steps/bench/bench-view';
import { buildImage } from '../../../src/virtual/esp/demo-image';
import { createRig, ended, madeUp, newDatabase, stockFirmware, stockLicenses } from '../rig';

/** Whole runs over virtual boards that the bench takes for real ones. */

const states = (lane: LaneView) => lane.stations.map(({ state }) => state);
/** Pair, activate and control of a real board whose plan names no product. */
const unbound = ['left-out', 'left-out', 'left-out'] as const;
const ready = ({ state }: LaneView) => state === 'ready';

describe.concurrent('one run', () => {
  it('recognises a blank board, flashes, licenses and verifies it', async () => {
    const rig = await createRig();
    await stockLicenses(rig.db, 2);
    const { bytes } = await stockFirmware(rig.db);
    const board = rig.makeBoard('esp32');
    rig.plug(board);
    const found = await rig.lane(ready);
    expect(found.chip).toMatchObject({ chip: 'esp32', mac: board.board.mac });
    expect(found.onBoard).toBeUndefined();
    expect(board.port.readable).toBeNull();

    await rig.bench.handle({ kind: 'start', lane: found.id });
    const done = await rig.lane(ended);
    expect(done.problem).toBeUndefined();
    expect(done.state).toBe('proven');
    expect(states(done)).toEqual(['proven', 'proven', 'proven', 'proven', 'proven', ...unbound]);
    expect(done.app).toMatchObject({ name: 'switch_demo', version: '1.0.2' });
    expect(done.stations.map(({ fact }) => fact?.code)).toEqual([
      'chip-told',
      'md5-equal',
      'accepted',
      'read-back-twice',
      'own-banner',
      'not-bound-here',
      'not-bound-here',
      'not-bound-here',
    ]);
    // The image is in the flash as it was in the file; the license lies behind it.
    expect(Buffer.compare(board.board.flash.read(0, 0x9000), bytes.subarray(0, 0x9000))).toBe(0);
    const row = await licenseOfUuid(rig.db, madeUp(1).uuid);
    expect(row).toMatchObject({ state: 'verified', mac: board.board.mac });
    expect(board.port.readable).toBeNull();
    const [kept] = await listRuns(rig.db);
    expect(kept).toMatchObject({ outcome: 'proven', uuid: madeUp(1).uuid });
    await rig.stop();
  });

  it('never tells an AuthKey, in no event and no kept run', async () => {
    const rig = await createRig();
    await stockLicenses(rig.db, 1);
    await stockFirmware(rig.db);
    rig.plug(rig.makeBoard('esp32c3', { noisyLogMs: 15 }));
    await stockFirmware(rig.db, 'esp32c3');
    const { id } = await rig.lane(ready);
    await rig.bench.handle({ kind: 'start', lane: id });
    expect((await rig.lane(ended)).state).toBe('proven');
    const told = JSON.stringify(rig.events) + JSON.stringify(await listRuns(rig.db));
    expect(told).toContain(madeUp(1).uuid);
    expect(told).not.toContain(madeUp(1).authKey.slice(0, 12));
    expect(told).not.toContain(madeUp(1).authKey.slice(-12));
    await rig.stop();
  });

  it('gives a board its own license again after its flash was erased (authorize-cli, section 5, row 4)', async () => {
    const rig = await createRig();
    await stockLicenses(rig.db, 3);
    await stockFirmware(rig.db);
    const board = rig.makeBoard('esp32');
    rig.plug(board);
    const first = await rig.lane(ready);
    await rig.bench.handle({ kind: 'start', lane: first.id });
    await rig.lane(ended);
    board.board.flash.erase(0, board.board.flash.size);
    await rig.bench.handle({ kind: 'recognise', port: board.seen.id });
    const again = await rig.lane(ready);
    await rig.bench.handle({ kind: 'start', lane: again.id });
    const done = await rig.lane(ended);
    expect(done.license?.uuid).toBe(madeUp(1).uuid);
    expect(await listLicenses(rig.db, { state: 'free' })).toHaveLength(2);
    await rig.stop();
  });

  it('leaves a board alone that already has its license (row 3)', async () => {
    const rig = await createRig();
    await stockLicenses(rig.db, 2);
    await stockFirmware(rig.db);
    const board = rig.makeBoard('esp32');
    rig.plug(board);
    const { id } = await rig.lane(ready);
    await rig.bench.handle({ kind: 'start', lane: id });
    await rig.lane(ended);
    await rig.bench.handle({ kind: 'start', lane: id });
    const again = await rig.lane((lane) => ended(lane) && lane.stations[2]?.fact?.code === 'already-has-it');
    expect(again.state).toBe('proven');
    expect(await listLicenses(rig.db, { state: 'free' })).toHaveLength(1);
    await rig.stop();
  });

  it('keeps the license of a board through flashing (esp-flashing, section 7)', async () => {
    const rig = await createRig(undefined, { license: false, verify: false });
    await stockFirmware(rig.db);
    const license = madeUp(77);
    const board = rig.makeBoard('esp32', { licensed: license });
    rig.plug(board);
    const { id } = await rig.lane(ready);
    await rig.bench.handle({ kind: 'start', lane: id });
    expect((await rig.lane(ended)).state).toBe('proven');
    await rig.bench.handle({ kind: 'recognise', port: board.seen.id });
    const found = await rig.lane(ready);
    expect(found.onBoard).toEqual({ kind: 'has', uuid: license.uuid, ledger: 'not-in-ledger' });
    await rig.stop();
  });
});

describe.concurrent('a license in doubt', () => {
  it('stays with its board when power goes before the answer, and the run goes on after a replug', async () => {
    const rig = await createRig();
    await stockLicenses(rig.db, 2);
    await stockFirmware(rig.db);
    const board = rig.makeBoard('esp32', { powerLossAfterAuth: true });
    rig.plug(board);
    const { id } = await rig.lane(ready);
    await rig.bench.handle({ kind: 'start', lane: id });
    const broken = await rig.lane(ended);
    expect(broken.state).toBe('doubtful');
    expect(broken.problem?.code).toBe('license.doubtful');
    expect((await licenseOfUuid(rig.db, madeUp(1).uuid))?.state).toBe('doubtful');
    expect(board.port.readable).toBeNull();

    rig.unplug(board);
    rig.replug(board);
    const done = await rig.lane(({ state }) => state === 'proven');
    expect(done.license?.uuid).toBe(madeUp(1).uuid);
    expect((await licenseOfUuid(rig.db, madeUp(1).uuid))?.state).toBe('verified');
    expect(await listLicenses(rig.db, { state: 'free' })).toHaveLength(1);
    await rig.stop();
  });

  it('is written again when the board proves that it never arrived', async () => {
    const rig = await createRig();
    await stockLicenses(rig.db, 2);
    await stockFirmware(rig.db);
    const board = rig.makeBoard('esp32', { powerLossBeforeAuth: true });
    rig.plug(board);
    const { id } = await rig.lane(ready);
    await rig.bench.handle({ kind: 'start', lane: id });
    expect((await rig.lane(ended)).state).toBe('doubtful');
    await rig.bench.handle({ kind: 'retry', lane: id, instead: 'read-only' });
    const done = await rig.lane(({ state }) => state === 'proven');
    expect(done.license?.uuid).toBe(madeUp(1).uuid);
    expect(await listLicenses(rig.db, { state: 'free' })).toHaveLength(1);
    await rig.stop();
  });
});

describe.concurrent('two boards', () => {
  it('do not get the same last license', async () => {
    const rig = await createRig(undefined, { startByItself: true });
    await stockLicenses(rig.db, 1);
    await stockFirmware(rig.db);
    rig.plug(rig.makeBoard('esp32'));
    rig.plug(rig.makeBoard('esp32'));
    const winner = await rig.lane(({ state }) => state === 'proven');
    const other = await rig.lane((lane) => lane.id !== winner.id && ended(lane));
    expect(other.problem?.code).toBe('license.none-free');
    expect(await listLicenses(rig.db, { state: 'free' })).toHaveLength(0);
    await rig.stop();
  });
});

describe.concurrent('what goes wrong leaves a free port and a right ledger', () => {
  it('refuses firmware for another chip before the first byte', async () => {
    const rig = await createRig();
    const { sha256 } = await stockFirmware(rig.db, 'esp32s3');
    await rig.bench.handle({
      kind: 'set-plan',
      plan: {
        flash: true,
        license: true,
        verify: true,
        boot: false,
        pair: false,
        activate: false,
        control: false,
        pairBy: 'bluetooth',
        firmware: sha256,
        baud: 921_600,
        startByItself: false,
      },
    });
    const board = rig.makeBoard('esp32');
    rig.plug(board);
    const { id } = await rig.lane(ready);
    await rig.bench.handle({ kind: 'start', lane: id });
    const lane = await rig.lane(ended);
    expect(lane.problem?.code).toBe('firmware.wrong-chip');
    expect(board.board.flash.read(0, 0x20000).every((byte) => byte === 0xff)).toBe(true);
    expect(board.port.readable).toBeNull();
    await rig.stop();
  });

  it('refuses a boot loader alone that the plan names by its hash, before the first byte', async () => {
    const rig = await createRig();
    const bytes = buildImage({ chip: 'esp32', merged: true }).slice(0x1000, 0x8000);
    const sha256 = await sha256Of(bytes.buffer);
    const facts = readFirmware(bytes, 'bootloader.bin');
    const row = { sha256, fileName: 'bootloader.bin', addedAt: 1, virtual: false, facts };
    await addFirmware(rig.db, row, bytes.buffer);
    await rig.bench.handle({ kind: 'set-plan', plan: { ...firstPlan, flash: true, firmware: sha256 } });
    const board = rig.makeBoard('esp32');
    rig.plug(board);
    const { id } = await rig.lane(ready);
    await rig.bench.handle({ kind: 'start', lane: id });
    const lane = await rig.lane(ended);
    expect(lane.problem).toEqual({ code: 'firmware.part-alone', details: { file: 'bootloader.bin' } });
    expect(board.board.flash.read(0, 0x20000).every((byte) => byte === 0xff)).toBe(true);
    expect(board.port.readable).toBeNull();
    await rig.stop();
  });

  it('stops when the cable is pulled while writing, and goes on after the replug', async () => {
    const rig = await createRig();
    await stockLicenses(rig.db, 1);
    await stockFirmware(rig.db);
    const board = rig.makeBoard('esp32', { pullCableAt: 30_000 });
    rig.plug(board);
    const { id } = await rig.lane(ready);
    await rig.bench.handle({ kind: 'start', lane: id });
    const lane = await rig.lane(ended);
    expect(lane.problem?.code).toBe('port.lost');
    expect(states(lane)).toEqual(['proven', 'failed', 'ahead', 'ahead', 'ahead', ...unbound]);
    expect(await listLicenses(rig.db, { state: 'free' })).toHaveLength(1);
    rig.replug(board);
    expect((await rig.lane(({ state }) => state === 'proven')).chip?.mac).toBe(board.board.mac);
    await rig.stop();
  });

  it('tells a silent board, and hears it as soon as BOOT is held', async () => {
    const rig = await createRig();
    const board = rig.makeBoard('esp32', { silentUntilBootHeld: true });
    rig.plug(board);
    await rig.lane(({ handshake }) => (handshake?.attempts ?? 0) > 1);
    board.board.holdBoot(true);
    const found = await rig.lane((lane) => Boolean(lane.chip));
    board.board.holdBoot(false);
    expect(found.chip?.mac).toBe(board.board.mac);
    await rig.lane((lane) => ready(lane) || ended(lane));
    await rig.stop();
  });

  it('can be stopped while writing and started again', async () => {
    const rig = await createRig();
    await stockLicenses(rig.db, 1);
    await stockFirmware(rig.db);
    const board = rig.makeBoard('esp32', {}, { page256Ms: 2 });
    rig.plug(board);
    const { id } = await rig.lane(ready);
    const running = rig.bench.handle({ kind: 'start', lane: id });
    await rig.lane(({ progress }) => progress?.phase === 'writing');
    await rig.bench.handle({ kind: 'stop', lane: id });
    await running;
    const lane = await rig.lane(ended);
    expect(lane).toMatchObject({ state: 'stopped', problem: { code: 'cancelled' } });
    expect(board.port.readable).toBeNull();
    await rig.bench.handle({ kind: 'retry', lane: id });
    expect((await rig.lane(({ state }) => state === 'proven')).id).toBe(id);
    await rig.stop();
  });

  it('can be stopped while it is asked for an answer, and recognised later', async () => {
    const rig = await createRig();
    const board = rig.makeBoard('esp32', { silentUntilBootHeld: true });
    rig.plug(board);
    const { id } = await rig.lane(({ handshake }) => (handshake?.attempts ?? 0) > 1);
    await rig.bench.handle({ kind: 'stop', lane: id });
    await rig.lane(({ state }) => state === 'stopped');
    await rig.bench.idle();
    expect(board.port.readable).toBeNull();
    board.board.holdBoot(true);
    const again = rig.bench.handle({ kind: 'retry', lane: id });
    await rig.lane(({ chip }) => chip !== undefined);
    board.board.holdBoot(false);
    await again;
    expect((await rig.lane(ready)).chip?.mac).toBe(board.board.mac);
    await rig.stop();
  });

  it('can be stopped while its license is asked for: no license is used, and the next run gives it one', async () => {
    const rig = await createRig();
    await stockLicenses(rig.db, 1);
    await stockFirmware(rig.db);
    const board = rig.makeBoard('esp32');
    rig.plug(board);
    const { id } = await rig.lane(ready);
    const { receive } = board.board;
    let asked = '';
    let speaks = false;
    const hushed = new Promise<void>((told) => {
      board.board.receive = (bytes) => {
        asked += Buffer.from(bytes).toString('latin1');
        if (!speaks && asked.includes('auth-read')) return told();
        receive(bytes);
      };
    });
    const running = rig.bench.handle({ kind: 'start', lane: id });
    await hushed;
    await rig.bench.handle({ kind: 'stop', lane: id });
    await running;
    const lane = await rig.lane(ended);
    expect(lane).toMatchObject({ state: 'stopped', current: 'license', problem: { code: 'cancelled' } });
    expect(board.port.readable).toBeNull();
    expect(await listLicenses(rig.db, { state: 'free' })).toHaveLength(1);
    speaks = true;
    await rig.bench.handle({ kind: 'retry', lane: id });
    expect((await rig.lane(({ state }) => state === 'proven')).id).toBe(id);
    await rig.stop();
  });

  it('can be stopped while it is verified: the license stays with it, and is verified by the next run', async () => {
    const rig = await createRig();
    await stockLicenses(rig.db, 2);
    await stockFirmware(rig.db);
    const board = rig.makeBoard('esp32', {}, { bootMs: 1500 });
    rig.plug(board);
    const { id } = await rig.lane(ready);
    const running = rig.bench.handle({ kind: 'start', lane: id });
    await rig.lane(({ stations }) => stations.some(({ name, state }) => name === 'verify' && state === 'working'));
    await rig.bench.handle({ kind: 'stop', lane: id });
    await running;
    await rig.lane(({ state }) => state === 'stopped');
    expect(board.port.readable).toBeNull();
    expect(await licenseOfUuid(rig.db, madeUp(1).uuid)).toMatchObject({ state: 'written' });
    await rig.bench.handle({ kind: 'retry', lane: id });
    await rig.lane(({ state }) => state === 'proven');
    expect(await licenseOfUuid(rig.db, madeUp(1).uuid)).toMatchObject({ state: 'verified' });
    expect(await listLicenses(rig.db, { state: 'free' })).toHaveLength(1);
    await rig.stop();
  });

  it('gives back what a dead tab had only set aside, and keeps what it had begun to send', async () => {
    const db = newDatabase();
    await stockLicenses(db, 2);
    const { reserveLicense, markSending } = await import('../../../src/records/licenses');
    const wanted = { virtual: false, now: 2 };
    await reserveLicense(db, { ...wanted, mac: 'A4:CF:12:00:00:01', run: 'dead-1' });
    const sent = await reserveLicense(db, { ...wanted, mac: 'A4:CF:12:00:00:02', run: 'dead-2' });
    await markSending(db, { uuid: sent.uuid, mac: 'A4:CF:12:00:00:02', run: 'dead-2', now: 3 });
    const rig = await createRig(db);
    expect((await listLicenses(db)).map(({ state }) => state)).toEqual(['free', 'doubtful']);
    await rig.stop();
  });
});
