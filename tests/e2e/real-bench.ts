import { mergeTests } from '@playwright/test';
import type { BoardSettings } from '../../src/virtual/parts/wire';
import { test as benchTest, expect } from './bench';
import { type Lanes, lanesOf } from './pages/lanes';
import { type Stock, stockOf } from './pages/stock';
import { type Board, startBoard } from './web-serial/board';
import { onceGrants, seatChooser } from './web-serial/chooser';
import { bareBridge, bridge, serialTest } from './web-serial/serial-browser';

/**
 * The built bench, the browser's own Web Serial, and boards in other processes. Their adapters have no serial number, so
 * that every plug is chosen by hand, unless a test is about what is remembered.
 */

interface RealFixtures {
  lanes: Lanes;
  stock: Stock;
  /** Starts a board, unplugged, ten times as fast as life unless time is the point. Ended after the test. */
  board(settings?: Partial<BoardSettings>, speed?: number, twoPorts?: boolean): Promise<Board>;
  /** True where the browser remembers the one adapter there is, by its serial number. */
  remembered: boolean;
  /** Who sits at the browser's chooser: somebody who is not there, or whoever works on a screen. */
  seated: 'stand-in' | 'nobody';
  /** Plugs a board in, and chooses its port where the browser does not know it. */
  plugIn(board: Board): Promise<void>;
}

export const test = mergeTests(benchTest, serialTest).extend<RealFixtures>({
  origin: async ({ site }, use) => use(site.origin),
  remembered: [false, { option: true }],
  seated: ['stand-in', { option: true }],
  granted: async ({ remembered, seated }, use) =>
    use(remembered ? [bridge] : seated === 'nobody' ? [] : onceGrants(bareBridge)),
  context: async ({ context, bus, remembered, seated }, use) => {
    if (!remembered && seated === 'stand-in') await seatChooser(context, bus.folder);
    await use(context);
  },
  plugIn: async ({ page, remembered }, use) =>
    use(async (board) => {
      await board.plug();
      if (!remembered)
        await page
          .getByRole('button', { name: /^(Choose a port|Add a board)$/ })
          .first()
          .click();
    }),
  lanes: async ({ page }, use) => use(lanesOf(page)),
  stock: async ({ shell }, use) => use(stockOf(shell)),
  board: async ({ bus, remembered }, use) => {
    const started: Board[] = [];
    await use(async (settings = {}, speed = 10, twoPorts = false) => {
      const board = await startBoard(
        bus,
        remembered ? bridge : bareBridge,
        { chip: 'esp32', ...settings },
        speed,
        twoPorts,
      );
      started.push(board);
      return board;
    });
    await Promise.all(started.map((board) => board.end()));
  },
});

export { expect };
