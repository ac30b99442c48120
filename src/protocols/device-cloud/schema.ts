/** A product's data points as the device is given them at activation, and back (device-cloud, section 3). */
import { type DataPoint, type DpMode, dpTypes } from '../../model/data-point';

type Property = Readonly<Record<string, unknown>>;

const property = (point: DataPoint): Property => {
  const { type, min, max, scale, step, range, maxlen } = point;
  if (type === 'value') return { type, min, max, scale, step };
  if (type === 'enum') return { type, range };
  return type === 'bool' ? { type } : { type, maxlen };
};

const entry = (point: DataPoint): Property => {
  const { id, mode, type, passive, trigger } = point;
  if (type === 'raw') return { mode, id, type, passive, trigger };
  return { mode, property: property(point), id, type: 'obj', passive, trigger };
};

/** JSON text of the array, keys in the order of the recorded one. */
export const writeSchema = (points: readonly DataPoint[]): string => JSON.stringify(points.map(entry));

const modes: readonly DpMode[] = ['rw', 'ro', 'wr'];
const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

const readEntry = (told: unknown): DataPoint | undefined => {
  if (typeof told !== 'object' || told === null) return undefined;
  const { id, mode, type, property, passive, trigger, code, name } = told as Record<string, unknown>;
  const facts = (property ?? {}) as Record<string, unknown>;
  const kind = dpTypes.find((known) => known === (type === 'obj' ? facts.type : type));
  const way = modes.find((known) => known === mode);
  if (!kind || !way || typeof id !== 'number') return undefined;
  const point: DataPoint = {
    id,
    // A device's schema names nothing: it knows data points by their ids.
    code: typeof code === 'string' ? code : `dp_${id}`,
    name: typeof name === 'string' ? name : '',
    mode: way,
    type: kind,
    min: numberOf(facts.min),
    max: numberOf(facts.max),
    step: numberOf(facts.step),
    scale: numberOf(facts.scale),
    unit: typeof facts.unit === 'string' ? facts.unit : undefined,
    range: Array.isArray(facts.range) ? facts.range.map(String) : undefined,
    maxlen: numberOf(facts.maxlen),
    passive: typeof passive === 'boolean' ? passive : undefined,
    trigger: typeof trigger === 'string' ? trigger : undefined,
  };
  return Object.fromEntries(Object.entries(point).filter(([, value]) => value !== undefined)) as unknown as DataPoint;
};

/** Entries of a kind we do not know are left out, as the device does. Undefined when it is no array in JSON. */
export const readSchema = (text: string): DataPoint[] | undefined => {
  try {
    const told: unknown = JSON.parse(text);
    return Array.isArray(told) ? told.flatMap((one: unknown) => readEntry(one) ?? []) : undefined;
  } catch {
    return undefined;
  }
};
