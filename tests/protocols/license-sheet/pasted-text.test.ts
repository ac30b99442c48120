import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPastedText } from '../../../src/protocols/license-sheet/reading/pasted-text';
import type { SheetSource } from '../../../src/protocols/license-sheet/sheet';
import { license, reported } from './sheets';

/** Experience, items 13 and 15: "paste box that recognises UUID/key in any order", pasted mail. */

const source: SheetSource = { name: 'paste', kind: 'text' };
const read = (text: string) => reported(readPastedText(text, source));
const [{ uuid, authKey }, second] = [license(1), license(2)];
const short = { uuid: '0123456789abcdef', authKey: second.authKey };

describe('one license', () => {
  it.each([
    [`${uuid} ${authKey}`],
    [`${authKey} ${uuid}`],
    [`${uuid}\t${authKey}\r\n`],
    [`${uuid},${authKey}`],
    [`${authKey};${uuid}`],
    [`${uuid}\n${authKey}`],
    [`${authKey}\n\n${uuid}\n`],
    [`UUID: ${uuid}\nAuthKey: ${authKey}`],
    [`uuid=${uuid}\nauth_key=${authKey}`],
    [`UUID：${uuid}\nKEY：${authKey}`],
    [`UUID：${uuid}，授权码 key：${authKey}`],
    [`UUID\n${uuid}\nKEY\n${authKey}`],
    [`"${uuid}", "${authKey}"`],
    [`1. ${uuid} ${authKey}`],
    [
      `Hello,\n\nhere is your license for the workshop:\n  UUID: ${uuid}, key: ${authKey}.\n\nYours sincerely,\nthe team`,
    ],
  ])('%j', (text) => {
    const report = read(text);
    expect(report.licenses.map((each) => each.license)).toEqual([{ uuid, authKey }]);
    expect(report.counts).toEqual({ free: 1, spent: 0, malformed: 0, duplicates: 0 });
  });

  it('takes any printable AuthKey beside its UUID, in either order and with a comma between', () => {
    const printable = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
    const anyKey = fc.string({ unit: printable, minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(
        anyKey,
        fc.constantFrom(uuid, short.uuid),
        fc.constantFrom(' ', ',', '\t', '\n'),
        (key, id, between) => {
          fc.pre(!/^keyx+$/i.test(key));
          // Where a comma stands between the two and another one in the AuthKey, nobody can tell.
          fc.pre(between !== ',' || !/[,;|/]/.test(key));
          for (const text of [id + between + key, key + between + id]) {
            expect(read(text).licenses.map((each) => each.license)).toEqual([{ uuid: id, authKey: key }]);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('several', () => {
  it('tells the line of each, and of what is nearly one', () => {
    const report = read(
      `${uuid} ${authKey}\n\n${second.uuid} ${second.authKey.slice(1)}\n${short.authKey} ${short.uuid}`,
    );
    expect(report.licenses.map((each) => [each.sheetRow, each.license])).toEqual([
      [1, { uuid, authKey }],
      [4, short],
    ]);
    expect(report.malformed).toEqual([{ row: 3, code: 'auth-key-length', facts: { column: 'authKey', length: 31 } }]);
  });

  it('takes words behind a license for a status, as in a row copied without its header', () => {
    expect(read(`${uuid}\t${authKey}\tUSED\tC8:47:8C:A1:B2:C3`).licenses).toEqual([
      {
        license: { uuid, authKey },
        sheetRow: 1,
        spent: 'sheet-status',
        sheet: { status: 'USED C8:47:8C:A1:B2:C3' },
      },
    ]);
  });

  it('finds duplicates', () => {
    expect(read(`${uuid} ${authKey}\n${authKey} ${uuid}`).duplicates).toEqual([
      { row: 2, first: { row: 1 }, uuid, sameKey: true },
    ]);
  });

  it.each([
    [`${uuid}\n${authKey.slice(2)}`, { row: 1, code: 'auth-key-length', facts: { column: 'authKey', length: 30 } }],
    [`${authKey}\n${uuid.slice(2)}`, { row: 1, code: 'uuid-length', facts: { column: 'uuid', length: 18 } }],
    [`${uuid}\n`, { row: 1, code: 'auth-key-missing', facts: { column: 'authKey' } }],
    [`Hello\n${authKey}\n`, { row: 2, code: 'uuid-missing', facts: { column: 'uuid' } }],
    [`${uuid},${authKey.slice(1)}`, { row: 1, code: 'auth-key-length', facts: { column: 'authKey', length: 31 } }],
  ])('%j is not one', (text, malformed) => {
    expect(read(text)).toMatchObject({ licenses: [], malformed: [malformed] });
  });
});

it.each([
  ['', 'empty'],
  [' \n ', 'empty'],
  ['Good morning,\nno licenses today.\nResponsibilities: none', 'nothing-found'],
])('refuses %j', (text, code) => {
  expect(readPastedText(text, source)).toEqual({ kind: 'refused', source, code });
});
