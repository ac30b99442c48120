import { expect, it } from 'vitest';
import { knownCall, knownCalls } from '../../../src/protocols/openapi/calls';
import { answered, readEnvelope, readToken, refused } from '../../../src/protocols/openapi/envelope';
import { knownErrors, meaningOf } from '../../../src/protocols/openapi/error-codes';
import { callsPerSecond } from '../../../src/protocols/openapi/limits';
import recorded from '../../vectors/openapi-signatures.json';

/** Expectations: openapi, sections 2, 3, 5, 6 and 7. */

it.each([
  ['GET', '/v2.0/cloud/thing/6cdev/model', 'model', 10],
  ['GET', '/v2.0/cloud/thing/6cdev/shadow/properties', 'shadow-read', 50],
  ['POST', '/v2.0/cloud/thing/6cdev/shadow/properties/issue', 'shadow-write', 4],
  ['POST', '/v2.0/cloud/thing/6cdev/shadow/actions', 'shadow-write', 4],
  ['POST', '/v2.0/cloud/thing/6cdev/shadow/properties/desired', 'shadow-write', 4],
  ['GET', '/v2.0/cloud/thing/6cdev/shadow/properties/desired', 'desired-read', 10],
])('%s %s counts for %s', (method, path, bucket, figure) => {
  expect(knownCall(method, path)?.bucket).toBe(bucket);
  expect(callsPerSecond[bucket as keyof typeof callsPerSecond]).toBe(figure);
});

it('knows every call of the table by a path made of it', () => {
  for (const call of knownCalls) expect(knownCall(call.method, call.path.replaceAll('{}', 'a-Z_9'))).toBe(call);
});

it('asks the emulated agent of the emulated cloud only', () => {
  expect(knownCall('POST', '/emulated/devices/6cdev/agent')).toBeUndefined();
  expect(knownCall('POST', '/emulated/devices/6cdev/agent', true)).toBeDefined();
});

it.each([
  ['GET', '/v1.0/token'],
  ['GET', '/v1.0/token/benchrefresh'],
  ['DELETE', '/v2.0/cloud/thing/6cdev/model'],
  ['get', '/v1.0/devices/6cdev'],
  ['GET', '/v1.0/devices/'],
  ['GET', '/v1.0/devices/..'],
  ['GET', '/v1.0/devices/a/../b'],
  ['GET', '/v1.0/devices/a%2fb'],
  ['GET', '/v1.0/devices/a?x=1'],
  ['GET', '/v1x0/devices/a'],
  ['GET', 'https://elsewhere.example/v1.0/devices/a'],
  ['GET', '//elsewhere.example/v1.0/devices/a'],
  ['GET', '/v1.0/devices/a\n'],
])('%s %j is not for the bench', (method, path) => expect(knownCall(method, path)).toBeUndefined());

it('looks at success alone, and takes nothing for an answer that is none', () => {
  expect(readEnvelope({ success: true, result: 1, t: 5, tid: 'x' })).toEqual(answered(1, 5, 'x'));
  expect(readEnvelope({ success: false, code: 1010, msg: 'token is expired', t: 5 })).toEqual(
    refused(1010, 'token is expired', 5),
  );
  expect(readEnvelope({ success: false, code: '2007', msg: 'm', t: 5 })).toEqual(refused(2007, 'm', 5));
  for (const value of [null, 'x', {}, { success: true }, { success: 'true', t: 1 }, { success: false, t: 1 }]) {
    expect(readEnvelope(value)).toBeUndefined();
  }
  expect(readEnvelope({ success: true, result: 1 })).toEqual(answered(1, 0));
  expect(readEnvelope({ success: false, code: 1010, msg: 'm', t: '5' })).toEqual(refused(1010, 'm', 0));
  expect(readToken({ access_token: '' })).toBeUndefined();
});

it('has a meaning for every code of the document, and the recorded texts', () => {
  const documented = [
    1001, 1004, 1005, 1010, 1011, 1012, 1013, 1100, 1101, 1102, 1103, 1104, 1106, 1108, 1109, 1110, 1111, 2007,
    28841001, 28841002, 28841101, 28841105, 28841106, 28841107,
  ];
  for (const code of documented) expect(meaningOf(code)).toBeDefined();
  expect(meaningOf(4711)).toBeUndefined();
  for (const { code, msg } of recorded.rejections) expect(knownErrors[code]?.msg).toBe(msg);
});
