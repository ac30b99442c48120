import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { LicenseRow } from '../../../src/model/license';
import { csvOf } from '../../../src/protocols/license-sheet/files/csv-text';
import { exportSheet } from '../../../src/protocols/license-sheet/files/save-sheet';
import { readSheetFile, readSheetText } from '../../../src/protocols/license-sheet/reading/open-sheet';
import type { Cell } from '../../../src/protocols/license-sheet/sheet';
import { type ExportRow, writeSheets } from '../../../src/protocols/license-sheet/write-sheet';
import { license, reported, row, textFile, workbook } from './sheets';

const mac = 'C8:47:8C:A1:B2:C3';

/** Changes the XML of the first sheet, as a spreadsheet program might have written it. */
const edited = async (file: File, edit: (xml: string) => string): Promise<File> => {
  const parts = unzipSync(new Uint8Array(await file.arrayBuffer()));
  const name = 'xl/worksheets/sheet1.xml';
  const before = strFromU8(parts[name]!);
  const after = edit(before);
  if (after === before) throw new Error('nothing was edited');
  return new File([zipSync({ ...parts, [name]: strToU8(after) }) as Uint8Array<ArrayBuffer>], file.name);
};

describe('workbooks', () => {
  // authorize-cli, section 4: half consumed by 2.x, `USED` with MAC and local time.
  it('reads one that tyutool 2.x began', async () => {
    const file = await workbook([
      ['UUID', 'key', 'status', 'MAC', 'timestamp'],
      row(1, 'USED', mac, '2026-11-22 20:29:34'),
      row(2, 'USED', mac, '2026-11-22 20:31:02'),
      row(3),
      row(4, null, '', ''),
    ]);
    const report = reported(await readSheetFile(file));
    expect(report.counts).toEqual({ free: 2, spent: 2, malformed: 0, duplicates: 0 });
    expect(report.sameMac).toEqual([{ mac, places: [{ row: 2 }, { row: 3 }] }]);
    expect(report.generation).toBe('tyutool-2');
    expect(report.source).toEqual({ name: 'sheet.xlsx', kind: 'xlsx' });
  });

  // 3.x: its status words, ISO time, Step and Error columns.
  it('reads one that tyutool 3.x began', async () => {
    const file = await workbook([
      ['UUID', 'AuthKey', 'Status', 'MAC', 'Timestamp', 'Step', 'last_error'],
      row(1, 'DONE', mac, '2026-11-22T12:29:34Z', '4', null),
      row(2, 'MACREAD', 'C8:47:8C:A1:B2:C4', '2026-11-22T12:30:00Z', '1', 'timeout'),
      row(3, 'OTPLOCKED'),
      row(4),
    ]);
    const report = reported(await readSheetFile(file));
    expect(report.counts).toEqual({ free: 1, spent: 3, malformed: 0, duplicates: 0 });
    expect(report.generation).toBe('tyutool-3');
    expect(report.licenses[1]?.extra).toEqual({ Step: '1', last_error: 'timeout' });
  });

  it('tells numbers from text that looks like numbers', async () => {
    const digits = '12345678901234567890';
    const file = await workbook([
      ['UUID', 'key'],
      [digits, license(1).authKey],
      [Number(digits), license(2).authKey],
      ['9876543210123456', license(3).authKey],
      [license(4).uuid, 12345678],
    ]);
    const report = reported(await readSheetFile(file));
    expect(report.licenses.map((each) => each.license.uuid)).toEqual([digits, '9876543210123456']);
    expect(report.malformed).toEqual([
      { row: 3, code: 'number-cell', facts: { column: 'uuid' } },
      { row: 5, code: 'number-cell', facts: { column: 'authKey' } },
    ]);
  });

  it('reads the date cells of a spreadsheet as used', async () => {
    const at = { value: new Date(Date.UTC(2026, 10, 22, 20, 29, 34)), type: Date, format: 'yyyy-mm-dd hh:mm:ss' };
    const file = await workbook([['UUID', 'key', 'timestamp'], row(1, at as unknown as Cell), row(2)]);
    const report = reported(await readSheetFile(file));
    expect(report.licenses[0]).toMatchObject({
      spent: 'sheet-timestamp',
      sheet: { timestamp: '2026-11-22T20:29:34.000Z' },
    });
    expect(report.counts.free).toBe(1);
  });

  // "Any of status, MAC, timestamp non-empty": a cell with an error is not empty, nor a formula nobody calculated.
  it.each([
    ['<c r="C2" t="e"><v>#N/A</v></c>', '#N/A'],
    ['<c r="C2"><f>VLOOKUP(A2,Used!A:B,2)</f></c>', '(formula)'],
    ['<c r="C2" t="str"><f>B1</f></c>', '(formula)'],
    // As openpyxl, which tyutool uses, writes a formula.
    ['<c r="C2"><f>IF(1,"USED","")</f><v></v></c>', '(formula)'],
    ['<c r="C2"><f>IF(1,"USED","")</f><v /></c>', '(formula)'],
  ])('takes the status %s for used', async (cell, status) => {
    const plain = await workbook([['UUID', 'key', 'status'], row(1, 'here'), row(2)]);
    const report = reported(
      await readSheetFile(await edited(plain, (xml) => xml.replace(/<c r="C2"[\s\S]*?<\/c>/, cell))),
    );
    expect(report.licenses[0]).toMatchObject({ spent: 'sheet-status', sheet: { status } });
    expect(report.counts).toMatchObject({ free: 1, spent: 1 });
  });

  it('takes a calculated formula for what it shows', async () => {
    const plain = await workbook([['UUID', 'key', 'status'], row(1, 'here'), row(2)]);
    const empty = '<c r="C2" t="str"><f>IF(1,"","x")</f><v></v></c>';
    const report = reported(
      await readSheetFile(await edited(plain, (xml) => xml.replace(/<c r="C2"[\s\S]*?<\/c>/, empty))),
    );
    expect(report.counts).toMatchObject({ free: 2, spent: 0 });
  });

  it('reads thousands of rows', async () => {
    const file = await workbook([
      ['UUID', 'key', 'status'],
      ...Array.from({ length: 5000 }, (_, n) => row(n, n % 2 ? 'USED' : null)),
    ]);
    expect(reported(await readSheetFile(file)).counts).toEqual({
      free: 2500,
      spent: 2500,
      malformed: 0,
      duplicates: 0,
    });
  });

  it.each([
    ['not a workbook', new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]), 'unreadable'],
    ['old Excel', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'old-excel'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 'unreadable'],
    ['nothing', new Uint8Array(), 'empty'],
  ])('refuses %s', async (_what, bytes, code) => {
    expect(await readSheetFile(new File([bytes], 'file.xlsx'))).toMatchObject({ kind: 'refused', code });
  });
});

describe('text files', () => {
  const { uuid, authKey } = license(1);
  const lines = (separator: string) =>
    [
      ['UUID', 'key', 'status', 'Remark'],
      [uuid, authKey, '', '备注'],
      [license(2).uuid, license(2).authKey, 'USED', ''],
    ]
      .map((cells) => cells.join(separator))
      .join('\r\n');

  it.each([',', ';', '\t', '|'])('reads columns between %j', async (separator) => {
    const report = reported(await readSheetFile(textFile(lines(separator), 'sheet.csv')));
    expect(report.counts).toEqual({ free: 1, spent: 1, malformed: 0, duplicates: 0 });
    expect(report.licenses[0]).toEqual({ license: license(1), sheetRow: 2, extra: { Remark: '备注' } });
  });

  it.each([
    ['UTF-8 with mark', Buffer.from(`\ufeff${lines(',')}`)],
    ['UTF-16', Buffer.from(`\ufeff${lines(',')}`, 'utf16le')],
    // 备注 in GB 18030, as a Chinese Excel writes CSV.
    ['GB 18030', Buffer.from(lines(',').replace('备注', '\xb1\xb8\xd7\xa2'), 'latin1')],
  ])('reads %s', async (_coding, bytes) => {
    const report = reported(await readSheetFile(new File([new Uint8Array(bytes)], 'sheet.csv')));
    expect(report.licenses[0]?.extra).toEqual({ Remark: '备注' });
  });

  it('does not lose the rows behind an AuthKey that begins with a quote', async () => {
    const odd = `"${authKey.slice(1)}`;
    const report = reported(
      await readSheetFile(textFile(`UUID,key\n${uuid},${odd}\n${row(2).join()}\n${row(3).join()}`, 'a.csv')),
    );
    expect(report.licenses.map((each) => each.license)).toEqual([{ uuid, authKey: odd }, license(2), license(3)]);
  });

  it('takes a CSV file without a header row, and the same as a paste', async () => {
    const text = `${row(1).join()}\n${row(2).join()}`;
    expect(reported(await readSheetFile(textFile(text, 'sheet.csv'))).counts.free).toBe(2);
    const pasted = await readSheetText(text, { name: 'paste', kind: 'text' });
    expect(reported(pasted).counts.free).toBe(2);
  });

  it('takes a table copied from a spreadsheet with its header', async () => {
    const report = reported(await readSheetText(lines('\t'), { name: 'paste', kind: 'text' }));
    expect(report.counts).toEqual({ free: 1, spent: 1, malformed: 0, duplicates: 0 });
  });

  it('rejects a UUID that a spreadsheet rounded on its way', async () => {
    const report = reported(await readSheetFile(textFile(`UUID,key\n12345678901234500000,${authKey}`, 'sheet.csv')));
    expect(report.malformed).toEqual([{ row: 2, code: 'rounded-digits', facts: { column: 'uuid' } }]);
  });
});

describe('export', () => {
  const at = new Date(2026, 10, 22, 20, 29, 34).getTime();
  const exported = (n: number, changes: Partial<LicenseRow>): ExportRow => ({
    row: { uuid: license(n).uuid, state: 'free', batch: 'Tuesday', virtual: false, at, history: [], ...changes },
    authKey: license(n).authKey,
  });
  const rows: ExportRow[] = [
    exported(1, {}),
    exported(2, { state: 'verified', mac, extra: { Remark: '=1+1', Order: 'A7' } }),
    exported(3, { state: 'doubtful', mac: 'C8:47:8C:A1:B2:C4' }),
    exported(4, { state: 'spent', sheet: { status: 'OTPLOCKED', timestamp: '2026-01-02T03:04:05Z' } }),
    exported(5, { state: 'spent', sheet: { mac: 'somewhere' }, extra: { Remark: "'=quoted", '=cmd': '@x' } }),
    exported(6, { state: 'reserved', mac: 'C8:47:8C:A1:B2:C5' }),
    exported(7, { extra: { Remark: '-12', Order: '+49 1' } }),
  ];

  it('has the columns of tyutool, USED for what is not free, and our own words beside', () => {
    const [header, ...body] = writeSheets(rows, 'tyutool-2')[0]!.cells;
    const own = ['Bindery state', 'Bindery batch', 'Bindery sheet status'];
    expect(header).toEqual(['UUID', 'key', 'status', 'MAC', 'timestamp', 'Remark', 'Order', '=cmd', ...own]);
    expect(body.map((cells) => cells.slice(2, 5))).toEqual([
      ['', '', ''],
      ['USED', mac, '2026-11-22 20:29:34'],
      ['USED', 'C8:47:8C:A1:B2:C4', '2026-11-22 20:29:34'],
      ['USED', '', '2026-01-02T03:04:05Z'],
      ['USED', 'somewhere', '2026-11-22 20:29:34'],
      ['USED', 'C8:47:8C:A1:B2:C5', '2026-11-22 20:29:34'],
      ['', '', ''],
    ]);
    expect(body[1]?.slice(-3)).toEqual(['verified', 'Tuesday', '']);
    expect(body[3]?.slice(-3)).toEqual(['spent', 'Tuesday', 'OTPLOCKED']);
  });

  it.each(['xlsx', 'csv'] as const)(
    'comes back from %s with the same counts, keys and extra columns',
    async (format) => {
      const file = new File([await exportSheet(rows, format, 'tyutool-2')], `export.${format}`);
      const report = reported(await readSheetFile(file));
      expect(report.counts).toEqual({ free: 2, spent: 5, malformed: 0, duplicates: 0 });
      expect(report.generation).toBe('bindery');
      expect(report.licenses.map((each) => each.license)).toEqual([1, 2, 3, 4, 5, 6, 7].map(license));
      expect(report.licenses.map((each) => each.extra)).toEqual(rows.map(({ row: { extra } }) => extra));
      expect(report.licenses[3]?.sheet).toMatchObject({ status: 'OTPLOCKED', timestamp: '2026-01-02T03:04:05Z' });
      expect(report.licenses.filter((each) => !each.spent).map((each) => each.license.uuid)).toEqual(
        [1, 7].map((n) => license(n).uuid),
      );
    },
  );

  it('gives a spreadsheet no formula to run', async () => {
    const book = unzipSync(new Uint8Array(await (await exportSheet(rows, 'xlsx', 'tyutool-2')).arrayBuffer()));
    const xml = strFromU8(book['xl/worksheets/sheet1.xml']!);
    expect(xml).not.toMatch(/<f\b/);
    expect([...xml.matchAll(/<c [^>]*>/g)].filter(([cell]) => !cell.includes('t="inlineStr"'))).toEqual([]);
    const csv = await (await exportSheet(rows, 'csv', 'tyutool-2')).text();
    // One cell of a table that a spreadsheet would run: at the start of a line or behind a comma, bare or quoted.
    expect(csv).not.toMatch(/(?:^|,)"?[=+\-@]/m);
    expect(csv).toContain("'=1+1");
  });

  it('keeps every character of a key, in the workbook and in CSV', async () => {
    const odd = ['<&>"\'_x0041_,;|=+-@!#$%^*()[]{}~', `=${'"'.repeat(31)}`, `'${'@'.repeat(31)}`];
    const oddRows = odd.map((authKey, n) => ({ ...exported(n, {}), authKey }));
    for (const format of ['xlsx', 'csv'] as const) {
      const file = new File([await exportSheet(oddRows, format)], `export.${format}`);
      const report = reported(await readSheetFile(file));
      expect(report.licenses.map((each) => each.license.authKey)).toEqual(odd);
    }
  });

  it('begins a CSV with the mark that Excel needs', async () => {
    expect((await csvOf([['UUID', 'key']])).startsWith('\ufeffUUID,key\r\n')).toBe(true);
  });
});
