import { describe, expect, test } from 'vitest';
import { readSheetText } from '../../../src/protocols/license-sheet/reading/open-sheet';
import type { SheetReport } from '../../../src/protocols/license-sheet/sheet';
import { withoutKeys } from '../../../src/protocols/license-sheet/table/hide-keys';

/**
 * What a sheet says beside its licenses is stored in clear text, shown in questions and exported again: an AuthKey that
 * was pasted there, its own row's or anybody's, must not go along (issue 8, section 3; authorize-cli, section 4).
 */

const rows = [
  ['uuidaaaa0000000000a1', 'Kq7mZp2XvB9sLd4TnR8wYc3HfJ6gQe5A'],
  ['uuidaaaa0000000000a2', 'b4Nw8RtY2kLp6VxZ9cQm3HsD7fGj5TaE'],
  ['uuidaaaa0000000000a3', 'Z"x9,Lm;4kQ|w7Rt2Yp:8Vb(3Nc)6Hd!'],
] as const;
const [[, first], [, second], [, third]] = rows;
/** Of a license that is not in the sheet. */
const stranger = 'Pw5Gh9Jk3Ld7Fs2Qa8Zx4Cv6Bn1Mt0Re';
const keys = [first, second, third, stranger];

/** Everything of an answer but the licenses themselves, which the ledger seals. */
const clearText = (answer: unknown): string =>
  JSON.stringify(answer, (name, value: unknown) => (name === 'license' ? undefined : value));

const piecesIn = (text: string): string[] =>
  keys.flatMap((key) =>
    Array.from({ length: key.length - 9 }, (_, at) => key.slice(at, at + 10)).filter((piece) =>
      text.includes(JSON.stringify(piece).slice(1, -1)),
    ),
  );

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const csv = (header: readonly string[], beside: (row: number) => readonly string[], titles: readonly string[] = []) =>
  [...titles.map((title) => [title]), header, ...rows.map((row, at) => [...row, ...beside(at)])]
    .map((cells) => cells.map(quoted).join(','))
    .join('\n');

const named = ['uuid', 'key'] as const;
const long = 'these were used up by the people on the second floor: ';

const sheets: Readonly<Record<string, string>> = {
  'the key of another row in a note': csv([...named, 'note'], (row) => [row === 0 ? `replaced by ${second}` : '']),
  'a key with marks in it in a note': csv([...named, 'note'], (row) => [row === 0 ? `see (${third}), please` : '']),
  'the key of no row in a note': csv([...named, 'note'], (row) => [row === 0 ? `used instead of ${stranger}` : '']),
  'the key of no row in a cell': csv([...named, 'note'], (row) => [row === 0 ? stranger : '']),
  'a key where the status stands': csv([...named, 'status'], (row) => [row === 0 ? stranger : '']),
  'a key in a heading': csv([...named, 'note'], () => ['a'], [`used ${second}`]),
  'a key at the end of a long heading': csv([...named, 'note'], () => ['a'], [`${long}${stranger}`]),
  'a key in the name of a column': csv([...named, `used ${second}`], (row) => [row === 0 ? 'x' : '']),
  'a key as the name of a column': csv([...named, stranger], (row) => [row === 0 ? 'used' : '']),
  'a second column of keys': csv([...named, 'old one'], (row) => [row === 0 ? stranger : second]),
  'a key behind a license in a mail': rows.map((row) => `${row.join(' ')} ${stranger} used`).join('\n'),
  'a key in a line of a mail': `${rows[0].join(' ')}\nused, see ${stranger}\n${long}${long}${second}`,
  'a key in a heading of a mail': `used ${stranger}\n${rows[0].join(' ')}`,
};

describe('an AuthKey beside a license', () => {
  for (const [name, text] of Object.entries(sheets)) {
    for (const kind of ['csv', 'text'] as const) {
      test(`${name}, read as ${kind}`, async () => {
        const source = { name: 'sheet', kind };
        const asked = await readSheetText(text, source);
        expect(piecesIn(clearText(asked))).toEqual([]);
        if (asked.kind !== 'sheet') return;
        const answers = Object.fromEntries(asked.questions.map(({ id }) => [id, 'used' as const]));
        const { licenses } = (await readSheetText(text, source, { answers })) as SheetReport;
        expect(licenses.length).toBeGreaterThan(0);
        expect(piecesIn(clearText(licenses))).toEqual([]);
      });
    }
  }

  test.each(['x', '7', 'ab1'])('is looked for in a cell of millions of characters: %s', async (piece) => {
    const text = csv([...named, 'note'], (row) => [row === 0 ? `${piece.repeat(2_000_000)} ${stranger}` : '']);
    const answer = await readSheetText(text, { name: 'sheet.csv', kind: 'csv' });
    expect(answer).toMatchObject({ kind: 'sheet', licenses: { length: rows.length } });
    expect(piecesIn(clearText(answer))).toEqual([]);
  });

  test('does not show in the names of columns that a person is asked about', async () => {
    const text = csv(['a', 'b', `from ${stranger} on`], () => ['']);
    const asked = await readSheetText(text, { name: 'sheet.csv', kind: 'csv' });
    expect(asked).toMatchObject({ kind: 'refused', columns: { offers: [{ name: 'a' }, { name: 'b' }, {}] } });
    expect(piecesIn(clearText(asked))).toEqual([]);
  });

  test('and what is none stays as it was', () => {
    for (const text of ['box 7', 'https://example.com/a/b/c/d/e/f/g?h=1', '0'.repeat(32), `${'a'.repeat(20)}1`, '备注'])
      expect(withoutKeys(text)).toBe(text);
    expect(withoutKeys(`key:${first}.`)).toBe('key:***.');
    expect(withoutKeys(`x${third}x`, new Set([third]))).toBe('x***x');
  });
});
