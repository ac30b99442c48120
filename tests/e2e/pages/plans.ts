import { expect } from '@playwright/test';
import type { WifiNetwork } from '../../../src/model/wifi';
import type { CloudProduct } from '../../../src/virtual/cloud/state';
import { thingModel } from '../../../src/virtual/cloud/thing-model';
import type { Shell } from './shell';

/** What a person says once for a row of boards: which product, which network. English is on screen. */
export interface Plans {
  /** From its thing model, a file. */
  addProduct(product: CloudProduct): Promise<void>;
  /** In the plan editor, with a board on the bench. */
  bind(wanted: { pid: string; wifi?: WifiNetwork }): Promise<void>;
}

export const plansOf = (shell: Shell): Plans => ({
  async addProduct(product) {
    const { pid, name, dataPoints } = product;
    await shell.go('products');
    const model = JSON.stringify({ success: true, result: { model: thingModel(product) }, t: 1 });
    const file = { name: 'lamp.json', mimeType: 'application/json', buffer: Buffer.from(model) };
    await shell.main.locator('input[type=file]').first().setInputFiles(file);
    await shell.main.getByRole('button', { name: 'Make the product' }).click();
    const form = shell.page.getByRole('dialog', { name: 'New product' });
    await form.getByLabel('Name').fill(name);
    await form.getByLabel('PID').fill(pid);
    await form.getByRole('button', { name: 'Create' }).click();
    await expect(form).toHaveCount(0);
    await expect(shell.main.locator('tbody tr')).toHaveCount(dataPoints.length);
  },
  async bind({ pid, wifi }) {
    await shell.go('bench');
    await shell.main.getByRole('button', { name: 'Edit plan' }).first().click();
    const editor = shell.page.getByRole('dialog', { name: 'What is done to each board' });
    await editor.getByLabel('Product', { exact: true }).selectOption(pid);
    if (wifi) {
      await editor.getByLabel('Wi-Fi name').fill(wifi.ssid);
      await editor.getByLabel('Wi-Fi password').fill(wifi.password);
    }
    await editor.getByRole('button', { name: 'Keep this plan' }).click();
    await expect(editor).toHaveCount(0);
  },
});
