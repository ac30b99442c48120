/** Issue 10, section 4: a run that was cut off is told when the bench opens again: which board, where, what to read. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { cutOffRuns, dropBegun, sweepCutOff } from '../../../src/records/begun-runs';
import { keepRun, listRuns } from '../../../src/records/runs';
import { bound } from '../../screens/harness/certificate-runs';
import { createRig, ended, newDatabase, stockFirmware, stockLicenses } from '../rig';

const withoutBinding = { boot: false, pair: false, activate: false, control: false };

/** A bench whose page is gone with its run at that station. */
const cutAt = async (station: 'flash' | 'verify') => {
  const db = newDatabase();
  const { sha256 } = await stockFirmware(db);
  await stockLicenses(db, 1);
  const rig = await createRig(db, { firmware: sha256, ...withoutBinding });
  const board = rig.makeBoard('esp32', {}, station === 'flash' ? { pacedByBaud: true } : {});
  rig.plug(board);
  const ready = await rig.lane(({ state }) => state === 'ready');
  // Not waited for: that would be the end of the run.
  void rig.bench.handle({ kind: 'start', lane: ready.id });
  const lane = await rig.lane(({ stations }) =>
    stations.some(({ name, state }) => name === station && state === 'working'),
  );
  const leave = async () => {
    await rig.bench.handle({ kind: 'stop', lane: lane.id });
    await rig.stop();
  };
  onTestFinished(leave, 60_000);
  return { db, rig, board, lane };
};

/** The note of a run goes to storage beside it. */
const noted = (db: ReturnType<typeof newDatabase>) =>
  vi.waitFor(
    async () => {
      const [begun] = await db.begunRuns.toArray();
      if (!begun) throw new Error('no run has begun');
      return begun.run;
    },
    { timeout: 20_000 },
  );

it('tells a run that was cut off while its firmware was being written, once, and keeps it as a report', async () => {
  const { db, lane } = await cutAt('flash');
  await noted(db);
  // No tab shows that run alive: as after a crash.
  const again = await createRig(db);
  const [cut, ...others] = await cutOffRuns(db);
  expect(others).toEqual([]);
  expect(cut).toMatchObject({
    id: lane.runId,
    run: {
      chip: { mac: lane.chip?.mac },
      outcome: 'failed',
      problem: { code: 'run.cut-off', details: { station: 'flash' } },
    },
  });
  expect(cut?.run.stations.find(({ name }) => name === 'flash')?.state).toBe('failed');
  expect((await listRuns(db)).map(({ id, problem }) => [id, problem?.code])).toEqual([[lane.runId, 'run.cut-off']]);
  await again.stop();
  await createRig(db);
  expect(await cutOffRuns(db)).toHaveLength(1);
  await dropBegun(db, cut!.id);
  expect(await cutOffRuns(db)).toEqual([]);
});

it('is silent about a run that another tab is at', async () => {
  const { db, lane } = await cutAt('flash');
  await noted(db);
  const locks = { request: async () => {}, query: async () => ({ held: [{ name: `bindery.run.${lane.runId}` }] }) };
  await createRig(db, {}, { locks: locks as unknown as LockManager });
  expect(await cutOffRuns(db)).toEqual([]);
});

it('leaves no note of a run that came to its end, and forgets what was cut off on that board before', async () => {
  const { db, rig, lane } = await cutAt('verify');
  const { chip } = lane;
  const before = { ...bound, id: 'before', virtual: false, ...(chip && { chip }) };
  await db.begunRuns.put({ id: 'before', cutAt: 1, run: before });
  // Of another board, and stays.
  await db.begunRuns.put({ id: 'other', cutAt: 1, run: { ...bound, id: 'other', virtual: true } });
  const end = await rig.lane((each) => each.id === lane.id && ended(each));
  await rig.bench.idle();
  expect([end.state, end.problem]).toEqual(['proven', undefined]);
  expect((await db.begunRuns.toArray()).map(({ id }) => id)).toEqual(['other']);
});

it('does not call a run cut off that came to its end in another tab while it was looked for', async () => {
  const { db } = await cutAt('verify');
  const begun = { ...(await noted(db)), id: 'elsewhere' };
  await db.begunRuns.put({ id: begun.id, run: begun });
  const live = async () => {
    await keepRun(db, { ...begun, outcome: 'proven' });
    await dropBegun(db, begun.id);
    return [];
  };
  await sweepCutOff(db, { live, now: 2 });
  expect((await listRuns(db)).find(({ id }) => id === begun.id)?.outcome).toBe('proven');
  expect((await cutOffRuns(db)).map(({ id }) => id)).not.toContain(begun.id);
});
