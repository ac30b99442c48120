import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../src/protocols/license-sheet/files/csv-text';
import { cutText } from '../../../src/protocols/license-sheet/files/delimited';
import { readSheetFile, readSheetText } from '../../../src/protocols/license-sheet/reading/open-sheet';
import { license, reported, row, textFile } from './sheets';

const csv = async (text: string, name = 'sheet.csv') => reported(await readSheetFile(textFile(text, name)));
const uuids = (numbers: readonly number[]) => numbers.map((n) => license(n).uuid);

describe('quotes', () => {
  const good = (n: number) => `"${license(n).uuid}","${license(n).authKey}",""`;
  const header = '"UUID","key","status"';

  it.each([
    ['opens and does not close', `"${license(2).uuid}","${license(2).authKey},`],
    ['opens at the start of the row', `"${license(2).uuid},${license(2).authKey},`],
    [
      'stands in the middle',
      `"${license(2).uuid}","${license(2).authKey.slice(0, 9)}"x${license(2).authKey.slice(9)}"`,
    ],
    ['opens in the last cell', `"${license(2).uuid}","${license(2).authKey}","`],
  ])('one that %s costs no other row', async (_what, bad) => {
    const report = await csv([header, good(1), bad, good(3), good(4)].join('\r\n'));
    const found = report.licenses.map((each) => each.license.uuid);
    expect(found).toEqual(expect.arrayContaining(uuids([1, 3, 4])));
    expect(report.licenses.length + report.malformed.length + report.open.length).toBe(4);
    expect(report.licenses.filter((each) => !each.spent).length).toBeGreaterThanOrEqual(3);
  });

  it('keeps a status that stands behind a bad quote', async () => {
    const text = ['UUID,key,status', `${license(1).uuid},"${license(1).authKey.slice(1)},USED`, row(2).join()].join(
      '\n',
    );
    expect((await csv(text)).counts).toEqual({ free: 1, spent: 1, malformed: 0, duplicates: 0 });
  });

  it('reads a note of several lines', async () => {
    const text = ['UUID,key,Remark', `${row(1).join()},"first\nsecond, ""third"""`, row(2, 'x y').join()].join('\n');
    const report = await csv(text);
    expect(report.licenses.map(({ sheetRow, extra }) => [sheetRow, extra?.Remark])).toEqual([
      [2, 'first\nsecond, "third"'],
      [4, 'x y'],
    ]);
  });

  it('reads back any cells that were written as CSV', async () => {
    const cell = fc
      .string({ unit: fc.constantFrom('a', '"', ',', ' ', ';', '1', '|'), maxLength: 6 })
      .map((text) => `x${text}x`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
        async (cells) => {
          const text = (await csvOf(cells)).replace(/^\ufeff/, '');
          expect(cutText(text, ',').map((line) => line.cells)).toEqual(cells);
        },
      ),
    );
  });

  // 50 kB took 15 s and 100 kB more than 90 s: the time grows with the text, not with its square.
  it.each([
    ['lines', '"a,b\n'],
    ['one line', '"a,"b,'],
    ['doubled quotes', '"""a,""\n'],
    ['long lines', `"${'a'.repeat(400)},"b\n`],
    ['quotes alone', '"'],
    ['a quote and blanks', '"a"  ,  "b  '],
  ])(
    '%s of unclosed quotes take time in proportion',
    async (_what, piece) => {
      const took = async (size: number) => {
        const text = `UUID,key\n${piece.repeat(Math.ceil(size / piece.length))}`;
        const began = performance.now();
        await readSheetFile(textFile(text, 'sheet.csv'));
        return performance.now() - began;
      };
      await took(100_000);
      // 4 MB: in proportion well below a second, by the square more than a day.
      expect(await took(4_000_000)).toBeLessThan(20_000);
    },
    60_000,
  );
});

describe('tables of text', () => {
  it.each([
    ['sep=;\r\nUUID;key\r\n', ';', 3],
    ['\ufeffsep=,\nUUID,key\n', ',', 3],
    ['SEP=|\nUUID|key\n', '|', 3],
    ['Order 7\n\nUUID\tAuth Key\n', '\t', 4],
    ['Lieferung;;\nUUID;Auth-Key（授权码）;\n', ';', 3],
    ['', ',', 1],
    ['', ';', 1],
  ])('%j and rows between %j', async (start, delimiter, first) => {
    const report = await csv(`${start}${row(1).join(delimiter)}\n${row(2).join(delimiter)}\n`);
    expect(report.licenses.map(({ sheetRow, license: { uuid } }) => [sheetRow, uuid])).toEqual([
      [first, license(1).uuid],
      [first + 1, license(2).uuid],
    ]);
    expect(report.counts.free).toBe(2);
  });

  it('takes a cell that was kept from becoming a number', async () => {
    const { uuid, authKey } = license(1);
    expect((await csv(`UUID,key\n="${uuid}","=""${authKey}"""`)).licenses).toEqual([
      { license: license(1), sheetRow: 2 },
    ]);
  });

  it('asks about what stands beside a license when there is no header', async () => {
    const report = await csv(`1,${row(1, 'USED').join()}\n2,${row(2, '').join()}\n3,${row(3, 'Ann').join()}`);
    expect(report.open).toEqual([{ row: 1 }, { row: 3 }]);
    expect(report.counts.free).toBe(1);
  });

  it.each([
    ['| No. | UUID | AuthKey | 状态 |', '| :-- | --- | --- | --: |'],
    ['| No. | `UUID` | Auth key | state |', '|-----|------|------|---|'],
  ])('reads Markdown: %s', async (header, rule) => {
    const lines = [`| 1 | ${license(1).uuid} | \`${license(1).authKey}\` |  |`, `| 2 | ${row(2, 'x').join(' | ')} |`];
    const report = reported(
      await readSheetText(['Here they are:', '', header, rule, ...lines].join('\n'), { name: 'paste', kind: 'text' }),
    );
    expect(report.licenses.map((each) => each.license)).toEqual([license(1)]);
    expect(report.open).toEqual([{ row: 6 }]);
    expect(report.malformed).toEqual([]);
  });

  it('offers the columns of a CSV file that names none', async () => {
    const text = ['device,secret', row(1).join(), row(2).join()].join('\n');
    expect(await readSheetFile(textFile(text, 'a.csv'))).toMatchObject({
      kind: 'refused',
      columns: {
        offers: [
          { name: 'device', like: 'uuid' },
          { name: 'secret', like: 'authKey' },
        ],
      },
    });
  });
});

describe('pages named .xls', () => {
  const page = (rows: string) =>
    `<html xmlns:x="urn"><head><style>td{}</style><title>UUID key</title></head><body><table border=1>${rows}</table></body></html>`;

  it('reads cells with entities, line breaks and open tags', async () => {
    const [first, second] = [license(1), license(2)];
    const report = await csv(
      page(
        `<tr><th>UUID<th>AuthKey<th>status<tr><td>${first.uuid}&nbsp;<td>${first.authKey.replace('+', '&#43;')}<td>&nbsp;<tr><td>${second.uuid}<td>${second.authKey}<td><b>US</b>ED</table>`,
      ),
      'order.xls',
    );
    expect(report.licenses.map((each) => each.license)).toEqual([first, second]);
    expect(report.counts).toMatchObject({ free: 1, spent: 1 });
  });

  it('spreads a cell over the rows and columns it spans, and asks about hidden rows', async () => {
    const cells = (n: number, more = '') => `<td>${license(n).uuid}</td><td>${license(n).authKey}</td>${more}`;
    const report = await csv(
      page(
        `<tr><td colspan="3">Order 7</td></tr><tr><td>UUID</td><td>key</td><td>status</td></tr><tr>${cells(1, '<td rowspan="2">USED</td>')}</tr><tr>${cells(2)}</tr><tr>${cells(3, '<td></td>')}</tr><tr style="display:none">${cells(4, '<td></td>')}</tr>`,
      ),
      'order.xls',
    );
    expect(report.licenses.map(({ spent }) => Boolean(spent))).toEqual([true, true, false]);
    expect(report.questions).toMatchObject([{ why: 'hidden-row', places: [{ row: 6 }] }]);
  });

  it('lets a person choose when a page has several tables with licenses', async () => {
    const one = (n: number) =>
      `<table><tr><td>UUID</td><td>key</td></tr><tr><td>${license(n).uuid}</td><td>${license(n).authKey}</td></tr></table>`;
    expect(await readSheetFile(textFile(`<html><body>${one(1)}${one(2)}</body></html>`, 'a.xls'))).toMatchObject({
      kind: 'choice',
      offers: [
        { tab: 0, free: 1 },
        { tab: 1, free: 1 },
      ],
    });
  });

  it('stays in proportion with tags that never end', async () => {
    const began = performance.now();
    await readSheetFile(textFile(`<table><tr><td>${'<a'.repeat(1_000_000)}`, 'a.xls'));
    await readSheetFile(textFile(`<table>${'<tr><td colspan=9999 rowspan=9999>x'.repeat(50_000)}`, 'a.xls'));
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});
