import { describe, expect, it } from 'vitest';
import { readOpened } from '../../../src/protocols/license-sheet/reading/read-opened';
import type { Cell, SheetSource } from '../../../src/protocols/license-sheet/sheet';
import { license, reported, row, table } from './sheets';

/** Rules of authorize-cli, section 4: the table of columns, the compatibility trap and the testable rules. */

const xlsx: SheetSource = { name: 'sheet.xlsx', kind: 'xlsx' };
const csv: SheetSource = { name: 'sheet.csv', kind: 'csv' };
const readSheet = (cells: Cell[][], source: SheetSource) =>
  readOpened({ kind: 'tables', source, tables: [table(cells)] });
const read = (cells: Cell[][], source = xlsx) => reported(readSheet(cells, source));
const header = ['UUID', 'key'];

describe('columns', () => {
  it.each([[['UUID', 'key']], [['UUID', 'AUTHKEY']], [[' uuid ', 'AuthKey']], [['Uuid', 'KEY']]])(
    'takes the header %j',
    (names) => {
      expect(read([names, row(1)]).licenses).toEqual([{ license: license(1), sheetRow: 2 }]);
    },
  );

  // What people write over the two columns; read by name, and kept by what stands below.
  it.each([
    ['Device UUID', 'Auth Key'],
    ['uuid（设备唯一标识）', 'AUTH-KEY'],
    ['UUID\n设备标识', 'authkey:'],
    ['ＵＵＩＤ', 'ＫＥＹ'],
    ['设备 UUID', '授权码'],
    ['UUID号', '授权密钥'],
    ['授权码(UUID)', '授权码(KEY)'],
    ['tuya_uuid', 'tuya_auth_key'],
    ['License UUID', 'License Key'],
    ['UUID of the device', 'authorization code'],
    ['uuid\u200b', '\ufeffkey'],
  ])('takes the header %j, %j', (uuid, key) => {
    expect(
      read([
        ['No.', uuid, key],
        ['1', ...row(1)],
      ]),
    ).toMatchObject({
      licenses: [{ license: license(1), extra: { 'No.': '1' } }],
      counts: { free: 1 },
    });
  });

  it('does not take the key of something else', () => {
    const cells = [
      ['Product Key', 'UUID', 'API key', 'Key'],
      ['abcdefgh12345678', license(1).uuid, 'x'.repeat(20), license(1).authKey],
    ];
    expect(read(cells).licenses.map((each) => each.license)).toEqual([license(1)]);
  });

  it('takes any order of columns', () => {
    const { uuid, authKey } = license(1);
    const report = read([
      ['Timestamp', 'MAC', 'key', 'Remark', 'status', 'UUID'],
      ['2026-11-22 20:29:34', 'C8:47:8C:A1:B2:C3', authKey, 'shelf 3', 'USED', uuid],
    ]);
    expect(report.licenses).toEqual([
      {
        license: license(1),
        sheetRow: 2,
        spent: 'sheet-status',
        mac: 'C8:47:8C:A1:B2:C3',
        sheet: { status: 'USED', mac: 'C8:47:8C:A1:B2:C3', timestamp: '2026-11-22 20:29:34' },
        extra: { Remark: 'shelf 3' },
      },
    ]);
    expect(report.columns).toEqual(['uuid', 'authKey', 'status', 'mac', 'timestamp']);
    expect(report.extraColumns).toEqual(['Remark']);
  });

  it.each([
    [['key', 'status'], 'no-uuid-column'],
    [['UUID', 'status'], 'no-key-column'],
    [['license', 'secret'], 'no-uuid-column'],
  ])('refuses the file with the header %j', (names, code) => {
    expect(readSheet([names, row(1)], xlsx)).toMatchObject({ kind: 'refused', source: xlsx, code });
  });

  it.each([[[]], [[[]]], [[['', null, '  ']]]])('refuses an empty sheet %j', (cells) => {
    expect(readSheet(cells, xlsx)).toMatchObject({ kind: 'refused', code: 'empty' });
  });

  it('keeps extra columns without a name or with the same one', () => {
    const [first] = read([[...header, 'Note', '', 'Note'], row(1, 'a', 'b', 'c')]).licenses;
    expect(first?.extra).toEqual({ Note: 'a', '(column 4)': 'b', 'Note (2)': 'c' });
  });

  it('trims cells, skips empty rows and keeps the row numbers of the sheet', () => {
    const { uuid, authKey } = license(2);
    const report = read([header, row(1), [], [null, '  '], [` ${uuid} `, `${authKey}\t`]]);
    expect(report.licenses.map((each) => [each.sheetRow, each.license])).toEqual([
      [2, license(1)],
      [5, license(2)],
    ]);
  });
});

describe('used rows', () => {
  const used = [...header, 'status', 'MAC', 'timestamp'];

  // "Any status word consumes the row, known or not."
  it.each([
    [['USED', '', ''], 'sheet-status'],
    [['MACREAD', '', ''], 'sheet-status'],
    [['AUTHWRITTEN', '', ''], 'sheet-status'],
    [['AUTHVERIFIED', '', ''], 'sheet-status'],
    [['DONE', '', ''], 'sheet-status'],
    [['OTPLOCKED', '', ''], 'sheet-status'],
    [['free', '', ''], 'sheet-status'],
    [['0', '', ''], 'sheet-status'],
    [[0, '', ''], 'sheet-status'],
    [[false, '', ''], 'sheet-status'],
    [['', 'C8:47:8C:A1:B2:C3', ''], 'sheet-mac'],
    [['', 'somewhere', ''], 'sheet-mac'],
    [['', '', '2026-11-22 20:29:34'], 'sheet-timestamp'],
    [['', '', new Date(Date.UTC(2026, 10, 22))], 'sheet-timestamp'],
    [['', '', 46348.85], 'sheet-timestamp'],
  ])('%j is used: %s', (marks, why) => {
    expect(read([used, row(1, ...marks)])).toMatchObject({ licenses: [{ spent: why }], counts: { free: 0, spent: 1 } });
  });

  it('is free when all three are empty', () => {
    expect(read([used, row(1, '', ' ', null)]).licenses).toEqual([{ license: license(1), sheetRow: 2 }]);
  });

  it('does not take a text for a MAC that is none', () => {
    expect(read([used, row(1, '', 'somewhere')]).licenses[0]).toEqual({
      license: license(1),
      sheetRow: 2,
      spent: 'sheet-mac',
      sheet: { mac: 'somewhere' },
    });
  });

  it('keeps two rows with the same MAC as used and tells of them', () => {
    const report = read([used, row(1, 'USED', 'C8:47:8C:A1:B2:C3'), row(2), row(3, '', 'c8-47-8c-a1-b2-c3')]);
    expect(report.counts).toEqual({ free: 1, spent: 2, malformed: 0, duplicates: 0 });
    expect(report.sameMac).toEqual([{ mac: 'C8:47:8C:A1:B2:C3', places: [{ row: 2 }, { row: 4 }] }]);
  });
});

describe('malformed rows', () => {
  const { uuid, authKey } = license(1);

  it.each<[Cell, Cell, string, object]>([
    ['', authKey, 'uuid-missing', { column: 'uuid' }],
    [uuid, null, 'auth-key-missing', { column: 'authKey' }],
    // A cell of number type; dates and yes/no are no text either.
    [1.2345678901234567e19, authKey, 'number-cell', { column: 'uuid' }],
    [uuid, 1.23e31, 'number-cell', { column: 'authKey' }],
    [new Date(0), authKey, 'number-cell', { column: 'uuid' }],
    ['1.23E+31', authKey, 'spreadsheet-number', { column: 'uuid' }],
    [uuid, '1.2345678E+31', 'spreadsheet-number', { column: 'authKey' }],
    [uuid, '1,23E+31', 'spreadsheet-number', { column: 'authKey' }],
    [uuid.slice(1), authKey, 'uuid-length', { column: 'uuid', length: 19 }],
    // The issue's own example: "row 17: AuthKey has 31 characters".
    [uuid, authKey.slice(1), 'auth-key-length', { column: 'authKey', length: 31 }],
    [`${uuid.slice(0, 4)} ${uuid.slice(5)}`, authKey, 'uuid-characters', { column: 'uuid', position: 5 }],
    [uuid, `${authKey.slice(0, 9)} ${authKey.slice(10)}`, 'auth-key-characters', { column: 'authKey', position: 10 }],
    [uuid, `é${authKey.slice(1)}`, 'auth-key-characters', { column: 'authKey', position: 1 }],
    ['uuidxxxxxxxxxxxxxxxx', `keyx${'x'.repeat(28)}`, 'placeholder', {}],
  ])('%j, %j: %s', (first, second, code, facts) => {
    const report = read([header, row(9), [first, second]]);
    expect(report.malformed).toEqual([{ row: 3, code, facts }]);
    expect(report.counts).toEqual({ free: 1, spent: 0, malformed: 1, duplicates: 0 });
  });

  it.each([
    ['12345678901234500000', 'csv', 'rounded-digits'],
    ['1234567890123450', 'csv', 'rounded-digits'],
    ['12345678901234500000', 'text', 'rounded-digits'],
    // "Other digits-only text is fine", and text cells of a workbook were never numbers.
    ['12345678901234500001', 'csv', undefined],
    ['1234567890123456', 'csv', undefined],
    ['12345678901234500000', 'xlsx', undefined],
  ] as const)('digits only %s in %s: %s', (digits, kind, code) => {
    const report = read([header, [digits, authKey]], { name: 'sheet', kind });
    expect(report.malformed.map((each) => each.code)).toEqual(code ? [code] : []);
  });

  it('never repeats what stood in a cell: it may be a key', () => {
    const secret = 'this-may-be-an-auth-key';
    const report = read([header, [secret, authKey], [uuid, secret], [authKey, uuid]]);
    expect(report.malformed).toHaveLength(3);
    expect(JSON.stringify(report.malformed)).not.toContain(secret);
    expect(JSON.stringify(report.malformed)).not.toContain(authKey);
  });
});

describe('duplicates', () => {
  it('rejects the second row with the same UUID and keeps the first', () => {
    const other = { ...license(1), authKey: license(7).authKey };
    const report = read([header, row(1), row(2), row(1), [other.uuid, other.authKey]]);
    expect(report.duplicates).toEqual([
      { row: 4, first: { row: 2 }, uuid: license(1).uuid, sameKey: true },
      { row: 5, first: { row: 2 }, uuid: license(1).uuid, sameKey: false },
    ]);
    expect(report.licenses.map((each) => each.license)).toEqual([license(1), license(2)]);
  });

  it('counts a license as used when either of its rows does', () => {
    const report = read([[...header, 'status'], row(1), row(1, 'USED')]);
    expect(report.counts).toEqual({ free: 0, spent: 1, malformed: 0, duplicates: 1 });
  });

  it('takes the good row when the first one with that UUID is malformed', () => {
    const report = read([header, [license(1).uuid, 'short'], row(1)]);
    expect(report.counts).toEqual({ free: 1, spent: 0, malformed: 1, duplicates: 0 });
  });
});

describe('keys outside their column', () => {
  it('does not carry them along in clear text', () => {
    const { uuid, authKey } = license(1);
    const report = read([
      ['UUID', 'AuthKey', 'key', 'Note', 'status', 'Twin'],
      [uuid, authKey, authKey, `key is ${authKey}!`, `written ${authKey}`, license(2).authKey],
      row(2),
    ]);
    const [first] = report.licenses;
    expect(first).toMatchObject({ sheet: { status: 'written ***' }, extra: { Note: 'key is ***!', Twin: '***' } });
    const { license: _license, ...kept } = first!;
    expect(JSON.stringify(kept)).not.toContain(authKey);
    expect(JSON.stringify(kept)).not.toContain(license(2).authKey);
  });
});

describe('who wrote in it', () => {
  it.each<[string, string[], Cell[]]>([
    ['plain', ['UUID', 'key'], []],
    ['plain', ['UUID', 'key', 'status', 'MAC', 'timestamp'], []],
    ['tyutool-2', ['UUID', 'key', 'status', 'MAC', 'timestamp'], ['USED', 'C8:47:8C:A1:B2:C3', '2026-11-22 20:29:34']],
    ['tyutool-3', ['UUID', 'AuthKey', 'Status', 'MAC', 'Timestamp'], ['DONE', 'C8:47:8C:A1:B2:C3', '']],
    ['tyutool-3', ['UUID', 'AuthKey', 'Status', 'MAC', 'Timestamp'], ['', '', '2026-11-22T20:29:34.000Z']],
    ['tyutool-3', ['UUID', 'AuthKey', 'Step', 'last_error'], []],
    ['bindery', ['UUID', 'key', 'status', 'Bindery state'], ['', 'free']],
  ])('%s: %j', (generation, names, marks) => {
    expect(read([names, row(1, ...marks)], csv).generation).toBe(generation);
  });
});
