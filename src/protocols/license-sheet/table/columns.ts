import { type Cell, type ColumnName, type SheetTable, textOf } from '../sheet';
import { withoutKeys } from './hide-keys';
import { withoutInvisible } from './invisible';

/** Which column of a table is which, by its name and by what stands in it. */

export const isUuid = (text: string): boolean =>
  (text.length === 16 || text.length === 20) && /^[A-Za-z0-9._-]+$/.test(text);
export const isKey = (text: string): boolean => /^[\x21-\x7e]{32}$/.test(text);

export const plainOf = (cell: Cell): string => withoutInvisible(textOf(cell)).trim();

/** The names of authorize-cli, section 4, before all others: trimmed and without case. */
const documented: Readonly<Record<ColumnName, readonly string[]>> = {
  uuid: ['uuid'],
  authKey: ['authkey', 'key'],
  status: ['status'],
  mac: ['mac'],
  timestamp: ['timestamp'],
};

/** What else people and other tools call them, squeezed. */
const uuidName = /^(?:[a-z]{0,10}|[\u4e00-\u9fff]{0,6})uuid(?:s|no|id|码|号|编号)?$/;
const keyName =
  /^(?:(?:(?:tuya|device|dev|license|licence|lic|open|auth|authorization|authorisation)+|设备|设备的|授权|涂鸦|鉴权|认证|激活)?(?:keys?|密钥|秘钥|密匙|秘钥)|auth(?:orization|orisation)?(?:code|keys?)|授权码|授權碼|授權密鑰|激活码|鉴权码|auth)$/;

/** `AuthKey（授权码）`: the whole, what stands before the brackets, what stands in them. */
const readings = (name: string): string[] => {
  const whole = withoutInvisible(name).normalize('NFKC').toLowerCase();
  const inside = /[([{【<](.*?)[)\]}】>]/.exec(whole);
  const parts = inside ? [whole.replace(inside[0], ''), inside[1] ?? ''] : whole.split(/[/|:=,\n]/);
  // 授权码 key, UUID 设备标识: said twice.
  if (/[\u4e00-\u9fff]/.test(whole)) parts.push(...(whole.match(/[a-z][a-z _-]*|[\u4e00-\u9fff]+/g) ?? []));
  const squeezed = [whole, ...parts].map((part) => part.replace(/[^a-z0-9\u4e00-\u9fff]/g, ''));
  return squeezed.filter(Boolean);
};

const exact = (name: string): string => withoutInvisible(name).trim().toLowerCase();

/** Whether a header names it, in the documented words or in those of people. */
export const isNamed = (name: string, column: 'uuid' | 'authKey'): boolean =>
  documented[column].includes(exact(name)) || mayBe(name, column);

const mayBe = (name: string, column: 'uuid' | 'authKey'): boolean => {
  if (name.length > 60) return false;
  if (column === 'uuid' && /(?:^|[^a-z])uuid(?:$|[^a-z])/i.test(name.normalize('NFKC'))) return true;
  const pattern = column === 'uuid' ? uuidName : keyName;
  return readings(name).some((reading) => pattern.test(reading));
};

export interface FoundColumns {
  at: Partial<Record<ColumnName, number>>;
  extra: readonly (readonly [header: string, index: number])[];
}

/** Shares of the filled cells below that could be one or the other. */
const likeness = (cells: readonly Cell[]): { uuid: number; authKey: number } => {
  const texts = cells.map(plainOf).filter(Boolean);
  const share = (fits: (text: string) => boolean) => texts.filter(fits).length / Math.max(1, texts.length);
  return { uuid: share(isUuid), authKey: share(isKey) };
};

/** Rows that are enough to tell what a column holds. */
const sample = 100;

/** Shares for every column of a table, from its row `from` on. */
export const likenessOf = (table: SheetTable, from: number): { uuid: number; authKey: number }[] => {
  const rows = table.rows.slice(from, from + sample);
  return table.columns.map((_, index) => likeness(rows.map(({ cells }) => cells[index])));
};

/** Several columns may have a fitting name: the documented one, unless what stands in it belongs to another. */
const bestOf = (
  names: readonly string[],
  column: 'uuid' | 'authKey',
  like: readonly { uuid: number; authKey: number }[],
  taken?: number,
): number | undefined => {
  const other = column === 'uuid' ? 'authKey' : 'uuid';
  const ranked = names.flatMap((name, index) => {
    const place = documented[column].indexOf(exact(name));
    if (index === taken || (place < 0 && !mayBe(name, column))) return [];
    const shares = like[index] ?? { uuid: 0, authKey: 0 };
    // A column full of the other thing is not this one, whatever its name.
    if (shares[other] > 0.5 && shares[column] < 0.5) return [];
    return [{ index, fits: shares[column] > 0.5, place: place < 0 ? documented[column].length : place }];
  });
  ranked.sort((a, b) => Number(b.fits) - Number(a.fits) || a.place - b.place || a.index - b.index);
  return ranked[0]?.index;
};

/** By the header row; `like` tells what stands below it. */
export const findColumns = (
  header: readonly Cell[],
  table: Pick<SheetTable, 'columns'>,
  like: readonly { uuid: number; authKey: number }[] = [],
): FoundColumns => {
  const names = table.columns.map((_, index) => textOf(header[index]));
  const at: FoundColumns['at'] = {};
  const uuid = bestOf(names, 'uuid', like);
  const authKey = bestOf(names, 'authKey', like, uuid);
  if (uuid !== undefined) at.uuid = uuid;
  if (authKey !== undefined) at.authKey = authKey;
  for (const column of ['status', 'mac', 'timestamp'] as const) {
    const index = names.findIndex((name) => exact(name) === documented[column][0]);
    if (index >= 0) at[column] = index;
  }
  return { at, extra: extraColumns(names, table.columns, at) };
};

/** All others by name, none twice. Another column with a key's name is left out: it would hold secrets. */
const extraColumns = (
  names: readonly string[],
  numbers: readonly number[],
  at: FoundColumns['at'],
): FoundColumns['extra'] => {
  const known = new Set(Object.values(at));
  const taken = new Set<string>();
  return names.flatMap((name, index) => {
    if (known.has(index) || (name && mayBe(name, 'authKey'))) return [];
    const shown = withoutKeys(name);
    let free = shown || `(column ${numbers[index]})`;
    for (let count = 2; taken.has(free); count += 1) free = `${shown} (${count})`;
    taken.add(free);
    return [[free, index] as const];
  });
};

/** Columns that a person, or what stands in them, named. */
export const columnsAt = (
  names: readonly string[],
  table: Pick<SheetTable, 'columns'>,
  at: { uuid: number; authKey: number },
): FoundColumns => {
  const all: FoundColumns['at'] = { ...at };
  for (const column of ['status', 'mac', 'timestamp'] as const) {
    const index = names.findIndex((name) => exact(name) === documented[column][0]);
    if (index >= 0 && index !== at.uuid && index !== at.authKey) all[column] = index;
  }
  const padded = table.columns.map((_, index) => names[index] ?? '');
  return { at: all, extra: extraColumns(padded, table.columns, all) };
};

/** `B`, `XFD` */
export const columnLetters = (number: number): string =>
  (number > 26 ? columnLetters(Math.floor((number - 1) / 26)) : '') + String.fromCharCode(65 + ((number - 1) % 26));
