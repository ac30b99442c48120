import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readSheetFile } from '../../../src/protocols/license-sheet/reading/open-sheet';
import type { SheetChoice } from '../../../src/protocols/license-sheet/sheet';
import { book, partsOf, zipped } from './book';
import { license, reported, row } from './sheets';

const header = ['UUID', 'key', 'status'];

const choice = async (file: File): Promise<SheetChoice> => {
  const answer = await readSheetFile(file);
  if (answer.kind !== 'choice') throw new Error(`no choice but ${answer.kind}`);
  return answer;
};

describe('several sheets', () => {
  const two = () =>
    book([
      { name: 'New', cells: [header, row(1), row(2)] },
      { name: 'Notes', cells: [['Call Ann', 'tomorrow']] },
      { name: 'Old', state: 'hidden', cells: [header, row(3, 'USED'), row(1, 'USED'), row(4)] },
    ]);

  it('shows every one that holds licenses, the hidden one too, and takes none by itself', async () => {
    expect(await choice(two())).toEqual({
      kind: 'choice',
      source: { name: 'book.xlsx', kind: 'xlsx' },
      offers: [
        { tab: 0, name: 'New', hidden: false, free: 2, spent: 0, open: 0, malformed: 0, columnsUnknown: false },
        { tab: 2, name: 'Old', hidden: true, free: 1, spent: 2, open: 0, malformed: 0, columnsUnknown: false },
      ],
      others: ['Notes'],
    });
  });

  it('reads both together: used in one is used', async () => {
    const report = reported(await readSheetFile(two(), { tabs: [0, 2] }));
    expect(report.counts).toEqual({ free: 2, spent: 2, malformed: 0, duplicates: 1 });
    expect(report.duplicates).toMatchObject([{ row: 3, sheet: 'Old', first: { row: 2, sheet: 'New' } }]);
    expect(report.tabs).toEqual({ read: ['New', 'Old'], left: ['Notes'] });
  });

  it('asks about a license that the sheet which was left says something about', async () => {
    const report = reported(await readSheetFile(two(), { tabs: [0] }));
    expect(report.counts.free).toBe(1);
    expect(report.questions).toMatchObject([{ why: 'other-sheet', subject: 'Old', places: [{ row: 2 }] }]);
  });

  it('asks about a license that a list without keys names', async () => {
    const list = [
      ['Board', 'Where', 'UUID'],
      ['7', 'shelf', license(2).uuid],
    ];
    const file = book([
      { name: 'New', cells: [header, row(1), row(2)] },
      { name: 'Boards', cells: list },
    ]);
    const report = reported(await readSheetFile(file, { tabs: [0] }));
    expect(report.questions).toMatchObject([{ why: 'other-sheet', subject: 'Boards', places: [{ row: 3 }] }]);
  });

  it('shows two lists beside each other as two', async () => {
    const cells = [
      [...header, '', ...header],
      [...row(1), '', '', ...row(2, 'USED')],
      [...row(3), '', '', ...row(4)],
    ];
    const file = book([{ name: 'June', cells }]);
    expect((await choice(file)).offers).toMatchObject([
      { tab: 0, name: 'June A–C', free: 2, spent: 0 },
      { tab: 1, name: 'June E–G', free: 1, spent: 1 },
    ]);
    expect(reported(await readSheetFile(file, { tabs: [0, 1] })).counts).toMatchObject({ free: 3, spent: 1 });
  });

  it('shows the only sheet with licenses when it is hidden', async () => {
    const file = book([
      { name: 'Hello', cells: [['Hello']] },
      { name: 'Keys', state: 'veryHidden', cells: [header, row(1)] },
    ]);
    expect((await choice(file)).offers).toMatchObject([{ name: 'Keys', hidden: true }]);
  });

  it('asks when a sheet is called used', async () => {
    const report = reported(await readSheetFile(book([{ name: '已使用', cells: [header, row(1)] }])));
    expect(report).toMatchObject({ counts: { free: 0 }, questions: [{ why: 'sheet-name', subject: '已使用' }] });
  });
});

describe('what a cell is', () => {
  it('spreads a merged status over its rows', async () => {
    const cells = [header, row(1, 'USED'), row(2), row(3), row(4)];
    const report = reported(await readSheetFile(book([{ name: 'a', cells, merges: ['C2:C4'] }])));
    expect(report.licenses.map(({ spent }) => Boolean(spent))).toEqual([true, true, true, false]);
  });

  it('spreads a merged note over its rows, where it is a question', async () => {
    const cells = [['UUID', 'key', 'Remark'], row(1), row(2, '已用'), row(3)];
    const report = reported(await readSheetFile(book([{ name: 'a', cells, merges: ['C3:D4'] }])));
    expect(report.open).toEqual([{ row: 3 }, { row: 4 }]);
  });

  it('asks about rows that are hidden or struck out', async () => {
    const cells = [header, row(1), row(2), row(3)];
    const report = reported(
      await readSheetFile(book([{ name: 'a', cells, hiddenRows: [3], styles: { A4: 1, C4: 1 } }])),
    );
    expect(report.counts.free).toBe(1);
    expect(report.questions.map(({ why, places }) => [why, places])).toEqual([
      ['hidden-row', [{ row: 3 }]],
      ['struck-out', [{ row: 4 }]],
    ]);
  });

  it('asks about rows of another colour, and not about bands', async () => {
    const cells = [header, row(1), row(2), row(3), row(4), row(5)];
    const read = async (refs: readonly string[]) => {
      const styles = Object.fromEntries(refs.map((ref) => [ref, 3]));
      return reported(await readSheetFile(book([{ name: 'a', cells, styles }])));
    };
    expect((await read(['A1', 'B1', 'A3', 'B3'])).questions).toMatchObject([{ why: 'coloured', places: [{ row: 3 }] }]);
    // What is free is what most are not: colour on all but one.
    expect((await read(['A2', 'A3', 'A4', 'A5'])).open).toEqual([{ row: 6 }]);
    expect((await read(['A1', 'A2', 'A4', 'A6'])).counts.free).toBe(5);
    expect((await read(['A2', 'A3', 'A4', 'A5', 'A6'])).counts.free).toBe(5);
  });

  it('takes a number for a time when its format is one', async () => {
    const cells = [['UUID', 'key', 'timestamp'], row(1, 46_348.853_865_740_74)];
    const report = reported(await readSheetFile(book([{ name: 'a', cells, styles: { C2: 2 } }])));
    expect(report.licenses[0]?.sheet?.timestamp).toBe('2026-11-22T20:29:34.000Z');
  });

  it('takes strings with prefixes, runs and readings, as other programs write them', async () => {
    const parts = partsOf([{ name: 'a', data: '' }]);
    const strings = `<x:sst xmlns:x="m"><x:si><x:t>UUID</x:t></x:si><x:si><x:r><x:t>ke</x:t></x:r><x:r><x:t>y</x:t></x:r><x:rPh><x:t>QQ</x:t></x:rPh></x:si><x:si><x:t>${license(1).uuid}</x:t></x:si><x:si><x:t><![CDATA[${license(1).authKey}]]></x:t></x:si></x:sst>`;
    const data =
      '<x:row><x:c t="s"><x:v>0</x:v></x:c><x:c/><x:c t="s"><x:v>1</x:v></x:c></x:row><x:row><x:c t="s"><x:v>2</x:v></x:c><x:c/><x:c t="s"><x:v>3</x:v></x:c></x:row>';
    const file = zipped({
      ...parts,
      'xl/sharedStrings.xml': strings,
      'xl/worksheets/sheet1.xml': `<x:worksheet xmlns:x="m"><x:sheetData>${data}</x:sheetData></x:worksheet>`,
      'xl/_rels/workbook.xml.rels': parts['xl/_rels/workbook.xml.rels']!.replace(
        '</Relationships>',
        '<Relationship Id="rT" Type="q/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
      ),
    });
    expect(reported(await readSheetFile(file)).licenses).toEqual([{ license: license(1), sheetRow: 2 }]);
  });
});

describe('columns nobody knows', () => {
  const cells = [
    ['No', 'License', 'Secret'],
    ['1', ...(row(1) as string[])],
    ['2', ...(row(2) as string[])],
  ];
  const file = () => book([{ name: 'a', cells }]);

  it('are offered by what stands in them, and no key is shown', async () => {
    const answer = await readSheetFile(file());
    expect(answer).toMatchObject({
      kind: 'refused',
      code: 'no-uuid-column',
      columns: {
        tab: 0,
        offers: [
          { index: 0, name: 'No', letter: 'A' },
          { index: 1, name: 'License', letter: 'B', like: 'uuid' },
          { index: 2, name: 'Secret', letter: 'C', like: 'authKey' },
        ],
      },
    });
    expect(JSON.stringify(answer)).not.toContain(license(1).authKey.slice(0, 8));
  });

  it('are read as a person named them', async () => {
    const report = reported(await readSheetFile(file(), { columns: { 0: { uuid: 1, authKey: 2 } } }));
    expect(report.licenses.map((each) => each.license)).toEqual([license(1), license(2)]);
    expect(report.licenses[0]?.extra).toEqual({ No: '1' });
  });

  it('still ask about what may be a status', async () => {
    const odd = [['License', 'Secret', '状态'], row(1, 'x'), row(2)];
    const report = reported(
      await readSheetFile(book([{ name: 'a', cells: odd }]), { columns: { 0: { uuid: 0, authKey: 1 } } }),
    );
    expect(report).toMatchObject({ counts: { free: 1 }, open: [{ row: 2 }] });
  });

  it('takes UUID for the key column when the names are the wrong way round', async () => {
    const swapped = [['key', 'UUID'], row(1)];
    expect(await readSheetFile(book([{ name: 'a', cells: swapped }]))).toMatchObject({
      kind: 'refused',
      columns: { offers: [{ like: 'uuid' }, { like: 'authKey' }] },
    });
  });
});

describe('other files', () => {
  const utf16 = (text: string) => [...text].flatMap((char) => [char.charCodeAt(0), 0]);
  const compound = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array<number>(700).fill(0)];
  it.each([
    // [MS-OFFCRYPTO] 2.3.4.4: the encrypted workbook is the stream EncryptedPackage of a compound file.
    ['encrypted', new Uint8Array([...compound, ...utf16('EncryptionInfo'), 0, 0, ...utf16('EncryptedPackage')])],
    ['old-excel', new Uint8Array([...compound, ...utf16('Workbook')])],
    ['pdf', strToU8('%PDF-1.7\n')],
    ['archive', new Uint8Array([0x1f, 0x8b, 8, 0])],
    [
      'open-document',
      zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'), 'content.xml': strToU8('<a/>') }),
    ],
    ['numbers', zipSync({ 'Index/Document.iwa': strToU8('x'), 'Metadata/Properties.plist': strToU8('x') })],
    ['binary-workbook', zipSync({ 'xl/workbook.bin': strToU8('x') })],
    ['archive', zipSync({ 'order.xlsx': strToU8('x') })],
    [
      'excel-xml',
      strToU8(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell>UUID</Cell></Row></Table></Worksheet></Workbook>',
      ),
    ],
    [
      'open-document',
      strToU8('<?xml version="1.0"?><office:document xmlns:office="o"><table:table></table:table></office:document>'),
    ],
    ['unreadable', zipSync({ 'xl/workbook.xml': strToU8('<workbook><sheets>') })],
  ])('names %s', async (code, bytes) => {
    const file = new File([bytes as Uint8Array<ArrayBuffer>], 'order.xlsx');
    expect(await readSheetFile(file)).toMatchObject({ kind: 'refused', code });
  });
});

describe('bounds', () => {
  const lastRow = 1_048_576;

  it('reads a sheet with a column formatted down to the last row', async () => {
    const rows = [header, row(1)].map((cells, index) =>
      cells.map((cell, at) => `<c r="${'ABC'[at]}${index + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`).join(''),
    );
    const filled = rows.map((cells, index) => `<row r="${index + 1}">${cells}</row>`).join('');
    const formatted = Array.from({ length: lastRow - 2 }, (_, n) => `<row r="${n + 3}"><c r="C${n + 3}" s="1"/></row>`);
    const file = book([{ name: 'a', data: filled + formatted.join('') }]);
    const began = performance.now();
    const report = reported(await readSheetFile(file));
    // A second at rest; today's machine may be busy with other tests.
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(report.licenses).toHaveLength(1);
    expect(report.malformed).toEqual([]);
  });

  it('reads one with a cell in the last corner behind formatted rows', async () => {
    const formatted = Array.from({ length: 50_000 }, (_, n) => `<row r="${n + 3}"><c r="C${n + 3}" s="1"/></row>`);
    const cells = [header, row(1)].map(
      (each, index) =>
        `<row r="${index + 1}">${each.map((cell, at) => `<c r="${'ABC'[at]}${index + 1}" t="str"><v>${cell}</v></c>`).join('')}</row>`,
    );
    const data = `${cells.join('')}${formatted.join('')}<row r="${lastRow}"><c r="XFD${lastRow}"><v>1</v></c></row>`;
    const report = reported(await readSheetFile(book([{ name: 'a', data }])));
    expect(report.licenses).toHaveLength(1);
    expect(report.malformed).toEqual([{ row: lastRow, code: 'uuid-missing', facts: { column: 'uuid' } }]);
  });

  it('refuses more columns, cells and text than a license sheet has', async () => {
    const letters = (n: number): string =>
      (n >= 26 ? letters(Math.floor(n / 26) - 1) : '') + String.fromCharCode(65 + (n % 26));
    const wide = Array.from(
      { length: 300 },
      (_, n) => `<row r="${n + 1}"><c r="${letters(n)}${n + 1}"><v>1</v></c></row>`,
    );
    expect(await readSheetFile(book([{ name: 'a', data: wide.join('') }]))).toMatchObject({ code: 'too-large' });
    // One string of the table of strings, in many cells: little to store, much to look at.
    const parts = partsOf([
      { name: 'a', data: '<row>'.concat('<c t="s"><v>0</v></c></row><row>'.repeat(3000), '</row>') },
    ]);
    const bomb = zipped({
      ...parts,
      'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(30_000)}</t></si></sst>`,
      'xl/_rels/workbook.xml.rels': parts['xl/_rels/workbook.xml.rels']!.replace(
        '</Relationships>',
        '<Relationship Id="rT" Type="q/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
      ),
    });
    expect(await readSheetFile(bomb)).toMatchObject({ code: 'too-large' });
  });

  it('bounds what merged cells spread to', async () => {
    const cells = Array.from({ length: 2000 }, (_, n) => row(n, 'USED'));
    const merges = Array.from({ length: 3000 }, () => `A1:XFD${lastRow}`);
    expect(await readSheetFile(book([{ name: 'a', cells: [header, ...cells], merges }]))).toMatchObject({
      code: 'too-large',
    });
  });

  it('refuses an archive that declares or holds more than a workbook has', async () => {
    const parts = { ...partsOf([{ name: 'a', cells: [header, row(1)] }]) };
    const files = Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]));
    const big = zipSync({ ...files, 'xl/worksheets/sheet1.xml': new Uint8Array(130 * 1024 * 1024) }, { level: 1 });
    expect(await readSheetFile(new File([big as Uint8Array<ArrayBuffer>], 'big.xlsx'))).toMatchObject({
      code: 'too-large',
    });
    // The same, and the directory says that the part is small: 130 MiB little-endian is 00 00 20 08.
    const lying = big.slice();
    for (let at = 0; at < lying.length - 4; at += 1) {
      if (lying[at] === 0 && lying[at + 1] === 0 && lying[at + 2] === 0x20 && lying[at + 3] === 0x08) {
        lying.set([0, 16, 0, 0], at);
      }
    }
    const answer = await readSheetFile(new File([lying as Uint8Array<ArrayBuffer>], 'lying.xlsx'));
    expect(answer).toMatchObject({ kind: 'refused', code: 'unreadable' });
  });

  it('does not unpack what it does not need', async () => {
    const file = book([{ name: 'a', cells: [header, row(1)] }]);
    const parts = unzipSync(new Uint8Array(await file.arrayBuffer()));
    const bytes = zipSync({ ...parts, 'xl/media/image1.png': new Uint8Array(130 * 1024 * 1024) }, { level: 1 });
    const report = reported(await readSheetFile(new File([bytes as Uint8Array<ArrayBuffer>], 'picture.xlsx')));
    expect(report.counts.free).toBe(1);
    expect(strFromU8(parts['xl/workbook.xml']!)).toContain('name="a"');
  });
});
