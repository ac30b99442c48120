import { expect, it, vi } from 'vitest';
import type { LaneView } from '../../../src/model/run';
import { scenes } from '../harness/scenes';
import { drawLane } from './draw-lane';

// Asks the browser, of which there is none.
vi.mock('../../../src/screens/parts/use-narrow', () => ({ useNarrow: () => false }));

it.each(['comparing', 'checking', 'booting'] as const)(
  'while it is %s a lane says so, at the station too',
  async (phase) => {
    const lane = scenes.lanes!.view.lanes.find(({ progress }) => progress !== undefined)!;
    const { leftMs, ...progress } = lane.progress!;
    const told = await drawLane({ ...lane, progress: { ...progress, phase, share: 1 } } as LaneView);
    const words = {
      comparing: 'asking the chip what it holds already',
      checking: 'the chip takes its checksum',
      booting: 'waiting for the application’s banner',
    }[phase];
    expect(told).toContain(words);
    expect(told).not.toMatch(/\b0:?0* ?s? left|>writing</);
    expect(leftMs).toBeGreaterThan(0);
  },
);
