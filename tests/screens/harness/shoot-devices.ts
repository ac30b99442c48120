/** Pictures of Devices and the cloud settings: `npx tsx tests/screens/harness/shoot-devices.ts <folder> [name…]`. */
import { mkdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import axeCore from 'axe-core';
import { type Look, openStage } from './stage';

const looks: Readonly<Record<string, Look>> = {
  light: {},
  dark: { theme: 'dark' },
  zh: { language: 'zh' },
  narrow: { width: 360, height: 760 },
  middle: { theme: 'dark', language: 'zh', width: 900, height: 800 },
};

const device = '/devices/page/bf7c20a8d4e19c0b9k2m';
const command = async (page: Page) => {
  const row = (code: string) => page.locator(`[data-dp="${code}"]`);
  await row('switch_led').getByRole('switch').click();
  await row('switch_led').locator('[data-state="proven"]').first().waitFor();
  await row('ir_blob').locator('form button[type=submit]').click();
  await row('ir_blob').locator('[data-state="failed"]').first().waitFor();
  await row('work_mode').locator('label').nth(2).click();
  await row('work_mode').locator('[data-state="proven"]').first().waitFor();
  await row('temp_value').getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
};

interface Scene {
  relay: string;
  screen: string;
  act?: (page: Page, zh: boolean) => Promise<void>;
}

/** What stands in the way of a whole project (issue 3, Show 5). */
const ofProject = [1004, 1010, 1013, 1106, 2007, 28841002, 28841101, 28841107];
const refusals = Object.fromEntries(
  ofProject.map((code): [string, Scene] => [
    `code-${code}`,
    { relay: String(code), screen: '/devices', act: (page) => page.getByRole('alert').waitFor() },
  ]),
);

const scenes: Readonly<Record<string, Scene>> = {
  ...refusals,
  'code-2001': {
    relay: '2001',
    screen: device.replace('page', 'relay'),
    act: async (page) => {
      const row = page.locator('[data-dp="switch_led"]');
      await row.getByRole('switch').click();
      await row.locator('[data-state="failed"]').first().waitFor();
    },
  },
  list: { relay: 'full', screen: '/devices' },
  token: {
    relay: 'absent',
    screen: '/devices',
    act: async (page, zh) => {
      await page.getByRole('button', { name: zh ? '获取配网令牌' : 'Get a pairing token' }).click();
      await page.getByText(zh ? '还没有设备' : 'Nobody has come').waitFor();
    },
  },
  device: { relay: 'absent', screen: device, act: command },
  'device-real': { relay: 'full', screen: device.replace('page', 'relay') },
  end: {
    relay: 'absent',
    screen: device,
    act: async (page, zh) => {
      await page.getByRole('button', { name: zh ? '解绑或重置' : 'Unbind or reset' }).click();
      await page.getByRole('dialog').locator('footer button').last().click();
    },
  },
  'settings-absent': { relay: 'absent', screen: '/settings' },
  'settings-empty': {
    relay: 'empty',
    screen: '/settings',
    act: (page) => page.locator('form button[type=submit]').click(),
  },
  'settings-full': {
    relay: 'full',
    screen: '/settings',
    act: async (page, zh) => {
      await page.getByRole('button', { name: zh ? '测试' : 'Test', exact: true }).click();
      await page.getByText('openapi-weaz').waitFor();
    },
  },
  'settings-trouble': {
    relay: 'trouble',
    screen: '/settings',
    act: async (page, zh) => {
      await page.getByRole('button', { name: zh ? '测试' : 'Test', exact: true }).click();
      await page.getByText('openapi-weaz').waitFor();
    },
  },
};

const complaints = async (page: Page): Promise<string[]> => {
  await page.evaluate(axeCore.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
};

const [folder = 'shots', ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const stage = await openStage();
for (const [look, how] of Object.entries(looks)) {
  for (const [name, { relay, screen, act }] of Object.entries(scenes)) {
    if (only.length > 0 && !only.some((part) => `${name}-${look}`.includes(part))) continue;
    const page = await stage.page(how);
    const told = (text: string) => process.stderr.write(`${name}-${look}: ${text}\n`);
    page.on('pageerror', (error) => told(error.message));
    page.on('console', (message) => message.type() === 'error' && told(message.text()));
    await page.goto(stage.address(`empty&relay=${relay}`, screen));
    await page.locator('main h1').first().waitFor();
    await page.locator('main h2').nth(1).waitFor();
    await act?.(page, how.language === 'zh');
    await page.evaluate(() => document.fonts.ready);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) told(`${wide} px too wide`);
    for (const complaint of await complaints(page)) told(complaint);
    await page.screenshot({ path: `${folder}/${name}-${look}.png`, fullPage: true });
    await page.context().close();
  }
}
await stage.close();
