import { mergeTests } from '@playwright/test';
import type { BoardSettings } from '../../src/virtual/parts/wire';
import { test as benchTest, expect } from './bench';
import { type Lanes, lanesOf } from './pages/lanes';
import { type Stock, stockOf } from './pages/stock';
import { type Board, startBoard } from './web-serial/board';
import { bridge, serialTest } from './web-serial/serial-browser';

/** The built bench, the browser's own Web Serial, and boards in other processes. */

interface RealFixtures {
  lanes: Lanes;
  stock: Stock;
  /** Starts a board, unplugged, ten times as fast as life unless time is the point. Ended after the test. */
  board(settings?: Partial<BoardSettings>, speed?: number, twoPorts?: boolean): Promise<Board>;
}

export const test = mergeTests(benchTest, serialTest).extend<RealFixtures>({
  origin: async ({ site }, use) => use(site.origin),
  lanes: async ({ page }, use) => use(lanesOf(page)),
  stock: async ({ shell }, use) => use(stockOf(shell)),
  board: async ({ bus }, use) => {
    const started: Board[] = [];
    await use(async (settings = {}, speed = 10, twoPorts = false) => {
      const board = await startBoard(bus, bridge, { chip: 'esp32', ...settings }, speed, twoPorts);
      started.push(board);
      return board;
    });
    await Promise.all(started.map((board) => board.end()));
  },
});

export { expect };
