import type { MalformedCode, SheetReport } from '../../protocols/license-sheet/sheet';
import type { ImportOutcome } from '../../records/license-import';

/** What an import would do, row by row and in groups. Pure. Never holds an AuthKey. */

export type RowKind = 'fresh' | 'spent' | 'malformed' | 'duplicate' | 'here' | 'refused';

export interface ReportRow {
  row: number;
  kind: RowKind;
}

type RefusedWhy = ImportOutcome['refused'][number]['why'];

/** Rows that share one reason. Row numbers ascending. */
export type Exception =
  | { kind: 'malformed'; rows: readonly number[]; code: MalformedCode; column?: 'uuid' | 'authKey'; number?: number }
  | { kind: 'duplicate'; rows: readonly number[]; firstRows: readonly number[]; sameKey: boolean }
  | { kind: 'spent'; rows: readonly number[]; why: 'sheet-status' | 'sheet-mac' | 'sheet-timestamp' }
  | { kind: 'same-mac'; rows: readonly number[]; mac: string }
  | { kind: 'here' | 'spent-since'; rows: readonly number[] }
  | { kind: 'refused'; rows: readonly number[]; why: RefusedWhy };

const rowsMet = (met: readonly { sheetRow?: number }[]): number[] => met.flatMap(({ sheetRow }) => sheetRow ?? []);

/** Every row of the sheet that was filled, in order, with what becomes of it. */
export const reportRows = (report: SheetReport, outcome: ImportOutcome): readonly ReportRow[] => {
  const here = new Set(rowsMet(outcome.alreadyHere));
  const refused = new Set(rowsMet(outcome.refused));
  const kindOf = ({ sheetRow, spent }: SheetReport['licenses'][number]): RowKind => {
    if (refused.has(sheetRow)) return 'refused';
    if (here.has(sheetRow)) return 'here';
    return spent ? 'spent' : 'fresh';
  };
  const rows: ReportRow[] = [
    ...report.licenses.map((license) => ({ row: license.sheetRow, kind: kindOf(license) })),
    ...report.malformed.map(({ row }) => ({ row, kind: 'malformed' as const })),
    ...report.duplicates.map(({ row }) => ({ row, kind: 'duplicate' as const })),
  ];
  return rows.sort((a, b) => a.row - b.row);
};

const grouped = <Thing>(things: readonly Thing[], keyOf: (thing: Thing) => string): Thing[][] => {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group) group.push(thing);
    else groups.set(key, [thing]);
  }
  return [...groups.values()];
};

const factNumber = (facts: Readonly<Record<string, string | number>>): number | undefined => {
  const value = facts.length ?? facts.position;
  return typeof value === 'number' ? value : undefined;
};

const malformedGroups = ({ malformed }: SheetReport): Exception[] =>
  grouped(malformed, ({ code, facts }) => JSON.stringify([code, facts])).map((group) => {
    const { code, facts } = group[0]!;
    const column = facts.column === 'uuid' || facts.column === 'authKey' ? facts.column : undefined;
    const number = factNumber(facts);
    return {
      kind: 'malformed',
      rows: group.map(({ row }) => row),
      code,
      ...(column && { column }),
      ...(number !== undefined && { number }),
    };
  });

/** The exceptions of an import, gravest first. */
export const exceptionsOf = (report: SheetReport, outcome: ImportOutcome): readonly Exception[] => {
  const refused = grouped(outcome.refused, ({ why }) => why).map(
    (group): Exception => ({ kind: 'refused', rows: rowsMet(group), why: group[0]!.why }),
  );
  const duplicates = grouped(report.duplicates, ({ sameKey }) => String(sameKey)).map(
    (group): Exception => ({
      kind: 'duplicate',
      rows: group.map(({ row }) => row),
      firstRows: group.map(({ firstRow }) => firstRow),
      sameKey: group[0]!.sameKey,
    }),
  );
  const met = new Set(rowsMet([...outcome.alreadyHere, ...outcome.spentSince, ...outcome.refused]));
  const spent = grouped(
    report.licenses.filter((row) => row.spent && !met.has(row.sheetRow)),
    ({ spent: why }) => why ?? '',
  ).map((group): Exception => ({ kind: 'spent', rows: group.map(({ sheetRow }) => sheetRow), why: group[0]!.spent! }));
  const exceptions: Exception[] = [
    ...malformedGroups(report),
    ...refused,
    ...duplicates.sort((a, b) => Number('sameKey' in a && a.sameKey) - Number('sameKey' in b && b.sameKey)),
    ...report.sameMac.map(({ mac, rows }): Exception => ({ kind: 'same-mac', mac, rows })),
    ...spent,
    { kind: 'spent-since', rows: rowsMet(outcome.spentSince) },
    { kind: 'here', rows: rowsMet(outcome.alreadyHere) },
  ];
  return exceptions.filter(({ rows }) => rows.length > 0);
};

/** The counts of the sentence on top; `kept` is what the one button would store. */
export const reportCounts = (report: SheetReport, outcome: ImportOutcome) => ({
  kept: outcome.free + outcome.spent,
  spent: outcome.spent,
  malformed: report.counts.malformed,
  duplicates: report.counts.duplicates,
  here: outcome.alreadyHere.length,
  spentSince: outcome.spentSince.length,
  refused: outcome.refused.length,
});
