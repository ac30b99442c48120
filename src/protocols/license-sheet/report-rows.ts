import type { SheetMarks } from '../../model/license';
import { readMac } from '../../model/license-rules';
import { rowFault } from './check-row';
import {
  type DuplicateRow,
  type MalformedRow,
  ownColumns,
  type RawRow,
  type SheetLicense,
  type SheetReport,
  type SheetSource,
  textOf,
} from './sheet';

/** From raw rows to what an import would take: the same rules for a workbook, a CSV file and a paste. */

export type RowsReport = Pick<SheetReport, 'licenses' | 'malformed' | 'duplicates' | 'sameMac' | 'counts'>;

const hidden = '***';

/**
 * A second key column, or a note with the key pasted in, must not carry an AuthKey into storage in clear text: takes
 * the row's own key out of a text, and any cell that is nothing but some row's key.
 */
const keyHider = (rows: readonly RawRow[]) => {
  const keys = new Set(rows.map(({ authKey }) => textOf(authKey)).filter((key) => key.length >= 16));
  return (text: string, ownKey: string) => (keys.has(text) ? hidden : text.replaceAll(ownKey, hidden));
};

const usedBecause = ({ status, mac, timestamp }: SheetMarks): SheetLicense['spent'] => {
  if (status) return 'sheet-status';
  if (mac) return 'sheet-mac';
  return timestamp ? 'sheet-timestamp' : undefined;
};

const licenseOf = (raw: RawRow, kept: (text: string) => string): SheetLicense => {
  const license = { uuid: textOf(raw.uuid), authKey: textOf(raw.authKey) };
  const extra = (raw.extra ?? []).map(([header, cell]) => [header, kept(textOf(cell))] as const);
  // Our own export writes USED for every used row and keeps the other tool's word beside it.
  const own = extra.find(([header]) => header === ownColumns.status)?.[1];
  const marks: SheetMarks = {
    status: own || kept(textOf(raw.status)),
    mac: kept(textOf(raw.mac)),
    timestamp: kept(textOf(raw.timestamp)),
  };
  const spent = usedBecause(marks);
  const mac = marks.mac ? readMac(marks.mac) : undefined;
  const sheet = Object.fromEntries(Object.entries(marks).filter(([, text]) => text));
  const ours: readonly string[] = Object.values(ownColumns);
  const others = extra.filter(([header, text]) => text && !ours.includes(header));
  return {
    license,
    sheetRow: raw.row,
    ...(spent && { spent, sheet }),
    ...(mac && { mac }),
    ...(others.length > 0 && { extra: Object.fromEntries(others) }),
  };
};

const withSameMac = (licenses: readonly SheetLicense[]): RowsReport['sameMac'] => {
  const rows = new Map<string, number[]>();
  for (const { mac, sheetRow } of licenses) if (mac) rows.set(mac, [...(rows.get(mac) ?? []), sheetRow]);
  return [...rows].filter(([, found]) => found.length > 1).map(([mac, found]) => ({ mac, rows: found }));
};

/** Sorts the rows into licenses, malformed ones and duplicates. Rows without a single filled cell must be left out. */
export const reportRows = (raws: readonly RawRow[], source: SheetSource): RowsReport => {
  const hide = keyHider(raws);
  const byUuid = new Map<string, SheetLicense>();
  const malformed: MalformedRow[] = [];
  const duplicates: DuplicateRow[] = [];
  for (const raw of raws) {
    const fault = rowFault(raw, source);
    if (fault) {
      malformed.push({ row: raw.row, ...fault });
      continue;
    }
    const row = licenseOf(raw, (text) => hide(text, textOf(raw.authKey)));
    const { uuid, authKey } = row.license;
    const first = byUuid.get(uuid);
    if (!first) {
      byUuid.set(uuid, row);
      continue;
    }
    duplicates.push({ row: raw.row, firstRow: first.sheetRow, uuid, sameKey: first.license.authKey === authKey });
    // One of the two says used: handing the other one out would put one license on two boards.
    if (row.spent && !first.spent) byUuid.set(uuid, { ...first, spent: row.spent, sheet: row.sheet, mac: row.mac });
  }
  const licenses = [...byUuid.values()];
  const spent = licenses.filter((row) => row.spent).length;
  const counts = { free: licenses.length - spent, spent, malformed: malformed.length, duplicates: duplicates.length };
  return { licenses, malformed, duplicates, sameMac: withSameMac(licenses), counts };
};
