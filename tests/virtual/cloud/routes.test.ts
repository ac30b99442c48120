import { describe, expect, it } from 'vitest';
import { knownCalls } from '../../../src/protocols/openapi/calls';
import { routeOf } from '../../../src/virtual/cloud/routes';

describe('the table of emulated calls', () => {
  // What the relay lets through must find somebody to answer in the demo.
  it.each(knownCalls.map(({ method, path }) => [method, path] as const))('has %s %s', (method, path) => {
    const id = 'vdevsomebody0000000001';
    expect(routeOf(method, path.replaceAll('{}', id)).parts).toEqual(path.match(/\{\}/g)?.map(() => id) ?? []);
  });

  it('takes a fixed path before one with a part that varies', () => {
    expect(routeOf('GET', '/v1.0/devices/factory-infos').route.path).toBe('/v1.0/devices/factory-infos');
    expect(routeOf('GET', '/v2.0/cloud/thing/device').route.path).toBe('/v2.0/cloud/thing/device');
  });

  it.each([
    ['PATCH', '/v1.0/devices/x'],
    ['GET', '/v1.0/devices/x/'],
    ['GET', '/v1.0/devices/x/y/z'],
    ['GET', '/'],
    // Words of the real cloud's other paths, where a device id would stand.
    ['GET', '/v1.0/iot-03/devices/sub-devices'],
    ['GET', '/v2.0/cloud/thing/group'],
    ['POST', '/v2.0/cloud/thing/batch/reset'],
    ['PUT', '/v1.0/devices/multiple-names/reset-factory'],
    ['POST', '/v1.0/devices/freeze/commands'],
  ])('has nothing for %s %s', (method, path) => {
    expect(() => routeOf(method, path)).toThrow('uri path invalid');
  });
});
