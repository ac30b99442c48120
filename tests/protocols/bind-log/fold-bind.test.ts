import { describe, expect, it } from 'vitest';
import type { BindView } from '../../../src/model/bind';
import { type BindNews, emptyBind, foldBind, silentFault } from '../../../src/protocols/bind-log/fold-bind';
import { currentStep, isBound } from '../../../src/protocols/bind-log/verdict';
import { faultOf, foldLines, railOf, said, shape } from './heard';

// Texts and what they mean: authorize-cli, section 6; TuyaOpen's sources where the table gives no example.

const step = (view: BindView, name: string) => view.steps.find((each) => each.name === name)!;
const told = (view: BindView, ...news: BindNews[]) => news.reduce(foldBind, view);

const start = ['Application information:', 'Authorization read succeeds.', 'tuya_iot_init'];
const waiting = [...start, 'STATE_START', 'Tuya Event ID:1(TUYA_EVENT_BIND_START)'];
const paired = [
  ...waiting,
  'Ble Connected',
  'Ble is paired',
  'ble_netcfg.c| cfg ssid:Workshop-2G, passwd:••••••, token:••••••',
  'netcfg finished,  ssid Workshop-2G, passwd ••••••, token ••••••',
  'tuya_iot.c| token: ••••••',
  'tuya_iot.c| region: AY',
  'Tuya Event ID:2(TUYA_EVENT_BIND_TOKEN_ON)',
  'wifi connnet Workshop-2G',
];
const joined = [...paired, 'wifi status changed to 0, old stat: 2', 'netmgr status changed to 1, old 0, active 1'];
const found = [
  ...joined,
  'TUYA_TLS Begin Connect h6.iot-dns.com:443',
  'TUYA_TLS Success Connect h6.iot-dns.com:443 Suit:X',
  'endport->atop.host = "a1.tuyacn.com"',
  'TUYA_TLS Begin Connect a1.tuyacn.com:443',
];
const safe = [...found, 'TUYA_TLS Success Connect a1.tuyacn.com:443 Suit:X'];
const active = [
  ...safe,
  'result len 257 :{"devId":"6cbenchdev0000000001xy","secKey":"••••••","localKey":"••••••"}',
  'create dp_schema Success ',
  'Tuya Event ID:3(TUYA_EVENT_ACTIVATE_SUCCESSED)',
  'Tuya Event ID:14(TUYA_EVENT_BINDED_NOTIFY)',
  'clientid:6cbenchdev0000000001xy',
];
const online = [...active, 'mqtt client connected!', 'Tuya MQTT connected.'];
const controlled = [
  ...online,
  'Tuya Event ID:8(TUYA_EVENT_DP_RECEIVE_OBJ)',
  'dp rept out: {"1":true}',
  'mqtt channel report',
  'PUBACK ID:4',
];

describe('a board that is paired over Bluetooth', () => {
  it.each([
    ['starts', start, '+.........', 'channel'],
    ['waits for a token', waiting, '+o........', 'channel'],
    ['has its token before its network', paired, '++o+......', 'wifi'],
    ['is in its network', joined, '++++......', 'discovery'],
    ['knows its cloud', found, '+++++o....', 'tls'],
    ['is safely connected', safe, '++++++....', 'activation'],
    ['is activated', active, '++++++++o.', 'online'],
    ['is online', online, '+++++++++.', 'data-point'],
    ['has reported', controlled, '++++++++++', 'data-point'],
  ])('%s', (_, lines, rail, current) => {
    const view = railOf(...lines);
    expect(shape(view)).toBe(rail);
    expect(currentStep(view)).toBe(current);
    expect(view.fault).toBeUndefined();
    expect(isBound(view)).toBe(rail[8] === '+');
  });

  it('says what each line told, with the time since the step before', () => {
    const view = railOf(...controlled);
    expect(view).toMatchObject({ channel: 'bluetooth', deviceId: '6cbenchdev0000000001xy', logKnown: true });
    expect(step(view, 'wifi')).toMatchObject({ details: { ssid: 'Workshop-2G' }, witness: 'log' });
    expect(step(view, 'token').details).toEqual({ region: 'AY' });
    expect(step(view, 'discovery').details).toMatchObject({ host: 'a1.tuyacn.com' });
    expect(step(view, 'activation').details).toMatchObject({ deviceId: '6cbenchdev0000000001xy' });
    expect(step(view, 'data-point').details).toMatchObject({ dpId: 1, value: 'true' });
    const at = (text: string) => 1_000_000 + controlled.indexOf(text) * 1000;
    expect(step(view, 'tls')).toMatchObject({ at: at(safe.at(-1)!), ms: 2000, text: safe.at(-1) });
  });

  it('keeps nothing secret: what it captures never comes from behind a password, token or key', () => {
    const open = railOf(
      ...waiting,
      'cfg ssid:Workshop-2G, passwd:wifipass1234, token:AYTok3n7Zqp4pX',
      'tuya_iot.c| token: Tok3n7Zq',
      'result len 257 :{"devId":"dev","secKey":"0123sec456key789","localKey":"loc4lk3yloc4lk3y"}',
    );
    const kept = open.steps.map(({ details }) => details);
    expect(JSON.stringify([kept, open.memory, open.fault])).not.toMatch(/wifipass|Tok3n|0123sec|loc4lk3y/);
  });

  it('does not light a report that the cloud has not acknowledged', () => {
    expect(shape(railOf(...controlled.slice(0, -1)))).toBe('+++++++++o');
  });
});

describe('a board that waits for a QR code', () => {
  const qr = [
    ...waiting,
    'netmgr status changed to 1, old 0, active 2',
    '[mqbind] network is up, starting binding...',
    'TUYA_TLS Begin Connect h6.iot-dns.com:443',
    'TUYA_TLS Success Connect h6.iot-dns.com:443 Suit:X',
    'endport->atop.host = "a1.tuyacn.com"',
    'clientid:acon_uuidbench00000000001',
    'Tuya Event ID:15(TUYA_EVENT_DIRECT_MQTT_CONNECTED)',
    'https://smartapp.tuya.com/s/p?p=demolamp00000001&uuid=uuidbench00000000001&v=2.0',
  ];
  it('has found the cloud, yet discovery is lit only by the answer for its region', () => {
    const view = railOf(...qr);
    expect(shape(view)).toBe('+o+.o.....');
    expect(view).toMatchObject({ pid: 'demolamp00000001', uuid: 'uuidbench00000000001' });
    const scanned = [...qr, 'Data JSON:{"protocol":46,"t":1,"data":{"token":"••••••"}}', 'tuya_iot.c| token: ••••••'];
    expect(shape(railOf(...scanned))).toBe('++++o.....');
    expect(railOf(...scanned).channel).toBe('qr');
    expect(shape(railOf(...scanned, 'endport->atop.host = "a1.tuyacn.com"'))).toBe('+++++.....');
  });

  it('is told by its token alone when the message of the cloud was not logged', () => {
    const view = railOf(...qr, 'tuya_iot.c| token: ••••••');
    expect(view.channel).toBe('qr');
    expect(shape(view)).toBe('++++o.....');
  });
});

describe('what nobody saw', () => {
  it('is lit where it cannot be missing, and says by what', () => {
    const view = railOf('result len 2 :{}', 'create dp_schema Success ');
    expect(shape(view)).toBe('+-++++++..');
    expect(step(view, 'tls')).toMatchObject({ details: { by: 'activation' }, at: 1_000_000 });
    expect(step(view, 'tls').ms).toBeUndefined();
  });

  it('is left out where it can: which way a token came, and when a schema was stored', () => {
    expect(shape(railOf('tuya_iot.c| token: ••••••'))).toBe('.-.+......');
    expect(shape(railOf('Tuya MQTT connected.'))).toBe('+-+++++-+.');
  });

  it('gives way to evidence of its own', () => {
    const late = foldLines(said('create dp_schema Success '), railOf('Tuya MQTT connected.'));
    expect(step(late, 'schema').state).toBe('proven');
  });
});

describe('a board that was bound before', () => {
  it('goes from its license straight to online', () => {
    const boot = [...start, 'create dp_schema Success ', 'STATE_START', 'Tuya Event ID:14(TUYA_EVENT_BINDED_NOTIFY)'];
    expect(shape(railOf(...boot))).toBe('+-------..');
    const view = railOf(...boot, 'TUYA_TLS Success Connect m1.tuyacn.com:8883 Suit:X', 'Tuya MQTT connected.');
    expect(shape(view)).toBe('+-------+.');
    expect(view.boundBefore).toBe(true);
    expect(isBound(view)).toBe(true);
  });

  it('and removed while it was offline is refused by the broker, wiped, and can be bound again', () => {
    const lines = [
      ...start,
      'Tuya Event ID:14(TUYA_EVENT_BINDED_NOTIFY)',
      'clientid:6cbenchdev0000000001xy',
      'mqtt connect err: Connection not authorized(11)',
      'MQTT connect fail:3',
      'MQTT unbind callback.',
      'Device Reset:1',
      'CLIENT RESET...',
      'Activated data remove successed',
      'STATE_START',
      'Tuya Event ID:1(TUYA_EVENT_BIND_START)',
    ];
    const view = railOf(...lines);
    expect(faultOf(view)).toEqual(['bind.broker-refused', 'online']);
    expect(shape(view)).toBe('+o......x.');
    const again = railOf(...lines, ...online.slice(waiting.length));
    expect(again.fault).toBeUndefined();
    expect(shape(again)).toBe('+++++++++.');
  });
});

describe('faults', () => {
  const reason = (n: number) => `tkl_wifi_event_handler: WIFI_EVENT_STA_DISCONNECTED Disconnect reason : ${n}`;
  const miss = ['wifi status changed to 1, old stat: 2', 'wifi connect wait 0-1'];

  it.each([
    // ESP-IDF numbers; TuyaOpen for ESP32 takes 201 for "no AP" and 204 for a wrong password.
    ['a wrong password', [...paired, reason(15), ...miss], 'bind.wifi-password', 'wifi'],
    ['a wrong password', [...paired, reason(204), ...miss], 'bind.wifi-password', 'wifi'],
    ['a network out of sight, or of 5 GHz', [...paired, reason(201), ...miss], 'bind.wifi-not-found', 'wifi'],
    ['a chip that gives no reason', [...paired, ...miss, ...miss], 'bind.no-network', 'wifi'],
    [
      'the register centre out of reach',
      [...joined, 'TUYA_TLS Begin Connect h6.iot-dns.com:443', 'TUYA_TLS faild Connect h6.iot-dns.com:443'],
      'bind.no-endpoint',
      'discovery',
    ],
    ['an answer that is none', [...joined, 'json parse fail. Rev:<html>'], 'bind.no-endpoint', 'discovery'],
    [
      'a handshake that fails',
      [...found, 'mbedtls_ssl_handshake returned 0x7200', 'TUYA_TLS faild Connect a1.tuyacn.com:443'],
      'bind.tls',
      'tls',
    ],
    [
      'a certificate that is not yet valid for its clock',
      [...found, 'mbedtls_ssl_get_verify_result failed, flag 512', 'TUYA_TLS faild Connect a1.tuyacn.com:443'],
      'bind.clock',
      'tls',
    ],
    [
      // A board whose record of a cloud names another root (device-cloud, section 8).
      'a certificate of another cloud',
      [...found, 'mbedtls_ssl_get_verify_result failed, flag 8', 'TUYA_TLS faild Connect a1.tuyacn.com:443'],
      'bind.other-cloud',
      'tls',
    ],
    [
      'a certificate for another name',
      [...found, 'mbedtls_ssl_get_verify_result failed, flag 4', 'TUYA_TLS faild Connect a1.tuyacn.com:443'],
      'bind.other-cloud',
      'tls',
    ],
    [
      'a handshake that broke off before there was a certificate',
      [
        ...found,
        'mbedtls_ssl_handshake returned 0x7200',
        'mbedtls_ssl_get_verify_result failed, flag -1',
        'TUYA_TLS faild Connect a1.tuyacn.com:443',
      ],
      'bind.tls',
      'tls',
    ],
    [
      'a token that expired',
      [...safe, 'errorMsg:token invalid', 'activate_response_parse error:-2'],
      'bind.token-refused',
      'activation',
    ],
    ['a code alone', [...safe, 'http active error:-4366'], 'bind.token-refused', 'activation'],
    ['a code alone', [...safe, 'http active error:-4374'], 'bind.license-elsewhere', 'activation'],
    [
      'a license of another SDK',
      [...safe, 'errorMsg:ACTIVE_OPEN_SDK_NOT_MATCHED', 'activate_response_parse error:-2'],
      'bind.not-authorised',
      'activation',
    ],
    [
      'words nobody knows',
      [...safe, 'errorMsg:the moon is full', 'activate_response_parse error:-2'],
      'bind.activation-failed',
      'activation',
    ],
    [
      'no license',
      ['Application information:', 'Authorization read failure.', 'lfs open uuidxxxxxxxxxxxxxxxx -2 err'],
      'bind.placeholder-license',
      'license',
    ],
    [
      // As in public reports of TuyaOpen with the license it was compiled with.
      'the placeholder at the broker',
      ['clientid:acon_uuidxxxxxxxxxxxxxxxx', 'mqtt connect err: Connection not authorized(11)', 'MQTT connect fail:3'],
      'bind.placeholder-license',
      'license',
    ],
    [
      'a license the cloud does not accept',
      [
        ...waiting,
        'clientid:acon_uuidbench00000000001',
        'mqtt connect err: Connection not authorized(11)',
        'MQTT connect fail:3',
        'tuya mqtt connect fail:-34, retry..',
      ],
      'bind.not-authorised',
      'channel',
    ],
    [
      'an AuthKey of another UUID',
      [...waiting, 'clientid:acon_uuidbench00000000001', 'MQTT connect fail:2'],
      'bind.login-refused',
      'channel',
    ],
    [
      'an AuthKey the phone does not have',
      [...waiting, 'Ble Connected', 'ble packet decrypt err'],
      'bind.login-refused',
      'channel',
    ],
    ['a login refused', [...active, 'MQTT connect fail:2'], 'bind.login-refused', 'online'],
    ['no way to the broker', [...active, 'MQTT connect fail:5'], 'bind.unreachable', 'online'],
  ] as const)('%s', (_, lines, code, at) => {
    const view = railOf(...lines);
    expect(faultOf(view)).toEqual([code, at]);
    expect(step(view, at).state).toBe('failed');
    expect(view.fault?.text).toBeTruthy();
  });

  it('carry the network, the words and the code they were told with', () => {
    expect(railOf(...paired, reason(201)).fault?.details).toEqual({ ssid: 'Workshop-2G', code: 201 });
    const refused = railOf(...safe, 'errorMsg:token invalid', 'activate_response_parse error:-2').fault;
    expect(refused).toMatchObject({ details: { msg: 'token invalid', code: -2 }, text: 'errorMsg:token invalid' });
    const tls = railOf(...found, 'mbedtls_ssl_handshake returned 0x7200', 'TUYA_TLS faild Connect a1.tuyacn.com:443');
    expect(tls.fault).toMatchObject({ details: { host: 'a1.tuyacn.com', code: '0x7200' } });
  });

  it('count a board that asks with its old token every second, once each time (device-cloud, section 3)', () => {
    const hammer = Array.from({ length: 9 }, () => ['errorMsg:token invalid', 'activate_response_parse error:-2']);
    const { fault } = railOf(...safe, ...hammer.flat());
    expect(fault).toMatchObject({ code: 'bind.token-refused', times: 9, at: 1_000_000 + safe.length * 1000 });
  });

  it('are not blurred by a line that only says that it did not work', () => {
    expect(faultOf(railOf(...paired, reason(15), ...miss, ...miss, ...miss))).toEqual(['bind.wifi-password', 'wifi']);
  });

  it('are overcome by the try that succeeds', () => {
    const view = railOf(...paired, reason(15), ...miss, 'wifi connnet Workshop-2G', ...joined.slice(paired.length));
    expect(view.fault).toBeUndefined();
    expect(shape(view)).toBe('++++......');
    const later = railOf(...found, 'TUYA_TLS faild Connect a1.tuyacn.com:443', ...active.slice(found.length));
    expect(later.fault).toBeUndefined();
    expect(shape(later)).toBe('++++++++o.');
  });

  it('of one network are not those of the next', () => {
    const view = railOf(...paired, reason(201), 'cfg ssid:Home, passwd:••••••, token:••••••');
    expect(view.fault).toBeUndefined();
    expect(step(view, 'wifi')).toMatchObject({ state: 'working', details: { ssid: 'Home' } });
  });

  it('of the door for QR codes do not count for whoever has a token over Bluetooth', () => {
    const view = railOf(...paired, 'clientid:acon_uuidbench00000000001', 'MQTT connect fail:2');
    expect(view.fault).toBeUndefined();
  });

  it('of later calls are no business of the binding', () => {
    expect(
      railOf(...online, 'errorMsg:api version wrong', 'TUYA_TLS faild Connect a1.tuyacn.com:443').fault,
    ).toBeUndefined();
  });

  it('of the calls of a device that was bound before are none either', () => {
    const boot = [...start, 'Tuya Event ID:14(TUYA_EVENT_BINDED_NOTIFY)', 'errorMsg:api version wrong'];
    expect(railOf(...boot).fault).toBeUndefined();
  });

  it('do not come of a single miss in the air', () => {
    expect(railOf(...paired, ...miss).fault).toBeUndefined();
  });
});

describe('a chip that starts again', () => {
  it('has forgotten all but its license', () => {
    expect(shape(railOf(...joined, 'Application information:'))).toBe('+.........');
    expect(shape(railOf(...paired, 'Application information:', ...waiting.slice(1)))).toBe('+o........');
  });

  it('with a new license has no placeholder any more', () => {
    const before = ['Application information:', 'Authorization read failure.'];
    expect(shape(railOf(...before, 'Authorization write succeeds.'))).toBe('o.........');
    expect(shape(railOf(...before, 'Authorization write succeeds.', ...start))).toBe('+.........');
  });
});

describe('the other witnesses', () => {
  const cloud = (name: 'activation' | 'online', at: number): BindNews => ({
    kind: 'witness',
    step: name,
    witness: name === 'online' ? 'device-list' : 'token-poll',
    at,
    details: { deviceId: 'dev' },
  });

  it('are enough for unknown firmware', () => {
    const foreign = foldLines([{ at: 1, text: 'Hello from Arduino' }]);
    const view = told(foreign, cloud('activation', 5000), cloud('online', 7000));
    expect(view).toMatchObject({ logKnown: false, lines: 1, matched: 0, deviceId: 'dev' });
    expect(shape(view)).toBe('+-+++++-+.');
    expect(step(view, 'online')).toMatchObject({ witness: 'device-list', at: 7000, ms: 2000 });
  });

  it('add to a step that the log has lit, and leave it its moment', () => {
    const view = told(railOf(...online), cloud('online', 9_000_000));
    expect(step(view, 'online')).toMatchObject({ witness: 'log', details: { deviceId: 'dev' } });
    expect(step(view, 'online').at).toBeLessThan(9_000_000);
  });

  it('name faults as well; the rest is the step of that name', () => {
    const failed = told(railOf(...safe), { kind: 'failed', code: 'bind.pid-mismatch', at: 1, details: { msg: 'no' } });
    expect(faultOf(failed)).toEqual(['bind.pid-mismatch', 'activation']);
    expect(faultOf(told(railOf(...joined), { kind: 'failed', code: 'bind.unheard', at: 1 }))).toEqual([
      'bind.unheard',
      'discovery',
    ]);
  });

  it('do not light the cloud by a data point over Bluetooth', () => {
    const view = told(emptyBind(), { kind: 'witness', step: 'data-point', witness: 'bluetooth', at: 1 });
    expect(shape(view)).toBe('.-.......+');
  });

  it('begin anew with a new run', () => {
    expect(told(railOf(...online), { kind: 'restart' })).toEqual(emptyBind());
  });
});

describe('silence', () => {
  it.each([
    ['with the network handed over and nothing said', paired, 'bind.unheard'],
    ['after a failed try', [...paired, 'wifi status changed to 1, old stat: 2'], 'bind.no-network'],
    [
      'after a refused password',
      [...paired, 'X: WIFI_EVENT_STA_DISCONNECTED Disconnect reason : 15'],
      'bind.wifi-password',
    ],
    ['in the network', joined, 'bind.no-endpoint'],
    ['on the way to the cloud', found, 'bind.tls'],
    ['at the cloud', safe, 'bind.activation-failed'],
    ['before the broker', active, 'bind.unheard'],
  ])('%s', (_, lines, code) => expect(silentFault(railOf(...lines), 60)).toBe(code));

  it('of a few seconds, or of unknown firmware, tells nothing', () => {
    expect(silentFault(railOf(...joined), 5)).toBe('bind.unheard');
    expect(silentFault(emptyBind(), 60)).toBe('bind.unheard');
  });
});
