import { expect, it, vi } from 'vitest';
import { type LaneView, stationNames } from '../../../src/model/run';
import { drawLane } from './draw-lane';

// Asks the browser, of which there is none.
vi.mock('../../../src/screens/parts/use-narrow', () => ({ useNarrow: () => false }));

/** All that a lane shows of what a board, a cloud or the air told it. */
it('a lane shows the marks in the names of an adapter, a program, a network and a fault', async () => {
  const lane: LaneView = {
    id: 'a',
    port: { id: 'p', name: 'CH\u202E043', use: 'free' },
    state: 'failed',
    current: 'activate',
    chip: { chip: 'esp32', mac: 'A4:CF:12:00:00:01' },
    app: { name: 'lamp\u200B', version: '1.0\u2066' },
    stations: stationNames.map((name) => ({
      name,
      state: name === 'activate' ? 'failed' : 'proven',
      ...(name === 'pair' && { fact: { code: 'wifi-sent', details: { ssid: 'Bench\u00AD' } } }),
    })),
    evidence: [{ at: 1, ticks: 1, text: 'said \u001B[0m' }],
    problem: { code: 'bind.wifi-not-found', details: { ssid: 'Net\u2069' } },
  };
  const drawn = await drawLane(lane);
  expect(drawn).not.toMatch(/[\u200B\u202E\u2066\u2069\u00AD]/);
  for (const mark of ['200B', '202E', '2066', '00AD', '001B']) expect(drawn).toContain(`⟨U+${mark}⟩`);
});
