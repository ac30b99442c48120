/** Every name under which a secret is printed, in every form (authorize-cli, "Secrets in the log"), one by one: a list that lost one of them would pass any other test. */
import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../../../src/protocols/certificate/without-secrets';
import { createKnownSecrets } from '../../../src/protocols/console/known-secrets';
import { createMaskingDoor, maskText } from '../../../src/protocols/console/mask';

const secret = 'Zk8Qw2Lr5Tn9Vb3X';

const heard = (...lines: string[]): string[] => {
  const door = createMaskingDoor();
  return lines.map((text) => door.heard({ kind: 'plain', at: 0, text }).text);
};
const shown = (text: string): string => heard(text).join('');

const keys = [
  'regist_key',
  'registkey',
  'auzkey',
  'sec_key',
  'seckey',
  'local_key',
  'localkey',
  'cipher_key',
  'cipherkey',
];
const inJson = [
  ...keys,
  'auth_key',
  'authkey',
  'passwd',
  'password',
  'pswd',
  'pwd',
  'psk',
  'token',
  'pin_code',
  'pincode',
  'secret',
];
const plain = [...keys, 'authkey', 'password', 'pswd', 'pwd', 'psk', 'pin_code', 'pincode', 'token', 'secret'];

describe.each(inJson)('"%s"', (name) => {
  it('in JSON, at any case, in a string of JSON, and cut off', () => {
    const tail = ',"next":"shown"}';
    expect(shown(`{"${name}":"${secret}"${tail}`)).toBe(`{"${name}":"${maskText}"${tail}`);
    expect(shown(`{"${name.toUpperCase()}" : "${secret}"${tail}`)).toBe(
      `{"${name.toUpperCase()}" : "${maskText}"${tail}`,
    );
    expect(shown(`{\\"${name}\\":\\"${secret}`)).not.toContain(secret.slice(0, 6));
    expect(shown(`got {"${name}":"${secret}`)).toBe(`got {"${name}":"${maskText}`);
    // A quote within the secret does not end it.
    expect(shown(`{"${name}":"ab\\"${secret}"}`)).not.toContain(secret.slice(0, 6));
  });
});

describe.each(plain)('%s', (name) => {
  it.each([': ', ':', '=', ' = '])('with “%s”, at any case, with and without its length', (between) => {
    // One name has a rule of its own that takes the sign between as well.
    expect(shown(`the ${name}${between}${secret}`).replace(`${maskText} ${maskText}`, `= ${maskText}`)).toBe(
      `the ${name}${between}${maskText}`,
    );
    const loud = name.toUpperCase();
    expect(shown(`the ${loud}${between}${secret}(16)`).replace(`${maskText} ${maskText}`, `= ${maskText}`)).toBe(
      `the ${loud}${between}${maskText}(16)`,
    );
  });
});

describe('typed commands', () => {
  it.each([
    [`auth uuid0000000000000001 ${secret}`, `auth uuid0000000000000001 ${maskText}`],
    [`kv_set name ${secret} and more`, `kv_set name ${maskText}`],
    [`wifi up Bench ${secret} and more`, `wifi up Bench ${maskText}`],
    [`value: ${secret}`, `value: ${maskText}`],
    [`value(hex): ${secret}`, `value(hex): ${maskText}`],
    [`value=${secret}`, `value=${maskText}`],
    ['the value: of a reading', 'the value: of a reading'],
    [`cfg ssid:Bench, passwd:${secret}, token:AY${secret}`, `cfg ssid:Bench, passwd:${maskText}, token:${maskText}`],
    [`authkey ${secret}`, `authkey ${maskText}`],
    [`AUTHKEY ${secret}`, `AUTHKEY ${maskText}`],
    [`GET /d.json?SIGN=${secret}&v=1`, `GET /d.json?SIGN=${maskText}&v=1`],
    ['nothing behind it: pwd=', 'nothing behind it: pwd='],
    ['authkey length must be 32', 'authkey length must be 32'],
    [`post data: ${secret}`, `post data: ${maskText}`],
    [`POST body=${secret}`, `POST body=${maskText}`],
  ])('%s', (line, masked) => expect(shown(line)).toBe(masked));
});

describe('what may be read of an answer to auth-read', () => {
  it.each(['Authorization read failure.', 'No command or file name', 'Use like: auth-read', 'OK', 'ERR 3', ''])(
    '“%s”',
    (line) => {
      expect(heard('tuya>auth-read', line)).toEqual(['tuya>auth-read', line]);
      expect(heard('auth-read 1', line)).toEqual(['auth-read 1', line]);
    },
  );

  it('nothing else: a word as long or as short as no key is hidden as well, a prompt ends it', () => {
    expect(heard('auth-read', 'uuidbench00000000001', 'torn')).toEqual(['auth-read', 'uuidbench00000000001', maskText]);
    expect(heard('auth-read', 'torn half', 'other half')).toEqual(['auth-read', maskText, maskText]);
    expect(heard('auth-read', 'tuya>', 'then a line')).toEqual(['auth-read', 'tuya>', 'then a line']);
    // Another answer begins: its UUID may be read again.
    const again = heard('auth-read', 'uuidbench00000000001', secret, 'tuya>auth-read', 'uuidbench00000000002', secret);
    expect(again.filter((text) => text === maskText)).toHaveLength(2);
    expect(again.at(-2)).toBe('uuidbench00000000002');
  });

  it('not a second UUID of one answer, which may be half a key, to its last line', () => {
    const second = 'uuidbench00000000002';
    expect(heard('auth-read', 'uuidbench00000000001', ...Array<string>(6).fill('OK'), second).at(-1)).toBe(maskText);
    // The answer is over: a UUID is one again, and what stands behind it is hidden.
    const after = heard('tuya>auth-read', 'uuidbench00000000001', secret, 'tuya>', second, 'ninechars');
    expect(after.slice(-2)).toEqual([second, maskText]);
  });

  it('behind a prompt as well', () => {
    for (const command of ['tuya>auth-read', 'tuya> auth-read'])
      expect(heard(command, 'torn half')).toEqual([command, maskText]);
  });

  it('for eight lines', () => {
    const lines = Array.from({ length: 9 }, (_, n) => `a line ${n}`);
    expect(heard('auth-read', ...lines).slice(1)).toEqual([...Array(8).fill(maskText), 'a line 8']);
  });

  it('a command that only begins like it hides nothing', () => {
    for (const command of ['auth-reads', 'auth-read 1 2', 'xauth-read'])
      expect(heard(command, 'a line').at(-1)).toBe('a line');
  });
});

describe('a line behind a UUID', () => {
  const uuid = 'uuidbench00000000001';
  it('is hidden from nine characters on, when it is one word', () => {
    expect(heard(uuid, 'ninechars')).toEqual([uuid, maskText]);
    expect(heard(uuid, '', 'ninechars')).toEqual([uuid, '', maskText]);
    expect(heard(uuid, 'eight888')).toEqual([uuid, 'eight888']);
    expect(heard(uuid, 'two longwords')).toEqual([uuid, 'two longwords']);
    expect(heard(uuid, 'longwords2 two')).toEqual([uuid, 'longwords2 two']);
    expect(heard('no uuid', 'ninechars')).toEqual(['no uuid', 'ninechars']);
  });
});

describe('secrets known otherwise', () => {
  const text = (line: string, learned: readonly string[], others: readonly string[] = []): string => {
    const door = createMaskingDoor([createKnownSecrets(others)]);
    for (const each of learned) door.learn(each);
    return door.heard({ kind: 'plain', at: 0, text: line }).text;
  };
  it('are hidden from four characters on', () => {
    expect(text('it is Ab3d here', ['Ab3d'])).toBe(`it is ${maskText} here`);
    expect(text('it is Ab3 here', ['Ab3'])).toBe('it is Ab3 here');
    expect(text('it is Ab3d here', [], ['Ab3d'])).toBe(`it is ${maskText} here`);
  });
  it('are hidden in pieces, as long as a piece says something', () => {
    expect(text('x abcabca y', ['abcabcabcabc'])).toBe(`x ${maskText} y`);
    expect(text('x abababab y', ['abababababab'])).toBe('x abababab y');
    expect(text('x 0123456 y', ['0123456789abcdef'])).toBe(`x ${maskText} y`);
    expect(text('x 01234 y', ['0123456789abcdef'])).toBe('x 01234 y');
    // The whole of it in any case, also at the end of a line.
    expect(text('x aaaa', ['aaaa'])).toBe(`x ${maskText}`);
  });
  it('are hidden in a log line, and in what is typed; what was typed as a secret is known from then on', () => {
    const door = createMaskingDoor([createKnownSecrets([secret])]);
    const line = `\u001b[0;32;49m[01-01 00:00:05 ty D][any.c:1] got ${secret}\u001b[0m`;
    expect(door.heard({ kind: 'log', at: 0, text: line }).text).not.toContain(secret.slice(0, 6));
    expect(door.sent(`say ${secret}`, 0).text).toBe(`say ${maskText}`);
    const typed = createMaskingDoor();
    typed.sent(`auth uuid0000000000000001 ${secret}`, 0);
    expect(typed.heard({ kind: 'plain', at: 0, text: `echo ${secret}` }).text).toBe(`echo ${maskText}`);
  });
});

describe('what leaves on paper', () => {
  it.each([
    'key',
    'authKey',
    'auth_key',
    'registKey',
    'regist_key',
    'secKey',
    'localKey',
    'cipherKey',
    'accessKey',
    'pass',
    'passwd',
    'password',
    'pswd',
    'pwd',
    'psk',
    'secret',
    'token',
    'pinCode',
    'pin_code',
    'wifiPassword',
    'accessSecret',
    'pairingToken',
  ])('has no field %s', (name) => {
    expect(withoutSecrets({ [name]: 'x', [name.toUpperCase()]: 'x', kept: 1 })).toEqual({ kept: 1 });
    expect(withoutSecrets([{ inner: { [name]: 'x' } }])).toEqual([{ inner: {} }]);
  });
  it.each(['keys', 'keyboard', 'monkey', 'tokens', 'passed', 'secretary', 'pinCodes'])('keeps a field %s', (name) =>
    expect(withoutSecrets({ [name]: 'x' })).toEqual({ [name]: 'x' }),
  );
  it('has masks in its texts, and not over names of files', () => {
    const key = 'Zk8Qw2Lr5Tn9Vb3Xc7Md1Pf6Gh4Js0Ya';
    expect(withoutSecrets({ text: key })).toEqual({ text: maskText });
    expect(withoutSecrets({ text: `${key.slice(0, 28)}.bin` })).toEqual({ text: `${key.slice(0, 28)}.bin` });
    expect(withoutSecrets({ text: `token: ${secret}` })).toEqual({ text: `token: ${maskText}` });
    expect(withoutSecrets({ text: `{"pwd":"${secret}","pin_code":"${secret}"} end` })).toEqual({
      text: `{"pwd":"${maskText}","pin_code":"${maskText}"} end`,
    });
    expect(withoutSecrets([null, 1, true, undefined, 'plain'])).toEqual([null, 1, true, undefined, 'plain']);
  });
});
