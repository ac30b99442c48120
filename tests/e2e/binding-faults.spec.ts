import path from 'node:path';
import { virtualWifi } from '../../src/app/virtual-wifi';
import { bind as english } from '../../src/i18n/en/bind';
import { problems as englishProblems } from '../../src/i18n/en/problems';
import { recipes as englishRecipes } from '../../src/i18n/en/recipes';
import type { Language } from '../../src/i18n/languages';
import { languages } from '../../src/i18n/languages';
import { bind as chinese } from '../../src/i18n/zh/bind';
import { problems as chineseProblems } from '../../src/i18n/zh/problems';
import { recipes as chineseRecipes } from '../../src/i18n/zh/recipes';
import { type BindStepName, bindSteps } from '../../src/model/bind';
import type { Details, ProblemCode } from '../../src/model/problem';
import type { StationName } from '../../src/model/run';
import type { WifiNetwork } from '../../src/model/wifi';
import { virtualHabits } from '../../src/screens/parts/virtual-habits';
import { test as base, expect } from './bench';
import { type LaneOf, lanesOf } from './pages/lanes';
import type { Shell } from './pages/shell';
import { type BenchWorker, workerOf } from './pages/worker';

/**
 * What keeps a board from being bound, one fault of each kind from the board or its cloud up to the words in both languages
 * and the step on the binding rail, and how the board is bound all the same. The others of each kind: the runs in
 * tests/steps/run/bind-run.test.ts and bind-again.test.ts, what is drawn in tests/screens/bench/lane-told.test.ts.
 */

const test = base.extend<{ worker: BenchWorker }>({
  worker: async ({ page }, use) => use(workerOf(page)),
});

const words = {
  en: { rail: english.words.label, problem: englishProblems.words, preflight: englishRecipes.words.preflight.instead },
  zh: { rail: chinese.label, problem: chineseProblems, preflight: chineseRecipes.preflight.instead },
} as const;

/** Pictures of every fault, where somebody wants them; nothing is compared. */
const shots = process.env.BINDERY_SHOTS;

const widths = { wide: { width: 1440, height: 900 }, narrow: { width: 360, height: 760 } } as const;

const shoot = async ({ page }: Shell, name: string, language: Language) => {
  if (!shots) return;
  for (const [width, size] of Object.entries(widths)) {
    await page.setViewportSize(size);
    await page.screenshot({ path: path.join(shots, `${name}-${language}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize(widths.wide);
};

const speak = async (shell: Shell, language: Language) => {
  await shell.go('settings');
  await shell.main.getByRole('radio', { name: languages[language].name }).click({ force: true });
  await expect(shell.page.locator('html')).toHaveAttribute('lang', languages[language].tag);
  await shell.go('bench');
};

interface Told {
  code: ProblemCode;
  details?: Details;
  /** On the binding rail. */
  step?: BindStepName;
}

/** The title and the failed step, in English and in Chinese; English again behind it. */
const expectTold = async (shell: Shell, { self }: LaneOf, name: string, { code, details = {}, step }: Told) => {
  for (const language of ['en', 'zh'] as const) {
    await speak(shell, language);
    const { rail, problem } = words[language];
    await expect(self).toContainText(problem.of[code].title(details));
    if (step) {
      const steps = self.getByRole('list', { name: rail }).locator('> li');
      await expect(steps).toHaveCount(bindSteps.length);
      await expect(steps.nth(bindSteps.indexOf(step))).toHaveAttribute('data-state', 'failed');
      await expect(self.locator('li[data-state="failed"]')).toHaveCount(1);
    }
    await shoot(shell, name, language);
  }
  await speak(shell, 'en');
};

const mac = '02:00:00:00:00:01';
const { remedy } = englishProblems.words;

/** One board on the bench, recognised. */
const ready = async (shell: Shell, worker: BenchWorker, habit?: string): Promise<LaneOf> => {
  await shell.load();
  return added(shell, worker, habit);
};

const added = async (shell: Shell, worker: BenchWorker, habit = 'plain'): Promise<LaneOf> => {
  const habits = virtualHabits[habit]?.() ?? {};
  await worker.tell({ kind: 'add-virtual-board', chip: 'esp32', habits, habit, speed: 10 });
  const lane = lanesOf(shell.page).of(mac);
  await lane.reach('ready');
  return lane;
};

const fails = async (lane: LaneOf, at: StationName) => {
  await lane.reach('failed');
  await lane.reachStation(at, 'failed');
};

const isBound = (lane: LaneOf) => lane.reach('proven');

/** In the plan, where the remedy leads. */
const enterWifi = async ({ page }: Shell, lane: LaneOf, { ssid, password }: WifiNetwork) => {
  await lane.press(remedy['enter-wifi']);
  const editor = page.getByRole('dialog');
  await editor.getByLabel('Wi-Fi name').fill(ssid);
  await editor.getByLabel('Wi-Fi password').fill(password);
  await editor.getByRole('button', { name: 'Keep this plan' }).click();
  await expect(editor).toHaveCount(0);
};

test('wrong Wi-Fi password: named, and bound once the right one is entered', async ({ shell, worker }) => {
  const lane = await ready(shell, worker, 'wrongPassword');
  await lane.run();
  await fails(lane, 'activate');
  const details = { ssid: virtualWifi.ssid };
  await expectTold(shell, lane, 'wrongPassword', { code: 'bind.wifi-password', details, step: 'wifi' });

  await enterWifi(shell, lane, { ssid: virtualWifi.ssid, password: 'changed-last-night' });
  await lane.press(remedy['pair-again']);
  await isBound(lane);
});

test('token-expired: named, and bound once it is over', async ({ shell, worker }) => {
  const lane = await ready(shell, worker);
  await worker.fault('token-expired', true);
  await lane.run();
  await fails(lane, 'activate');
  await expectTold(shell, lane, 'token-expired', { code: 'bind.token-refused', step: 'activation' });

  await worker.fault('token-expired', false);
  await lane.press(remedy['pair-again']);
  // Its firmware tries the same token again by itself, and may be quicker than that click: it is bound then, by this run.
  const keep = lane.self.getByRole('button', { name: remedy['keep-binding'] });
  await expect(async () => {
    if (await keep.isVisible()) await keep.click({ timeout: 2000 });
    await lane.reach('proven', 10_000);
  }).toPass();
});

test('placeholder: a board that was left without a license is told as such, and gets one', async ({
  shell,
  worker,
}) => {
  await shell.plan({ license: false, verify: false });
  const lane = await ready(shell, worker, 'onCable');
  await lane.run();
  await fails(lane, 'pair');
  await expectTold(shell, lane, 'placeholder', { code: 'bind.placeholder-license', step: 'license' });

  await lane.press(remedy['edit-plan']);
  const editor = shell.page.getByRole('dialog');
  await editor.getByRole('checkbox', { name: /^License/ }).check({ force: true });
  await editor.getByRole('checkbox', { name: /^Verify/ }).check({ force: true });
  await editor.getByRole('button', { name: 'Keep this plan' }).click();
  await lane.press(remedy.retry);
  await isBound(lane);
});

test('clock-skew: a clock that is off stops the run before it begins', async ({ shell, worker }) => {
  await shell.load();
  await worker.fault('clock-skew', true);
  const lane = await added(shell, worker);
  for (const language of ['en', 'zh'] as const) {
    await speak(shell, language);
    // The emulated clock is ten minutes ahead.
    await expect(lane.self).toContainText(words[language].preflight.clock!.title({ offsetMs: 600_000 }));
    await shoot(shell, 'clock-preflight', language);
  }
  await speak(shell, 'en');
  await expect(lane.self.getByRole('button', { name: 'Run', exact: true })).toHaveCount(0);

  // The page may be wrong about it; the run looks itself.
  await worker.tell({ kind: 'start', lane: await lane.id() });
  await lane.reach('yours');
  await lane.reachStation('pair', 'yours');
  await expectTold(shell, lane, 'clock', { code: 'bind.clock' });
  await expect(lane.self.getByRole('list', { name: words.en.rail })).toHaveCount(0);

  await worker.fault('clock-skew', false);
  await lane.press(remedy['pair-again']);
  await isBound(lane);
});

test('login-refused: bound and never online, named, and the binding is kept once it is over', async ({
  shell,
  worker,
}) => {
  const lane = await ready(shell, worker);
  await worker.fault('login-refused', true);
  await lane.run();
  await fails(lane, 'activate');
  const details = { client: 'device' };
  await expectTold(shell, lane, 'login-refused', { code: 'bind.login-refused', details, step: 'online' });

  await worker.fault('login-refused', false);
  await lane.press(remedy['pair-again']);
  await lane.reach('yours');
  await expect(lane.self).toContainText(englishProblems.words.of['pair.was-bound'].title({}));
  await lane.press(remedy['keep-binding']);
  await isBound(lane);
});
