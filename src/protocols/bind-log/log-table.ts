/**
 * What a device's log says about its binding: the message part of a line, never its line number, and what it means
 * (authorize-cli, section 6). Secrets are not captured; they were taken out before a line comes here.
 */
import type { BindFaultCode, BindStepName } from '../../model/bind';
import type { readings } from './read-line';

/** Whose texts these are; other releases word some of them otherwise and are then understood in part. */
export const source = 'TuyaOpen 2025-03 – 2026-03';

/** Meanings that depend on what was heard before, or on a number in the line; `read-line.ts` has one each. */
export type Reading = keyof typeof readings;

export type Meaning =
  | { proves: BindStepName }
  | { begins: BindStepName }
  | { fault: BindFaultCode; step: BindStepName }
  | { reads: Reading }
  /** A line of this firmware that lights nothing. */
  | 'known';

export interface LogRow {
  stage: string;
  pattern: RegExp;
  means: Meaning;
  /**
   * True: the words are common, and count only in a line of TuyaOpen's own form, with level and file. False: they are
   * those of the code below it, which knows neither.
   */
  own?: boolean;
  /** Any program of that chip says so: it says nothing of whose this one is. */
  anybody?: true;
}

const row = (stage: string, pattern: RegExp, means: Meaning): LogRow => ({ stage, pattern, means });
const ownRow = (stage: string, pattern: RegExp, means: Meaning): LogRow => ({ stage, pattern, means, own: true });

const chipRow = (stage: string, pattern: RegExp, means: Meaning): LogRow => ({ stage, pattern, means, own: false });

/** Nearly always another AuthKey for that UUID. */
const unreadable: Meaning = { reads: 'unreadable' };

/** The first row that fits is the meaning. Names in patterns are what is kept as details. */
export const logTable: readonly LogRow[] = [
  // The chip maker's start-up code says the same on ESP32.
  ownRow('boot', /^Application information:/, { reads: 'boot' }),
  ownRow(
    'boot',
    /^(?:Project name|App version|Compile time|TuyaOpen (?:version|commit-id)|Platform (?:chip|board|commit-id)):\s/,
    'known',
  ),

  row('license', /^Authorization (?<otp>otp )?read succeeds\.$/, { reads: 'license-read' }),
  row('license', /^Authorization write succeeds\.$/, { reads: 'license-written' }),
  row('license', /^Authorization (?:write failure|reset succeeds|reset failure)\.$/, 'known'),
  row('license', /^Authorization read failure\.$/, { reads: 'none-stored' }),
  row('license', /^Replace the TUYA_(?:OPENSDK|DEVICE)_UUID/, { reads: 'none-stored' }),
  row('license', /^lfs open [A-Z_]+ -2 err/, 'known'),
  row('license', /^lfs open (?<uuid>\w{16}|\w{20}) -2 err/, { reads: 'uuid-used' }),
  row('license', /^uuid (?<uuid>\w{16}|\w{20}), authkey /, { reads: 'uuid-used' }),
  ownRow('license', /^uuid:(?<uuid>[\w.-]+)\(\d+\)$/, { reads: 'identity' }),
  ownRow('license', /^authkey:/, 'known'),
  row('license', /^tal get wifi mac:[0-9A-F]{12}$/, 'known'),

  row('start', /^tuya_iot_init(?: success)?$/, 'known'),
  ownRow('start', /^STATE_START$/, 'known'),
  row('state', /^activate config not found:-?\d+/, 'known'),
  row('state', /^Activation data read fail, go activation mode/, 'known'),

  row('wait', /TUYA_EVENT_BIND_START\)/, { reads: 'wait-for-token' }),
  row('wait', /TUYA_EVENT_DIRECT_MQTT_CONNECTED\)/, { reads: 'way-by-qr' }),
  row('wait', /TUYA_EVENT_BIND_TOKEN_ON\)/, { reads: 'token' }),
  row('wait', /TUYA_EVENT_ACTIVATE_SUCCESSED\)/, { reads: 'activated' }),
  row('wait', /TUYA_EVENT_BINDED_NOTIFY\)/, { reads: 'bound' }),
  row('wait', /TUYA_EVENT_MQTT_CONNECTED\)/, { reads: 'is-online' }),
  row('wait', /TUYA_EVENT_MQTT_DISCONNECT\)/, { reads: 'thrown-off' }),
  row('wait', /TUYA_EVENT_RESET_COMPLETE\)/, { reads: 'wiped' }),
  row('wait', /TUYA_EVENT_DP_RECEIVE/, { begins: 'data-point' }),
  row('wait', /^Tuya Event ID:\d+\(TUYA_EVENT_\w+\)/, 'known'),

  row('Bluetooth', /^ble monitor check iot is (?:disconnected, start|connected, stop) adv!$/, 'known'),
  row('Bluetooth', /^Ble Connected$/, { begins: 'channel' }),
  row('Bluetooth', /^Ble is paired$/, { reads: 'paired' }),
  row('Bluetooth', /^(?:Ble Diss?onnected|ble adv updated|ble not paired$|ble recv req type 0x[0-9a-f]{4})/, 'known'),
  ownRow(
    'Bluetooth',
    /^(?:ble (?:netcfg recv str|dev info|send netstat|recv dp query|pair timeout|still connected)|bt netcfg stop)/,
    'known',
  ),
  row('Bluetooth', /^ble packet (?:len|crc|decrypt) err/, unreadable),
  row('Bluetooth', /^ble pair id not match/, unreadable),
  row('Bluetooth', /^tuya_ble_data_proc fail/, unreadable),

  row('pairing', /^(?:bt netcfg start|ap cfg start|start ap success:|netcfg module start type)/, 'known'),
  row('pairing', /^cfg ssid:(?<ssid>.*), passwd:.*, token:/, { reads: 'credentials' }),
  row('pairing', /^netcfg finished, +ssid (?<ssid>.*), passwd .*, token /, { reads: 'credentials' }),
  ownRow('pairing', /^Parse ssid:(?<ssid>[^,]*)/, { reads: 'credentials' }),

  row('Wi-Fi', /^wifi connnet (?<ssid>.*)/, { reads: 'wifi-try' }),
  row('Wi-Fi', /^wifi status changed to (?<event>\d+), old stat: \d+/, { reads: 'wifi-event' }),
  // The chip maker's own words on ESP32, just before the event.
  row('Wi-Fi', /WIFI_EVENT_STA_DISCONNECTED Disconnect reason ?: ?(?<reason>\d+)/, { reads: 'wifi-reason' }),
  row('Wi-Fi', /^(?:wifi connected in stat \d|auto conn timeout cnt \d|wifi connect wait \d)/, 'known'),
  row('cable', /^wired status changed to (?<status>\d+), old stat: \d+/, { reads: 'wired' }),
  row('Wi-Fi', /^netmgr status changed to (?<status>\d+)(?:, old \d+, active (?<active>\d+))?/, { reads: 'network' }),

  ownRow('token', /^token: /, { reads: 'token' }),
  ownRow('token', /^region: (?<region>\S+)/, { reads: 'region' }),
  ownRow('token', /^regist_key: /, 'known'),
  row('token', /^Get token fail, retry/, 'known'),
  row('token', /^Data JSON:\{"protocol":46,/, { reads: 'token-by-qr' }),
  row('token', /^MQTT direct connected!/, { reads: 'way-by-qr' }),
  row('token', /^https:\/\/smartapp\.tuya\.com\/s\/p\?p=(?<pid>\w+)&uuid=(?<uuid>[\w.-]+)/, { reads: 'identity' }),
  row('token', /^(?:Wait Tuya APP scan|STATE_MQTT_BIND_COMPLETE|Device Bind Start!)/, 'known'),
  row('token', /^\[mqbind\] endpoint region update failed/, { reads: 'cloud-unfound' }),
  row('token', /^\[mqbind\] connecting to MQTT broker (?<host>[^\s:]+):(?<port>\d+)/, { reads: 'asks-broker' }),
  row('token', /^\[mqbind\] /, 'known'),

  row('endpoint', /^endport->atop\.host\s*=\s*"?(?<host>[\w.-]+)/, { reads: 'endpoints' }),
  row('endpoint', /^endport->mqtt\.host\s*=\s*"?(?<host>[\w.-]+)/, { reads: 'broker-told' }),
  row('endpoint', /^endport->/, 'known'),
  row('endpoint', /^tuya endpoint get error -?\d+; need update/, 'known'),
  row('endpoint', /^json parse fail\. Rev:/, { reads: 'cloud-unfound' }),

  ownRow('network', /^http request send!/, { reads: 'asks-http' }),
  row('network', /^DNS parser host (?<host>[^\s:]+) failed/, { reads: 'name-unknown' }),
  row('network', /^tcp transporter connect failed(?:,ret:-(?<ret>0x[0-9a-fA-F]+))?/, { reads: 'not-connected' }),
  row('network', /^http_request_send error:(?<code>-?\d+)/, { reads: 'request-failed' }),
  row('TLS', /^TUYA_TLS Begin Connect (?<host>[^\s:]+)(?::(?<port>\d+))?/, { reads: 'tls-begun' }),
  row('TLS', /^TUYA_TLS Success Connect (?<host>[^\s:]+)(?::(?<port>\d+))?/, { reads: 'tls-done' }),
  row('TLS', /^TUYA_TLS faild Connect (?<host>[^\s:]+)(?::(?<port>\d+))?/, { reads: 'tls-failed' }),
  row('TLS', /^mbedtls_ssl_get_verify_result failed, flag (?<flags>-?\d+)/, { reads: 'tls-flags' }),
  row('TLS', /^(?:tls handshake :-\d+ \.require new certs|tls transporter connect err:|TUYA_TLS Disconnect )/, 'known'),
  row('TLS', /^mbedtls_ssl_handshake returned (?<tls>0x[0-9a-fA-F]+)/, { reads: 'tls-failed' }),

  row('activation', /^errorMsg:(?<msg>.*)/, { reads: 'refused-in-words' }),
  row('activation', /(?<msg>ACTIVE_OPEN_SDK_NOT_MATCHED|GATEWAY_NOT_EXISTS)/, { reads: 'refused-in-words' }),
  row('activation', /^(?:http active|activate_response_parse) error:(?<code>-?\d+)/, { reads: 'refused' }),
  row('activation', /^result len \d+ ?:.*?"devId" ?: ?"(?<deviceId>\w+)"/, { reads: 'activated' }),
  row('activation', /^result len \d+ ?:/, { reads: 'activated' }),
  row('activation', /^create dp_schema Success/, { reads: 'schema' }),

  row('MQTT', /^clientid:(?<client>\S+)/, { reads: 'login' }),
  row('MQTT', /^MQTT connect fail:(?<status>\d+)/, { reads: 'login-refused' }),
  row('MQTT', /^mqtt connect err: (?<msg>.*?)\((?<status>\d+)\)/, { reads: 'login-told' }),
  row('MQTT', /^tuya mqtt (?:connect fail|start error):/, 'known'),
  row('MQTT', /^Tuya MQTT connected\./, { reads: 'is-online' }),
  row('MQTT', /^Device MQTT Connected!/, { reads: 'is-online' }),
  row('MQTT', /^tuya_mqtt_start/, { reads: 'asks-broker' }),
  row('MQTT', /^(?:mqtt client (?:dis)?connected!|Connection to the MQTT server failed)/, 'known'),
  row('time', /^Sync timestamp:\d+/, 'known'),

  row('data point in', /^Data JSON:\{/, 'known'),
  row('data point in', /^SOC Rev DP Cmd t1:\d+ t2:\d+/, { begins: 'data-point' }),
  ownRow('data point in', /^(?:idx:\d+ dpid:\d+ type:\d+|(?:bool|int|str|enum|bits) value:|dp<\d+> )/, 'known'),
  row('data point out', /^dp rept out: \{"(?<dpId>\d+)":(?<value>"[^"]*"|[^,}]*)/, { reads: 'reported' }),
  row('data point out', /^PUBACK ID:\d+/, { reads: 'acknowledged' }),
  row('data point out', /^(?<kind>bitmap) check fail \d+ (?<value>-?\d+) \d+/, { reads: 'report-dropped' }),
  ownRow('data point out', /^(?<kind>value) check err:(?<value>-?\d+)\[(?<least>-?\d+),(?<most>-?\d+)\]/, {
    reads: 'report-dropped',
  }),
  ownRow('data point out', /^(?<kind>enum) check err:(?<value>\d+) (?<most>\d+)/, { reads: 'report-dropped' }),
  ownRow('data point out', /^(?<kind>str) check err (?:.*) (?<most>\d+)$/, { reads: 'report-dropped' }),
  row('data point out', /^(?:(?:mqtt|lan|ble) channel report|no channel for connect)/, 'known'),

  row('update', /^(?:----- Upgrade information -----|File Download Percent: \d+%|file hmac check success)/, 'known'),
  row('update', /^DL_EVENT_(?:START|FINISH|FAULT)/, 'known'),

  row('unbind', /^MQTT unbind callback/, { fault: 'bind.broker-refused', step: 'online' }),
  row('unbind', /^Activated data remove successed/, { reads: 'wiped' }),
  ownRow('unbind', /^(?:Reset id:|STATE_RESET|CLIENT RESET|RESET_FACTORY\.|Device Reset:\d)/, 'known'),
  row('health', /^(?:Device Free heap \d+|CLIENT RESTART!|Activated data remove\.\.\.)/, 'known'),
  ownRow('health', /^(?:Thread:\S+ Exec Start|thread_create name:|netcfg module stop type)/, 'known'),

  // ESP-IDF's panic handler and its hooks.
  chipRow('crash', /assert failed: (?<place>\S+ [^\s:]+:\d+|\S+)/, { reads: 'asserted' }),
  chipRow('crash', /^assertion ".*" failed: file "(?<place>[^"]+", line \d+)/, { reads: 'asserted' }),
  chipRow('crash', /Guru Meditation Error: Core +\d+ panic'ed \((?<reason>[^)]*)\)/, { reads: 'excepted' }),
  chipRow('crash', /^Debug exception reason: Stack canary watchpoint triggered \((?<task>[^)]*)\)/, {
    reads: 'overflowed',
  }),
  chipRow('crash', /^abort\(\) was called at PC (?<place>0x[0-9a-f]+)/, { reads: 'aborted' }),
  chipRow('crash', /^\*{3}ERROR\*{3} A stack overflow in task (?<task>.+?) has been detected/, { reads: 'overflowed' }),
  chipRow('crash', /Brownout detector was triggered/, { reads: 'browned-out' }),
  chipRow('crash', /^CORRUPT HEAP: /, { reads: 'heap-broken' }),
  { ...chipRow('crash', /^Task watchdog got triggered/, { reads: 'watchdog-told' }), anybody: true },
  { ...chipRow('crash', /^CPU \d: (?<task>\S+)/, { reads: 'watchdog-task' }), anybody: true },
  chipRow('crash', /^Aborting\.$/, { reads: 'watchdog-aborts' }),
  // Beken's: the M33 of T5 with a dump, the ARM9 of BK7231 with a word and its registers.
  chipRow('crash', /^\(\d+\)Assert at: (?<place>\S+:\d+)/, { reads: 'asserted' }),
  chipRow('crash', /^@Dump-reason: (?<reason>.+)/, { reads: 'excepted' }),
  chipRow('crash', /^(?<reason>undefined instruction|prefetch abort|data abort):?$/i, { reads: 'excepted' }),
  chipRow('crash', /^(?:\S+: ?)?(?<reason>(?:Hard|Bus|Usage|MemManage) ?Fault)\b/i, { reads: 'excepted' }),
  chipRow('crash', /^(?:CPU\d+ )?Current regs:|\*user except handler begin\*/, { reads: 'dumped' }),
  // Of any start.
  { ...chipRow('start', /^Rebooting\.\.\./, { reads: 'rebooting' }), anybody: true },
  { ...chipRow('start', /^rst:0x[0-9a-f]+ \((?<reason>\w+)\)/i, { reads: 'started' }), anybody: true },
];
