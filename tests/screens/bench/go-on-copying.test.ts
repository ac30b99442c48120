/** A copy that was broken off is asked for again as it began: by its tool, its digest and this board's own name. */
import { expect, it } from 'vitest';
import { type LaneView, stationNames } from '../../../src/model/run';
import { askAgain } from '../../../src/screens/bench/callouts/go-on-copying';

const lane = (mac?: string): LaneView => ({
  id: 'l',
  port: { id: 'p', name: 'CH340', use: 'free' },
  state: 'ready',
  stations: stationNames.map((name) => ({ name, state: 'ahead' })),
  evidence: [],
  chip: { chip: 'esp32', flashBytes: 0x400000, ...(mac && { mac }) },
});
const file = new File([], 'chosen.bin');
const mac = '02:00:00:00:00:1A';

it('a restore goes on as a restore of this board', () => {
  expect(askAgain(lane(mac), { copy: 'restore', sha256: 'ab12' }, file)).toEqual({
    tool: 'restore',
    file,
    sha256: 'ab12',
    mac,
  });
});

it('a clone goes on as a clone onto this board', () => {
  expect(askAgain(lane(mac), { copy: 'clone', sha256: 'ab12' }, file)).toEqual({
    tool: 'clone',
    file,
    sha256: 'ab12',
    typed: { kind: 'mac', tail: '00:1A' },
  });
});

it('what is no copy, or of a board without a name, is not gone on with', () => {
  expect(askAgain(lane(mac), { sha256: 'ab12' }, file)).toBeUndefined();
  expect(askAgain(lane(), { copy: 'restore', sha256: 'ab12' }, file)).toBeUndefined();
  expect(askAgain(lane(), { copy: 'clone', sha256: 'ab12' }, file)).toBeUndefined();
});
