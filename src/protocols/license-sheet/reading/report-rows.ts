import type { SheetMarks } from '../../../model/license';
import { readMac } from '../../../model/license-rules';
import {
  type Answer,
  type Cleaned,
  type Doubt,
  type DuplicateRow,
  type MalformedRow,
  ownColumns,
  type Place,
  type RawRow,
  type SharedKey,
  type SheetLicense,
  type SheetReport,
  type SheetSource,
  textOf,
} from '../sheet';
import { isUuid, plainOf } from '../table/columns';
import { withoutKeys } from '../table/hide-keys';
import { invisibleIn } from '../table/invisible';
import { rowFault } from './check-row';
import { ask, type Questioned } from './questions';
import { ownState } from './read-table';

/** From raw rows to what an import would take: the same rules for a workbook, a CSV file and a paste. */

export type RowsReport = Pick<
  SheetReport,
  'licenses' | 'malformed' | 'duplicates' | 'sharedKeys' | 'questions' | 'open' | 'cleaned' | 'sameMac' | 'counts'
>;

/** A second key column, or a note with a key pasted in, must not carry an AuthKey into storage in clear text. */
const keyHider = (rows: readonly RawRow[]) => {
  const keys = new Set(rows.map(({ authKey }) => textOf(authKey)).filter((key) => key.length >= 16));
  return (text: string, ownKey: string) => withoutKeys(text, keys, ownKey.length >= 16 ? ownKey : undefined);
};

/** Characters of what a doubt is about; a heading may be a whole paragraph. */
const longestText = 120;
const longestHeading = 60;

const doubtWithout = (doubt: Doubt, hide: (text: string) => string): Doubt => {
  const { why, subject } = doubt;
  const text = hide(doubt.text).slice(0, longestText);
  if (subject === undefined) return { why, text };
  return { why, subject: why === 'heading' ? hide(subject).slice(0, longestHeading) : hide(subject), text };
};

const usedBecause = ({ status, mac, timestamp }: SheetMarks): SheetLicense['spent'] => {
  if (status) return 'sheet-status';
  if (mac) return 'sheet-mac';
  return timestamp ? 'sheet-timestamp' : undefined;
};

export const placeOf = ({ row, sheet }: Place): Place => (sheet === undefined ? { row } : { row, sheet });

const filledOnly = (marks: SheetMarks): SheetMarks =>
  Object.fromEntries(Object.entries(marks).filter(([, text]) => text));

const marksOf = (raw: RawRow, kept: (text: string) => string): SheetMarks => {
  const own = raw.extra?.find(([header]) => header === ownColumns.status)?.[1];
  // Our own export writes another tool's word for every used row and keeps what stood there beside it.
  return {
    status: kept(plainOf(own)) || kept(plainOf(raw.status)) || ownState(raw),
    mac: kept(plainOf(raw.mac)),
    timestamp: kept(plainOf(raw.timestamp)),
  };
};

const licenseOf = (raw: RawRow, kept: (text: string) => string): SheetLicense => {
  const license = { uuid: textOf(raw.uuid), authKey: textOf(raw.authKey) };
  const ours: readonly string[] = Object.values(ownColumns);
  const others = (raw.extra ?? [])
    .map(([header, cell]) => [header, kept(textOf(cell))] as const)
    .filter(([header, text]) => text && !ours.includes(header));
  const bare: SheetLicense = {
    license,
    sheetRow: raw.row,
    ...(raw.sheet !== undefined && { tab: raw.sheet }),
    ...(others.length > 0 && { extra: Object.fromEntries(others) }),
  };
  return withMarks(bare, marksOf(raw, kept));
};

/** Counts as used when any of the marks is there. */
export const withMarks = (row: SheetLicense, marks: SheetMarks): SheetLicense => {
  const spent = usedBecause(marks);
  const mac = marks.mac ? readMac(marks.mac) : undefined;
  return { ...row, ...(spent && { spent, sheet: filledOnly(marks) }), ...(mac && { mac }) };
};

const withSameMac = (licenses: readonly SheetLicense[]): RowsReport['sameMac'] => {
  const rows = new Map<string, Place[]>();
  for (const { mac, sheetRow, tab } of licenses) {
    if (!mac) continue;
    const places = rows.get(mac) ?? [];
    places.push(placeOf({ row: sheetRow, sheet: tab }));
    rows.set(mac, places);
  }
  return [...rows].filter(([, found]) => found.length > 1).map(([mac, places]) => ({ mac, places }));
};

/** UUID and AuthKey without what nobody sees; what was taken out is told. */
const cleaned = (raws: readonly RawRow[]): { rows: RawRow[]; cleaned?: Cleaned } => {
  const characters = new Set<string>();
  const places: Place[] = [];
  const rows = raws.map((raw) => {
    const found = [raw.uuid, raw.authKey].flatMap((cell) => (typeof cell === 'string' ? invisibleIn(cell) : []));
    if (found.length === 0) return raw;
    for (const name of found) characters.add(name);
    places.push(placeOf(raw));
    const clean = (cell: RawRow['uuid']) => (typeof cell === 'string' ? plainOf(cell) : cell);
    return { ...raw, uuid: clean(raw.uuid), authKey: clean(raw.authKey) };
  });
  return places.length > 0 ? { rows, cleaned: { characters: [...characters], places } } : { rows };
};

/** Of two rows with one UUID: what either says about its use holds for the license. */
const joined = (first: Questioned, marks: Pick<SheetLicense, 'spent' | 'sheet' | 'mac'>, doubts: readonly Doubt[]) => {
  if (first.row.spent) return first;
  const { spent, sheet, mac } = marks;
  const row = spent ? { ...first.row, spent, ...(sheet && { sheet }), ...(mac && { mac }) } : first.row;
  return { row, doubts: [...first.doubts, ...doubts] };
};

const sharedKeys = (rows: readonly SheetLicense[]): { keys: ReadonlySet<string>; shared: SharedKey[] } => {
  const byKey = new Map<string, SheetLicense[]>();
  for (const row of rows) {
    const same = byKey.get(row.license.authKey);
    if (same) same.push(row);
    else byKey.set(row.license.authKey, [row]);
  }
  const several = [...byKey].filter(([, same]) => same.some(({ license }) => license.uuid !== same[0]?.license.uuid));
  return {
    keys: new Set(several.map(([key]) => key)),
    shared: several.map(([, same]) => ({
      places: same.map(({ sheetRow, tab }) => placeOf({ row: sheetRow, sheet: tab })),
    })),
  };
};

/** Sorts the rows into licenses, malformed ones and duplicates. Rows without a single filled cell must be left out. */
export const reportRows = (
  given: readonly RawRow[],
  source: SheetSource,
  answers: Readonly<Record<string, Answer>> = {},
): RowsReport => {
  const { rows: raws, cleaned: characters } = cleaned(given);
  const hide = keyHider(raws);
  const byUuid = new Map<string, Questioned>();
  const valid: SheetLicense[] = [];
  const malformed: MalformedRow[] = [];
  const broken: { uuid: string; row: SheetLicense; doubts: readonly Doubt[] }[] = [];
  const duplicates: DuplicateRow[] = [];
  for (const raw of raws) {
    const ownKey = textOf(raw.authKey);
    const row = licenseOf(raw, (text) => hide(text, ownKey));
    const doubts = (raw.doubts ?? []).map((doubt) => doubtWithout(doubt, (text) => hide(text, ownKey)));
    const { uuid, authKey } = row.license;
    const fault = rowFault(raw, source);
    if (fault) {
      malformed.push({ ...placeOf(raw), ...fault });
      // What it says about its license may be right all the same.
      if (isUuid(uuid)) broken.push({ uuid, row, doubts });
      continue;
    }
    valid.push(row);
    const first = byUuid.get(uuid);
    if (!first) {
      byUuid.set(uuid, { row, doubts });
      continue;
    }
    const { sheetRow, tab, license } = first.row;
    const firstPlace = placeOf({ row: sheetRow, sheet: tab });
    duplicates.push({ ...placeOf(raw), first: firstPlace, uuid, sameKey: license.authKey === authKey });
    // One of the two says used: handing the other one out would put one license on two boards.
    byUuid.set(uuid, joined(first, row, doubts));
  }
  for (const { uuid, row, doubts } of broken) {
    const good = byUuid.get(uuid);
    if (good) byUuid.set(uuid, joined(good, row, doubts));
  }
  const { keys, shared } = sharedKeys(valid);
  const taken = [...byUuid.values()].filter(({ row }) => !keys.has(row.license.authKey));
  const { licenses, questions, open } = ask(taken, answers);
  const spent = licenses.filter((row) => row.spent).length;
  const counts = { free: licenses.length - spent, spent, malformed: malformed.length, duplicates: duplicates.length };
  return {
    licenses,
    malformed,
    duplicates,
    sharedKeys: shared,
    questions,
    open,
    ...(characters && { cleaned: characters }),
    sameMac: withSameMac(licenses),
    counts,
  };
};
