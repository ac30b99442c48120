import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { exportSheet } from '../../../src/protocols/license-sheet/files/save-sheet';
import { readSheetFile } from '../../../src/protocols/license-sheet/reading/open-sheet';
import { type ExportRow, exportAims } from '../../../src/protocols/license-sheet/write-sheet';
import { judged } from './judge';
import { reported } from './sheets';

/** The sheets of `cases` (see its README): what tyutool would count by authorize-cli, section 4, and what the bench does. */

const folder = new URL('./cases/', import.meta.url);
const file = (name: string) => new File([readFileSync(new URL(name, folder))], name);

const uuids = ['0000', '1eef', '3dde', '5ccd', '7bbc'].map((end) => `uuid000000000abc${end}`);

/** `two` and `three`: rows each tool would hand out, `-` where it refuses the file or cannot open it. */
const cases = [
  ['c-chinese-headers.xlsx', '-', '-', 5],
  ['d-header-fullwidth-suffix.xlsx', '-', '-', 5],
  ['e-title-row-merged.xlsx', '-', '-', 5],
  ['far-last-column.xlsx', 1, 1, 1],
  ['far-last-row.xlsx', 1, 1, 1],
  ['g-auth-space-key.xlsx', '-', '-', 5],
  ['h-auth-underscore.xlsx', '-', '-', 5],
  ['i-device-uuid.xlsx', '-', '-', 5],
  ['j-nbsp-zwsp.xlsx', 5, 5, 5],
  ['k-tuyalink.xlsx', '-', '-', 'tuyalink'],
  ['p-sep-line.csv', '-', '-', 5],
  ['r-quoted-trailing.csv', '-', '-', 5],
  ['s-no-header.csv', '-', '-', 5],
  ['t-html.xls', '-', '-', 5],
  ['z-markdown.md', '-', '-', 5],
] as const;

it('knows every case', () => {
  const there = readdirSync(folder).filter((name) => name !== 'README.md');
  expect(cases.map(([name]) => name)).toEqual(there.sort());
});

it.each(cases)('%s: 2.x hands out %s, 3.x %s, here are %s free', async (name, two, three, free) => {
  if (name.endsWith('.xlsx')) {
    const tools = judged(new Uint8Array(readFileSync(new URL(name, folder))));
    expect([tools.two?.length ?? '-', tools.three?.length ?? '-']).toEqual([two, three]);
  }
  const answer = await readSheetFile(file(name));
  if (typeof free === 'string') {
    expect(answer).toMatchObject({ kind: 'refused', code: free });
    return;
  }
  const report = reported(answer);
  expect([report.counts.free, report.counts.spent, report.questions]).toEqual([free, 0, []]);
  if (free === 5) expect(report.licenses.map(({ license }) => license.uuid)).toEqual(uuids);
});

const readable = cases.filter(([, , , free]) => free === 5).map(([name]) => name);

it.each(readable)('%s goes out again with one used: no tool it was written for hands that out', async (name) => {
  const report = reported(await readSheetFile(file(name)));
  const rows = report.licenses.map(
    ({ license: { uuid, authKey }, extra }, at): ExportRow => ({
      row: { uuid, state: at ? 'free' : 'written', batch: name, virtual: false, at: 0, history: [], extra },
      authKey,
    }),
  );
  const counted = await Promise.all(
    exportAims.map(async (aim) => {
      const { two, three } = judged(new Uint8Array(await (await exportSheet(rows, 'xlsx', aim)).arrayBuffer()));
      return [aim, two?.length, three?.length];
    }),
  );
  expect(counted).toEqual([
    ['free', 4, 4],
    ['tyutool-2', 4, 5],
    ['tyutool-3', 5, 4],
  ]);
});

it('names the letters that nobody sees, and takes them out', async () => {
  const report = reported(await readSheetFile(file('j-nbsp-zwsp.xlsx')));
  expect(report.cleaned).toEqual({
    characters: ['U+00A0', 'U+200B'],
    places: [2, 3, 4, 5, 6].map((row) => ({ row })),
  });
  expect(report.licenses[0]?.license).toEqual({ uuid: uuids[0], authKey: 'k00AbCdEfGhIjKlMnOpQrStUvWxYz012' });
});

it.each([
  ['far-last-column.xlsx', 'uuid-missing'],
  ['far-last-row.xlsx', 'auth-key-missing'],
])('%s takes no more room than its cells', async (name, code) => {
  const report = reported(await readSheetFile(file(name)));
  expect(report.licenses.map(({ license }) => license.uuid)).toEqual(['uuidabcdefghijklmnop']);
  expect(report.malformed.map((row) => row.code)).toEqual([code]);
});
