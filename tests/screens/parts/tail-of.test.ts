import { expect, test } from 'vitest';
import type { LaneView } from '../../../src/model/run';
import { stationNames } from '../../../src/model/run';
import { isTail, tailOfLane } from '../../../src/screens/parts/tail-of';

/** What is typed before a board is released: something that it has. */
const lane: LaneView = {
  id: 'l',
  port: { id: 'p', name: 'CH340', use: 'free' },
  state: 'yours',
  stations: stationNames.map((name) => ({ name, state: 'ahead' })),
  evidence: [],
  problem: { code: 'pair.was-bound', details: {} },
};
const mac = 'A4:CF:12:0A:0B:02';
const deviceId = '6cbenchdev0000000001xy';
const uuid = 'uuidbench00000000001';

test.each<[string, Partial<LaneView>, ReturnType<typeof tailOfLane>]>([
  [
    'its MAC, as on its label',
    { ownMac: mac, device: { deviceId, pid: 'p', place: 'page' } },
    { kind: 'mac', name: mac },
  ],
  [
    'its device id, where it never told a MAC',
    { problem: { code: 'pair.was-bound', details: { deviceId } } },
    { kind: 'device', name: deviceId },
  ],
  [
    'the device it became in a run before',
    { wasBound: { deviceId, pid: 'p', place: 'page' } },
    { kind: 'device', name: deviceId },
  ],
  [
    'its uuid, where it has no device id either',
    { problem: { code: 'pair.was-bound', details: { uuid, deviceId: '' } } },
    { kind: 'uuid', name: uuid },
  ],
  ['the uuid that it was read with', { onBoard: { kind: 'has', uuid, ledger: 'ours' } }, { kind: 'uuid', name: uuid }],
  [
    'no MAC that many chips come with',
    { chip: { chip: 't5ai', mac: 'C8:47:8C:00:00:18' } as LaneView['chip'], license: { uuid, batch: 'b' } },
    { kind: 'uuid', name: uuid },
  ],
  ['nothing, where it told nothing', {}, undefined],
])('a board is released by %s', (_, told, tail) => {
  expect(tailOfLane({ ...lane, ...told })).toEqual(tail);
});

test('the four last characters are enough, a MAC also in small letters and with its colon', () => {
  expect(isTail({ kind: 'mac', name: mac }, '0b:02')).toBe(true);
  expect(isTail({ kind: 'mac', name: mac }, '')).toBe(false);
  expect(isTail({ kind: 'device', name: deviceId }, ' 01xy ')).toBe(true);
  expect(isTail({ kind: 'uuid', name: uuid }, '0001')).toBe(true);
  expect(isTail({ kind: 'uuid', name: uuid }, '001')).toBe(false);
  expect(isTail({ kind: 'uuid', name: '' }, '')).toBe(false);
});
