import { describe, expect, it } from 'vitest';
import { type LaneView, stationNames } from '../../../src/model/run';
import {
  foldTour,
  isWhole,
  stageOf,
  stepOf,
  type TourMemory,
  tourSteps,
  wholePlan,
} from '../../../src/screens/tour/tour-reading';
import { firstPlan } from '../../../src/steps/bench/bench-view';

/** The stages of the guided demo of issue 4, section 5: each moves on by what happened, not by a click on "next". */

const lane = (more: Partial<LaneView> = {}): LaneView => ({
  id: 'lane-1',
  port: { id: 'virtual-1', name: 'ESP32', use: 'free', virtual: { habit: 'plain' } },
  state: 'ready',
  stations: stationNames.map((name) => ({ name, state: 'ahead' })),
  evidence: [],
  ...more,
});
const bound: Partial<LaneView> = {
  state: 'proven',
  device: { deviceId: 'vdev1', pid: 'demolamp00000001', place: 'page' },
  firstPoint: { id: 1, code: 'switch_1', value: true, latencyMs: 51 },
};
const atDevice = '/devices/page/vdev1';

const looked = (lanes: readonly LaneView[], memory: TourMemory = {}) => foldTour(memory, { kind: 'looked', lanes });
const stage = (
  lanes: readonly LaneView[],
  { path = '/', open = false, plan = firstPlan, memory = looked(lanes) } = {},
) => stageOf(memory, { view: { lanes, plan }, path, open });

describe('which board the tour follows', () => {
  it('none at first, and waits for the one it asked for', () => {
    expect(stage([])).toBe('board');
    expect(stage([], { memory: foldTour({}, { kind: 'asked' }) })).toBe('coming');
  });

  it('a virtual one that behaves and has not run yet', () => {
    expect(looked([lane()])).toEqual({ lane: 'lane-1' });
    expect(looked([lane({ state: 'failed' })])).toEqual({});
    expect(looked([lane(bound)])).toEqual({});
    expect(looked([lane({ port: { id: 'p', name: 'CP2102N', use: 'free' } })])).toEqual({});
    const stubborn = { id: 'v', name: 'ESP32', use: 'free', virtual: { habit: 'noWifi' } } as const;
    expect(looked([lane({ port: stubborn })])).toEqual({});
  });

  it('the same through its whole run, whatever else comes to the bench', () => {
    const memory = looked([lane()]);
    const others = [lane(bound), lane({ id: 'lane-2' })];
    expect(looked(others, memory)).toBe(memory);
  });

  it('another one, once it is unplugged or taken off', () => {
    const memory = looked([lane()]);
    expect(stage([], { memory: looked([], memory) })).toBe('board');
    expect(looked([lane({ state: 'gone' }), lane({ id: 'lane-2' })], memory)).toEqual({ lane: 'lane-2' });
  });

  it('another one when asked for, and not the failed one again', () => {
    const failed = [lane({ state: 'failed' })];
    const asked = foldTour({ lane: 'lane-1' }, { kind: 'asked' });
    expect(stage(failed, { memory: looked(failed, asked) })).toBe('coming');
    expect(looked([...failed, lane({ id: 'lane-2' })], asked)).toEqual({ lane: 'lane-2' });
  });
});

describe('where the tour stands on the bench', () => {
  const during = (more: Partial<LaneView>) => stage([lane(more)], { memory: { lane: 'lane-1' } });

  it('goes with the lane', () => {
    expect(during({ state: 'recognising' })).toBe('coming');
    expect(during({ state: 'ready' })).toBe('run');
    expect(during({ state: 'running' })).toBe('working');
    expect(during(bound)).toBe('bound');
  });

  it('asks for the click of the browser’s list, and for a hand', () => {
    expect(during({ state: 'running', radio: { state: 'asking', ask: 3 } })).toBe('choose');
    expect(during({ state: 'running', radio: { state: 'connected' } })).toBe('working');
    expect(during({ state: 'recognising', handshake: { attempts: 9, heard: 0, recent: [] } })).toBe('hand');
    expect(during({ state: 'running', qr: 'https://smartapp.tuya.com/s/p' })).toBe('hand');
  });

  it.each(['failed', 'doubtful', 'stopped', 'yours'] as const)('says that a run that ended %s has stopped', (state) => {
    expect(during({ state })).toBe('trouble');
  });

  it('does not call bound what has no device, or has not moved a data point', () => {
    expect(during({ state: 'proven' })).toBe('trouble');
    expect(during({ ...bound, firstPoint: undefined })).toBe('trouble');
  });
});

describe('a plan that would show less', () => {
  it.each([
    { ...firstPlan, flash: false },
    { ...firstPlan, control: false },
    { ...firstPlan, pairBy: 'qr' as const },
    { ...firstPlan, product: 'abcdefghijklmnop' },
    { ...firstPlan, batch: 'order' },
  ])('is told, and made whole %#', (plan) => {
    expect(stage([lane()], { plan })).toBe('plan');
    expect(stage([lane()], { plan: wholePlan(plan) })).toBe('run');
  });

  it('keeps what does not matter to the tour', () => {
    expect(isWhole(firstPlan)).toBe(true);
    expect(wholePlan({ ...firstPlan, baud: 115_200, ssid: 'Home', flash: false })).toMatchObject({
      baud: 115_200,
      ssid: 'Home',
      flash: true,
    });
  });
});

describe('the switch', () => {
  const memory: TourMemory = { lane: 'lane-1' };
  const lanes = [lane(bound)];
  const report = { kind: 'reported', codes: ['switch_1'], ticks: 48_000, point: 'switch_1' } as const;

  it('is asked for on the page of this device, once its controls are there', () => {
    expect(stage(lanes, { memory, path: '/devices' })).toBe('bound');
    expect(stage(lanes, { memory, path: '/devices/page/vdev2', open: true })).toBe('bound');
    expect(stage(lanes, { memory, path: atDevice })).toBe('opening');
    expect(stage(lanes, { memory, path: atDevice, open: true })).toBe('flip');
  });

  it('is flipped when the device has reported it, and nothing else will do', () => {
    expect(foldTour(memory, { ...report, codes: ['bright_value'] })).toBe(memory);
    const answered = foldTour(memory, report);
    expect(answered.answeredTicks).toBe(48_000);
    expect(stage(lanes, { memory: answered, path: atDevice, open: true })).toBe('done');
  });

  it('stays flipped, also without the board', () => {
    const answered = foldTour(memory, report);
    expect(foldTour(answered, { ...report, ticks: 50_000 })).toBe(answered);
    expect(stage([], { memory: looked([], answered) })).toBe('done');
  });
});

it('counts its steps as a person does', () => {
  expect([stepOf('board'), stepOf('run'), stepOf('working'), stepOf('bound'), stepOf('flip'), stepOf('done')]).toEqual([
    1,
    2,
    3,
    4,
    5,
    tourSteps,
  ]);
});
