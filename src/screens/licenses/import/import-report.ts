import type {
  MalformedCode,
  Place,
  SheetLicense,
  SheetReport,
  SpentReason,
} from '../../../protocols/license-sheet/sheet';
import type { ImportOutcome } from '../../../records/license-import';

/** What an import would do, row by row and in groups. Pure. Never holds an AuthKey. */

export type RowKind = 'fresh' | 'spent' | 'malformed' | 'duplicate' | 'here' | 'refused' | 'question';

export interface ReportRow extends Place {
  kind: RowKind;
}

type RefusedWhy = ImportOutcome['refused'][number]['why'];

interface Rows {
  /** Ascending. */
  rows: readonly number[];
  /** Where they stand, when several sheets are read. */
  sheet?: string;
}

/** Rows that share one reason. */
export type Exception = Rows &
  (
    | { kind: 'malformed'; code: MalformedCode; column?: 'uuid' | 'authKey'; number?: number }
    | { kind: 'duplicate'; first: Rows; sameKey: boolean }
    | { kind: 'shared-key'; others: readonly Rows[] }
    | { kind: 'cleaned'; characters: readonly string[] }
    | { kind: 'spent'; why: SpentReason }
    | { kind: 'same-mac'; mac: string }
    | { kind: 'here' | 'spent-since' }
    | { kind: 'refused'; why: RefusedWhy }
  );

const placeOf = ({ sheetRow, tab }: SheetLicense): Place =>
  tab === undefined ? { row: sheetRow } : { row: sheetRow, sheet: tab };

/** Every row of the sheet that was filled, in order, with what becomes of it. */
export const reportRows = (report: SheetReport, outcome: ImportOutcome): readonly ReportRow[] => {
  const here = new Set(outcome.alreadyHere.map(({ uuid }) => uuid));
  const refused = new Set(outcome.refused.map(({ uuid }) => uuid));
  const kindOf = ({ license: { uuid }, spent }: SheetLicense): RowKind => {
    if (refused.has(uuid)) return 'refused';
    if (here.has(uuid)) return 'here';
    return spent ? 'spent' : 'fresh';
  };
  const duplicates = new Set(report.duplicates.map(({ row, sheet }) => `${row} ${sheet ?? ''}`));
  const shared = report.sharedKeys
    .flatMap(({ places }) => places)
    .filter(({ row, sheet }) => !duplicates.has(`${row} ${sheet ?? ''}`));
  const rows: ReportRow[] = [
    ...report.licenses.map((license) => ({ ...placeOf(license), kind: kindOf(license) })),
    ...report.malformed.map(({ row, sheet }) => ({ row, sheet, kind: 'malformed' as const })),
    ...report.duplicates.map(({ row, sheet }) => ({ row, sheet, kind: 'duplicate' as const })),
    ...shared.map(({ row, sheet }) => ({ row, sheet, kind: 'refused' as const })),
    ...report.open.map(({ row, sheet }) => ({ row, sheet, kind: 'question' as const })),
  ];
  const order = new Map((report.tabs?.read ?? []).map((name, at) => [name, at]));
  const place = (sheet: string | undefined) => (sheet === undefined ? 0 : (order.get(sheet) ?? 0));
  return rows.sort((a, b) => place(a.sheet) - place(b.sheet) || a.row - b.row);
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

/** Places by the sheet they stand in. */
export const bySheet = (places: readonly Place[]): Rows[] =>
  grouped(places, ({ sheet }) => sheet ?? '').map((group) => {
    const rows = group.map(({ row }) => row).sort((a, b) => a - b);
    const { sheet } = group[0]!;
    return sheet === undefined ? { rows } : { rows, sheet };
  });

const factNumber = (facts: Readonly<Record<string, string | number>>): number | undefined => {
  const value = facts.length ?? facts.position;
  return typeof value === 'number' ? value : undefined;
};

const malformedGroups = ({ malformed }: SheetReport): Exception[] =>
  grouped(malformed, ({ code, facts, sheet }) => JSON.stringify([code, facts, sheet])).flatMap((group) => {
    const { code, facts } = group[0]!;
    const column = facts.column === 'uuid' || facts.column === 'authKey' ? facts.column : undefined;
    const number = factNumber(facts);
    return bySheet(group).map(
      (rows): Exception => ({
        kind: 'malformed',
        ...rows,
        code,
        ...(column && { column }),
        ...(number !== undefined && { number }),
      }),
    );
  });

const duplicateGroups = ({ duplicates }: SheetReport): Exception[] =>
  grouped(duplicates, ({ sameKey, sheet, first }) => JSON.stringify([sameKey, sheet, first.sheet]))
    .map((group): Exception => {
      const [rows] = bySheet(group);
      const [first] = bySheet(group.map((row) => row.first));
      return { kind: 'duplicate', ...rows!, first: first!, sameKey: group[0]!.sameKey };
    })
    .sort((a, b) => Number('sameKey' in a && a.sameKey) - Number('sameKey' in b && b.sameKey));

const sharedGroups = ({ sharedKeys }: SheetReport): Exception[] =>
  sharedKeys.map(({ places }): Exception => {
    const [first, ...others] = bySheet(places);
    return { kind: 'shared-key', ...first!, others };
  });

/** The exceptions of an import, gravest first. */
export const exceptionsOf = (report: SheetReport, outcome: ImportOutcome): readonly Exception[] => {
  const places = new Map(report.licenses.map((license) => [license.license.uuid, placeOf(license)]));
  const met = (rows: readonly { uuid: string }[]): Rows[] =>
    bySheet(rows.flatMap(({ uuid }) => places.get(uuid) ?? []));
  const refused = grouped(outcome.refused, ({ why }) => why).flatMap((group) =>
    met(group).map((rows): Exception => ({ kind: 'refused', ...rows, why: group[0]!.why })),
  );
  const elsewhere = new Set(
    [...outcome.alreadyHere, ...outcome.spentSince, ...outcome.refused].map(({ uuid }) => uuid),
  );
  const spent = grouped(
    report.licenses.filter((row) => row.spent && !elsewhere.has(row.license.uuid)),
    ({ spent: why }) => why ?? '',
  ).flatMap((group) =>
    bySheet(group.map(placeOf)).map((rows): Exception => ({ kind: 'spent', ...rows, why: group[0]!.spent! })),
  );
  const { cleaned } = report;
  return [
    ...malformedGroups(report),
    ...refused,
    ...sharedGroups(report),
    ...duplicateGroups(report),
    ...report.sameMac.flatMap(({ mac, places: named }) =>
      bySheet(named).map((rows): Exception => ({ kind: 'same-mac', mac, ...rows })),
    ),
    ...spent,
    ...met(outcome.spentSince).map((rows): Exception => ({ kind: 'spent-since', ...rows })),
    ...met(outcome.alreadyHere).map((rows): Exception => ({ kind: 'here', ...rows })),
    ...(cleaned
      ? bySheet(cleaned.places).map((rows): Exception => ({ kind: 'cleaned', characters: cleaned.characters, ...rows }))
      : []),
  ];
};

/** The counts of the sentence on top; `kept` is what the one button would store. */
export const reportCounts = (report: SheetReport, outcome: ImportOutcome) => ({
  kept: outcome.free + outcome.spent,
  spent: outcome.spent,
  malformed: report.counts.malformed,
  duplicates: report.counts.duplicates,
  here: outcome.alreadyHere.length,
  spentSince: outcome.spentSince.length,
  refused: outcome.refused.length + report.sharedKeys.reduce((sum, { places }) => sum + places.length, 0),
  open: report.open.length,
});
