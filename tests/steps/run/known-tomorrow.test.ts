/** Issue 10, section 4: what was done to a board here is known here after a reload, from storage alone. */
import { expect, it, onTestFinished } from 'vitest';
import { deviceOf, listDevices } from '../../../src/records/devices';
import { createBindRig } from '../bind-rig';
import { createRig, ended, madeUp, newDatabase, stockFirmware, stockLicenses } from '../rig';

it('knows a board that was bound here by its license, its chip, its program and its device', async () => {
  const rig = await createBindRig();
  onTestFinished(rig.stop);
  rig.plug(rig.bindable());
  const ready = await rig.lane(({ state }) => state === 'ready');
  await rig.bench.handle({ kind: 'start', lane: ready.id });
  const lane = await rig.lane((each) => each.state !== 'ready' && ended(each));
  expect(lane.problem).toBeUndefined();
  const [board, ...others] = await listDevices(rig.db);
  expect(others).toEqual([]);
  expect(board).toMatchObject({
    uuid: lane.license?.uuid,
    chip: { chip: 'esp32', mac: lane.chip?.mac },
    app: { name: 'switch_demo' },
    device: { deviceId: lane.device?.deviceId },
  });
  // And it is told so when it is met again, on a lane that knows nothing of that run.
  await rig.bench.handle({ kind: 'dismiss', lane: lane.id });
  await rig.bench.handle({ kind: 'recognise', port: lane.port.id });
  const again = await rig.lane(({ id, state }) => id !== lane.id && state === 'ready');
  expect(again.device).toBeUndefined();
  expect(again.wasBound).toMatchObject({ deviceId: lane.device?.deviceId, place: 'relay' });
});

it.each([
  ['given a license', { verify: true }],
  ['given a license that is not read back', { verify: false }],
])('knows a board that was %s by it', async (_, { verify }) => {
  const db = newDatabase();
  const { sha256 } = await stockFirmware(db);
  await stockLicenses(db, 1);
  const plan = { firmware: sha256, verify, boot: false, pair: false, activate: false, control: false };
  const rig = await createRig(db, plan);
  onTestFinished(rig.stop);
  rig.plug(rig.makeBoard('esp32'));
  const ready = await rig.lane(({ state }) => state === 'ready');
  await rig.bench.handle({ kind: 'start', lane: ready.id });
  const lane = await rig.lane((each) => each.state !== 'ready' && ended(each));
  expect(lane.state).toBe('proven');
  expect(await deviceOf(db, lane.chip?.mac ?? '', false)).toMatchObject({ uuid: madeUp(1).uuid });
});

it('knows a board that came with a license by it', async () => {
  const rig = await createRig();
  onTestFinished(rig.stop);
  const board = rig.makeBoard('esp32', { brought: 'second-slot', licensed: madeUp(7) });
  rig.plug(board);
  const lane = await rig.lane(({ state }) => state === 'ready');
  expect(lane.onBoard).toMatchObject({ uuid: madeUp(7).uuid });
  expect(await deviceOf(rig.db, lane.chip?.mac ?? '', false)).toMatchObject({ uuid: madeUp(7).uuid });
});
