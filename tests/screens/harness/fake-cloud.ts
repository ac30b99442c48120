/** A cloud with the device of picture 07 and a relay in several states, for pictures and for looking at by hand. */
import { createStore } from 'zustand/vanilla';
import {
  type Cloud,
  type CloudAnswer,
  type CloudCall,
  type CloudEvent,
  dataCentres,
  type ProbeAnswer,
  type RelayStatus,
} from '../../../src/model/cloud';
import type { CloudDesk, CloudView } from '../../../src/screens/parts/cloud-desk';

const property = (abilityId: number, code: string, name: string, typeSpec: object, accessMode = 'rw') => ({
  abilityId,
  code,
  name,
  accessMode,
  typeSpec,
});

const properties = [
  property(1, 'switch_led', 'Power', { type: 'bool' }),
  property(22, 'bright_value', 'Brightness', { type: 'value', min: 10, max: 1000, step: 1, scale: 1, unit: '%' }),
  property(21, 'work_mode', 'Mode', { type: 'enum', range: ['white', 'colour', 'scene', 'music'] }),
  property(24, 'program', 'Programme', { type: 'enum', range: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }),
  property(25, 'colour_data_v2', 'Colour', { type: 'string', maxlen: 255 }),
  property(105, 'alarm', 'Alarm', { type: 'bitmap', maxlen: 2, label: ['door', 'motion'] }),
  property(106, 'speed', 'Speed', { type: 'value', min: 1, max: 4, step: 1, scale: 0 }),
  property(107, 'fan_mode', 'Fan', { type: 'enum', range: ['low', 'high'] }),
  property(108, 'timer', 'Timer', { type: 'value', min: 0, max: 1440, step: 1, scale: 0, unit: 'min' }),
  property(101, 'greeting', 'Name on display', { type: 'string', maxlen: 32 }),
  property(23, 'temp_value', 'Colour temp.', { type: 'value', min: 2700, max: 6500, step: 100, scale: 0, unit: 'K' }),
  property(
    26,
    'fault',
    'Fault',
    {
      type: 'bitmap',
      maxlen: 8,
      label: ['under-volt', 'over-temp', 'LED open', 'LED short', 'fan', 'wifi', 'flash', 'door'],
    },
    'ro',
  ),
  property(102, 'ir_blob', 'IR code', { type: 'raw', maxlen: 128 }),
  property(
    103,
    'temp_current',
    'Heat sink',
    { type: 'value', min: -200, max: 1200, step: 1, scale: 1, unit: '℃' },
    'ro',
  ),
  property(104, 'identify', 'Identify', { type: 'bool' }, 'wr'),
];

const values: Record<string, unknown> = {
  switch_led: false,
  bright_value: 680,
  work_mode: 'white',
  program: 'c',
  colour_data_v2: '001e03e803e8',
  alarm: 9,
  speed: 6,
  fan_mode: 'auto',
  greeting: 'Bench 3, left',
  temp_value: 4000,
  fault: 1,
  ir_blob: 'pQE8AOI=',
  temp_current: 423,
};

const lamp = (id: string, name: string, online: boolean) => ({
  id,
  name,
  uuid: 'a3f277d01b9e44a2c6e0',
  product_id: 'qk7xw2mvnbe4dplz',
  product_name: 'Desk lamp',
  is_online: online,
  local_key: 'planted0local0key',
  active_time: Math.floor(Date.now() / 1000) - 240,
  update_time: Math.floor(Date.now() / 1000) - 2,
});

const codeOf: Readonly<Record<string, number>> = { ir_blob: 1103, program: 2001 };
const deviceOffline = 2001;
const silent = new Set(['temp_value']);

/**
 * Answers like the cloud, with one device that is refused some things and silent about others. `refusing` is a code of
 * openapi, section 5: of commands when it is about a device, of every call when it is about the project.
 */
const fakeCloud = (virtual: boolean, refusing?: number): Cloud => {
  const ears = new Set<(event: CloudEvent) => void>();
  const report = (code: string, value: unknown) => {
    values[code] = value;
    for (const heard of ears)
      heard({ kind: 'reported', deviceId: 'bf7c20a8d4e19c0b9k2m', at: Date.now(), properties: [{ code, value }] });
  };
  const say = (result: unknown): CloudAnswer => ({ success: true, result, t: Date.now() });
  const refuse = (code: number): CloudAnswer => ({ success: false, code, msg: 'refused', t: Date.now() });
  const logs = () =>
    Array.from({ length: 60 }, (_, n) => ({
      code: 'temp_current',
      event_from: '1',
      event_id: 7,
      event_time: Date.now() - (60 - n) * 9000,
      value: String(Math.round(361 + n * 1.4 - ((n * n) % 7) - Math.max(0, n - 40) * 1.1)),
      row: String(n),
    }));
  const issue = (call: CloudCall): CloudAnswer => {
    const wanted = JSON.parse((call.body as { properties: string }).properties) as Record<string, unknown>;
    const [[code, value] = ['', undefined]] = Object.entries(wanted);
    const no = refusing ?? codeOf[code];
    if (no) return refuse(no);
    if (!silent.has(code)) setTimeout(() => report(code, value), 101);
    return say({});
  };
  return {
    virtual,
    listen: (heard) => {
      ears.add(heard);
      return () => ears.delete(heard);
    },
    async call(call) {
      await new Promise((done) => setTimeout(done, 41));
      const { method, path } = call;
      if (refusing !== undefined && refusing !== deviceOffline) return refuse(refusing);
      if (path === '/v2.0/cloud/thing/device')
        return say([
          lamp('bf7c20a8d4e19c0b9k2m', 'Desk lamp 07', true),
          lamp('bf7c20a8d4e19c0b1x1x', 'Desk lamp 06', false),
        ]);
      if (path.endsWith('/model')) return say({ model: JSON.stringify({ services: [{ properties }] }) });
      if (path.endsWith('/shadow/properties'))
        return say({
          properties: Object.entries(values).map(([code, value]) => ({ code, value, time: Date.now() - 9000 })),
        });
      if (path.endsWith('/issue')) return issue(call);
      if (path.endsWith('/logs')) return say({ logs: logs() });
      if (path.endsWith('/role-templates'))
        return say([
          { role_id: '1', role_name: 'Lamp keeper' },
          { role_id: '2', role_name: 'Night watch' },
        ]);
      if (path.endsWith('/role-bindings')) return say({ role_name: 'Lamp keeper' });
      if (path.endsWith('/agent')) {
        setTimeout(() => report('work_mode', 'scene'), 150);
        return say({ emulated: true, understood: true, commands: [{ code: 'work_mode', value: 'scene' }] });
      }
      if (path === '/v1.0/iot-02/assets')
        return virtual ? say({ list: [{ asset_id: '9', asset_name: 'Demo workshop' }] }) : refuse(1106);
      if (method === 'POST' && path.endsWith('/token'))
        return say({ region: 'AY', token: 'H73H8u7A', secret: 'p4pX', expire_time: 300 });
      if (path.includes('/tokens/')) return say({ success_devices: [], error_devices: [] });
      if (method === 'GET' && path.includes('/thing/')) return say(lamp('bf7c20a8d4e19c0b9k2m', 'Desk lamp 07', true));
      return refuse(28841105);
    },
  };
};

const answer = (index: number, more: Partial<ProbeAnswer> & Pick<ProbeAnswer, 'outcome'>): ProbeAnswer => {
  const { id, url } = dataCentres[index]!;
  return { dataCentre: id, url, latencyMs: 40 + index * 31, ...more } as ProbeAnswer;
};
const no = (code: number, offsetMs?: number) =>
  ({ outcome: 'refused', at: 'token', code, msg: '', ...(offsetMs && { offsetMs }) }) as const;

const probes: Readonly<Record<string, readonly ProbeAnswer[]>> = {
  full: [
    answer(0, no(2007)),
    answer(1, no(1106)),
    answer(2, no(1106)),
    answer(3, { outcome: 'welcome' }),
    answer(4, no(28841107)),
    answer(5, { outcome: 'unreachable', reason: 'TIMEOUT' }),
    answer(6, no(1005)),
  ],
  trouble: [
    answer(0, no(1004)),
    answer(1, no(1013, -252_000)),
    answer(2, no(28841002)),
    answer(3, no(28841101)),
    answer(4, no(28841105)),
    answer(5, no(28841106)),
    answer(6, no(1010)),
  ],
};

const status: RelayStatus = {
  configured: true,
  virtual: false,
  from: 'file',
  dataCentre: 'eu-central',
  accessIdTail: 'c8v2',
  clockOffsetMs: -252_000,
  token: { held: true, ageMs: 540_000, leftMs: 6_660_000 },
  events: 'push',
  spent: { today: 1203, month: 24_310, plan: 26_000 },
};

/**
 * `full` a project at home, `trouble` every refusal at once, `empty` a relay without a project, `absent` none, and a
 * number a project that is refused with this code.
 */
export const fakeDesk = (relay: string): CloudDesk => {
  const refusing = /^\d+$/.test(relay) ? Number(relay) : undefined;
  const hasProject = relay === 'full' || relay === 'trouble' || refusing !== undefined;
  const view = createStore<CloudView>(() => ({
    clouds: [
      { place: 'page', cloud: fakeCloud(true) },
      ...(hasProject ? [{ place: 'relay' as const, cloud: fakeCloud(false, refusing) }] : []),
    ],
    relay:
      relay === 'absent'
        ? { kind: 'absent', problem: { code: 'cloud.no-relay', details: {} } }
        : {
            kind: 'here',
            latencyMs: 2,
            status:
              relay === 'empty'
                ? {
                    ...status,
                    configured: false,
                    from: 'none',
                    token: { held: false },
                    events: 'none',
                    clockOffsetMs: 200,
                    accessIdTail: undefined,
                  }
                : status,
          },
  }));
  return {
    view,
    look: async () => {},
    keepAccount: async () => {},
    forgetAccount: async () => {},
    probe: async () => probes[relay] ?? [],
  };
};
