import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../src/model/log-line';
import { createDialogue } from '../../../src/protocols/console/dialogue';
import { createMaskingDoor, maskText } from '../../../src/protocols/console/mask';

// Expectations: authorize-cli, "Secrets in the log" and the patterns of section 6. The wording of `netcfg finished` and
// of the OTP lines is TuyaOpen's.

const uuid = 'uuidbench00000000001';
const key = 'Zk8Qw2Lr5Tn9Vb3Xc7Md1Pf6Gh4Js0Ya';

const through = (text: string, size = text.length, learned: readonly string[] = []): LogLine[] => {
  const door = createMaskingDoor();
  for (const secret of learned) door.learn(secret);
  const dialogue = createDialogue();
  const all = Buffer.from(text, 'latin1');
  const lines: LogLine[] = [];
  for (let at = 0; at < all.length; at += size) {
    const heard = dialogue.take(all.subarray(at, at + size), 0).lines;
    lines.push(...heard.filter((line) => line.kind !== 'prompt').map(door.heard));
  }
  return [...lines, ...dialogue.end().map(door.heard)];
};

const shown = (text: string, size?: number, learned?: readonly string[]): string =>
  through(text, size, learned)
    .map((line) => line.text)
    .join('\n');

const log = (message: string): string => `\x1b[0;32;49m[01-01 00:00:05 ty D][any.c:1] ${message}\x1b[0m\r\n`;

/** Pieces of six characters or more that stand in the text; one repeated character tells nothing. */
const leaks = (text: string, secret: string): string[] => {
  const found: string[] = [];
  for (let at = 0; at + 6 <= secret.length; at += 1) {
    const piece = secret.slice(at, at + 6);
    if (new Set(piece).size > 2 && text.includes(piece)) found.push(piece);
  }
  return found;
};

const wifi = 'hunter2, the "2nd"';
const json = (value: string): string => JSON.stringify({ secKey: value, localKey: 'q9W7e5R3t1Y8u6I4', devId: 'dev1' });

const neverTold: readonly (readonly [string, string, string])[] = [
  ['authkey in the log', log(`authkey:${key}(32)`), key],
  ['authkey cut off', log(`authkey:${key.slice(0, 20)}`), key],
  ['authkey in a sentence', log(`uuid ${uuid}, authkey ${key}`), key],
  ['echo of auth', `tuya> auth ${uuid} ${key}\r\n`, key],
  ['echo of auth into OTP', `tuya> auth ${uuid} ${key} 1 C8478CA1B2C3\r\n`, key],
  ['echo of auth without its prompt', `auth ${uuid} ${key}`, key],
  ['second line of auth-read', `tuya> auth-read\r\n\r\n${uuid}\r\n${key}\r\ntuya> `, key],
  ['second line alone', `${key}\r\n`, key],
  ['a short key after a uuid', `${uuid}\r\n\r\n${key.slice(0, 24)}\r\n`, key],
  ['a torn answer of auth-read', `auth-read\r\n\r\n${uuid}\r\n${key.slice(0, 12)}\r\n${key.slice(12)}\r\n`, key],
  ['Wi-Fi password', log(`cfg ssid:Home, passwd:${wifi}, token:AYab12CD34efgh`), wifi],
  ['its stored network', log(`netinfo {"s":"Home","p":"${wifi}"}`), wifi],
  [
    'what an app handed over',
    log(`ble netcfg recv str: {"ssid":"Home","pwd":"${wifi}","token":"AYab12CD34efgh"}`),
    wifi,
  ],
  ['its token', log(`cfg ssid:Home, passwd:${wifi}, token:AYab12CD34efgh`), 'AYab12CD34efgh'],
  ['netcfg finished', log(`netcfg finished,  ssid Home, passwd ${wifi}, token AYab12CD34efgh`), wifi],
  ['token of netcfg', log(`netcfg finished,  ssid Home, passwd ${wifi}, token AYab12CD34efgh`), 'AYab12CD34efgh'],
  ['token', log('token: AYab12CD34efgh'), 'AYab12CD34efgh'],
  ['regist_key', log('regist_key: 9f8e7d6c5b4a'), '9f8e7d6c5b4a'],
  ['secKey', log(`result len 80 :${json(key)}`), key],
  ['localKey', log(`result len 80 :${json(key)}`), 'q9W7e5R3t1Y8u6I4'],
  ['JSON cut off', log(`result len 80 :${json(key).slice(0, 30)}`), key],
  ['JSON in JSON', log(`Data JSON:${JSON.stringify({ data: json(key) })}`), key],
  ['OTP', log(`json_str:{"auzkey":"${key}","uuid":"${uuid}"}`), key],
  ['MQTT password', log(`password:${key}`), key],
  ['pincode', log('pincode:84736251'), '84736251'],
  ['POST body', log(`POST BODY:data=${key}`), key],
  ['signed address', log(`POST URL:https://a1.tuyaeu.com/d.json?a=1&sign=${key}`), key],
  ['kv_set', `tuya> kv_set app_token ${key} two\r\n`, key],
  ['kv_get', `key: app_token\r\nlen: 6\r\nvalue: s3cret7\r\n`, 's3cret7'],
  ['kv_list', `[0] key=app_token len=6\r\n     value=s3cret7\r\n`, 's3cret7'],
  ['netmgr', `tuya> netmgr wifi up Home hunter2222\r\n`, 'hunter2222'],
];

describe('a secret the door was never told', () => {
  it.each(neverTold)('%s', (_name, text, secret) => {
    for (let size = 1; size <= 9; size += 1) expect(leaks(shown(text, size), secret)).toEqual([]);
    expect(shown(text)).toContain(maskText);
  });

  it('is hidden when a log line stands in the middle of it', () => {
    const text = `tuya> auth-read\r\n\r\n${uuid}\r\n${key}\r\ntuya> auth ${uuid} ${key}\r\n`;
    for (let at = 0; at < text.length; at += 1) {
      const cut = text.slice(0, at) + log('start adv!') + text.slice(at);
      expect(leaks(shown(cut, 5), key)).toEqual([]);
    }
  });

  // Two tasks print at once, and terminals are told colours, titles and character sets (ECMA-48) at any byte.
  it.each([
    ['a log line', log('start adv!')],
    ['a line of the radio library', 'I (305) wifi:new:<6,0>\r\n'],
    ['two log lines', log('start adv!') + log('heap 1234')],
    ['a colour', '\x1b[1;38;5;196m'],
    ['a character set', '\x1b(B'],
    ['a title', '\x1b]0;board\x07'],
  ])('is hidden when %s stands anywhere in the middle of its line', (_name, between) => {
    for (const [name, text, secret] of neverTold)
      for (let at = 1; at < text.length - 2; at += 1) {
        // Between carriage return and line feed the line is over.
        if (text[at] === '\n' || text[at - 1] === '\n' || text[at - 1] === '\x1b' || text[at - 1] === '[') continue;
        const cut = text.slice(0, at) + between + text.slice(at);
        expect([name, at, leaks(shown(cut, 7), secret)]).toEqual([name, at, []]);
      }
  });
});

describe('a secret the door was told', () => {
  it('is hidden in pieces, wherever they stand', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[!-~]{32}$/),
        fc.stringMatching(/^[ -~]{0,20}$/),
        fc.nat(32),
        fc.integer({ min: 1, max: 9 }),
        (secret, before, cut, size) => {
          const text = `${before}${secret.slice(0, cut)}\r\n${secret.slice(cut)}${before}\r\n`;
          expect(leaks(shown(text, size, [secret]), secret)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is learned from the command that carries it', () => {
    const door = createMaskingDoor();
    const sent = door.sent(`auth ${uuid} ${key}`, 3);
    expect(sent).toEqual({ at: 3, sent: true, text: `auth ${uuid} ${maskText}`, masked: [[26, 6]] });
    expect(door.heard({ at: 4, kind: 'plain', text: `uth ${key.slice(0, 9)}` }).text).toBe(`uth ${maskText}`);
  });
});

describe('the mask', () => {
  it('is the same for every length, and says where it stands', () => {
    expect(through(log('authkey:abc(3)'))).toEqual([
      {
        at: 0,
        stamp: '01-01 00:00:05',
        level: 'D',
        file: 'any.c',
        text: `authkey:${maskText}(3)`,
        masked: [[8, 6]],
        colours: [[0, 2]],
      },
    ]);
    const [line] = through(log(`cfg ssid:Home, passwd:${wifi}, token:AYab12CD34efgh`));
    expect(line?.text).toBe(`cfg ssid:Home, passwd:${maskText}, token:${maskText}`);
    for (const [start, size] of line?.masked ?? []) expect(line?.text.slice(start, start + size)).toBe(maskText);
    expect(line?.masked).toHaveLength(2);
  });

  it.each([
    `uuid:${uuid}(20)`,
    'tal get wifi mac:C8478CA1B2C3',
    'Authorization write succeeds.',
    'uuid length must be 20/16, authkey length must be 32',
    'Get token fail, retry',
    'Tuya Event ID:2(TUYA_EVENT_BIND_TOKEN_ON)',
    'TUYA_TLS Begin Connect a1.tuyaeu.com:443',
    'bool value:1',
    'Device Free heap 123456',
  ])('leaves "%s" as it is', (message) => {
    expect(shown(log(message), undefined, [key])).toBe(message);
  });

  it('leaves the UUID, the words of the firmware and the boot log after auth-read as they are', () => {
    const text = `tuya> auth-read\r\n\r\nAuthorization read failure.\r\ntuya> ets Jun  8 2016 00:22:57\r\nload:0x3fff0030,len:1184\r\n`;
    expect(through(text).some((line) => line.masked !== undefined)).toBe(false);
    expect(shown(`tuya> auth-read\r\n\r\n${uuid}\r\n${key}\r\ntuya> `)).toBe(
      `tuya> auth-read\n${uuid}\n${maskText}\ntuya> `,
    );
  });
});

describe('addresses of cloud calls', () => {
  // authorize-cli, "Secrets in the log": what was signed, and with what.
  it.each(['sign', 'data'])('hide `%s`, as the first and as a later parameter, and nothing behind it', (name) => {
    const secret = 'k7d0f1a9c3e5b2';
    for (const before of ['?', '?a=thing.device&', '/d.json?v=4.4&et=3&']) {
      const line = `GET https://a1.example${before}${name}=${secret}&devId=bf7c20`;
      expect(shown(`${line}\r\n`)).toBe(line.replace(secret, maskText));
    }
  });

  it('hide `token`, and all behind it', () => {
    const line = 'GET https://a1.example/d.json?token=k7d0f1a9c3e5b2&devId=bf7c20';
    expect(shown(`${line}\r\n`)).toBe(`GET https://a1.example/d.json?token=${maskText}`);
  });
});
