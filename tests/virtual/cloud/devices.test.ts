import { describe, expect, it } from 'vitest';
import { demoProducts } from '../../../src/virtual/cloud/demo-products';
import { demoUid } from '../../../src/virtual/cloud/demo-state';
import { fits } from '../../../src/virtual/cloud/values';
import { createLampBench, lampId, makeDevice } from './openapi-bench';

const home = `/v1.0/devices/${lampId}`;
const thing = `/v2.0/cloud/thing/${lampId}`;

/** openapi, section 7. */
describe('devices of the emulated cloud', () => {
  it('show themselves in three families of calls, the local key as the real cloud shows it', async () => {
    const bench = await createLampBench();
    const same = {
      id: lampId,
      uuid: 'uuiddemo000000000001',
      product_id: 'demolamp00000001',
      local_key: 'demoloc0demoloc0',
    };
    expect(await bench.result(bench.get(home))).toMatchObject({
      ...same,
      online: true,
      active_time: 1_790_000_000,
      uid: demoUid,
    });
    expect(await bench.result(bench.get(thing))).toMatchObject({ ...same, is_online: true });
    expect(await bench.result(bench.get(`/v1.0/iot-03/devices/${lampId}`))).toMatchObject({ ...same, online: true });
  });

  it('never show what only the device may know', async () => {
    const bench = await createLampBench();
    for (const path of [home, thing, `/v1.0/iot-03/devices/${lampId}`, '/v1.0/devices'])
      expect(JSON.stringify(await bench.get(path))).not.toContain('demosec0demosec0');
  });

  it('are 1106 when they are not linked to the project, or not any more', async () => {
    const bench = await createLampBench();
    expect(await bench.get('/v1.0/devices/vdevnobody00000000000')).toMatchObject({
      code: 1106,
      msg: 'permission deny',
    });
    bench.state.devices[0]!.bound = false;
    for (const path of [home, thing, `${thing}/model`, `${home}/status`, `${home}/logs?type=7`.split('?')[0]!])
      expect(await bench.code(bench.get(path, { type: '7' }))).toBe(1106);
  });

  it('come in lists', async () => {
    const bench = await createLampBench();
    bench.state.devices.push(
      makeDevice({ deviceId: 'demodevice000000000002', uid: 'other' }),
      makeDevice({ deviceId: 'gone', bound: false }),
    );
    const ids = (list: unknown) => (list as { id: string }[]).map(({ id }) => id);
    const both = [lampId, 'demodevice000000000002'];
    expect(ids(await bench.result(bench.get('/v2.0/cloud/thing/device')))).toEqual(both);
    expect(ids(await bench.result(bench.get(`/v1.0/users/${demoUid}/devices`)))).toEqual([lampId]);
    expect(await bench.result(bench.get('/v1.0/iot-03/devices'))).toMatchObject({ total: 2 });
    expect(await bench.result(bench.get('/v1.0/devices', { page_no: '2', page_size: '1' }))).toMatchObject({
      total: 2,
      devices: [{ id: both[1] }],
    });
    expect(await bench.result(bench.get('/v1.0/devices/factory-infos', { device_ids: `${lampId},gone` }))).toEqual([
      { id: lampId, uuid: 'uuiddemo000000000001', sn: '', mac: '' },
    ]);
  });

  it('take another name, in every family of calls', async () => {
    const bench = await createLampBench();
    expect(await bench.result(bench.ask({ method: 'PUT', path: home, body: { name: 'Lamp at the door' } }))).toBe(true);
    for (const path of [home, thing, `/v1.0/iot-03/devices/${lampId}`])
      expect(await bench.result(bench.get(path))).toMatchObject({ name: 'Lamp at the door' });
    expect(await bench.code(bench.ask({ method: 'PUT', path: home, body: {} }))).toBe(1100);
  });

  it('answer in batches as they do one by one, and never with a want of permission for the word in the path', async () => {
    const bench = await createLampBench();
    bench.state.devices.push(makeDevice({ deviceId: 'demodevice000000000002' }));
    const device_ids = `${lampId},vdevnobody00000000000`;
    const status = await bench.result(bench.get(`${home}/status`));
    for (const path of ['/v1.0/devices/status', '/v1.0/iot-03/devices/status']) {
      expect(await bench.result(bench.get(path, { device_ids }))).toEqual([{ id: lampId, status }]);
    }
    const one = await bench.result(bench.get(thing));
    expect(await bench.result(bench.get('/v2.0/cloud/thing/batch', { device_ids }))).toEqual([one]);
    const factory = await bench.result(bench.get('/v1.0/iot-03/devices/factory-infos', { device_ids }));
    expect(factory).toMatchObject([{ id: lampId }]);
    const batches = ['/v1.0/devices/status', '/v1.0/iot-03/devices/status', '/v2.0/cloud/thing/batch'];
    for (const path of batches) {
      expect(await bench.code(bench.get(path))).toBe(1100);
      expect(await bench.code(bench.get(path, { device_ids: Array(21).fill(lampId).join(',') }))).toBe(1101);
    }
    expect(await bench.get('/v1.0/devices/sub-devices', { device_ids })).toMatchObject({
      code: 1108,
      msg: 'uri path invalid',
    });
  });

  it('describe all data points in a model that is a string', async () => {
    const bench = await createLampBench();
    const { model } = (await bench.result(bench.get(`${thing}/model`))) as { model: string };
    expect(typeof model).toBe('string');
    const properties = JSON.parse(model).services[0].properties as { abilityId: number; typeSpec: { type: string } }[];
    expect(properties.map(({ abilityId }) => abilityId)).toEqual(demoProducts[0]!.dataPoints.map(({ id }) => id));
    expect(new Set(properties.map(({ typeSpec }) => typeSpec.type))).toEqual(
      new Set(['bool', 'value', 'enum', 'string', 'bitmap', 'raw']),
    );
    expect(properties[2]).toMatchObject({
      accessMode: 'rw',
      code: 'bright_value',
      typeSpec: { type: 'value', min: 10, max: 1000, scale: 1, step: 1, unit: '%' },
    });
  });

  it('describe only the standard set in specifications, values as strings', async () => {
    const bench = await createLampBench();
    type Rows = Record<'functions' | 'status', { code: string; type: string; values: string; dp_id?: number }[]>;
    const told = (await bench.result(bench.get(`/v1.1/devices/${lampId}/specifications`))) as Rows;
    const codes = (rows: { code: string }[]) => rows.map(({ code }) => code);
    expect(codes(told.functions)).not.toContain('greeting');
    expect(codes(told.functions)).not.toContain('fault');
    expect(codes(told.status)).toContain('fault');
    expect(told.functions[2]).toEqual({
      code: 'bright_value',
      type: 'Integer',
      values: '{"unit":"%","min":10,"max":1000,"scale":1,"step":1}',
      dp_id: 3,
    });
    const older = (await bench.result(bench.get(`${home}/specifications`))) as Rows;
    expect(older.functions[0]).not.toHaveProperty('dp_id');
    expect(await bench.result(bench.get(`${home}/functions`))).toMatchObject({ category: 'dj' });
    expect(await bench.result(bench.get('/v1.0/iot-03/categories/dj/functions'))).toMatchObject({ category: 'dj' });
  });

  it('show what was last reported, in the shadow with number and time', async () => {
    const bench = await createLampBench({
      values: { 1: { value: true, at: 1_794_000_000_000 }, 101: { value: 'hi', at: 5 } },
    });
    const shadow = (await bench.result(
      bench.get(`${thing}/shadow/properties`, { codes: 'switch_1,greeting' }),
    )) as object;
    expect(shadow).toEqual({
      properties: [
        { code: 'switch_1', custom_name: '', dp_id: 1, time: 1_794_000_000_000, type: 'bool', value: true },
        { code: 'greeting', custom_name: '', dp_id: 101, time: 5, type: 'string', value: 'hi' },
      ],
    });
    const status = (await bench.result(bench.get(`${home}/status`))) as { code: string; value: unknown }[];
    expect(status[0]).toEqual({ code: 'switch_1', value: true });
    expect(status.map(({ code }) => code)).not.toContain('greeting');
  });
});

describe('commands to a device', () => {
  const commands = (...list: unknown[]) => ({ commands: list });

  it('reach it, and stand in its log; the shadow waits for its report', async () => {
    const bench = await createLampBench();
    const body = commands({ code: 'switch_1', value: true }, { code: 'bright_value', value: 500 });
    expect(await bench.result(bench.post(`${home}/commands`, body))).toBe(true);
    const values = [
      { dpId: 1, value: true },
      { dpId: 3, value: 500 },
    ];
    expect(bench.sent).toEqual([{ deviceId: lampId, values }]);
    expect(bench.happened).toEqual([{ kind: 'commanded', deviceId: lampId, at: bench.now(), values, source: 'cloud' }]);
    expect(bench.state.devices[0]?.log).toMatchObject([
      { dpId: 1, source: 'cloud' },
      { dpId: 3, source: 'cloud' },
    ]);
    expect(bench.state.devices[0]?.values).toEqual({});
  });

  it.each([
    ['an unknown code', { code: 'nothing', value: true }],
    ['a wrong type', { code: 'switch_1', value: 1 }],
    ['a number below', { code: 'bright_value', value: 9 }],
    ['a number above', { code: 'bright_value', value: 1001 }],
    ['a broken number', { code: 'bright_value', value: 50.5 }],
    ['a number between steps', { code: 'temp_value', value: 2750 }],
    ['an unknown word', { code: 'work_mode', value: 'disco' }],
    ['a text too long', { code: 'colour_data', value: '0123456789abc' }],
    ['one that only reports', { code: 'cur_power', value: 1 }],
    ['one that is not standard', { code: 'greeting', value: 'hi' }],
  ])('answer 1103 to %s, and send nothing of it', async (_, wrong) => {
    const bench = await createLampBench();
    const body = commands({ code: 'switch_1', value: true }, wrong);
    expect(await bench.code(bench.post(`${home}/commands`, body))).toBe(1103);
    expect(bench.sent).toEqual([]);
  });

  it.each([
    [1100, {}],
    [1100, { commands: [] }],
    [1104, { commands: { switch_1: true } }],
    [1104, { commands: [1] }],
    [1100, { commands: [{ value: true }] }],
    [1109, [1]],
  ])('answer %i to a body that is none', async (code, body) => {
    const bench = await createLampBench();
    expect(await bench.code(bench.post(`${home}/commands`, body))).toBe(code);
  });

  it('take a string inside JSON as properties, also those of the product alone', async () => {
    const bench = await createLampBench();
    const issue = (properties: unknown) => bench.post(`${thing}/shadow/properties/issue`, { properties });
    expect(await bench.result(issue('{"greeting":"grüß 灯","identify":true}'))).toEqual({});
    expect(bench.sent[0]?.values).toEqual([
      { dpId: 101, value: 'grüß 灯' },
      { dpId: 103, value: true },
    ]);
    expect(await bench.code(issue({ switch_1: true }))).toBe(1104);
    expect(await bench.code(issue('switch_1'))).toBe(1109);
    expect(await bench.code(issue('{"greeting":7}'))).toBe(1103);
  });

  it('answer 2001 while it is offline, or said to be', async () => {
    const bench = await createLampBench({ online: false });
    const send = () => bench.code(bench.post(`${home}/commands`, commands({ code: 'switch_1', value: true })));
    expect(await send()).toBe(2001);
    bench.state.devices[0]!.online = true;
    bench.state.faults.push({ fault: 'device-offline' });
    expect(await send()).toBe(2001);
    expect(await bench.result(bench.get(home))).toMatchObject({ online: false });
    bench.state.faults.pop();
    expect(await send()).toBe(0);
  });

  it('can be wished for, for later', async () => {
    const bench = await createLampBench({ online: false });
    const path = `${thing}/shadow/properties/desired`;
    expect(await bench.result(bench.post(path, { properties: '{"switch_1":true}' }))).toBe(true);
    expect(await bench.result(bench.get(path))).toEqual({
      properties: [{ code: 'switch_1', time: bench.now(), value: true }],
    });
  });

  it('fit raw and bitmap by bytes and bits', () => {
    const [raw, , relays] = demoProducts[2]!.dataPoints;
    expect(fits(raw!, btoa('x'.repeat(64)))).toBe(true);
    expect(fits(raw!, btoa('x'.repeat(65)))).toBe(false);
    expect(fits(raw!, 'not base64!')).toBe(false);
    expect(fits(relays!, 15)).toBe(true);
    expect(fits(relays!, 16)).toBe(false);
    expect(fits(relays!, -1)).toBe(false);
  });
});

describe('logs of a device', () => {
  const log = [
    { at: 1000, dpId: 1, value: true, source: 'cloud' },
    { at: 2000, dpId: 1, value: true, source: 'device' },
    { at: 3000, dpId: 3, value: 500, source: 'device' },
    { at: 4000, dpId: 1, value: false, source: 'agent' },
    { at: 5000, dpId: 1, value: false, source: 'device' },
  ] as const;

  it('are reports or commands, newest first, values as text', async () => {
    const bench = await createLampBench({ log: [...log] });
    const ask = (query: Record<string, string>) => bench.result(bench.get(`${home}/logs`, query));
    expect(await ask({ type: '7', start_time: '0', end_time: '9000', size: '20' })).toMatchObject({
      device_id: lampId,
      has_next: false,
      logs: [
        { code: 'switch_1', value: 'false', event_time: 5000, event_id: 7, event_from: '1' },
        { code: 'bright_value', value: '500', event_time: 3000 },
        { code: 'switch_1', value: 'true', event_time: 2000 },
      ],
    });
    expect(await ask({ type: '5' })).toMatchObject({ logs: [{ event_from: '3', event_id: 5 }, { event_from: '4' }] });
    expect(await ask({ type: '5,7', start_time: '2000', end_time: '3000' })).toMatchObject({ logs: [{}, {}] });
  });

  it('come in pages', async () => {
    const bench = await createLampBench({ log: [...log] });
    const ask = (key?: string) =>
      bench.result(bench.get(`${thing}/report-logs`, { size: '2', ...(key ? { last_row_key: key } : {}) })) as Promise<{
        has_more: boolean;
        last_row_key: string;
        logs: { event_time: number }[];
      }>;
    const first = await ask();
    expect(first).toMatchObject({ has_more: true, logs: [{ event_time: 5000 }, { event_time: 3000 }] });
    expect(await ask(first.last_row_key)).toMatchObject({ has_more: false, logs: [{ event_time: 2000 }] });
  });

  it('have bounds', async () => {
    const bench = await createLampBench();
    expect(await bench.code(bench.get(`${home}/logs`))).toBe(1100);
    expect(await bench.code(bench.get(`${home}/logs`, { type: '7', size: '101' }))).toBe(1101);
    expect(await bench.code(bench.get(`${home}/logs`, { type: '7', size: 'many' }))).toBe(1104);
  });
});

describe('ends', () => {
  it.each([
    ['DELETE', home, 'reset'],
    ['POST', `${thing}/reset`, 'reset_factory'],
    ['PUT', `${home}/reset-factory`, 'reset_factory'],
    ['POST', `/v1.0/iot-03/devices/${lampId}/actions/reset`, 'reset_factory'],
  ] as const)('%s %s', async (method, path, pending) => {
    const bench = await createLampBench();
    expect(await bench.result(bench.ask({ method, path }))).toBe(true);
    expect(bench.state.devices[0]).toMatchObject({ bound: false, pending });
    expect(await bench.code(bench.ask({ method, path }))).toBe(1106);
  });
});

describe('the agent of a device', () => {
  const path = `/v1.0/cloud/agent/ai/chat/b/devices/${lampId}`;

  it('gets its first role, and is asked for it again', async () => {
    const bench = await createLampBench();
    expect(await bench.code(bench.get(`${path}/role-bindings`))).toBe(1109);
    const role = { role_id: 'demorole01', role_name: 'Lamp keeper', bind_role_type: 1 };
    expect(await bench.result(bench.post(`${path}/agent-roles/initialization`, {}))).toMatchObject(role);
    expect(await bench.result(bench.get(`${path}/role-bindings`))).toMatchObject(role);
    expect(await bench.result(bench.get(`${path}/role-templates`))).toMatchObject([
      { template_id: 'demorole01', bind_status: true },
      { template_id: 'demorole02', bind_status: false },
    ]);
  });

  it('is missing where the product has none', async () => {
    const bench = await createLampBench({ pid: 'demosensor000001' });
    expect(await bench.code(bench.post(`${path}/agent-roles/initialization`, {}))).toBe(2009);
  });

  it('turns a sentence into commands that are marked as its own', async () => {
    const bench = await createLampBench();
    const say = (sentence: string) => bench.result(bench.post(`/emulated/devices/${lampId}/agent`, { sentence }));
    expect(await say('亮度调到 50')).toEqual({
      emulated: true,
      understood: true,
      commands: [{ code: 'bright_value', value: 500 }],
    });
    expect(bench.happened).toMatchObject([{ kind: 'commanded', source: 'agent', values: [{ dpId: 3, value: 500 }] }]);
    expect(await say('sing a song')).toEqual({ emulated: true, understood: false, commands: [] });
    expect(bench.sent).toHaveLength(1);
  });
});
