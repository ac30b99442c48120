import { expect, mergeTests } from '@playwright/test';
import type { BoardSettings } from '../../../src/virtual/parts/wire';
import { bluetoothTest } from '../bluetooth/bluetooth-browser';
import { type Complaints, gatherComplaints } from '../complaints';
import { type Lanes, lanesOf } from '../pages/lanes';
import { type Plans, plansOf } from '../pages/plans';
import { type Shell, shellOf } from '../pages/shell';
import { type Stock, stockOf } from '../pages/stock';
import { serialTest } from '../web-serial/serial-browser';
import { openWorkshop, type Workshop, type WorkshopBoard } from './workshop';

/**
 * The built bench in a browser with its own Web Serial and its own Web Bluetooth; relay, make-believe cloud and boards are
 * in one other process, each board behind its adapter, its radio and its way into the cloud at once.
 */

interface OneRunFixtures {
  workshop: Workshop;
  complaints: Complaints;
  shell: Shell;
  lanes: Lanes;
  stock: Stock;
  plans: Plans;
  /** Starts a board, unplugged, ten times as fast as life. */
  board(settings?: Partial<BoardSettings>, twoPorts?: boolean): Promise<WorkshopBoard>;
}

/** The relay keeps to the project's limits (openapi, section 6); the page waits and asks again, the browser notes it down. */
const noRoom = /status of 429/;

export const test = mergeTests(serialTest, bluetoothTest).extend<OneRunFixtures>({
  workshop: async ({ profile }, use) => {
    const workshop = await openWorkshop(profile);
    await use(workshop);
    await workshop.end();
  },
  origin: async ({ workshop }, use) => use(workshop.origin),
  complaints: [
    async ({ context, workshop }, use) => {
      const complaints = gatherComplaints(context, workshop.origin);
      await use(complaints);
      const faults = complaints.faults.filter((text) => !noRoom.test(text));
      expect({ ...complaints, faults }).toEqual({ strangers: [], refusals: [], faults: [] });
    },
    { auto: true },
  ],
  shell: async ({ page, workshop }, use) => use(shellOf(page, workshop.origin)),
  lanes: async ({ page }, use) => use(lanesOf(page)),
  stock: async ({ shell }, use) => use(stockOf(shell)),
  plans: async ({ shell }, use) => use(plansOf(shell)),
  board: async ({ bus, bluez, workshop }, use) => {
    const started: WorkshopBoard[] = [];
    await use(async (settings = {}, twoPorts = false) => {
      const board = await workshop.startBoard({ bus, bluez }, { chip: 'esp32', ...settings }, 10, twoPorts);
      started.push(board);
      return board;
    });
    for (const board of started) await board.end();
  },
});

export { expect };
