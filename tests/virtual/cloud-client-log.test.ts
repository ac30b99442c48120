import { describe, expect, it } from 'vitest';
import { createMaskingDoor } from '../../src/protocols/console/mask';
import { cloudBench, license } from './cloud-bench';

// authorize-cli, section 6: the form of a line, the stages of the binding timeline and their order.

const lineForm = /^\[(\d\d-\d\d) (\d\d:\d\d:\d\d)(?::(\d{1,3}))? (\S+) ([EWNIDT])\]\[([^:\]]+):(\d+)\] (.*)$/;

/** The patterns of every row that a board without radio comes by; those of Bluetooth, Wi-Fi and updates are not. */
const bound: readonly [stage: string, ...patterns: RegExp[]][] = [
  ['boot', /^Application information:/, /^(Project name|App version|TuyaOpen version|Platform chip):\s+(.*)/],
  ['licence', /^Authorization read succeeds\.$/],
  ['start', /^tuya_iot_init$/, /^STATE_START$/],
  ['state', /^activate config not found:(-?\d+)/, /^Activation data read fail, go activation mode/],
  ['wait', /Tuya Event ID:(\d+)\((TUYA_EVENT_\w+)\)/],
  ['BLE', /^ble monitor check iot is disconnected, start adv!$/],
  ['netcfg', /^bt netcfg start/],
  ['Wi-Fi', /^netmgr status changed to (\d+)/],
  ['token', /^token: (.*)/, /^region: (.*)/, /^regist_key: (.*)/],
  ['endpoint', /^endport->atop\.host/, /^endport->mqtt\.host/],
  ['TLS', /^TUYA_TLS Begin Connect (\S+)/, /^TUYA_TLS Success Connect (\S+)/],
  ['activated', /^result len \d+ :/, /^create dp_schema Success/],
  ['MQTT', /^clientid:/, /^tuya_mqtt_start/, /^mqtt client connected!/, /^Tuya MQTT connected\./],
  ['time', /^Sync timestamp:(\d+)/],
  ['DP in', /^Data JSON:(\{.*)/, /^SOC Rev DP Cmd t1:(\d+) t2:(\d+) CNT:(\d+)/],
  ['DP in', /^idx:(\d+) dpid:(\d+) type:(\d+) ts:(\d+)/, /^(bool|int|str|enum|bits) value:(.*)/],
  ['DP in', /^dp<(\d+)> (bool|value|str|enum): .*, new: (.*)/],
  ['DP out', /^dp rept out: (\{.*)/, /^(mqtt|lan|ble) channel report/, /^PUBACK ID:(\d+)/],
  ['unbind', /^Reset id:/, /^STATE_RESET/, /^CLIENT RESET/, /^Activated data remove successed/, /^Device Reset:(\d)/],
  ['MQTT', /^mqtt client disconnected!/],
  ['health', /^Device Free heap (\d+)/, /^CLIENT RESTART!/],
];

const refused: typeof bound = [
  ['activate', /^activate_response_parse error:(-?\d+)/, /^errorMsg:(.*)/],
  ['MQTT', /^MQTT connect fail:(-?\d+)/],
  ['TLS', /^TUYA_TLS faild Connect/],
  ['unbind', /^MQTT unbind callback/],
  ['activate', /^http active error:(-?\d+)/],
];

const paired: typeof bound = [
  ['BLE', /^Ble Connected$/],
  ['netcfg', /^cfg ssid:(.*), passwd:.*, token:/, /^netcfg finished/],
  ['Wi-Fi', /^wifi connnet (.*)/, /^wifi status changed to (\d+), old stat: (\d+)/, /^netmgr status changed to (\d+)/],
];

const checkStages = (said: readonly string[], stages: typeof bound) => {
  for (const [stage, ...patterns] of stages) {
    for (const pattern of patterns) {
      expect(
        said.some((line) => pattern.test(line)),
        `${stage}: ${pattern}`,
      ).toBe(true);
    }
  }
};

/** A life with all that a bound board comes by. */
const life = async () => {
  const bench = await cloudBench().bind();
  const id = bench.device()!.deviceId;
  await bench.pass(1000);
  bench.side.send(id, [
    { dpId: 1, value: true },
    { dpId: 2, value: 'scene' },
    { dpId: 3, value: 500 },
    { dpId: 101, value: 'hello' },
  ]);
  await bench.pass(1000);
  bench.side.unbind(id, false);
  await bench.pass(10_000);
  return bench;
};

/** What is not dialogue, cut into lines. */
const logOf = (heard: string) =>
  heard
    .split('\u001b')
    .filter((piece) => piece.startsWith('[0;'))
    .map((piece) => piece.replace(/^\[0;\d\d;49m/, ''));

describe('the log of a board that is bound and unbound', () => {
  it('has a line for each stage of the table', async () => checkStages((await life()).said(), bound));

  it('has no line of another form', async () => {
    const lines = logOf((await life()).heard());
    expect(lines.length).toBeGreaterThan(150);
    expect(lines.filter((line) => !lineForm.test(line))).toEqual([]);
  });

  it('tells the happy path in its order', async () => {
    const said = (await life()).said();
    const path = [
      /^Application information:/,
      /^Authorization read succeeds\.$/,
      /TUYA_EVENT_BIND_START/,
      /TUYA_EVENT_DIRECT_MQTT_CONNECTED/,
      /^https:\/\/smartapp\.tuya\.com\/s\/p\?p=demolamp00000001&uuid=uuidbench00000000001&v=2\.0$/,
      /^token: /,
      /^region: /,
      /TUYA_EVENT_BIND_TOKEN_ON/,
      /^TUYA_TLS Begin Connect a1/,
      /TUYA_EVENT_TIMESTAMP_SYNC/,
      /TUYA_EVENT_ACTIVATE_SUCCESSED/,
      /TUYA_EVENT_BINDED_NOTIFY/,
      /TUYA_EVENT_MQTT_CONNECTED/,
      /^Sync timestamp:/,
      /TUYA_EVENT_DP_RECEIVE_OBJ/,
      /TUYA_EVENT_RESET\)/,
      /TUYA_EVENT_MQTT_DISCONNECT/,
      /TUYA_EVENT_RESET_COMPLETE/,
      /TUYA_EVENT_BIND_START/,
    ];
    let at = -1;
    for (const step of path) {
      const next = said.findIndex((line, index) => index > at && step.test(line));
      expect(next, `${step} after line ${at}`).toBeGreaterThan(at);
      at = next;
    }
  });

  it('goes from start straight to BINDED_NOTIFY when it is bound', async () => {
    const bench = await cloudBench().bind();
    bench.restart();
    bench.forget();
    await bench.pass(5000);
    const events = bench.said().flatMap((line) => /TUYA_EVENT_(\w+)/.exec(line)?.[1] ?? []);
    expect(events).toEqual(['BINDED_NOTIFY', 'MQTT_CONNECTED', 'TIMESTAMP_SYNC']);
  });

  it('stops looking for an app while it is online', async () => {
    const bench = await cloudBench().bind();
    bench.forget();
    await bench.pass(60_000);
    expect(bench.said()).toEqual([]);
  });

  it('cuts a line where the firmware does', async () => {
    const bench = await cloudBench().bind();
    bench.forget();
    await bench.ask(`sys_iot_report_dp 101 str ${'x'.repeat(900)}`);
    bench.side.send(bench.device()!.deviceId, [{ dpId: 101, value: 'y'.repeat(2000) }]);
    await bench.pass(300);
    expect(Math.max(...logOf(bench.heard()).map((line) => line.length))).toBe(1024);
  });
});

describe('the log of a board in trouble', () => {
  it('has a line for each refusal of the table', async () => {
    const bench = cloudBench();
    await bench.pass(5000);
    bench.core.state.faults.push({ fault: 'token-expired', times: 2 });
    await bench.bind();
    bench.reach(false);
    await bench.pass(2000);
    bench.stop();
    bench.reach(true);
    bench.side.unbind(bench.device()!.deviceId, false);
    bench.restart();
    await bench.pass(10_000);
    bench.reach(false);
    await bench.pass(3000);
    bench.reach(true);
    await bench.pass(9000);
    bench.side.pushToken(license.uuid, bench.issue('AnotherT'));
    await bench.pass(150);
    bench.reach(false);
    await bench.pass(2000);
    checkStages(bench.said(), refused);
  });

  it('shows what an app handed over', async () => {
    const bench = cloudBench();
    await bench.pass(5000);
    bench.pair('AYTok3n7Zqp4pX');
    await bench.pass(2000);
    checkStages(bench.said(), paired);
  });
});

describe("the board's secrets", () => {
  it('stand in the log as real firmware prints them, and the bench takes every one out', async () => {
    const bench = await life();
    bench.pair('AYTok3n7Zqp4pX');
    const spoken = bench.heard();
    const keys = /"secKey":"(\w+)","localKey":"(\w+)"/.exec(spoken)!.slice(1) as [string, string];
    const password = /password:(\w+)/.exec(spoken)![1]!;
    const secrets = [...keys, password, 'Tok3n7Zq', 'wifipass1234'];
    for (const secret of secrets) expect(spoken).toContain(secret);

    const door = createMaskingDoor();
    const shown = logOf(spoken).map((text) => door.heard({ kind: 'log', text, at: 0 }).text);
    expect(shown.length).toBeGreaterThan(100);
    for (const secret of [...secrets, license.authKey]) expect(shown.join('\n')).not.toContain(secret);
  });
});
