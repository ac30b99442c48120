import { describe, expect, it } from 'vitest';
import { problems } from '../../../src/i18n/en/problems';
import { zh } from '../../../src/i18n/zh';
import type { BindFaultCode, BindStepName } from '../../../src/model/bind';
import { currentStep, verdictOf } from '../../../src/protocols/bind-log/verdict';
import { faultOf, railOf, shape } from './heard';

// The order of the lines is that of TuyaOpen's sources: tcp_transporter.c, tuya_tls.c, tls_transporter.c, iotdns.c,
// mqtt_bind.c, mqtt_service.c, tuya_iot.c.

const start = ['Application information:', 'Authorization read succeeds.', 'tuya_iot_init', 'STATE_START'];
const waiting = [...start, 'Tuya Event ID:1(TUYA_EVENT_BIND_START)'];
const cable = [
  ...waiting,
  'wired status changed to 1, old stat: 0',
  'netmgr status changed to 1, old 0, active 2',
  '[mqbind] network is up, starting binding...',
  '[mqbind] updating endpoint region...',
];
const found = [
  'endport->atop.host = "a1.tuyacn.com"',
  'endport->mqtt.host = "m1.tuyacn.com"',
  '[mqbind] connecting to MQTT broker m1.tuyacn.com:8883...',
  'clientid:acon_uuidbench00000000001',
  'tuya_mqtt_start...',
];
const begin = (host: string) => `TUYA_TLS Begin Connect ${host}`;
const success = (host: string) => `TUYA_TLS Success Connect ${host} Suit:X`;
const faild = (host: string) => `TUYA_TLS faild Connect ${host}`;
const token = ['tuya_iot.c| token: ••••••', 'tuya_iot.c| region: AY', 'wifi status changed to 0, old stat: 2'];
const bound = [...start, 'Tuya Event ID:14(TUYA_EVENT_BINDED_NOTIFY)', 'clientid:6cbenchdev0000000001xy'];

const send = 'iotdns.c| http request send!';
const noName = (host: string) => [
  `DNS parser host ${host} failed -1`,
  'tcp transporter connect failed,ret:-0x7105',
  'http_request_send error:-7689',
];
const noCall = ['tcp transporter connect failed,ret:-0x710a', 'http_request_send error:-7689'];
const again = '[mqbind] endpoint region update failed, retry in 1s...';
const otherRoot = (host: string) => [
  begin(host),
  'tls handshake :-9984 .require new certs.',
  'mbedtls_ssl_get_verify_result failed, flag 8',
  faild(host),
  'tls transporter connect err:-9984',
];

type Case = readonly [string, readonly string[], readonly string[], BindFaultCode, BindStepName, object];
/** What came before, one refusal, and what it is to be called. */
const cases: readonly Case[] = [
  [
    'over cable, no name is known',
    cable,
    [send, ...noName('h6.iot-dns.com'), again],
    'bind.no-dns',
    'discovery',
    { host: 'h6.iot-dns.com', link: 'cable' },
  ],
  [
    'over cable, the address service does not take the connection',
    cable,
    [send, ...noCall, again],
    'bind.unreachable',
    'discovery',
    { link: 'cable' },
  ],
  [
    'over cable, a request is all that the log level shows',
    cable,
    ['http_request_send error:-7689', again],
    'bind.no-endpoint',
    'discovery',
    {},
  ],
  [
    'waiting for a QR code, the broker has no name',
    [...cable, ...found],
    ['DNS parser host m1.tuyacn.com failed -1', 'tcp transporter connect failed,ret:-0x7105', 'MQTT connect fail:5'],
    'bind.no-dns',
    'channel',
    { host: 'm1.tuyacn.com' },
  ],
  [
    'waiting for a QR code, the broker does not take the connection',
    [...cable, ...found],
    ['tcp transporter connect failed,ret:-0x710a', 'MQTT connect fail:5', 'tuya mqtt connect fail:-13, retry..'],
    'bind.unreachable',
    'channel',
    { host: 'm1.tuyacn.com' },
  ],
  [
    'waiting for a QR code, the broker refuses TLS',
    [...cable, ...found],
    [
      begin('m1.tuyacn.com:8883'),
      'mbedtls_ssl_handshake returned 0x7200',
      faild('m1.tuyacn.com:8883'),
      'tls transporter connect err:-29184',
      'MQTT connect fail:5',
    ],
    'bind.tls',
    'channel',
    { host: 'm1.tuyacn.com', code: '0x7200' },
  ],
  [
    'a certificate of another cloud at the address service',
    cable,
    [...otherRoot('h6.iot-dns.com:443'), 'http_request_send error:-7689', again],
    'bind.other-cloud',
    'discovery',
    { host: 'h6.iot-dns.com' },
  ],
  [
    'a certificate of another cloud at the broker',
    [...cable, ...found],
    [...otherRoot('m1.tuyacn.com:8883'), 'MQTT connect fail:5'],
    'bind.other-cloud',
    'channel',
    { host: 'm1.tuyacn.com' },
  ],
  [
    'a certificate of another cloud at an address service of one’s own',
    cable,
    [...otherRoot('bench.example:443'), 'http_request_send error:-7689'],
    'bind.other-cloud',
    'discovery',
    { host: 'bench.example' },
  ],
  [
    'with a token, the cloud refuses TLS',
    [...waiting, ...token, 'endport->atop.host = "a1.tuyacn.com"'],
    [
      begin('a1.tuyacn.com:443'),
      'mbedtls_ssl_handshake returned 0x7780',
      faild('a1.tuyacn.com:443'),
      'http_request_send error:-7689',
      'http active error:-7689',
    ],
    'bind.tls',
    'tls',
    { host: 'a1.tuyacn.com' },
  ],
  [
    'with a token, the cloud has no name',
    [...waiting, ...token, 'endport->atop.host = "a1.tuyacn.com"'],
    [...noName('a1.tuyacn.com'), 'http active error:-7689'],
    'bind.no-dns',
    'tls',
    { host: 'a1.tuyacn.com' },
  ],
  [
    'in a log that begins too late, the cloud refuses TLS',
    [],
    ['mbedtls_ssl_handshake returned 0x7780', faild('a1.tuyaeu.com:443')],
    'bind.tls',
    'tls',
    { host: 'a1.tuyaeu.com' },
  ],
  [
    'in a log that begins too late, the broker refuses TLS',
    [],
    ['mbedtls_ssl_handshake returned 0x7780', faild('m1.tuyaeu.com:8883')],
    'bind.tls',
    'online',
    { host: 'm1.tuyaeu.com' },
  ],
  [
    'bound, the broker does not take the connection',
    bound,
    ['tcp transporter connect failed,ret:-0x710a', 'MQTT connect fail:5'],
    'bind.unreachable',
    'online',
    {},
  ],
  [
    'bound, the broker refuses the login',
    bound,
    ['mqtt connect err: Bad User Name or Password(10)', 'MQTT connect fail:2'],
    'bind.login-refused',
    'online',
    { client: 'device' },
  ],
  [
    'waiting for a QR code, the broker refuses the license',
    [...cable, ...found],
    ['mqtt connect err: Connection not authorized(11)', 'MQTT connect fail:3', 'tuya mqtt connect fail:-34, retry..'],
    'bind.not-authorised',
    'channel',
    {},
  ],
  [
    'with a token, words and a number',
    [...waiting, ...token],
    ['errorMsg:token invalid', 'activate_response_parse error:-2', 'http active error:-2'],
    'bind.token-refused',
    'activation',
    { msg: 'token invalid' },
  ],
];

describe('a cloud out of reach is named rightly', () => {
  it.each(cases)('%s', (_, before, refusal, code, step, details) => {
    const view = railOf(...before, ...refusal);
    expect(faultOf(view)).toEqual([code, step]);
    expect(view.fault).toMatchObject({ details });
    expect(verdictOf(view)).toMatchObject({ kind: 'fault', fault: { code } });
    for (const words of [problems.words, zh.problems as typeof problems.words]) {
      const { title, what } = words.of[code];
      expect(`${title(view.fault!.details)} ${what(view.fault!.details)}`).not.toMatch(/undefined|NaN/);
    }
  });
});

describe('one refusal counts once', () => {
  it.each(cases)('%s', (_, before, refusal, code, step) => {
    expect(railOf(...before, ...refusal).fault?.times).toBeUndefined();
    const often = railOf(...before, ...refusal, ...refusal, ...refusal, ...refusal);
    expect(faultOf(often)).toEqual([code, step]);
    expect(often.fault?.times).toBe(4);
  });
});

describe('the link itself', () => {
  it('that was never there is the cable', () => {
    const view = railOf(...waiting, 'wired status changed to 0, old stat: 0');
    expect(faultOf(view)).toEqual(['bind.link-down', 'wifi']);
    expect(view.fault?.details).toEqual({ link: 'cable' });
  });

  it('that went away on the way takes the network with it, and gives it back', () => {
    const down = [...cable, 'wired status changed to 0, old stat: 1', 'netmgr status changed to 0, old 1, active 2'];
    expect(faultOf(railOf(...down))).toEqual(['bind.link-down', 'wifi']);
    expect(railOf(...down).fault?.times).toBeUndefined();
    const up = railOf(...down, 'wired status changed to 1, old stat: 0', 'netmgr status changed to 1, old 0, active 2');
    expect(up.fault).toBeUndefined();
    expect(shape(up)).toBe('+o+.......');
  });

  it('of a network in the air, too', () => {
    const joined = [...waiting, 'wifi connnet Workshop-2G', 'wifi status changed to 0, old stat: 2'];
    const view = railOf(...joined, 'netmgr status changed to 0, old 1, active 1');
    expect(faultOf(view)).toEqual(['bind.link-down', 'wifi']);
    expect(view.fault?.details).toEqual({ ssid: 'Workshop-2G' });
  });

  it('of a device that is online is told, and no fault of its binding', () => {
    const online = [...bound, 'Tuya MQTT connected.'];
    expect(verdictOf(railOf(...online)).kind).toBe('bound');
    for (const line of ['netmgr status changed to 0, old 1, active 1', 'Tuya Event ID:5(TUYA_EVENT_MQTT_DISCONNECT)']) {
      const view = railOf(...online, line);
      expect([verdictOf(view).kind, view.fault]).toEqual(['offline', undefined]);
      expect(verdictOf(railOf(...online, line, 'Tuya MQTT connected.')).kind).toBe('bound');
    }
  });
});

describe('a way that opens takes the fault away', () => {
  it.each([
    ['the name is found and the address service answers', [...cable, send, ...noName('h6.iot-dns.com'), again]],
    ['the root is the right one', [...cable, ...otherRoot('h6.iot-dns.com:443'), again]],
  ])('%s', (_, lines) => {
    expect(railOf(...lines, begin('h6.iot-dns.com:443'), success('h6.iot-dns.com:443')).fault).toBeUndefined();
  });

  it('and the broker lets the board wait', () => {
    const lines = [...cable, ...found, 'tcp transporter connect failed,ret:-0x710a', 'MQTT connect fail:5'];
    const open = railOf(...lines, 'Tuya Event ID:15(TUYA_EVENT_DIRECT_MQTT_CONNECTED)');
    expect(verdictOf(open)).toEqual({ kind: 'waiting', way: 'qr' });
    expect(currentStep(open)).toBe('channel');
  });

  it('is no business of calls that an application makes', () => {
    const online = [...bound, 'Tuya MQTT connected.', ...noName('weather.example'), ...otherRoot('files.example:443')];
    expect(verdictOf(railOf(...online)).kind).toBe('bound');
  });
});
