import { describe, expect, it } from 'vitest';
import type { DataPoint } from '../../../src/model/data-point';
import { type ReadModel, readProductModel, readProductText } from '../../../src/protocols/product-model/read-product';
import { writeModelJson, writeSchemaJson } from '../../../src/protocols/product-model/write-product';
import { demoProducts } from '../../../src/virtual/cloud/demo-products';
import { specification, thingModel } from '../../../src/virtual/cloud/thing-model';
import session from '../../vectors/activation-session.json';

const pointsOf = (read: ReadModel): readonly DataPoint[] => {
  if (read.kind === 'refused') throw new Error(`${read.code} at ${read.path}`);
  return read.dataPoints;
};
const refusalOf = (value: unknown) => {
  const read = typeof value === 'string' ? readProductText(value) : readProductModel(value);
  return read.kind === 'refused' ? [read.code, read.path] : 'read';
};

const property = (more: object = {}) => ({
  abilityId: 101,
  accessMode: 'ro',
  code: 'Mode',
  description: '',
  name: 'Mode',
  typeSpec: { type: 'enum', range: ['Recuperation', 'Normal', 'Airing'] },
  ...more,
});
const services = (...properties: unknown[]) => ({
  modelId: '000003t90i',
  services: [{ name: '默认服务', properties }],
});

describe('the thing model', () => {
  // The shape of a real answer, as told in home-assistant/core, issue 114676.
  const real = { result: { model: JSON.stringify(services(property())) }, success: true, t: 1, tid: 'x' };
  const mode: DataPoint = {
    id: 101,
    code: 'Mode',
    name: 'Mode',
    mode: 'ro',
    type: 'enum',
    range: ['Recuperation', 'Normal', 'Airing'],
  };

  it('in its envelope, without it, as a string and as an object', () => {
    for (const one of [real, real.result, real.result.model, services(property()), { model: services(property()) }]) {
      expect(readProductText(JSON.stringify(one))).toEqual({
        kind: 'read',
        leftOut: [],
        form: 'model',
        dataPoints: [mode],
        notes: [],
      });
    }
  });

  it('over all its services, with every type, as the demo products are answered', () => {
    for (const product of demoProducts) {
      expect(pointsOf(readProductText(JSON.stringify({ model: thingModel(product) })))).toEqual(
        product.dataPoints.map((point) => (point.type === 'value' ? { scale: 0, step: 1, ...point } : point)),
      );
    }
    const two = { services: [{ properties: [property()] }, {}, { properties: [property({ abilityId: 102 })] }] };
    expect(pointsOf(readProductModel(two)).map(({ id }) => id)).toEqual([101, 102]);
  });

  it('says where something is wrong, and quotes nothing', () => {
    // One bad data point is left out and named, not the whole refused (issue 10, section 2).
    expect(readProductModel(services(property(), property({ abilityId: undefined })))).toMatchObject({
      dataPoints: [{ id: 101 }],
      leftOut: [{ code: 'Mode', refusal: 'missing', path: 'services[0].properties[1].abilityId', facts: {} }],
    });
    const typed = (typeSpec: unknown) => ({ success: true, result: { model: services(property({ typeSpec })) } });
    const at = 'result.model.services[0].properties[0].typeSpec';
    expect(refusalOf(typed(undefined))).toEqual(['missing', at]);
    expect(refusalOf(typed({ type: 'float' }))).toEqual(['unknown-type', `${at}.type`]);
    expect(refusalOf(typed({ type: 'enum' }))).toEqual(['missing', `${at}.range`]);
    expect(refusalOf(typed({ type: 'enum', range: 'a,b' }))).toEqual(['wrong-kind', `${at}.range`]);
    expect(refusalOf(typed({ type: 'value', min: 'low' }))).toEqual(['wrong-kind', `${at}.min`]);
    expect(refusalOf(services(property({ accessMode: 'rx' })))).toEqual([
      'unknown-mode',
      'services[0].properties[0].accessMode',
    ]);
    expect(refusalOf({ result: { model: '{"services"' } })).toEqual(['not-json', 'result.model']);
  });
});

describe('the standard instruction set (openapi, section 7)', () => {
  // Rows as in rospogrigio/localtuya, issue 1052, and Domoticz-TinyTUYA-Plugin, issues 9 and 14.
  const real = {
    result: {
      category: 'dj',
      functions: [
        { code: 'switch_led', desc: '{}', name: '开关', type: 'Boolean', values: '{true,false}' },
        {
          code: 'scene_data_v2',
          name: '场景',
          type: 'Json',
          values: '{"scene_num":{"min":1,"scale":0,"max":8,"step":1}}',
        },
        { code: 'bright_value_v2', name: '亮度', type: 'Integer', values: '{"min":10,"max":1000,"scale":0,"step":1}' },
      ],
      status: [
        { code: 'switch_led', name: '开关', type: 'Boolean', values: '{}' },
        { code: 'bright_value_v2', name: '亮度', type: 'Integer', values: '{"min":10,"max":1000,"scale":0,"step":1}' },
        { code: 'fault', name: '故障', type: 'Bitmap', values: '{"label":["ov_cr","ov_vol"]}' },
      ],
    },
    success: true,
  };

  it('tells the direction by the two lists, and has no ids', () => {
    expect(readProductModel(real)).toEqual({
      kind: 'read',
      leftOut: [],
      form: 'specification',
      notes: ['no-ids', 'standard-only'],
      dataPoints: [
        { id: 0, code: 'switch_led', name: '开关', mode: 'rw', type: 'bool' },
        { id: 0, code: 'scene_data_v2', name: '场景', mode: 'wr', type: 'string' },
        {
          id: 0,
          code: 'bright_value_v2',
          name: '亮度',
          mode: 'rw',
          type: 'value',
          min: 10,
          max: 1000,
          step: 1,
          scale: 0,
        },
        { id: 0, code: 'fault', name: '故障', mode: 'ro', type: 'bitmap', maxlen: 2, labels: ['ov_cr', 'ov_vol'] },
      ],
    });
  });

  it('has ids in the newer call, as the emulated cloud answers it', () => {
    for (const product of demoProducts) {
      const read = readProductModel({ success: true, result: specification(product, true) });
      expect(read).toMatchObject({ kind: 'read', notes: ['standard-only'] });
      expect(pointsOf(read).map(({ id, code, mode, type }) => ({ id, code, mode, type }))).toEqual(
        product.dataPoints.filter(({ id }) => id < 101).map(({ id, code, mode, type }) => ({ id, code, mode, type })),
      );
    }
  });

  it('says where its inner JSON breaks', () => {
    const broken = { functions: [{ code: 'a', type: 'Integer', values: '{"min":1' }] };
    expect(refusalOf(broken)).toEqual(['not-json', 'functions[0].values']);
  });
});

describe('the schema of a device (device-cloud, section 3)', () => {
  const answer = session.steps.flatMap((step) =>
    step.responsePlaintext?.includes('"schema"') ? [step.responsePlaintext] : [],
  )[0]!;

  it('is found in the recorded activation answer, and nothing else of it is', () => {
    const read = readProductText(answer);
    expect(read).toMatchObject({ kind: 'read', form: 'schema', notes: ['no-names'] });
    expect(pointsOf(read).map(({ id, code, mode, type }) => [id, code, mode, type])).toEqual([
      [1, 'dp_1', 'rw', 'bool'],
      [2, 'dp_2', 'rw', 'value'],
      [3, 'dp_3', 'rw', 'enum'],
      [4, 'dp_4', 'ro', 'string'],
      [5, 'dp_5', 'ro', 'bitmap'],
      [6, 'dp_6', 'rw', 'raw'],
    ]);
    const { secKey, localKey } = JSON.parse(answer).result;
    for (const key of [secKey, localKey]) expect(JSON.stringify(read)).not.toContain(key);
  });

  it('keeps names where there are some, and how it reports (Apollon77/ioBroker.tuya, issue 690)', () => {
    const entry = {
      code: 'add_ele',
      name: '增加电量',
      id: 17,
      mode: 'rw',
      type: 'obj',
      trigger: 'direct',
      passive: true,
      property: { unit: 'kwh', min: 0, max: 5000000, scale: 2, step: 1, type: 'value' },
    };
    expect(readProductModel({ schema: JSON.stringify([entry]) })).toEqual({
      kind: 'read',
      leftOut: [],
      form: 'schema',
      notes: [],
      dataPoints: [
        {
          id: 17,
          code: 'add_ele',
          name: '增加电量',
          mode: 'rw',
          type: 'value',
          min: 0,
          max: 5000000,
          step: 1,
          scale: 2,
          unit: 'kwh',
          passive: true,
          trigger: 'direct',
        },
      ],
    });
    expect(refusalOf([{ ...entry, property: undefined }])).toEqual(['missing', '[0].property']);
    expect(refusalOf([{ ...entry, type: 'file' }])).toEqual(['unknown-type', '[0].type']);
  });
});

it('refuses what is none of these', () => {
  expect(refusalOf('  \n')).toEqual(['empty', '']);
  expect(refusalOf('uuid,key\n')).toEqual(['not-json', '']);
  for (const text of ['3', 'null', '{}', '{"result":{"online":true}}']) {
    expect(refusalOf(text), text).toEqual(['nothing-known', text.includes('online') ? 'result' : '']);
  }
  expect(refusalOf('"hello"')).toEqual(['not-json', '']);
  expect(refusalOf('[]')).toEqual(['no-data-points', '']);
  expect(refusalOf({ services: [] })).toEqual(['no-data-points', '']);
  expect(readProductModel({ success: false, code: 1106, msg: 'permission deny', t: 1 })).toEqual({
    kind: 'refused',
    code: 'cloud-refused',
    path: '',
    facts: { code: 1106, msg: 'permission deny' },
  });
  expect(refusalOf(`\uFEFF${JSON.stringify(services(property()))}`)).toBe('read');
});

describe('and out again', () => {
  it('as a thing model: what the emulated cloud answers, and read back the same', () => {
    for (const product of demoProducts) {
      const [ours, theirs] = [writeModelJson(product), thingModel(product)].map((text) => JSON.parse(text).services[0]);
      expect(ours.properties).toEqual(theirs.properties);
      const again = pointsOf(readProductText(writeModelJson(product)));
      expect(pointsOf(readProductText(writeModelJson({ dataPoints: again })))).toEqual(again);
    }
  });

  it('as a schema: the recorded one comes out as it went in', () => {
    const recorded = session.steps.flatMap((step) =>
      step.responsePlaintext?.includes('"schema"') ? [JSON.parse(step.responsePlaintext).result.schema] : [],
    )[0] as string;
    const written = writeSchemaJson({ dataPoints: pointsOf(readProductText(recorded)) });
    expect(JSON.stringify(JSON.parse(written))).toBe(recorded);
    expect(written.split('\n')).toHaveLength(9);
  });
});
