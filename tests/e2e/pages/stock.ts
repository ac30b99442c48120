import { expect } from '@playwright/test';
import writeWorkbook from 'write-excel-file/universal';
import type { License } from '../../../src/model/license';
import type { Shell } from './shell';

/** What a person lays out before the first board: a firmware file and a license sheet. */
export interface Stock {
  addFirmware(name: string, bytes: Uint8Array): Promise<void>;
  /** An `.xlsx` as the platform delivers it, chosen, checked and kept. */
  importSheet(licenses: readonly License[], use?: 'real' | 'virtual'): Promise<void>;
  /** The word the ledger has for it: `free`, `verified`, `doubtful` ... */
  stateOf(license: License): Promise<string>;
}

export const madeUp = (at: number): License => ({
  uuid: `uuide2e${String(at).padStart(13, '0')}`,
  authKey: `E2EKEY${String(at).padEnd(26, 'abcdefghijklmnopqrstuvwxyz')}`,
});

/** Header of the platform's export (authorize-cli, section 4). */
const workbookOf = async (licenses: readonly License[]): Promise<Buffer> => {
  const rows = [['UUID', 'key'], ...licenses.map(({ uuid, authKey }) => [uuid, authKey])];
  const cells = rows.map((row) => row.map((value) => ({ value, type: String })));
  const file = await writeWorkbook(cells).toBlob();
  return Buffer.from(await file.arrayBuffer());
};

const rowOf = ({ main }: Shell, uuid: string) =>
  main.locator('tbody tr').filter({ has: main.page().getByRole('button', { name: new RegExp(uuid) }) });

export const stockOf = (shell: Shell): Stock => ({
  async addFirmware(name, bytes) {
    await shell.go('firmware');
    const buffer = Buffer.from(bytes);
    await shell.main
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    await expect(shell.main.locator('tbody tr').filter({ hasText: name })).toHaveCount(1);
  },
  async importSheet(licenses, use = 'real') {
    await shell.go('licenses');
    const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const buffer = await workbookOf(licenses);
    await shell.main.locator('input[type=file]').first().setInputFiles({ name: 'order.xlsx', mimeType, buffer });
    if (use === 'virtual') {
      // The report is made anew for the other kind of boards, so the choice shows a moment later.
      const forVirtual = shell.page.getByRole('radio', { name: /virtual/i });
      await forVirtual.click({ force: true });
      await expect(forVirtual).toBeChecked();
    }
    await shell.page.getByRole('button', { name: /^Keep \d/ }).click();
    for (const { uuid } of licenses.slice(0, 3)) await rowOf(shell, uuid).waitFor();
  },
  async stateOf({ uuid }) {
    await shell.go('licenses');
    return (await rowOf(shell, uuid).locator('td').first().textContent()) ?? '';
  },
});
