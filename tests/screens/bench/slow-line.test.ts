import { expect, it, vi } from 'vitest';
import { scenes } from '../harness/scenes';
import { drawLane } from './draw-lane';

// Asks the browser, of which there is none.
vi.mock('../../../src/screens/parts/use-narrow', () => ({ useNarrow: () => false }));

it('a line slower than the plan says why it takes so long, while it does', async () => {
  const lane = scenes.locked!.view.lanes.find(({ stations }) => stations[1]?.fact?.code === 'writing')!;
  const told = await drawLane(lane);
  expect(told).toMatch(/writing at 230\D{1,8}400 baud: the line does not carry 921\D{1,8}600, [^<]*left/);
});
