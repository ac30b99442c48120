import type { DataPoint, DpMode } from '../../model/data-point';
import type { CloudProduct } from './state';

/** A product as the OpenAPI describes it: the thing model with all data points, and the standard instruction set. */

const typeSpec = ({ type, min, max, step, scale, unit, range, labels, maxlen }: DataPoint) => {
  if (type === 'value') return { type, max, min, scale: scale ?? 0, step: step ?? 1, unit: unit ?? '' };
  if (type === 'enum') return { type, range };
  if (type === 'bitmap') return { type, label: labels ?? [], maxlen };
  return type === 'bool' ? { type } : { type, maxlen };
};

/** Goes out as a JSON string inside JSON (openapi, section 7). */
export const thingModel = (product: CloudProduct): string =>
  JSON.stringify({
    modelId: `demo${product.pid.slice(-6)}`,
    services: [
      {
        actions: [],
        code: '',
        description: '',
        events: [],
        name: 'Default Service',
        properties: product.dataPoints.map((point) => ({
          abilityId: point.id,
          accessMode: point.mode,
          code: point.code,
          description: '',
          name: point.name,
          typeSpec: typeSpec(point),
        })),
      },
    ],
  });

/** Data points from 101 on are a product's own; the standard set knows nothing of them. */
const firstOwnId = 101;

export const isStandard = ({ id }: DataPoint): boolean => id < firstOwnId;

const standardTypes: Readonly<Record<DataPoint['type'], string>> = {
  bool: 'Boolean',
  value: 'Integer',
  enum: 'Enum',
  string: 'String',
  bitmap: 'Bitmap',
  raw: 'Raw',
};

const standardValues = ({ type, min, max, step, scale, unit, range, labels, maxlen }: DataPoint): string => {
  if (type === 'value') return JSON.stringify({ unit: unit ?? '', min, max, scale: scale ?? 0, step: step ?? 1 });
  if (type === 'enum') return JSON.stringify({ range });
  if (type === 'bitmap') return JSON.stringify({ label: labels ?? [], maxlen });
  return JSON.stringify(type === 'bool' ? {} : { maxlen });
};

const instruction = (point: DataPoint) => ({
  code: point.code,
  type: standardTypes[point.type],
  values: standardValues(point),
});

const ofModes = (product: CloudProduct, ...modes: DpMode[]) =>
  product.dataPoints.filter((point) => isStandard(point) && modes.includes(point.mode));

/** What can be sent, and what is reported; `values` are JSON strings, and the newer call has the ids too. */
export const specification = (product: CloudProduct, withIds: boolean) => {
  const row = (point: DataPoint) => (withIds ? { ...instruction(point), dp_id: point.id } : instruction(point));
  return {
    category: product.category,
    functions: ofModes(product, 'rw', 'wr').map(row),
    status: ofModes(product, 'rw', 'ro').map(row),
  };
};

export const functionsOf = (product: CloudProduct) => ({
  category: product.category,
  functions: ofModes(product, 'rw', 'wr').map((point) => ({
    ...instruction(point),
    desc: point.name,
    name: point.name,
  })),
});
