import { type Doubt, ownColumns, type SheetTable, textOf } from '../sheet';
import { plainOf } from '../table/columns';
import type { LaidOutRow, Layout } from '../table/layout';
import { markOfName, markOfText, saysUsed, whyOf } from '../table/mark-words';

/** What about a row, beside the columns that are known, may mean that its license was used. */

const ours: readonly string[] = Object.values(ownColumns).map((name) => name.toLowerCase());

/** 1, 2, 3 …: a running number says nothing. */
const counts = (layout: Layout, index: number): boolean => {
  const numbers = layout.rows.map(({ cells }) => plainOf(cells[index])).filter(Boolean);
  return numbers.every((text, at) => /^\d{1,7}$/.test(text) && (at === 0 || Number(text) > Number(numbers[at - 1])));
};

/** A column without a name that is filled beside some licenses only, as people tick things off. */
const isTicked = (layout: Layout, index: number): boolean => {
  const some = layout.rows.filter(({ cells }) => plainOf(cells[index])).length;
  return some > 0 && (layout.headless || some < layout.rows.length) && !counts(layout, index);
};

/**
 * What most licenses are filled with, when some are filled with something else: people mark used ones so. Bands, one row
 * this and one row that, are for the eye only.
 */
const usualColour = ({ rows }: Layout): { colour: string } | undefined => {
  const counts = new Map<string, number>();
  for (const { colour = '' } of rows) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  if (counts.size < 2) return undefined;
  const isBanded = rows.length > 3 && rows.every(({ colour }, at) => at < 2 || colour === rows[at - 2]!.colour);
  const [usual] = [...counts].sort((a, b) => b[1] - a[1] || Number(a[0] !== '') - Number(b[0] !== ''));
  return isBanded ? undefined : { colour: usual![0] };
};

/** For every row of a table, in order. Whole columns are looked at once. */
export const doubtsOf = (layout: Layout, table: SheetTable): ((row: LaidOutRow) => Doubt[]) => {
  const unnamed = new Map<number, boolean>();
  const ticked = (index: number) => {
    const known = unnamed.get(index) ?? isTicked(layout, index);
    unnamed.set(index, known);
    return known;
  };
  const names = new Map<string, ReturnType<typeof markOfName>>();
  const markOf = (name: string) => {
    if (!names.has(name)) names.set(name, markOfName(name));
    return names.get(name);
  };
  const cellDoubt = (header: string, index: number, row: LaidOutRow): Doubt[] => {
    const cell = row.cells[index];
    if (cell === undefined || cell === null) return [];
    const text = plainOf(cell);
    if (!text || ours.includes(header.toLowerCase())) return [];
    const isUnnamed = /^\(column \d+\)/.test(header);
    const named = isUnnamed ? undefined : markOf(header);
    if (named) return [{ why: whyOf('column', named), subject: header, text }];
    const said = cell instanceof Date ? 'time' : markOfText(textOf(cell));
    if (said) return [{ why: whyOf('words', said), subject: header, text }];
    return isUnnamed && ticked(index) ? [{ why: 'unnamed', subject: header, text }] : [];
  };
  const general = sheetDoubt(table);
  const usual = usualColour(layout);
  return (row) => [
    ...row.found.extra.flatMap(([header, index]) => cellDoubt(header, index, row)),
    ...(row.hidden ? [{ why: 'hidden-row', text: '' } as const] : []),
    ...(row.struck ? [{ why: 'struck-out', text: '' } as const] : []),
    ...(usual && (row.colour ?? '') !== usual.colour ? [{ why: 'coloured', text: '' } as const] : []),
    ...(row.heading ? [row.heading] : []),
    ...general,
  ];
};

const sheetDoubt = ({ name }: SheetTable): Doubt[] =>
  name && saysUsed(name) ? [{ why: 'sheet-name', subject: name, text: name }] : [];
