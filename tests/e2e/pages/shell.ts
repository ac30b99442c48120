import type { Locator, Page } from '@playwright/test';
import type { Language } from '../../../src/i18n/languages';
import type { BoardSpeed } from '../../../src/model/board-habits';
import type { Plan } from '../../../src/model/run';
import { type Place, places } from '../../../src/screens/parts/places';

/** As `expect` has it in playwright.config.ts: for what hangs, not for what is slow. */
export const timeout = 120_000;

/** A plan that ends where the license is proved, for tests that bind a board in another way, or not at all. */
export const withoutBinding: Partial<Plan> = { boot: false, pair: false, activate: false, control: false };

export const allPlaces = Object.keys(places) as Place[];

/** What stands around every screen. Places are found by their address, which no language changes. */
export interface Shell {
  readonly page: Page;
  readonly main: Locator;
  /** Opens a screen as a person does, by its link. */
  go(place: Place): Promise<void>;
  /** Opens the page anew at a screen and waits until it stands. */
  load(place?: Place): Promise<void>;
  /** For pages loaded from now on; what a person chose before. */
  prefer(choice: { language?: Language; theme?: 'light' | 'dark'; boardSpeed?: BoardSpeed }): Promise<void>;
  /** For pages loaded from now on; what is not named stays as a first visitor has it. */
  plan(plan: Partial<Plan>): Promise<void>;
  /** The service worker keeps everything; only then may the network go. */
  readyOffline(): Promise<void>;
}

export const shellOf = (page: Page, origin: string): Shell => {
  const main = page.locator('main');
  const standing = async (place: Place) => {
    await page
      .locator(`nav a[href="#${places[place]}"][aria-current="page"]`)
      .first()
      .waitFor({ state: 'attached', timeout });
    // The bench with lanes has a heading for screen readers only.
    await main.locator(':is(h1, h2)').first().waitFor({ state: 'attached', timeout });
  };
  return {
    page,
    main,
    async go(place) {
      const link = page.locator(`nav a[href="#${places[place]}"]:visible`);
      // On a narrow page some places are behind one more click.
      if ((await link.count()) === 0) await page.locator('nav button[popovertarget]:visible').click();
      await link.click();
      await standing(place);
    },
    async load(place = 'bench') {
      await page.goto(`${origin}/#${places[place]}`);
      await standing(place);
    },
    async prefer({ language, theme, boardSpeed }) {
      await page.addInitScript(
        (chosen) => {
          for (const [key, value] of Object.entries(chosen))
            if (value) localStorage.setItem(`bindery.${key}`, String(value));
        },
        { language, theme, 'board-speed': boardSpeed },
      );
    },
    async plan(plan) {
      await page.addInitScript((named) => {
        const kept = JSON.parse(localStorage.getItem('bindery.plan') ?? '{}');
        localStorage.setItem('bindery.plan', JSON.stringify({ ...kept, ...named }));
      }, plan);
    },
    async readyOffline() {
      await page.evaluate(async () => {
        await navigator.serviceWorker.ready;
        if (navigator.serviceWorker.controller) return;
        await new Promise((done) => {
          navigator.serviceWorker.addEventListener('controllerchange', done, { once: true });
        });
      });
    },
  };
};
