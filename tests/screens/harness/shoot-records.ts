/** Pictures, and what axe finds, of Licenses, Firmware and Console: `npx tsx tests/screens/harness/shoot-records.ts <folder> [name…]`. */
import { mkdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import axeCore from 'axe-core';
import { book } from '../../protocols/license-sheet/book';
import { type Look, openStage } from './stage';
import { unusualFiles } from './unusual-files';

const looks: Readonly<Record<string, Look>> = {
  light: {},
  dark: { theme: 'dark' },
  zh: { language: 'zh' },
  narrow: { width: 360, height: 760 },
  middle: { theme: 'dark', language: 'zh', width: 900, height: 800 },
};

type Fill = typeof import('./fill');
declare global {
  var axe: typeof axeCore;
  interface Window {
    fill: Fill;
  }
}

const sheet = [
  'UUID,key,status,MAC',
  ...Array.from({ length: 51 }, (_, i) => {
    const n = i + 2;
    const uuid =
      n === 22 ? 'bb00000000000000009a' : n === 45 ? 'bb00000000000000012a' : `bb${String(n).padStart(17, '0')}a`;
    const key = 'k'.repeat(n === 17 ? 31 : 32);
    return `${uuid},${key},${[31, 32].includes(n) ? 'USED' : ''},${n === 34 ? 'C8:47:8C:A1:B2:C3' : ''}`;
  }),
].join('\n');

const drop = (page: Page, files: readonly { name: string; text: string }[]) =>
  page.evaluate((dropped) => {
    const data = new DataTransfer();
    for (const { name, text } of dropped) data.items.add(new File([text], name));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  }, files);

const dropBook = async (page: Page, file: File) => {
  const bytes = Buffer.from(await file.arrayBuffer()).toString('base64');
  await page.evaluate(
    ([name, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(text), (char) => char.charCodeAt(0))], name));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
    },
    [file.name, bytes] as const,
  );
};

const id = (n: number) => `cc${String(n).padStart(17, '0')}a`;
const pair = (n: number, ...more: string[]) => [id(n), `${String(n).padStart(4, '0')}${'k'.repeat(28)}`, ...more];
const asked = [
  ['UUID', 'Auth Key', '状态', 'Remark'],
  ...Array.from({ length: 24 }, (_, n) =>
    pair(n + 2, n < 5 ? '已烧录' : n === 7 ? '备用' : '', n === 9 ? 'board 7' : ''),
  ),
  ['已使用'],
  pair(30, '', ''),
  [id(31), pair(30)[1]!, '', ''],
  [`${id(32)}\u200b`, `${pair(32)[1]!}\u00a0`, '', ''],
  pair(33, '', 'C8:47:8C:A1:B2:C3'),
];
const tabs = [
  { name: 'June order', cells: [['UUID', 'key', 'status'], pair(1), pair(2, 'USED'), pair(3)] },
  { name: 'Contacts', cells: [['Ann', '4711']] },
  { name: '已用', state: 'hidden', cells: [['UUID', 'key', 'status'], pair(4, 'USED'), pair(1, 'USED')] },
];

const scenes: Readonly<Record<string, { screen: string; act?: (page: Page) => Promise<void> }>> = {
  'licenses-empty': { screen: '/licenses' },
  'licenses-paste': { screen: '/licenses', act: (page) => page.locator('main header button').first().click() },
  'licenses-report': {
    screen: '/licenses',
    act: async (page) => {
      await page.evaluate(() => window.fill.fillLedger());
      await drop(page, [{ name: 'tuesday-order.csv', text: sheet }]);
      await page.locator('h3').first().waitFor();
    },
  },
  'licenses-asked': {
    screen: '/licenses',
    act: async (page) => {
      await page.evaluate(() => window.fill.fillLedger());
      await dropBook(page, book([{ name: 'June', cells: asked }], 'june-order.xlsx'));
      await page.locator('h4').first().waitFor();
    },
  },
  'licenses-sheets': {
    screen: '/licenses',
    act: async (page) => {
      await dropBook(page, book(tabs, 'june-order.xlsx'));
      await page.locator('input[type=checkbox]').first().check();
    },
  },
  'licenses-columns': {
    screen: '/licenses',
    act: async (page) => {
      const cells = [
        ['No', 'Device', 'Secret', '状态'],
        ['1', ...pair(1, '')],
        ['2', ...pair(2, 'x')],
      ];
      await dropBook(page, book([{ name: 'June', cells }], 'june-order.xlsx'));
      await page.locator('select').first().waitFor();
    },
  },
  'licenses-refused': {
    screen: '/licenses',
    act: async (page) => {
      await drop(page, [{ name: 'june-order.pdf.csv', text: '%PDF-1.7' }]);
      await page.locator('[role=status] p').first().waitFor();
    },
  },
  'licenses-export': {
    screen: '/licenses',
    act: async (page) => {
      await page.evaluate(() => window.fill.fillLedger());
      await page.locator('tbody tr').first().waitFor();
      await page.locator('main header button[popovertarget]').first().click();
    },
  },
  'licenses-ledger': {
    screen: '/licenses',
    act: async (page) => {
      await page.evaluate(() => window.fill.fillLedger());
      await page.locator('tbody tr').first().waitFor();
    },
  },
  'firmware-empty': { screen: '/firmware' },
  'firmware-shelf': {
    screen: '/firmware',
    act: async (page) => {
      await page.evaluate(async () => {
        await window.fill.fillShelf();
        const data = new DataTransfer();
        data.items.add(new File([window.fill.image('esp32c3', true).slice()], 'lamp_esp32c3_QIO_0.9.0.bin'));
        data.items.add(new File([window.fill.image('esp32', true).slice(0, 40_000)], 'half.bin'));
        data.items.add(new File(['uuid,key\n'], 'order.bin'));
        window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
      });
      await page.locator('[role=status] li').nth(2).waitFor();
      await page.locator('tbody tr').nth(4).waitFor();
    },
  },
  'firmware-unusual': {
    screen: '/firmware',
    act: async (page) => {
      await page.locator('main input[type=file]').setInputFiles([...unusualFiles()]);
      await page
        .locator('[role=status] li')
        .nth(unusualFiles().length - 1)
        .waitFor();
      await page.locator('[role=status] li p').last().waitFor();
    },
  },
  'firmware-unusual-shelf': {
    screen: '/firmware',
    act: async (page) => {
      await page.locator('main input[type=file]').setInputFiles([...unusualFiles()]);
      await page.locator('tbody tr').nth(7).waitFor();
      await page.locator('main section header button, main button').nth(1).click();
    },
  },
  'console-none': { screen: '/console' },
  'console-quiet': {
    screen: '/console/p1',
    act: (page) => page.evaluate(() => window.fill.setPorts([{ id: 'p1', name: 'CP210x', use: 'free' }])),
  },
  'console-live': {
    screen: '/console/p1',
    act: async (page) => {
      await page.evaluate(() => {
        window.fill.setPorts([
          { id: 'p1', name: 'CP210x', use: 'open', baud: 115_200 },
          { id: 'v1', name: 'ESP32-C3', use: 'free', virtual: { habit: 'plain' } },
        ]);
        window.fill.speak('p1', window.fill.spokenLines());
      });
      await page.getByText('rssi -52').first().waitFor();
    },
  },
};

const [folder = 'shots', ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const stage = await openStage();
for (const [look, how] of Object.entries(looks)) {
  for (const [name, { screen, act }] of Object.entries(scenes)) {
    if (only.length > 0 && !only.some((part) => `${name}-${look}`.includes(part))) continue;
    const page = await stage.page(how);
    page.on('pageerror', (error) => process.stderr.write(`${name}-${look}: ${error.message}\n`));
    page.on('console', (message) => message.type() === 'error' && process.stderr.write(`${name}: ${message.text()}\n`));
    await page.goto(stage.address('empty', screen));
    await page.locator('main h1').first().waitFor();
    await page.evaluate(async () => {
      window.fill = await import(/* @vite-ignore */ '/fill.ts' as string);
    });
    await act?.(page);
    await page.evaluate(() => document.fonts.ready);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) process.stderr.write(`${name}-${look}: ${wide} px too wide\n`);
    await page.evaluate(axeCore.source);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    for (const { id, nodes } of violations) {
      process.stderr.write(`${name}-${look}: ${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}\n`);
    }
    // Enough of a long list to judge it.
    const [width, height] = await page.evaluate(
      () => [innerWidth, Math.min(document.body.scrollHeight, 1500)] as const,
    );
    await page.screenshot({
      path: `${folder}/${name}-${look}.png`,
      fullPage: true,
      clip: { x: 0, y: 0, width, height },
    });
    await page.context().close();
  }
}
await stage.close();
