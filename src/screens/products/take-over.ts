/** What was read, put into a product that is there already, and what that changes. Pure. */
import type { DataPoint } from '../../model/data-point';
import type { ReadModel } from '../../protocols/product-model/read-product';

type Read = Extract<ReadModel, { kind: 'read' }>;

const byId = (a: DataPoint, b: DataPoint): number => a.id - b.id;

/** An answer without ids finds its data points by their codes, one without codes by their ids. */
const partnerOf = (point: DataPoint, ours: readonly DataPoint[]): DataPoint | undefined =>
  point.id === 0 ? ours.find(({ code }) => code === point.code) : ours.find(({ id }) => id === point.id);

const known = (point: DataPoint, ours: readonly DataPoint[], { notes, form }: Read): DataPoint => {
  const own = partnerOf(point, ours);
  if (!own) return point;
  const named = notes.includes('no-names') ? { ...point, code: own.code, name: own.name } : point;
  // A schema does not name flags and units, so nothing is lost where it is silent.
  const silent = form === 'schema' && own.type === point.type ? { unit: own.unit, labels: own.labels } : {};
  const filled = { ...silent, ...named, id: own.id };
  return Object.fromEntries(Object.entries(filled).filter(([, value]) => value !== undefined)) as unknown as DataPoint;
};

/** The data points a product has after it. What an instruction set does not speak of stays, and what could not be read. */
export const takenOver = (ours: readonly DataPoint[], read: Read): readonly DataPoint[] => {
  const theirs = read.dataPoints.map((point) => known(point, ours, read));
  const unread = new Set(read.leftOut.map(({ code }) => code));
  const rest = ours.filter(
    ({ id, code }) =>
      (read.notes.includes('standard-only') || unread.has(code)) && !theirs.some((one) => one.id === id),
  );
  return [...theirs, ...rest].sort(byId);
};

export interface Difference {
  fresh: readonly DataPoint[];
  changed: readonly DataPoint[];
  gone: readonly DataPoint[];
  same: number;
}

const text = (point: DataPoint): string => JSON.stringify(Object.entries(point).sort(([a], [b]) => (a < b ? -1 : 1)));

/** By id: new, changed and gone, as they are afterwards; `gone` as they were. */
export const difference = (before: readonly DataPoint[], after: readonly DataPoint[]): Difference => {
  const was = new Map(before.map((point) => [point.id, text(point)]));
  const fresh = after.filter(({ id }) => !was.has(id));
  const changed = after.filter((point) => was.has(point.id) && was.get(point.id) !== text(point));
  const gone = before.filter(({ id }) => !after.some((point) => point.id === id));
  return { fresh, changed, gone, same: after.length - fresh.length - changed.length };
};
