import { describe, expect, it } from 'vitest';
import type { BoardHabits } from '../../../src/model/board-habits';
import type { LaneView } from '../../../src/model/run';
import { importLicenses } from '../../../src/records/license-import';
import { licenseOfUuid, listLicenses } from '../../../src/records/license-questions';
import { adoptLicense, markSending, reserveLicense } from '../../../src/records/licenses';
import { firstPlan } from '../../../src/steps/bench/bench-view';
import { createRig, ended, madeUp, stockFirmware, stockLicenses } from '../rig';

// What recognising already knows stops a run before the first byte of flash (authorize-cli, section 5: the decision
// table is the same before the flash as behind it).

const ready = ({ state }: LaneView) => state === 'ready';
const none: BoardHabits = {};

/** A board that runs an application already, recognised; `start` runs the plan and tells whether its flash changed. */
const recognised = async (
  habits: BoardHabits,
  prepare: (rig: Rig, mac: string) => Promise<unknown> = async () => {},
) => {
  const rig = await createRig();
  const { bytes } = await stockFirmware(rig.db);
  const made = rig.makeBoard('esp32', habits, {}, { flash: bytes });
  const { flash, mac } = made.board;
  await prepare(rig, mac);
  rig.plug(made);
  const found = await rig.lane(ready);
  const before = flash.read(0, flash.size);
  const start = async () => {
    await rig.bench.handle({ kind: 'start', lane: found.id });
    return rig.lane((lane) => ended(lane));
  };
  const untouched = () => Buffer.compare(before, flash.read(0, flash.size)) === 0;
  return { rig, made, found, start, untouched };
};
type Rig = Awaited<ReturnType<typeof createRig>>;

const theirs = madeUp(77);
const otherBoard = 'A4:CF:12:99:99:99';
const spentRow = (license: { uuid: string; authKey: string }) => ({ license, spent: 'sheet-status' as const });

const cases: readonly [string, string, BoardHabits, ((rig: Rig, mac: string) => Promise<unknown>)?][] = [
  ['a factory default MAC', 'license.factory-mac', { factoryMac: true }, ({ db }) => stockLicenses(db, 2)],
  ['no license left for it', 'license.none-free', none],
  [
    'a license that this ledger does not hold',
    'license.foreign',
    { licensed: theirs },
    ({ db }) => stockLicenses(db, 2),
  ],
  [
    'a license where the ledger has another one for it',
    'license.conflict',
    { licensed: theirs },
    async ({ db }, mac) => {
      await stockLicenses(db, 2);
      await adoptLicense(db, { uuid: madeUp(1).uuid, mac, now: 2 });
    },
  ],
  [
    'the UUID of this ledger with another key',
    'license.conflict',
    { licensed: { ...theirs, authKey: madeUp(5).authKey } },
    ({ db }) => stockLicenses(db, 2, 77),
  ],
  [
    'the license of another board',
    'license.duplicate',
    { licensed: theirs },
    async ({ db }) => {
      await stockLicenses(db, 2, 77);
      await adoptLicense(db, { uuid: theirs.uuid, mac: otherBoard, now: 2 });
    },
  ],
  [
    'a license that another tool used',
    'license.half-used',
    { licensed: theirs },
    ({ db }) => importLicenses(db, { rows: [spentRow(theirs)], batch: 'order', virtual: false, now: 1 }),
  ],
  [
    'an answer that tells nothing',
    'license.unreadable',
    { licensed: { ...theirs, uuid: 'cut-short' } },
    ({ db }) => stockLicenses(db, 2),
  ],
  [
    'an answer that tells nothing, and a license in doubt',
    'license.unreadable',
    { licensed: { ...theirs, uuid: 'cut-short' } },
    async ({ db }, mac) => {
      await stockLicenses(db, 2);
      await reserveLicense(db, { mac, run: 'dead', virtual: false, now: 2 });
      await markSending(db, { uuid: madeUp(1).uuid, mac, run: 'dead', now: 3 });
    },
  ],
];

describe.concurrent('before the first byte of flash a run stops at', () => {
  for (const [name, code, habits, prepare] of cases)
    it(name, async () => {
      const { rig, start, untouched, made } = await recognised(habits, prepare);
      const ledger = await listLicenses(rig.db);
      const done = await start();
      expect(done.problem?.code).toBe(code);
      expect(done.state).toBe('yours');
      expect(done.stations[1]?.state).toBe('ahead');
      expect(done.stations[2]?.state).toBe('yours');
      expect(untouched()).toBe(true);
      expect(await listLicenses(rig.db)).toEqual(ledger);
      expect(made.port.readable).toBeNull();
      await rig.stop();
    });

  it('names the board that has the license', async () => {
    const prepare = cases.find(([name]) => name === 'the license of another board')?.[3];
    const { rig, start } = await recognised({ licensed: theirs }, prepare);
    expect((await start()).problem?.details).toMatchObject({ found: theirs.uuid, owner: otherBoard });
    await rig.stop();
  });
});

describe.concurrent('a run goes through', () => {
  it('without asking twice, once a person keeps the foreign license', async () => {
    const { rig, start } = await recognised({ licensed: theirs }, ({ db }) => stockLicenses(db, 2));
    const asked = await start();
    await rig.bench.handle({ kind: 'retry', lane: asked.id, from: 'license', instead: 'keep-theirs' });
    const done = await rig.lane((lane) => ended(lane) && lane.stations[1]?.state === 'proven');
    expect(done.state).toBe('proven');
    expect(done.onBoard).toMatchObject({ kind: 'has', uuid: theirs.uuid });
    expect(await listLicenses(rig.db, { state: 'free' })).toHaveLength(2);
    await rig.stop();
  });

  it('asks again when it begins anew', async () => {
    const { rig, start } = await recognised({ licensed: theirs }, ({ db }) => stockLicenses(db, 2));
    const asked = await start();
    await rig.bench.handle({ kind: 'retry', lane: asked.id, from: 'license', instead: 'keep-theirs' });
    await rig.lane((lane) => lane.state === 'proven');
    expect((await start()).problem?.code).toBe('license.foreign');
    await rig.stop();
  });

  it('where the ledger has the license free, and binds it to the board', async () => {
    const { rig, start, made } = await recognised({ licensed: theirs }, ({ db }) => stockLicenses(db, 2, 77));
    expect((await start()).state).toBe('proven');
    expect(await licenseOfUuid(rig.db, theirs.uuid)).toMatchObject({ state: 'verified', mac: made.board.mac });
    await rig.stop();
  });

  it('without licenses, where the plan takes none', async () => {
    const { rig, made } = await recognised({ factoryMac: true });
    await rig.bench.handle({ kind: 'set-plan', plan: { ...firstPlan, license: false, verify: false } });
    const [lane] = [...rig.lanes.values()];
    await rig.bench.handle({ kind: 'start', lane: lane!.id });
    expect((await rig.lane(ended)).state).toBe('proven');
    expect(made.port.readable).toBeNull();
    await rig.stop();
  });
});
