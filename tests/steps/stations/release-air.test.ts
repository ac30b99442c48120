/**
 * A board that is bound to somebody and says nothing of it in its log: met over Bluetooth, let go when a person says so,
 * and given the network only once it was seen without its binding (ble-pairing, sections 2, 7 and 10).
 */
import { afterAll, expect, test } from 'vitest';
import type { Radio, RadioFilter } from '../../../src/links/radio';
import { BenchError } from '../../../src/model/problem';
import type { LaneView } from '../../../src/model/run';
import { keepDeviceKeys } from '../../../src/records/device-keys';
import type { BenchCommand } from '../../../src/steps/run/messages';
import { createVirtualRadio } from '../../../src/virtual/ble/virtual-radio';
import { boundAir } from '../../virtual/ble/bound-air';
import { cloudKeys } from '../../virtual/ble/radio-bench';
import { createBindRig, lampPid } from '../bind-rig';
import { ended, madeUp } from '../rig';

/** They wait more than they work. */
const it = test.concurrent;
const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const timeout = 60_000;
const onBench = async (air: ReturnType<typeof boundAir>) => {
  const found: (readonly RadioFilter[])[] = [];
  const lists: (number | undefined)[] = [];
  const moods: ('closed' | 'found')[] = [];
  const inRange = createVirtualRadio(() => [{ id: 'board', radio: air.radio }]);
  const radio: Radio = {
    async find(filters, signal, asking, list) {
      found.push(filters);
      lists.push(list);
      asking?.(found.length);
      if (moods.shift() === 'closed') throw new BenchError('radio.none-chosen');
      return inRange.find(filters, signal);
    },
  };
  const rig = await createBindRig({ license: false, verify: false, activate: false, control: false }, { air: radio });
  stops.push(rig.stop);
  rig.plug(rig.makeBoard('esp32', { licensed: madeUp(1) }));
  const { id } = await rig.lane(({ state }) => state === 'ready');
  const run = async (command: BenchCommand): Promise<LaneView> => {
    const before = rig.lanes.get(id)?.runId;
    await rig.bench.handle(command);
    return rig.lane((each) => each.runId !== before && each.state !== 'ready' && ended(each));
  };
  const again = (more: Partial<Extract<BenchCommand, { kind: 'retry' }>>) => run({ kind: 'retry', lane: id, ...more });
  return { ...rig, id, found, lists, moods, begin: () => run({ kind: 'start', lane: id }), again };
};

/** Asked for every device, the bench meets the bound one and asks what is to become of it. */
const metBound = async (air: ReturnType<typeof boundAir>) => {
  const bench = await onBench(air);
  bench.moods.push('closed');
  expect((await bench.begin()).problem?.code).toBe('radio.none-chosen');
  const asked = await bench.again({ from: 'pair', anyDevice: true, list: 7 });
  expect(asked).toMatchObject({ state: 'yours', problem: { code: 'pair.was-bound' } });
  expect(bench.lists).toEqual([undefined, 7]);
  return bench;
};

const facts = ({ evidence }: LaneView) => evidence.flatMap(({ fact }) => (fact ? [fact.code] : []));

it('asks the list for bound boards once it is to be let go, and for unbound ones after that', { timeout }, async () => {
  const air = boundAir({ license: madeUp(1) });
  const { again, found } = await metBound(air);
  const lane = await again({ from: 'pair', anyDevice: false, instead: 'release' });
  expect(facts(lane)).toContain('released');
  const bound = found[2]!.map(({ dataPrefix }) => Buffer.from(dataPrefix ?? []).toString('hex'));
  expect(bound).toContain('00000c81');
  const free = found[3]!.map(({ dataPrefix }) => dataPrefix?.length);
  expect(free).toEqual([20, 20]);
  expect(air.configured).toMatchObject([{ ssid: 'Bench', password: 'correct horse' }]);
  expect(air.resets()).toBe(1);
});

it('finds a bound board whose keys it holds by what that board alone shows', { timeout }, async () => {
  const air = boundAir({ license: madeUp(1) });
  const bench = await onBench(air);
  const row = { deviceId: 'made-up-device', uuid: madeUp(1).uuid, pid: lampPid, points: [], at: 1 };
  await keepDeviceKeys(bench.db, { ...row, virtual: false, place: 'relay' }, cloudKeys);
  expect((await bench.begin()).problem?.code).toBe('pair.was-bound');
  const lane = await bench.again({ from: 'pair', instead: 'release' });
  expect(facts(lane)).toContain('released');
  for (const filters of bench.found)
    expect(filters.map(({ dataPrefix }) => dataPrefix?.length)).toEqual([20, 20, 20, 20]);
});

it.each([
  ['closed', { anyDevice: false }],
  ['looked through in vain and opened wider', { anyDevice: true }],
  ['closed, and it is only tried again', {}],
] as const)('keeps the answer while the list is %s', { timeout }, async (_how, more) => {
  const air = boundAir({ license: madeUp(1) });
  const { again, moods, found } = await metBound(air);
  moods.push('closed');
  const closed = await again({ from: 'pair', anyDevice: false, instead: 'release' });
  expect(closed.problem?.code).toBe('radio.none-chosen');
  const lane = await again({ from: 'pair', ...more });
  expect(lane.problem?.code).not.toBe('pair.was-bound');
  expect(facts(lane)).toContain('released');
  expect(found).toHaveLength(5);
  expect(air.configured).toHaveLength(1);
});

it.each(['late', 'lost', 'overtaken'] as const)(
  'is let go though its answer is %s',
  { timeout },
  async (resetAnswer) => {
    const air = boundAir({ license: madeUp(1), resetAnswer });
    const { again, found } = await metBound(air);
    const lane = await again({ from: 'pair', anyDevice: false, instead: 'release' });
    expect(air.resets()).toBe(1);
    expect(facts(lane)).toContain('released');
    expect(air.configured).toHaveLength(1);
    // Nobody has said it: it may be bound still, and has to be found all the same.
    const unheard = resetAnswer !== 'late';
    expect(found[3]!.map(({ dataPrefix }) => dataPrefix?.length)).toEqual(unheard ? [20, 20, 4] : [20, 20]);
  },
);

it('says so when it does not let go, gives it nothing, and does not ask for ever', { timeout }, async () => {
  const air = boundAir({ license: madeUp(1), resetAnswer: 'overtaken' }, { letsGo: false });
  const { again } = await metBound(air);
  const lane = await again({ from: 'pair', anyDevice: false, instead: 'release' });
  expect(lane.problem?.code).toBe('pair.still-bound');
  expect(air.configured).toEqual([]);
  expect(air.resets()).toBeGreaterThan(1);
  expect(air.resets()).toBeLessThan(4);
});

it('asks again about a binding that came after the release', { timeout }, async () => {
  const air = boundAir({ license: madeUp(1) });
  const { again } = await metBound(air);
  await again({ from: 'pair', anyDevice: true, instead: 'release' });
  expect(air.configured).toHaveLength(1);
  air.bind();
  expect((await again({ from: 'pair' })).problem?.code).toBe('pair.was-bound');
  expect(air.resets()).toBe(1);
});
