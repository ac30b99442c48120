import {
  type Cell,
  type ColumnName,
  type Doubt,
  type Opened,
  ownColumns,
  type RawRow,
  type SheetAnswer,
  type SheetChoice,
  type SheetGeneration,
  type SheetLicense,
  type SheetOffer,
  type SheetRefusal,
  type SheetSource,
  type SheetTable,
  type SheetWishes,
} from '../sheet';
import { isKey, isUuid, plainOf } from '../table/columns';
import { type Layout, layoutOf, type Unplaced } from '../table/layout';
import { saysUsed } from '../table/mark-words';
import { readPastedText } from './pasted-text';
import { ownState, rawRows } from './read-table';
import { reportRows } from './report-rows';
import { sideBySide } from './side-by-side';

/**
 * What a sheet holds, with every rule of authorize-cli, section 4, and with what a person has said about it. The same
 * file is read again after each answer: nothing is kept in between.
 */

const columnNames: readonly ColumnName[] = ['uuid', 'authKey', 'status', 'mac', 'timestamp'];

const laterStatuses = ['MACREAD', 'AUTHWRITTEN', 'AUTHVERIFIED', 'DONE', 'OTPLOCKED'];

const generationOf = (extraColumns: readonly string[], licenses: readonly SheetLicense[]): SheetGeneration => {
  const extra = extraColumns.map((name) => name.toLowerCase());
  const marks = licenses.map((row) => row.sheet ?? {});
  if (extra.includes(ownColumns.state.toLowerCase())) return 'bindery';
  const later = marks.some(
    ({ status = '', timestamp = '' }) => laterStatuses.includes(status) || /\dT\d/.test(timestamp),
  );
  if (later || ['step', 'error', 'last_error'].some((name) => extra.includes(name))) return 'tyutool-3';
  return marks.some(({ status, timestamp }) => status || timestamp) ? 'tyutool-2' : 'plain';
};

interface Laid {
  table: SheetTable;
  tab: number;
  name: string;
  layout: Layout | Unplaced;
}

const nameOf = (table: SheetTable, tab: number): string => table.name ?? `${tab + 1}`;

/** Something in it can be a license, now or once its columns are named. */
const mayHold = ({ layout }: Laid): boolean =>
  layout.kind === 'layout' ? layout.rows.length > 0 : layout.offers !== undefined;

const refused = (source: SheetSource, laid: Laid, several: boolean): SheetRefusal => {
  const { layout } = laid;
  const code = layout.kind === 'unplaced' ? layout.code : 'empty';
  const offers = layout.kind === 'unplaced' ? layout.offers : undefined;
  return {
    kind: 'refused',
    source,
    code,
    ...(offers && { columns: { tab: laid.tab, offers, ...(several && { name: laid.name }) } }),
  };
};

const offerOf = (laid: Laid, source: SheetSource): SheetOffer => {
  const base = { tab: laid.tab, name: laid.name, hidden: Boolean(laid.table.hidden) };
  if (laid.layout.kind !== 'layout') return { ...base, free: 0, spent: 0, open: 0, malformed: 0, columnsUnknown: true };
  const { counts, open } = reportRows(rawRows(laid.layout, laid.table, source), source);
  const { free, spent, malformed } = counts;
  return { ...base, free, spent, open: open.length, malformed, columnsUnknown: false };
};

const choiceOf = (laid: readonly Laid[], source: SheetSource): SheetChoice => ({
  kind: 'choice',
  source,
  offers: laid.filter(mayHold).map((each) => offerOf(each, source)),
  others: laid.filter((each) => !mayHold(each)).map(({ name }) => name),
});

const isMarked = (raw: RawRow): boolean =>
  [raw.status, raw.mac, raw.timestamp].some((cell) => plainOf(cell)) ||
  ownState(raw) !== undefined ||
  Boolean(raw.doubts);

/**
 * UUIDs that the sheets which were left have something to say about. A second list of fresh licenses says nothing
 * about the first; a list without keys is there for another reason.
 */
const mentions = (left: readonly Laid[], source: SheetSource): ReadonlyMap<string, Doubt> => {
  const found = new Map<string, Doubt>();
  const mention = (uuid: string, name: string, cells: readonly Cell[]) => {
    const others = cells.map(plainOf).filter((text) => text && !isUuid(text) && !isKey(text));
    found.set(uuid, { why: 'other-sheet', subject: name, text: others.join(' ') });
  };
  for (const { table, layout, name } of left) {
    if (layout.kind === 'layout') {
      for (const raw of rawRows(layout, table, source)) {
        if (isMarked(raw)) mention(plainOf(raw.uuid), name, [raw.status, raw.mac, raw.timestamp]);
      }
    } else {
      for (const { cells } of table.rows) {
        for (const text of cells.map(plainOf).filter(isUuid)) mention(text, name, cells);
      }
    }
  }
  return found;
};

const withDoubts = (raws: readonly RawRow[], left: ReadonlyMap<string, Doubt>, always: readonly Doubt[]): RawRow[] =>
  raws.map((raw) => {
    const mention = left.get(plainOf(raw.uuid));
    const more = [...(mention ? [mention] : []), ...always];
    return more.length > 0 ? { ...raw, doubts: [...(raw.doubts ?? []), ...more] } : raw;
  });

/** "used licenses.xlsx" */
const fileDoubt = ({ name, kind }: SheetSource): Doubt[] => {
  const bare = name.replace(/\.\w{1,5}$/, '').replaceAll(/[_-]/g, ' ');
  return kind !== 'text' && saysUsed(bare) ? [{ why: 'sheet-name', subject: name, text: name }] : [];
};

const report = (
  chosen: readonly Laid[],
  left: readonly Laid[],
  source: SheetSource,
  answers: SheetWishes['answers'],
): SheetAnswer => {
  const several = chosen.length > 1;
  const laidOut = chosen.flatMap(({ layout, table, name }) =>
    layout.kind === 'layout' ? [{ layout, table, name }] : [],
  );
  const raws = laidOut.flatMap(({ layout, table, name }) => rawRows(layout, table, source, several ? name : undefined));
  const said = withDoubts(raws, mentions(left, source), fileDoubt(source));
  const rows = reportRows(said, source, answers);
  const headers = [...new Set(laidOut.flatMap(({ layout }) => layout.found.extra.map(([header]) => header)))];
  const ours: readonly string[] = Object.values(ownColumns);
  const filled = new Set(raws.flatMap(({ extra = [] }) => extra.map(([header]) => header)));
  const used = headers.filter((header) => !ours.includes(header) && filled.has(header));
  const at = (column: ColumnName) => laidOut.some(({ layout }) => layout.found.at[column] !== undefined);
  return {
    kind: 'sheet',
    source,
    generation: generationOf(headers, rows.licenses),
    columns: columnNames.filter(at),
    extraColumns: used,
    ...rows,
    ...((several || left.length > 0) && {
      tabs: { read: chosen.map(({ name }) => name), left: left.map(({ name }) => name) },
    }),
  };
};

export const readOpened = (opened: Opened, wishes: SheetWishes = {}): SheetAnswer => {
  if (opened.kind === 'refused') return opened;
  const { source } = opened;
  if (opened.kind === 'lines') return readPastedText(opened.text, source, wishes.answers);
  const tables = opened.tables.flatMap((table) => sideBySide(table, layoutOf(table)));
  const laid = tables.map(
    (table, tab): Laid => ({ table, tab, name: nameOf(table, tab), layout: layoutOf(table, wishes.columns?.[tab]) }),
  );
  const holding = laid.filter(mayHold);
  const [only] = holding;
  if (!only) {
    const first = laid.find(({ layout }) => layout.kind === 'unplaced' && layout.code !== 'empty') ?? laid[0];
    return first ? refused(source, first, false) : { kind: 'refused', source, code: 'empty' };
  }
  const asked = laid.length > 1 && (holding.length > 1 || only.table.hidden);
  const tabs = wishes.tabs ?? (asked ? [] : [only.tab]);
  const chosen = holding.filter(({ tab }) => tabs.includes(tab));
  if (chosen.length === 0) return choiceOf(laid, source);
  const unnamed = chosen.find(({ layout }) => layout.kind === 'unplaced');
  if (unnamed) return refused(source, unnamed, laid.length > 1);
  return report(
    chosen,
    laid.filter((each) => !chosen.includes(each)),
    source,
    wishes.answers,
  );
};
