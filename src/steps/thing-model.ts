/** The thing model of a device, `GET /v2.0/cloud/thing/{id}/model`: all its data points (openapi, section 7). */
import { type DataPoint, type DpMode, type DpType, dpTypes } from '../model/data-point';
import { fieldsOf } from './device-answers';

const modes: readonly DpMode[] = ['rw', 'ro', 'wr'];
/** As the thing model spells them besides our own names. */
const otherTypes: Readonly<Record<string, DpType>> = { fault: 'bitmap', text: 'string', float: 'value' };

const numberAt = (told: Readonly<Record<string, unknown>>, key: string) => {
  const value = told[key];
  return typeof value === 'number' ? { [key]: value } : {};
};
const wordsOf = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.filter((word) => typeof word === 'string') : undefined;

const readProperty = (value: unknown): DataPoint | undefined => {
  const { abilityId: id, code, name, accessMode, typeSpec } = fieldsOf(value);
  const spec = fieldsOf(typeSpec);
  const type = dpTypes.find((each) => each === spec.type) ?? otherTypes[String(spec.type)];
  const mode = modes.find((each) => each === accessMode);
  if (typeof id !== 'number' || typeof code !== 'string' || !type || !mode) return undefined;
  const range = wordsOf(spec.range);
  const labels = wordsOf(spec.label);
  return {
    id,
    code,
    name: typeof name === 'string' ? name : '',
    mode,
    type,
    ...numberAt(spec, 'min'),
    ...numberAt(spec, 'max'),
    ...numberAt(spec, 'step'),
    ...numberAt(spec, 'scale'),
    ...numberAt(spec, 'maxlen'),
    ...(typeof spec.unit === 'string' && spec.unit !== '' && { unit: spec.unit }),
    ...(range && { range }),
    ...(labels && { labels }),
  };
};

/** `told` counts data points of kinds that no control is known for. */
export interface ReadModel {
  points: readonly DataPoint[];
  told: number;
}

/** `result.model` is a JSON string; undefined when it is none. */
export const readThingModel = (result: unknown): ReadModel | undefined => {
  const { model } = fieldsOf(result);
  let parsed: unknown = model;
  try {
    if (typeof model === 'string') parsed = JSON.parse(model);
  } catch {
    return undefined;
  }
  const { services } = fieldsOf(parsed);
  if (!Array.isArray(services)) return undefined;
  const properties = services.flatMap((service) => {
    const { properties: rows } = fieldsOf(service);
    return Array.isArray(rows) ? rows : [];
  });
  const points = properties.flatMap((row) => readProperty(row) ?? []).sort((a, b) => a.id - b.id);
  return { points, told: properties.length };
};
