/** The thing model of a device, `GET /v2.0/cloud/thing/{id}/model`: all its data points (openapi, section 7). */
import type { DataPoint } from '../../model/data-point';
import { readProperty } from '../../protocols/product-model/data-points';
import { fieldsOf } from './device-answers';

/** `told` counts what the model has, data points of kinds that no control is known for among it. */
export interface ReadModel {
  points: readonly DataPoint[];
  told: number;
}

/** One strange data point must not take the others from a device that is there; an import refuses it instead. */
const readable = (property: unknown): DataPoint[] => {
  try {
    return [readProperty(property, '')];
  } catch {
    return [];
  }
};

const parsed = (model: unknown): unknown => {
  try {
    return typeof model === 'string' ? JSON.parse(model) : model;
  } catch {
    return undefined;
  }
};

/** `result.model` is a JSON string; undefined when it is none. */
export const readThingModel = (result: unknown): ReadModel | undefined => {
  const { services } = fieldsOf(parsed(fieldsOf(result).model));
  if (!Array.isArray(services)) return undefined;
  const properties = services.flatMap((service) => {
    const { properties: rows } = fieldsOf(service);
    return Array.isArray(rows) ? rows : [];
  });
  const points = properties.flatMap(readable).sort((a, b) => a.id - b.id);
  return { points, told: properties.length };
};
