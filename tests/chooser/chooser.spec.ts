import { problems as english } from '../../src/i18n/en/problems';
import { zh } from '../../src/i18n/zh';
import { buildImage } from '../../src/virtual/esp/demo-image';
import { madeUp } from '../e2e/pages/stock';
import { expect, test } from '../e2e/real-bench';
import { countChoosers, inChooser } from './keys';

/**
 * The real chooser, the browser's own grants, adapters without a serial number: pulled and plugged again twice, then
 * another board in its place.
 */

const image = buildImage({ chip: 'esp32', merged: true, appBytes: 60_000 });
const macs = { own: 'A4:CF:12:0A:0E:02', other: 'A4:CF:12:0A:0E:03' };
const words = { en: english.words, zh: zh.problems as typeof english.words };

test.use({ headed: true, seated: 'nobody', boardSpeed: 10 });

for (const language of ['en', 'zh'] as const)
  test(`pulled twice, then another board in its place, ${language}`, async ({ board, lanes, page, shell, stock }) => {
    const { remedy, again } = words[language];
    let shots = 0;
    const shoot = (name: string) =>
      page.screenshot({ path: `test-results/chooser/${language}-${++shots}-${name}.png`, fullPage: true });
    const granted = () => page.evaluate(async () => (await navigator.serial.getPorts()).length);
    await page.addInitScript(countChoosers);
    await shell.load();
    await stock.addFirmware('switch_demo.bin', image);
    await stock.importSheet([madeUp(1), madeUp(2)]);
    // What is laid out is found by its English names.
    await shell.prefer({ language });
    await page.reload();
    await shell.load();
    await shoot('empty');

    const esp32 = await board({ mac: macs.own, habits: { pullCableAt: 30_000 } });
    const other = await board({ mac: macs.other });
    const add = page.locator('main button').filter({ has: page.locator('svg') });
    const lane = lanes.of(macs.own);
    const choose = lane.self.getByRole('button', { name: remedy['choose-again'] });

    // Closed without a choice: the guide, with every port as the second way.
    await esp32.plug();
    await inChooser(page, () => add.first().click(), 'nothing');
    await page.getByRole('dialog').waitFor();
    await shoot('second-way');
    await page.keyboard.press('Escape');
    expect(await granted()).toBe(0);

    await inChooser(page, () => add.first().click());
    await lane.reach('ready');
    expect(await granted()).toBe(1);
    await lane.self.locator('button[class*="large"]').last().click();
    await lane.reach('failed');
    expect(await granted()).toBe(0);
    await expect(choose).toBeFocused();
    await expect(lane.self).toContainText(again['by-serial']);
    await shoot('lost-while-writing');

    await other.plug();
    await inChooser(page, () => page.keyboard.press('c'));
    await lanes.of(macs.other).reach('ready');
    await lane.reach('failed');
    await expect(lanes.all).toHaveCount(2);
    await shoot('another-board');
    await other.unplug();

    await esp32.plug();
    await inChooser(page, () => choose.click());
    await lane.reach('proven');
    await shoot('gone-on');

    await esp32.unplug();
    await lane.reach('gone');
    expect(await granted()).toBe(0);
    await shoot('pulled-when-done');
    await esp32.plug();
    await inChooser(page, () => choose.click());
    await lane.reach('ready');

    await esp32.unplug();
    await lane.reach('gone');
    await expect(lane.self).toContainText(again['chosen-again']);
    await shoot('pulled-when-ready');
    await shell.prefer({ language: 'en' });
    await page.reload();
    await shell.load();
    expect(await stock.stateOf(madeUp(1))).toBe('verified');
    expect(await stock.stateOf(madeUp(2))).toBe('free');
  });
