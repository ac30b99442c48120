/** The firmware's log: form of a line, and what it says while it starts (authorize-cli, section 6). */

export type LogLevel = 'E' | 'W' | 'N' | 'I' | 'D' | 'T';

const colours: Readonly<Record<LogLevel, number>> = { E: 31, W: 33, N: 34, I: 36, D: 32, T: 37 };

const two = (value: number): string => String(value).padStart(2, '0');

/** The firmware's buffer for one line. */
const lineBytes = 1024;

/**
 * `localMs` of the chip's own calendar: the first of January 1970 at reset, until the cloud has told the time. `place` is
 * `file.c:123`. What does not fit the firmware's buffer is cut off.
 */
export const logLine = (localMs: number, level: LogLevel, place: string, message: string): string => {
  const now = new Date(localMs);
  const day = [now.getUTCMonth() + 1, now.getUTCDate()].map(two).join('-');
  const clock = [now.getUTCHours(), now.getUTCMinutes(), now.getUTCSeconds()].map(two).join(':');
  const text = `[${day} ${clock} ty ${level}][${place}] ${message}`.slice(0, lineBytes);
  return `\x1b[0;${colours[level]};49m${text}\x1b[0m\r\n`;
};

export type LogEntry = readonly [level: LogLevel, place: string, message: string];

/** Repeats while the device is unbound. */
export const heartbeat: LogEntry = ['D', 'ble_mgr.c:415', 'ble monitor check iot is disconnected, start adv!'];

export const openVersion = '1.3.0';
export const openCommit = '6f1d2c7';
export const platformCommit = '41ab90e';

export const applicationInformation = (facts: {
  name: string;
  version: string;
  date: string;
  chip: string;
}): LogEntry[] =>
  [
    'Application information:',
    `Project name:        ${facts.name}`,
    `App version:         ${facts.version}`,
    `Compile time:        ${facts.date}`,
    `TuyaOpen version:    ${openVersion}`,
    `TuyaOpen commit-id:  ${openCommit}`,
    `Platform chip:       ${facts.chip}`,
    `Platform board:      ${facts.chip}`,
    `Platform commit-id:  ${platformCommit}`,
  ].map((text, index) => ['N', `tuya_main.c:${226 + index}`, text]);

/** What was found decides the first lines; a bound device has its schema and no more questions. */
export const licenseAndStart = (found: 'kv' | 'otp' | 'none', uuid: string, bound: boolean): LogEntry[] => {
  const license: LogEntry[] =
    found === 'kv'
      ? [['I', 'tuya_authorize.c:131', 'Authorization read succeeds.']]
      : found === 'otp'
        ? [['I', 'tuya_authorize.c:136', 'Authorization otp read succeeds.']]
        : [
            ['E', 'tal_kv.c:269', 'lfs open UUID_TUYAOPEN -2 err'],
            ['E', 'tuya_authorize.c:139', 'Authorization read failure.'],
            // Upstream's own text breaks the line with a bare LF.
            [
              'W',
              'tuya_main.c:262',
              'Replace the TUYA_OPENSDK_UUID and TUYA_OPENSDK_AUTHKEY contents, otherwise the demo cannot work.\n                 Visit https://platform.tuya.com/purchase/index?type=6 to get the open-sdk uuid and authkey.',
            ],
          ];
  if (bound)
    return [
      ...license,
      ['I', 'tuya_iot.c:533', 'tuya_iot_init'],
      ['D', 'dp_schema.c:1230', 'create dp_schema Success '],
      ['D', 'tuya_main.c:297', 'tuya_iot_init success'],
      ['I', 'tuya_iot.c:768', 'STATE_START'],
    ];
  return [
    ...license,
    ['I', 'tuya_iot.c:533', 'tuya_iot_init'],
    ['E', 'tal_kv.c:269', `lfs open ${uuid} -2 err`],
    ['W', 'tuya_iot.c:236', 'activate config not found:-18'],
    ['D', 'tuya_main.c:297', 'tuya_iot_init success'],
    ['I', 'tuya_iot.c:768', 'STATE_START'],
    ['I', 'tuya_iot.c:350', 'Activation data read fail, go activation mode...'],
  ];
};

/** An unbound device opens every way to a token. */
export const bindStart: readonly LogEntry[] = [
  ['D', 'tuya_main.c:103', 'Tuya Event ID:1(TUYA_EVENT_BIND_START)'],
  ['I', 'tuya_main.c:104', 'Device Free heap 187652'],
  ['I', 'tuya_main.c:107', 'Device Bind Start!'],
  ['D', 'ble_netcfg.c:148', 'bt netcfg start'],
];
