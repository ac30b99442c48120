/** From plugged in to bound: the whole run over a virtual board, its radio and the emulated cloud. */
import { afterEach, expect, it } from 'vitest';
import { createBindRig, lampPid } from './bind-rig';
import { ended } from './rig';

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

const begin = async (...given: Parameters<typeof createBindRig>) => {
  const rig = await createBindRig(...given);
  stop = rig.stop;
  return rig;
};

it('takes a board from plugged in to a flipped data point', async () => {
  const rig = await begin();
  rig.plug(rig.bindable());
  const ready = await rig.lane(({ state }) => state === 'ready');
  await rig.bench.handle({ kind: 'start', lane: ready.id });
  const lane = await rig.lane((each) => each.state !== 'ready' && ended(each));
  expect(lane.problem).toBeUndefined();
  expect(lane.stations.map(({ state }) => state)).toEqual(Array(8).fill('proven'));
  const [device] = rig.emulated.state.devices;
  expect(lane.device).toMatchObject({ deviceId: device?.deviceId, pid: lampPid, place: 'relay' });
  expect(lane.firstPoint).toMatchObject({ code: 'switch_1', value: true });
});
