/** One data point as the three answers describe it: thing model, standard instruction set, device schema. */

import { type DataPoint, type DpMode, type DpType, dpTypes } from '../../model/data-point';
import { own } from '../../model/own';
import { maybe, numberAt, objectAt, Refusal, type Told, unwrapped, wordAt, wordsAt } from './told';

const modes: readonly DpMode[] = ['rw', 'ro', 'wr'];

const modeAt = (value: unknown, path: string): DpMode => {
  const word = wordAt(value, path);
  const mode = modes.find((one) => one === word);
  if (!mode) throw new Refusal('unknown-mode', path, { mode: word.slice(0, 24) });
  return mode;
};

/** The standard instruction set has names of its own; a `Json` travels as text. */
const otherNames: Readonly<Record<string, DpType>> = {
  boolean: 'bool',
  integer: 'value',
  json: 'string',
  fault: 'bitmap',
};

const typeAt = (value: unknown, path: string): DpType => {
  const word = wordAt(value, path).toLowerCase();
  const type = dpTypes.find((one) => one === word) ?? own(otherNames, word);
  if (!type) throw new Refusal('unknown-type', path, { type: word.slice(0, 24) });
  return type;
};

type Bounds = Pick<DataPoint, 'min' | 'max' | 'step' | 'scale' | 'unit' | 'range' | 'labels' | 'maxlen'>;

/** An enum without words has no value at all. */
const rangeAt = (value: unknown, path: string): string[] => {
  const words = wordsAt(value, path);
  if (words.length === 0) throw new Refusal('missing', path);
  return words;
};

const boundsOf = (type: DpType, told: Told, path: string): Bounds => {
  const number = (name: string) => maybe(told[name], `${path}.${name}`, numberAt);
  switch (type) {
    case 'bool':
      return {};
    case 'value':
      return {
        min: number('min'),
        max: number('max'),
        step: number('step'),
        scale: number('scale'),
        unit: maybe(told.unit, `${path}.unit`, wordAt) || undefined,
      };
    case 'enum':
      return { range: rangeAt(told.range, `${path}.range`) };
    case 'bitmap': {
      const labels = maybe(told.label, `${path}.label`, wordsAt);
      return { labels: labels?.length ? labels : undefined, maxlen: number('maxlen') ?? labels?.length };
    }
    case 'string':
    case 'raw':
      return { maxlen: number('maxlen') };
  }
};

/** Without the fields that were not told, so that two readings of one thing are equal. */
const tidy = (point: DataPoint): DataPoint =>
  Object.fromEntries(Object.entries(point).filter(([, value]) => value !== undefined)) as unknown as DataPoint;

/** `services[].properties[]` of the thing model. */
export const readProperty = (value: unknown, path: string): DataPoint => {
  const told = objectAt(value, path);
  const spec = objectAt(told.typeSpec, `${path}.typeSpec`);
  const type = typeAt(spec.type, `${path}.typeSpec.type`);
  return tidy({
    id: numberAt(told.abilityId, `${path}.abilityId`),
    code: wordAt(told.code, `${path}.code`),
    name: maybe(told.name, `${path}.name`, wordAt) ?? '',
    mode: modeAt(told.accessMode, `${path}.accessMode`),
    type,
    ...boundsOf(type, spec, `${path}.typeSpec`),
  });
};

/** A row of `functions` or `status`; older answers have no ids, and 0 is no id of any data point. */
export const readInstruction = (value: unknown, path: string, mode: DpMode): DataPoint => {
  const told = objectAt(value, path);
  const type = typeAt(told.type, `${path}.type`);
  // A boolean has nothing to say here, and says it in several ways that are no JSON.
  const values = type === 'bool' ? {} : objectAt(unwrapped(told.values ?? '{}', `${path}.values`), `${path}.values`);
  const json = /^json$/i.test(String(told.type));
  return tidy({
    id: maybe(told.dp_id, `${path}.dp_id`, numberAt) ?? 0,
    code: wordAt(told.code, `${path}.code`),
    name: maybe(told.name, `${path}.name`, wordAt) ?? '',
    mode,
    type,
    // The values of a `Json` describe what is inside the text, not how long it may be.
    ...(json ? {} : boundsOf(type, values, `${path}.values`)),
  });
};

/** An entry of the schema that a device gets at activation (device-cloud, section 3): it knows ids and no names. */
export const readSchemaEntry = (value: unknown, path: string): DataPoint => {
  const told = objectAt(value, path);
  const id = numberAt(told.id, `${path}.id`);
  const plain = told.type !== undefined && told.type !== 'obj';
  const property = plain ? {} : objectAt(told.property, `${path}.property`);
  const type = plain ? typeAt(told.type, `${path}.type`) : typeAt(property.type, `${path}.property.type`);
  return tidy({
    id,
    code: maybe(told.code, `${path}.code`, wordAt) ?? `dp_${id}`,
    name: maybe(told.name, `${path}.name`, wordAt) ?? '',
    mode: modeAt(told.mode, `${path}.mode`),
    type,
    ...boundsOf(type, property, `${path}.property`),
    passive: typeof told.passive === 'boolean' ? told.passive : undefined,
    trigger: maybe(told.trigger, `${path}.trigger`, wordAt),
  });
};
