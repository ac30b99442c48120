import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LicenseRow, LicenseState } from '../../../src/model/license';
import { exportSheet } from '../../../src/protocols/license-sheet/files/save-sheet';
import { readSheetFile } from '../../../src/protocols/license-sheet/reading/open-sheet';
import { type ExportAim, type ExportRow, exportAims } from '../../../src/protocols/license-sheet/write-sheet';
import { judged } from './judge';
import { readWorkbookPlainly } from './plain-workbook';
import { license, reported, row, workbook } from './sheets';

/** authorize-cli, section 4, "compatibility trap": no status word serves both tools. */

const at = Date.UTC(2026, 10, 22, 20, 29, 34);
const mac = 'C8:47:8C:A1:B2:C3';
const kept = (n: number, changes: Partial<LicenseRow>): ExportRow => ({
  row: { uuid: license(n).uuid, state: 'free', batch: 'Tuesday', virtual: false, at, history: [], ...changes },
  authKey: license(n).authKey,
});
const rows: ExportRow[] = [
  kept(1, { state: 'verified', mac }),
  kept(2, {}),
  kept(3, { state: 'written', mac }),
  kept(4, { state: 'spent', sheet: { status: 'MACREAD' } }),
  kept(5, { state: 'reserved', mac }),
  kept(6, { state: 'doubtful', mac }),
  kept(7, { extra: { Remark: 'shelf' } }),
];
const free = [2, 7].map((n) => license(n).uuid);

const bytesOf = async (all: readonly ExportRow[], aim: ExportAim) =>
  new Uint8Array(await (await exportSheet(all, 'xlsx', aim)).arrayBuffer());

describe('whom a sheet is for', () => {
  // What each tool hands out of it, by the judge; what the bench reads out of all its sheets.
  it.each<[ExportAim, number | undefined, number | undefined]>([
    ['free', 2, 2],
    // The trap itself: for one tool, never for the other. 3.x hands out all seven of a sheet for 2.x.
    ['tyutool-2', 2, 7],
    ['tyutool-3', 7, 2],
  ])('%s: 2.x hands out %s, 3.x %s', async (aim, two, three) => {
    const bytes = await bytesOf(rows, aim);
    const tools = judged(bytes);
    expect([tools.two?.length, tools.three?.length]).toEqual([two, three]);
    if (aim !== 'tyutool-3') expect(tools.two).toEqual(free);
    if (aim !== 'tyutool-2') expect(tools.three).toEqual(free);

    const file = new File([bytes as Uint8Array<ArrayBuffer>], 'out.xlsx');
    const report = reported(await readSheetFile(file, { tabs: [0, 1] }));
    expect(report.counts).toEqual({ free: 2, spent: 5, malformed: 0, duplicates: 0 });
    expect(report.questions).toEqual([]);
  });

  it('says AUTHWRITTEN for 3.x where written and not verified, and its kind of time', async () => {
    const [sheet = []] = readWorkbookPlainly(await bytesOf(rows, 'tyutool-3')).sheets;
    expect(sheet.map(([, , status, board, time]) => [status, board, time])).toEqual([
      ['status', 'MAC', 'timestamp'],
      ['DONE', mac, '2026-11-22T20:29:34.000Z'],
      ['', '', ''],
      ['AUTHWRITTEN', mac, '2026-11-22T20:29:34.000Z'],
      ['DONE', '', '2026-11-22T20:29:34.000Z'],
      ['DONE', mac, '2026-11-22T20:29:34.000Z'],
      ['DONE', mac, '2026-11-22T20:29:34.000Z'],
      ['', '', ''],
    ]);
  });

  it('has the free ones alone unless somebody says otherwise, all others on a second sheet', async () => {
    const { sheets, active } = readWorkbookPlainly(
      new Uint8Array(await (await exportSheet(rows, 'xlsx')).arrayBuffer()),
    );
    expect(active).toBe(0);
    expect(sheets.map((sheet) => sheet.slice(1).map(([uuid]) => uuid))).toEqual([
      free,
      [1, 3, 4, 5, 6].map((n) => license(n).uuid),
    ]);
    const csv = await (await exportSheet(rows, 'csv')).text();
    expect(csv.trim().split('\r\n')).toHaveLength(3);
  });

  it('lets no column of the old sheet stand in for one that a tool reads', async () => {
    const odd = [
      kept(1, { state: 'verified', mac, extra: { status: '', ' Key': 'x', 'Bindery state': 'free' } }),
      kept(2, {}),
    ];
    for (const aim of exportAims) {
      const { two, three } = judged(await bytesOf(odd, aim));
      if (aim !== 'tyutool-3') expect(two).toEqual([license(2).uuid]);
      if (aim !== 'tyutool-2') expect(three).toEqual([license(2).uuid]);
    }
  });
});

const states: readonly LicenseState[] = ['free', 'reserved', 'doubtful', 'written', 'verified', 'spent'];
const anyText = fc.string({
  unit: fc.constantFrom('a', 'Z', '7', ' ', '"', "'", '=', ',', '|', '<', '_x0041_', '已', '\n', '\u200b'),
  maxLength: 8,
});
const anyName = fc.constantFrom(
  'Remark',
  'status',
  'Status ',
  'MAC',
  'key',
  'AuthKey',
  'state',
  '状态',
  'Step',
  'UUID',
  'Bindery state',
  'x',
);
const anyRow = fc.record({
  state: fc.constantFrom(...states),
  extra: fc.dictionary(anyName, anyText, { maxKeys: 3 }),
  status: fc.option(anyText),
  written: fc.boolean(),
});

describe('there and back', () => {
  it('no row that is not free comes out free, for whomever it was written, in either form', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRow, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...exportAims),
        fc.constantFrom('xlsx' as const, 'csv' as const),
        async (given, aim, format) => {
          const all = given.map(({ state, extra, status, written }, n) =>
            kept(n + 1, {
              state,
              extra,
              ...(state !== 'free' && state !== 'spent' && { mac }),
              ...(status && { sheet: { status } }),
              ...(written && { at: 0 }),
            }),
          );
          const reallyFree = new Set(all.flatMap(({ row: { uuid, state } }) => (state === 'free' ? [uuid] : [])));
          const blob = await exportSheet(all, format, aim);
          const answer = await readSheetFile(new File([blob], `out.${format}`), { tabs: [0, 1] });
          if (answer.kind === 'refused') {
            expect([reallyFree.size, aim]).toEqual([0, 'free']);
            return;
          }
          const report = reported(answer);
          for (const {
            spent,
            license: { uuid },
          } of report.licenses)
            if (!spent) expect(reallyFree).toContain(uuid);
          for (const {
            license: { uuid, authKey },
          } of report.licenses) {
            expect(all.find(({ row: each }) => each.uuid === uuid)?.authKey).toBe(authKey);
          }
          // Nothing of it is lost either: taken, or waiting for an answer.
          const expected = format === 'csv' && aim === 'free' ? reallyFree.size : all.length;
          expect(report.licenses.length + report.open.length).toBe(expected);
          if (format === 'xlsx') {
            const { two, three } = judged(new Uint8Array(await blob.arrayBuffer()));
            if (aim !== 'tyutool-3') for (const uuid of two ?? []) expect(reallyFree).toContain(uuid);
            if (aim !== 'tyutool-2') for (const uuid of three ?? []) expect(reallyFree).toContain(uuid);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('no row that says used in any column, under any name, comes in free', async () => {
    const marked = fc.constantFrom('USED', 'DONE', '已用', mac, '2026-11-22 20:29:34', 'MACREAD', '已烧录');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(marked), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('Remark', '', 'status', 'MAC', 'timestamp', 'state', '状态', 'pid', 'x', 'Zustand', '備考'),
        fc.boolean(),
        async (marks, name, before) => {
          const place = (mark: string, cells: unknown[]) => (before ? [mark, ...cells] : [...cells, mark]) as string[];
          const sheet = [
            place(name, ['UUID', 'key']),
            ...marks.map((mark, n) => place(mark ?? '', row(n + 1) as string[])),
          ];
          const report = reported(await readSheetFile(await workbook(sheet)));
          const free = report.licenses.filter(({ spent }) => !spent).map((each) => each.license.uuid);
          expect(free).toEqual(marks.flatMap((mark, n) => (mark ? [] : [license(n + 1).uuid])));
        },
      ),
      { numRuns: 100 },
    );
  });
});
