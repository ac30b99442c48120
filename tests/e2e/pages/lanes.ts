import type { Locator, Page } from '@playwright/test';
import type { VirtualChip } from '../../../src/model/board-habits';
import type { LaneState, StationName, StationState } from '../../../src/model/run';
import { stationNames } from '../../../src/model/run';
import { laneAnchor } from '../../../src/screens/parts/lane-words';
import { timeout } from './shell';

/** The lanes of the bench. English is on screen unless a test chose otherwise. */
export interface Lanes {
  all: Locator;
  /** The lane of a board, by a piece of its MAC or name. */
  of(board: string): LaneOf;
  /** The one that is offered first; or one of this chip, from the menu. In any language. */
  addVirtual(chip?: VirtualChip): Promise<void>;
}

export interface LaneOf {
  self: Locator;
  run(): Promise<void>;
  stop(): Promise<void>;
  /** Presses a remedy of the callout. */
  press(name: string | RegExp): Promise<void>;
  /** Waits for the lane to come to this state. */
  reach(state: LaneState, within?: number): Promise<void>;
  station(name: StationName): Locator;
  reachStation(name: StationName, state: StationState, within?: number): Promise<void>;
  /** As the worker knows it. */
  id(): Promise<string>;
  /** Error id on the callout: `E-PORT-LOST`. */
  errorId(): Promise<string>;
}

export const lanesOf = (page: Page): Lanes => {
  const all = page.locator('main article[data-state]');
  return {
    all,
    of: (board) => laneOf(all.filter({ hasText: board })),
    async addVirtual(chip) {
      const menu = page.locator('main details:has(select)').first();
      if (!chip) return page.getByRole('button', { name: 'Add a virtual board' }).first().click();
      await menu.locator('summary').click();
      await menu.locator('select').first().selectOption(chip);
      await menu.getByRole('button').first().click();
    },
  };
};

const laneOf = (self: Locator): LaneOf => {
  const station = (name: StationName) => self.locator('ol > li').nth(stationNames.indexOf(name));
  return {
    self,
    run: () => self.getByRole('button', { name: 'Run', exact: true }).click(),
    stop: () => self.getByRole('button', { name: 'Stop' }).filter({ visible: true }).click(),
    press: (name) => self.getByRole('button', { name }).filter({ visible: true }).first().click(),
    // What the lane says instead is the first thing to know of a run that failed where nobody was looking.
    reach: (state, within = timeout) =>
      self
        .and(self.page().locator(`[data-state="${state}"]`))
        .waitFor({ timeout: within })
        .catch(async (fault: unknown) => {
          const said = await self
            .first()
            .textContent({ timeout: 5_000 })
            .catch(() => 'no such lane');
          throw new Error(`not ${state}; the lane says:\n${said}`, { cause: fault });
        }),
    station,
    reachStation: (name, state, within = timeout) =>
      station(name).locator(`[data-state="${state}"]`).first().waitFor({ timeout: within }),
    id: async () => ((await self.getAttribute('id')) ?? '').slice(laneAnchor('').length),
    errorId: async () => (await self.getByText(/^E(-[A-Z]+)+$/).textContent()) ?? '',
  };
};
