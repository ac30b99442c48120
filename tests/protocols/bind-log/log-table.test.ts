import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../src/model/log-line';
import { rowOf } from '../../../src/protocols/bind-log/fold-bind';
import { logTable, source } from '../../../src/protocols/bind-log/log-table';
import { returnCodeOf } from '../../../src/protocols/bind-log/refusals';
import { said } from './heard';

/**
 * A line for each row, as authorize-cli, section 6 describes them. Texts of Wi-Fi, TLS and MQTT are those of TuyaOpen's
 * sources; those of Bluetooth and activation were also seen in public reports.
 */
const own = said(
  'Application information:',
  'tuya_main.c| Project name:        switch_demo',
  'Authorization otp read succeeds.',
  'Authorization write succeeds.',
  'Authorization reset succeeds.',
  'Authorization read failure.',
  'Replace the TUYA_OPENSDK_UUID and TUYA_OPENSDK_AUTHKEY contents, otherwise the demo cannot work.',
  'lfs open UUID_TUYAOPEN -2 err',
  'lfs open uuidxxxxxxxxxxxxxxxx -2 err',
  'uuid uuidxxxxxxxxxxxxxxxx, authkey ••••••',
  'tuya_authorize.c| uuid:uuidbench00000000001(20)',
  'tuya_authorize.c| authkey:••••••(32)',
  'tal get wifi mac:C8478CA1B2C3',
  'tuya_iot_init',
  'STATE_START',
  'activate config not found:-18',
  'Activation data read fail, go activation mode...',
  'Tuya Event ID:1(TUYA_EVENT_BIND_START)',
  'Tuya Event ID:15(TUYA_EVENT_DIRECT_MQTT_CONNECTED)',
  'Tuya Event ID:2(TUYA_EVENT_BIND_TOKEN_ON)',
  'Tuya Event ID:3(TUYA_EVENT_ACTIVATE_SUCCESSED)',
  'Tuya Event ID:14(TUYA_EVENT_BINDED_NOTIFY)',
  'Tuya Event ID:4(TUYA_EVENT_MQTT_CONNECTED)',
  'Tuya Event ID:5(TUYA_EVENT_MQTT_DISCONNECT)',
  'Tuya Event ID:11(TUYA_EVENT_RESET_COMPLETE)',
  'Tuya Event ID:8(TUYA_EVENT_DP_RECEIVE_OBJ)',
  'Tuya Event ID:12(TUYA_EVENT_TIMESTAMP_SYNC)',
  'ble monitor check iot is disconnected, start adv!',
  'Ble Connected',
  'Ble is paired',
  'Ble Disonnected',
  'ble dev info: state:0, pkg_len:244',
  'ble packet decrypt err',
  'ble pair id not match',
  'tuya_ble_data_proc fail. -2',
  'bt netcfg start',
  'cfg ssid:Workshop-2G, passwd:••••••, token:••••••',
  'netcfg finished,  ssid Workshop-2G, passwd ••••••, token ••••••',
  'ap_netcfg.c| Parse ssid:Workshop-2G, passwd:••••••',
  'wifi connnet Workshop-2G',
  'wifi status changed to 1, old stat: 2',
  'tkl_wifi_event_handler: WIFI_EVENT_STA_DISCONNECTED Disconnect reason : 201',
  'wifi connect wait 0-1',
  'wired status changed to 1, old stat: 0',
  'netmgr status changed to 1, old 0, active 1',
  'tuya_iot.c| token: ••••••',
  'tuya_iot.c| region: AY',
  'tuya_iot.c| regist_key: ••••••',
  'Get token fail, retry..',
  'Data JSON:{"protocol":46,"t":1795379005,"data":{"token":"••••••","region":"AY","env":"pro"}}',
  'MQTT direct connected!',
  'https://smartapp.tuya.com/s/p?p=demolamp00000001&uuid=uuidbench00000000001&v=2.0',
  'Wait Tuya APP scan the Device QR code...',
  '[mqbind] endpoint region update failed, retry in 1s...',
  '[mqbind] updating endpoint region...',
  '[mqbind] connecting to MQTT broker m2.tuyacn.com:8883...',
  'endport->atop.host = "a1.tuyacn.com"',
  'endport->mqtt.host = "m1.tuyacn.com"',
  'endport->mqtt.port = 8883',
  'tuya endpoint get error -18; need update',
  'json parse fail. Rev:<html>',
  'http request send!',
  'DNS parser host h6.iot-dns.com failed -1',
  'tcp transporter connect failed,ret:-0x710a',
  'http_request_send error:-7689',
  'tls handshake :-9984 .require new certs.',
  'TUYA_TLS Begin Connect m2.tuyacn.com:8883',
  'TUYA_TLS Success Connect m2.tuyacn.com:8883 Suit:TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256',
  'TUYA_TLS faild Connect m2.tuyacn.com:8883',
  'mbedtls_ssl_get_verify_result failed, flag 512',
  'mbedtls_ssl_handshake returned 0x7200',
  'errorMsg:token invalid',
  'activate failed: ACTIVE_OPEN_SDK_NOT_MATCHED',
  'activate_response_parse error:-2',
  'result len 257 :{"devId":"6cbenchdev0000000001xy","secKey":"••••••"}',
  'result len 257 :{',
  'create dp_schema Success ',
  'clientid:acon_uuidbench00000000001',
  'tuya_mqtt_start...',
  'MQTT connect fail:3',
  'mqtt connect err: Connection not authorized(11)',
  'tuya mqtt connect fail:-34, retry..',
  'Tuya MQTT connected.',
  'Device MQTT Connected!',
  'mqtt client connected!',
  'Sync timestamp:1795379005',
  'Data JSON:{"protocol":5,"t":1795379005,"data":{"dps":{"1":true}}}',
  'SOC Rev DP Cmd t1:1 t2:0 CNT:1',
  'tuya_main.c| bool value:1',
  'dp rept out: {"1":true}',
  'PUBACK ID:4',
  'mqtt channel report',
  'dp_schema.c| bitmap check fail 4 130 9',
  'dp_schema.c| value check err:101[0,100]',
  'dp_schema.c| enum check err:4 3',
  'dp_schema.c| str check err too long a text 8',
  'File Download Percent: 42%',
  'DL_EVENT_FINISH',
  'MQTT unbind callback.',
  'Activated data remove successed',
  'tuya_iot.c| Device Reset:1',
  'Device Free heap 187652',
  'tal_thread.c| Thread:health_monitor Exec Start. Set to Running Stat',
);

/**
 * Below TuyaOpen: ESP-IDF's panic handler, its hooks and its ROM as public reports show them; Beken's as its own sources
 * print them.
 */
const chip: readonly LogLine[] = [
  'assert failed: search_suitable_block tlsf_control_functions.h:359 (sl_map)',
  'assertion "x != NULL" failed: file "/src/main.c", line 12, function: app_main',
  "Guru Meditation Error: Core  0 panic'ed (LoadProhibited). Exception was unhandled.",
  'Debug exception reason: Stack canary watchpoint triggered (tuya_app_main)',
  'abort() was called at PC 0x4201c9f8 on core 0',
  '***ERROR*** A stack overflow in task tuya_app_main has been detected.',
  'E BOD: Brownout detector was triggered',
  'CORRUPT HEAP: Bad head at 0x3ffb1234. Expected 0xabba1234 got 0x00000000',
  'Task watchdog got triggered. The following tasks/users did not reset the watchdog in time:',
  'CPU 0: tuya_app_main',
  'Aborting.',
  '(2013834)Assert at: cli_assert_dump_cmd:43',
  '@Dump-reason: HardFault',
  'prefetch abort',
  'HardFault',
  'CPU0 Current regs:',
  'Rebooting...',
  'rst:0xc (SW_CPU_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)',
].map((text, index) => ({ at: 2_000_000 + index, text }));

const lines = [...own, ...chip];

describe('the table', () => {
  it.each(logTable.map((row) => [row.pattern.source, row] as const))('has a line that means %s', (_, row) => {
    expect(lines.some((line) => rowOf(line) === row)).toBe(true);
  });

  it('knows every line above', () => {
    expect(lines.filter((line) => !rowOf(line)).map(({ text }) => text)).toEqual([]);
  });

  it('names its source, and no line number of it', () => {
    expect(source).toMatch(/TuyaOpen .*20\d\d/);
    expect(logTable.filter(({ pattern }) => /\.c:/.test(pattern.source))).toEqual([]);
  });

  it('captures no secret: nothing behind passwd, token, key or password', () => {
    const captured = logTable.flatMap(({ pattern }) => pattern.source.match(/.{0,8}\(\?<\w+>/g) ?? []);
    expect(captured.filter((text) => /passwd|token|key|password/i.test(text))).toEqual([]);
  });
});

describe('return codes', () => {
  it.each([
    [-2, 'parameter'],
    [-20, 'timeout'],
    [-2560, 'tls'],
    [-2568, 'tls'],
    [-4366, 'token-expired'],
    [-7689, 'link'],
    [-7692, undefined],
    [-99, undefined],
  ])('%i is %s', (code, name) => expect(returnCodeOf(code)).toBe(name));
});

it('the time the lines are known from needs no language', () => expect(source).not.toMatch(/ [a-z]/));
