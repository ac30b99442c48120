/** A product on its way out: as a thing model, as the schema a device gets, and as the block for `tuya_config.h`. */
import type { DataPoint } from '../../model/data-point';
import type { License } from '../../model/license';
import type { Product } from '../../model/product';
import { writeSchema } from '../device-cloud/schema';

const typeSpec = ({ type, min, max, step, scale, unit, range, labels, maxlen }: DataPoint) => {
  switch (type) {
    case 'bool':
      return { type };
    case 'value':
      return { type, max, min, scale: scale ?? 0, step: step ?? 1, unit: unit ?? '' };
    case 'enum':
      return { type, range };
    case 'bitmap':
      return { type, label: labels ?? [], maxlen };
    case 'string':
    case 'raw':
      return { type, maxlen };
  }
};

/** JSON text, in the form `GET /v2.0/cloud/thing/{id}/model` has in its `result.model`. */
export const writeModelJson = ({ dataPoints }: Pick<Product, 'dataPoints'>): string => {
  const properties = dataPoints.map((point) => ({
    abilityId: point.id,
    accessMode: point.mode,
    code: point.code,
    description: '',
    name: point.name,
    typeSpec: typeSpec(point),
  }));
  const services = [{ actions: [], code: '', description: '', events: [], name: '', properties }];
  return `${JSON.stringify({ services }, undefined, 2)}\n`;
};

/** JSON text of the list, an entry to a line. */
export const writeSchemaJson = ({ dataPoints }: Pick<Product, 'dataPoints'>): string =>
  `[\n${dataPoints.map((point) => `  ${writeSchema([point]).slice(1, -1)}`).join(',\n')}\n]\n`;

/** A string of C; `??` would begin a trigraph. */
const quoted = (text: string): string => `"${text.replaceAll(/[\\"]|(?<=\?)\?/g, '\\$&')}"`;

export interface ConfigLine {
  name: string;
  /** With its quotes. */
  value: string;
}

/** What TuyaOpen applications read from `tuya_config.h`. With a license the lines hold its AuthKey. */
export const configLines = (pid: string, license?: License): readonly ConfigLine[] => [
  { name: 'TUYA_PRODUCT_ID', value: quoted(pid) },
  ...(license
    ? [
        { name: 'TUYA_OPENSDK_UUID', value: quoted(license.uuid) },
        { name: 'TUYA_OPENSDK_AUTHKEY', value: quoted(license.authKey) },
      ]
    : []),
];

/** Widest name, so that the values stand in one column. */
const column = 'TUYA_OPENSDK_AUTHKEY'.length;

/** Lines alone, to stand in for those that an application has already. */
export const configBlock = (pid: string, license?: License): string =>
  configLines(pid, license)
    .map(({ name, value }) => `#define ${name.padEnd(column)} ${value}\n`)
    .join('');
