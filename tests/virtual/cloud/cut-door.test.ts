import { expect, it } from 'vitest';
import { createCutDoor } from '../../../src/virtual/cloud/cut-door';
import type { MqttOutcome } from '../../../src/virtual/cloud/device-door';

const login = { clientId: 'c', username: 'u', password: 'p' };

const bench = (outcome?: MqttOutcome) => {
  const told: string[] = [];
  const door = createCutDoor({
    http: async () => new Response('here'),
    mqtt: () =>
      outcome ?? {
        code: 0,
        session: { subscribe: () => true, publish: () => {}, close: () => told.push('broker misses it') },
      },
  });
  return { door, told };
};

const request = () => new Request('https://cloud.virtual.test/');

it('lets through what comes while it is open', async () => {
  const { door, told } = bench();
  expect(await (await door.http(request())).text()).toBe('here');
  const outcome = door.mqtt(
    login,
    () => {},
    () => told.push('cut'),
  );
  expect('session' in outcome && outcome.session.subscribe('t')).toBe(true);
  expect(told).toEqual([]);
});

it('breaks what is open, once, and answers nobody until it is given back', async () => {
  const { door, told } = bench();
  door.mqtt(
    login,
    () => {},
    () => told.push('cut'),
  );
  door.set(false);
  door.set(false);
  expect(told).toEqual(['broker misses it', 'cut']);
  expect(() =>
    door.mqtt(
      login,
      () => {},
      () => {},
    ),
  ).toThrow(TypeError);
  await expect(door.http(request())).rejects.toThrow(TypeError);
  door.set(true);
  expect((await door.http(request())).ok).toBe(true);
});

it('leaves alone who has left in order, and who was refused', () => {
  const { door, told } = bench();
  const outcome = door.mqtt(
    login,
    () => {},
    () => told.push('cut'),
  );
  if ('session' in outcome) outcome.session.close();
  door.set(false);
  expect(told).toEqual(['broker misses it']);
  const refused = bench({ code: 5 });
  expect(
    refused.door.mqtt(
      login,
      () => {},
      () => refused.told.push('cut'),
    ),
  ).toEqual({ code: 5 });
  refused.door.set(false);
  expect(refused.told).toEqual([]);
});
