/** The console's commands that have to do with the cloud (authorize-cli, section 3; the answers are TuyaOpen's). */
import { returnCodes } from '../tuya-cloud-client/host';
import { type Command, type Device, simple } from './device';

const deviceId = simple(({ cloud, echo }) => {
  // The dash is three bytes of UTF-8 in the firmware's own text.
  const none = '(not available \xe2\x80\x94 device not activated)';
  echo(`device_id: ${cloud?.deviceId ?? none}`);
});

const usage = [
  'Usage: sys_iot_report_dp <dp_id> <bool|int|str> <value>',
  '  e.g. sys_iot_report_dp 1 bool true',
  '  e.g. sys_iot_report_dp 101 int 50',
  '  e.g. sys_iot_report_dp 2 str hello',
];

/** The value as JSON, or the line that refuses it. */
const readValue = (type: string, words: readonly string[]): { json: string } | { refused: string } => {
  const [first = ''] = words;
  if (type === 'bool') {
    if (first === 'true' || first === '1') return { json: 'true' };
    if (first === 'false' || first === '0') return { json: 'false' };
    return { refused: `ERR: bool value must be true/false/1/0, got '${first}'` };
  }
  if (type === 'int')
    return /^[+-]?\d+$/.test(first) ? { json: String(Number(first)) } : { refused: `ERR: invalid integer '${first}'` };
  if (type === 'str') return { json: JSON.stringify(words.join(' ')) };
  return { refused: `ERR: unknown type '${type}', use bool/int/str` };
};

const report = (device: Device, dps: string): number => device.cloud?.report(dps) ?? returnCodes.parameter;

const reportDp = simple((device, [, id, type, ...words]) => {
  const { echo } = device;
  if (id === undefined || type === undefined || words.length === 0) {
    for (const line of usage) echo(line);
    return;
  }
  if (!/^\d+$/.test(id)) {
    echo(`ERR: dp_id must be numeric, got '${id}'`);
    return;
  }
  const value = readValue(type, words);
  if ('refused' in value) {
    echo(value.refused);
    return;
  }
  const payload = `{"${id}": ${value.json}}`;
  const rt = report(device, payload);
  echo(`${rt === 0 ? 'OK' : 'ERR'}: sys_iot_report_dp payload=${payload} rt=${rt}`);
});

const reset = simple(({ cloud, echo }) => {
  cloud?.reset();
  echo(`${cloud ? 'OK' : 'ERR'}: sys_iot_reset rt=${cloud ? 0 : returnCodes.parameter}`);
});

/** The demo application's own: no answer but in the log. */
const switchTest = simple((device, [, wanted]) => {
  if (wanted === 'on' || wanted === 'off') report(device, `{"1": ${wanted === 'on'}}`);
  else device.log('I', 'cli_cmd.c:46', 'usge: switch <on/off>');
});

export const demoCommands: readonly Command[] = [
  { name: 'switch', help: 'switch test', run: switchTest },
  { name: 'reset', help: 'reset iot', run: simple(({ cloud }) => cloud?.reset()) },
];

export const iotCommands: readonly Command[] = [
  { name: 'sys_iot_reset', help: 'Reset/Unactivate Tuya IoT client', run: reset },
  { name: 'sys_iot_get_devid', help: 'Get Tuya device ID', run: deviceId },
  { name: 'sys_iot_report_dp', help: 'Report a Tuya IoT datapoint', run: reportDp },
];
