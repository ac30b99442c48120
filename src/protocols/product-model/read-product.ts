/**
 * What somebody pasted or dropped, as data points: the thing model of a device, the standard instruction set, or the
 * schema a device was given, each also inside the cloud's envelope (openapi, sections 2 and 7). Of an activation answer
 * the schema alone is looked at: its keys stay where they were.
 */
import type { DataPoint, DpMode } from '../../model/data-point';
import type { Details } from '../../model/problem';
import { readInstruction, readProperty, readSchemaEntry } from './data-points';
import { valuesIn } from './pasted';
import { isObject, listAt, objectAt, Refusal, type RefusalCode, type Told, unwrapped } from './told';

export type ModelForm = 'model' | 'specification' | 'schema';

/**
 * no-ids        the older instruction set numbers nothing: ids are 0
 * standard-only the instruction set may leave a product's own data points out (openapi, section 7)
 * no-names      a schema has ids only: codes are `dp_1`
 */
export type ModelNote = 'no-ids' | 'standard-only' | 'no-names';

/** A data point that could not be read, and why; `code` as it was told, empty where it was not. */
export interface LeftOut {
  code: string;
  refusal: RefusalCode;
  path: string;
  facts: Details;
}

export type ReadModel =
  | {
      kind: 'read';
      form: ModelForm;
      dataPoints: readonly DataPoint[];
      notes: readonly ModelNote[];
      leftOut: readonly LeftOut[];
    }
  | { kind: 'refused'; code: RefusalCode; path: string; facts: Details };

type Found = Omit<Extract<ReadModel, { kind: 'read' }>, 'kind'>;

interface Rows {
  dataPoints: DataPoint[];
  leftOut: LeftOut[];
}

/** One bad data point does not take the others with it; where none can be read, the first says why. */
const readEach = (rows: readonly { told: unknown; read(): DataPoint }[]): Rows => {
  const dataPoints: DataPoint[] = [];
  const leftOut: LeftOut[] = [];
  for (const { told, read } of rows) {
    try {
      dataPoints.push(read());
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      const code = isObject(told) && typeof told.code === 'string' ? told.code.slice(0, 64) : '';
      leftOut.push({ code, refusal: fault.code, path: fault.path, facts: fault.facts });
    }
  }
  const [first] = leftOut;
  if (first && dataPoints.length === 0) throw new Refusal(first.refusal, first.path, first.facts);
  return { dataPoints, leftOut };
};

const fromModel = (value: unknown, path: string): Found => {
  const model = objectAt(unwrapped(value, path), path);
  const at = path ? `${path}.services` : 'services';
  const rows = listAt(model.services, at).flatMap((service, index) => {
    const within = `${at}[${index}]`;
    const { properties = [] } = objectAt(service, within);
    return listAt(properties, `${within}.properties`).map((told, n) => ({
      told,
      read: () => readProperty(told, `${within}.properties[${n}]`),
    }));
  });
  return { form: 'model', ...readEach(rows), notes: [] };
};

/** Sent and told: both ways. Only one of the two: that way. */
const fromSpecification = (told: Told, path: string): Found => {
  const rows = (name: 'functions' | 'status', mode: DpMode) => {
    const at = path ? `${path}.${name}` : name;
    return listAt(told[name] ?? [], at).map((one, index) => ({
      told: one,
      mode,
      read: () => readInstruction(one, `${at}[${index}]`, mode),
    }));
  };
  const each = readEach([...rows('functions', 'wr'), ...rows('status', 'ro')]);
  const reported = each.dataPoints.filter(({ mode }) => mode === 'ro');
  const sent = each.dataPoints.filter(({ mode }) => mode === 'wr');
  // Told twice, for both ways: named once.
  const leftOut = each.leftOut.filter(({ code }, n) => each.leftOut.findIndex((one) => one.code === code) === n);
  const both = sent.map((point): DataPoint => {
    const also = reported.some(({ code }) => code === point.code);
    return also ? { ...point, mode: 'rw' } : point;
  });
  const rest = reported.filter(({ code }) => !sent.some((point) => point.code === code));
  const dataPoints = [...both, ...rest].sort((a, b) => a.id - b.id);
  const notes: ModelNote[] = dataPoints.some(({ id }) => id === 0) ? ['no-ids', 'standard-only'] : ['standard-only'];
  return { form: 'specification', dataPoints, notes, leftOut };
};

const fromSchema = (value: unknown, path: string): Found => {
  const entries = listAt(unwrapped(value, path), path);
  const rows = entries.map((told, index) => ({ told, read: () => readSchemaEntry(told, `${path}[${index}]`) }));
  const named = entries.every((one) => isObject(one) && typeof one.code === 'string');
  return { form: 'schema', ...readEach(rows), notes: named ? [] : ['no-names'] };
};

const look = (value: unknown, path: string): Found => {
  if (Array.isArray(value)) return fromSchema(value, path);
  if (!isObject(value)) throw new Refusal('nothing-known', path);
  if (value.success === false) {
    const { code, msg } = value;
    throw new Refusal('cloud-refused', path, {
      ...(typeof code === 'number' && { code }),
      ...(typeof msg === 'string' && { msg: msg.slice(0, 200) }),
    });
  }
  const below = (name: string) => (path ? `${path}.${name}` : name);
  if ('model' in value) return fromModel(value.model, below('model'));
  if ('services' in value) return fromModel(value, path);
  // Tools print a device together with what its category can: the values of the device are not the model.
  if ('specifications' in value)
    return look(unwrapped(value.specifications, below('specifications')), below('specifications'));
  if ('functions' in value || 'status' in value) return fromSpecification(value, path);
  if ('schema' in value) return fromSchema(value.schema, below('schema'));
  if ('result' in value) return look(unwrapped(value.result, below('result')), below('result'));
  throw new Refusal('nothing-known', path);
};

/** `value` is JSON already read, as a call of the cloud answers it. */
export const readProductModel = (value: unknown): ReadModel => {
  try {
    const found = look(value, '');
    if (found.dataPoints.length === 0) throw new Refusal('no-data-points');
    return { kind: 'read', ...found };
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    return { kind: 'refused', code: fault.code, path: fault.path, facts: fault.facts };
  }
};

/** `text` is what was pasted, or the whole of a dropped file. */
export const readProductText = (text: string): ReadModel => {
  // Editors put a mark before the first character, which is no JSON.
  const plain = text.replace(/^\uFEFF/, '').trim();
  if (plain === '') return { kind: 'refused', code: 'empty', path: '', facts: {} };
  try {
    return readProductModel(unwrapped(JSON.parse(plain) as unknown, ''));
  } catch (fault) {
    if (!(fault instanceof SyntaxError || fault instanceof Refusal)) throw fault;
    const read = valuesIn(plain).map(readProductModel);
    // The first that is a model; else the first whose refusal says more than that it is none.
    const best =
      read.find(({ kind }) => kind === 'read') ?? read.find((one) => 'code' in one && one.code !== 'nothing-known');
    return best ?? { kind: 'refused', code: 'not-json', path: '', facts: {} };
  }
};
