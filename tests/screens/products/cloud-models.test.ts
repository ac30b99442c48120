import { describe, expect, it } from 'vitest';
import type { Cloud, CloudAnswer, CloudCall } from '../../../src/model/cloud';
import { readProductModel } from '../../../src/protocols/product-model/read-product';
import { agentOf, modelOf, oneDeviceEach } from '../../../src/screens/products/cloud-models';
import { demoProducts } from '../../../src/virtual/cloud/demo-products';
import { thingModel } from '../../../src/virtual/cloud/thing-model';

/** The calls of openapi, section 7, answered from a list of devices; keeps what was asked. */
const cloudOf = (answer: (call: CloudCall) => unknown) => {
  const asked: CloudCall[] = [];
  const cloud: Cloud = {
    virtual: false,
    async call(call): Promise<CloudAnswer> {
      asked.push(call);
      const result = answer(call);
      return typeof result === 'number'
        ? { success: false, code: result, msg: 'permission deny', t: 1 }
        : { success: true, result, t: 1 };
    },
    listen: () => () => {},
  };
  return { cloud, asked };
};

const device = (n: number, pid: string) => ({
  id: `dev${String(n).padStart(19, '0')}`,
  product_id: pid,
  product_name: `Product ${pid}`,
  local_key: 'L0calKeyForBench',
});

describe('products of a project, by their devices', () => {
  it('shows each product once, over several pages, and no keys', async () => {
    const devices = Array.from({ length: 45 }, (_, n) => device(n, n === 44 ? 'b' : n % 2 === 0 ? 'c' : 'a'));
    const { cloud, asked } = cloudOf(({ query }) => {
      const from = devices.findIndex(({ id }) => id === query?.last_id) + 1;
      return devices.slice(from, from + Number(query?.page_size));
    });
    const got = await oneDeviceEach(cloud);
    expect(got.ok && got.value.map(({ pid, deviceId }) => [pid, Number(deviceId.slice(3))])).toEqual([
      ['a', 1],
      ['b', 44],
      ['c', 0],
    ]);
    expect(asked).toHaveLength(3);
    expect(JSON.stringify(got)).not.toContain('L0calKeyForBench');
  });

  it('ends with a cloud that gives the same page again and again', async () => {
    const page = Array.from({ length: 20 }, (_, n) => device(n, 'a'));
    const { cloud, asked } = cloudOf(() => page);
    expect(await oneDeviceEach(cloud)).toMatchObject({ ok: true });
    expect(asked).toHaveLength(2);
  });

  it('hands on what the cloud refuses', async () => {
    const { cloud } = cloudOf(() => 1106);
    const refused = { ok: false, trouble: { kind: 'refused', code: 1106, msg: 'permission deny' } };
    expect(await oneDeviceEach(cloud)).toEqual(refused);
    expect(await modelOf(cloud, 'dev')).toEqual(refused);
    expect(await agentOf(cloud, 'dev')).toBeUndefined();
  });

  it('brings a model that can be read, and the roles of the agent', async () => {
    const lamp = demoProducts[0]!;
    const { cloud, asked } = cloudOf(({ path }) =>
      path.endsWith('/model')
        ? { model: thingModel(lamp) }
        : lamp.agent?.roles.map(({ id, name }) => ({ role_id: id, role_name: name })),
    );
    const got = await modelOf(cloud, 'dev1');
    expect(readProductModel(got.ok && got.value)).toMatchObject({ kind: 'read', form: 'model' });
    expect(await agentOf(cloud, 'dev1')).toEqual({ name: '', roles: lamp.agent?.roles });
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v2.0/cloud/thing/dev1/model',
      'GET /v1.0/cloud/agent/ai/chat/b/devices/dev1/role-templates',
    ]);
  });
});
