import { expect, it } from 'vitest';
import { readIdentityLine } from '../../../src/protocols/console/identity';
import session from '../../vectors/activation-session.json' with { type: 'json' };

// authorize-cli, section 6: `^result len \d+ :` (JSON with devId, secKey, localKey, schemaId).
const identity = { devId: '6cbenchdev0000000001xy', secKey: '0123sec456key789', localKey: 'L0calKeyForBench' };
const wanted = { deviceId: identity.devId, secKey: identity.secKey, localKey: identity.localKey };
const json = JSON.stringify({ ...identity, schemaId: '00000bench', stdTimeZone: '+01:00' });
const line = (text: string, length = text.length) =>
  `[11-23 01:01:02 ty D][tuya_iot.c:190] result len ${length} :${text}`;

it('reads the identity of a whole line', () => {
  expect(readIdentityLine(line(json))).toEqual(wanted);
  expect(readIdentityLine(`${line(json)}\r`)).toEqual(wanted);
});

it('reads the answer of the recorded activation as the device prints it', () => {
  const text = JSON.stringify(session);
  const told = /\{\\"devId\\":\\"6cbench(?:[^\\]|\\")*?\\"schemaId\\":\\"[^\\]*\\"/.exec(text)?.[0] ?? '';
  const result = `${told.replaceAll('\\"', '"')}}`;
  expect(result).toContain('L0calKeyForBench');
  expect(readIdentityLine(line(result))).toEqual(wanted);
});

it('reads keys that JSON has to escape', () => {
  const odd = { ...identity, localKey: '"\\<\'$|`0123456789'.slice(0, 16) };
  expect(odd.localKey.length).toBe(16);
  const text = JSON.stringify(odd);
  expect(readIdentityLine(line(text))?.localKey).toBe(odd.localKey);
  expect(readIdentityLine(line(text.slice(0, -1), text.length))?.localKey).toBe(odd.localKey);
});

it('reads what the length limit of the log has left, as long as both keys are there', () => {
  expect(readIdentityLine(line(json.slice(0, -20), json.length))).toEqual(wanted);
  expect(readIdentityLine(line(json.slice(0, 60), json.length))).toBeUndefined();
});

it.each([
  ['a byte of a value was lost', line(json.replace('00000bench', '0000bench'), json.length)],
  ['a byte of a key was lost', line(json.replace('sec456', 'sec45'), json.length)],
  ['it is masked', line(json.replace(identity.secKey, '••••••'))],
  ['it is another line', 'result len 2 :{}'],
  ['nothing follows', 'result len 257 :'],
  ['a command', 'auth uuid key'],
])('takes nothing when %s', (_name, text) => {
  expect(readIdentityLine(text)).toBeUndefined();
});
