import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readSheetFile, readSheetText } from '../../../src/protocols/license-sheet/reading/open-sheet';
import { book, partsOf, zipped } from './book';
import { license, row } from './sheets';

/** "Bad input gets a clear error": whatever was dropped, there is an answer. */

const kinds = ['sheet', 'refused', 'choice'];
const piece = fc.constantFrom(
  license(1).uuid,
  license(1).authKey,
  license(2).uuid,
  license(2).authKey,
  ...[
    'UUID',
    'key',
    'status',
    'sep=;',
    '"',
    '""',
    ',',
    ';',
    '\t',
    '|',
    '\n',
    '\r\n',
    ' ',
    '\u200b',
    '<table>',
    '<tr>',
    '<td colspan=3>',
  ],
  ...[
    '</table>',
    '<!--',
    '&#0;',
    '&amp',
    '---',
    '已用',
    'USED',
    'C8:47:8C:A1:B2:C3',
    '__proto__',
    'constructor',
    '\ufeff',
    'MAC：',
  ],
);

it('any text has an answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 40 }), fc.boolean(), async (pieces, csv) => {
      const answer = csv
        ? await readSheetFile(new File([pieces.join('')], 'a.csv'))
        : await readSheetText(pieces.join(''), { name: 'paste', kind: 'text' });
      expect(kinds).toContain(answer.kind);
    }),
    { numRuns: 1500 },
  );
});

it('any damaged workbook has an answer', async () => {
  const bytes = new Uint8Array(
    await book([
      { name: 'a', cells: [['UUID', 'key', 'status'], row(1, 'USED'), row(2)], merges: ['C2:C3'] },
    ]).arrayBuffer(),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      fc.option(fc.nat(bytes.length)),
      async (changes, end) => {
        const damaged = bytes.slice(0, end ?? bytes.length);
        for (const [at, value] of changes) if (at < damaged.length) damaged[at] = value;
        const answer = await readSheetFile(new File([damaged], 'a.xlsx'));
        expect(kinds).toContain(answer.kind);
      },
    ),
    { numRuns: 500 },
  );
});

const xmlPiece = fc.constantFrom(
  ...[
    '<row r="2">',
    '</row>',
    '<row>',
    '<c r="A2" t="s">',
    '<c r="C2" s="99" t="inlineStr">',
    '<c>',
    '<c/>',
    '</c>',
    '<v>0</v>',
    '<v>',
  ],
  ...[
    '</v>',
    '<is><t>',
    '</t></is>',
    'USED',
    '&#x1F600;',
    '<f/>',
    '<c r="ZZZ99999999"><v>1</v></c>',
    '<mergeCell ref="A1:"/>',
    '<![CDATA[x]]>',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    '&b;',
    '<__proto__>',
  ],
);

it('any XML in a sheet has an answer', async () => {
  const parts = partsOf([{ name: 'a', data: '' }]);
  await fc.assert(
    fc.asyncProperty(fc.array(xmlPiece, { maxLength: 25 }), async (pieces) => {
      const xml = `<worksheet><sheetData>${pieces.join('')}</sheetData></worksheet>`;
      const answer = await readSheetFile(zipped({ ...parts, 'xl/worksheets/sheet1.xml': xml }));
      expect(kinds).toContain(answer.kind);
    }),
    { numRuns: 500 },
  );
});
