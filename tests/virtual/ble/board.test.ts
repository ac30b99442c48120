import { describe, expect, it } from 'vitest';
import type { BoardHabits } from '../../../src/model/board-habits';
import { commands } from '../../../src/protocols/tuya-ble/commands';
import { readDpReport, writeDpSet } from '../../../src/protocols/tuya-ble/data-points';
import { deviceIdOf } from '../../../src/protocols/tuya-ble/device-id';
import type { Mode } from '../../../src/protocols/tuya-ble/keys';
import { writeNetwork } from '../../../src/protocols/tuya-ble/network';
import { cloudBench, license, token } from '../cloud-bench';
import { hexOf } from './radio-bench';
import { shape, testCentral } from './test-central';

type Bench = ReturnType<typeof cloudBench>;

const home = { ssid: 'Workshop-2G', password: 'wifipass1234' };
const allOfIt = `${token.region}${token.token}${token.secret}`;
const control = (bench: Bench) => {
  const advertised = bench.radio()?.advertisement();
  return advertised && hexOf(advertised.adv.slice(11, 13));
};

/** A board without a cable, up and waiting. */
const wifiBench = async (only?: NonNullable<BoardHabits['wifi']>['only'], more: Partial<BoardHabits> = {}) => {
  const bench = cloudBench({ habits: { licensed: license, wifi: { only }, ...more } });
  bench.issue();
  await bench.pass(3000);
  return bench;
};

const app = (bench: Bench) => {
  const heard: string[] = [];
  const state = { ended: false };
  const connect = () =>
    bench.radio()?.connect({
      notified: (bytes) => heard.push(hexOf(bytes)),
      disconnected: () => {
        state.ended = true;
      },
    });
  // The cloud's turns are promises: time passes outside.
  const spoken = { connect, heard, clock: { pass() {} } };
  const cloudKeys = {
    get localKey() {
      return bench.device()?.localKey ?? '';
    },
    get secKey() {
      return bench.device()?.secKey ?? '';
    },
  };
  const central = testCentral(spoken, license, cloudKeys);
  const ask = async (mode: Mode, command: number, data: Uint8Array = new Uint8Array(), ms = 300) => {
    central.write(central.seal(mode, command, data));
    await bench.pass(ms);
    return central.hear();
  };
  const greet = async (modes: readonly [Mode, Mode] = [11, 12]) => [
    ...(await ask(modes[0], commands.deviceInfo, Uint8Array.of(0, 244))),
    ...(await ask(modes[1], commands.pair, deviceIdOf(license.uuid))),
  ];
  const configure = (told: Partial<typeof home & { token: string }> = {}) =>
    ask(12, commands.channelDown, writeNetwork({ ...home, token: allOfIt, ...told }), 50);
  return { ask, greet, configure, hear: central.hear, link: central.link, state };
};

/** Paired, configured, online. */
const pairedBench = async (only?: NonNullable<BoardHabits['wifi']>['only']) => {
  const bench = await wifiBench(only);
  const phone = app(bench);
  await phone.greet();
  await phone.configure();
  await bench.pass(10_000);
  expect(bench.device()).toMatchObject({ bound: true, online: true });
  return bench;
};

const inOrder = (said: readonly string[], path: readonly RegExp[]) => {
  let at = -1;
  for (const step of path) {
    const next = said.findIndex((line, index) => index > at && step.test(line));
    expect(next, `${step} behind line ${at}`).toBeGreaterThan(at);
    at = next;
  }
};

describe('a board that an app pairs over Bluetooth', () => {
  it('joins the Wi-Fi, activates, and hangs up within three seconds of reaching the cloud (section 8)', async () => {
    const bench = await wifiBench();
    expect(control(bench)).toBe('430c');
    expect(bench.asked).toEqual([]);
    const phone = app(bench);
    expect(shape(await phone.greet())).toEqual(['11 0000', '12 0001', '12 001e']);
    expect(shape(await phone.configure())).toEqual(['12 801c']);
    await bench.pass(10_000);
    expect(bench.device()).toMatchObject({ uuid: license.uuid, bound: true, online: true });
    expect(phone.state.ended).toBe(true);
    expect(control(bench)).toBeUndefined();
    // authorize-cli, section 6: the happy path.
    inOrder(bench.said(), [
      /^Application information:/,
      /^Authorization read succeeds\.$/,
      /TUYA_EVENT_BIND_START/,
      /^bt netcfg start$/,
      /^Ble Connected$/,
      /^ble recv req type 0x0000$/,
      /^ble recv req type 0x0001$/,
      /^Ble is paired$/,
      /^ble recv req type 0x801b$/,
      /^cfg ssid:Workshop-2G, passwd:.*, token:/,
      /^netcfg finished/,
      /^wifi connnet Workshop-2G$/,
      /^wifi status changed to 0, old stat: 1$/,
      /^netmgr status changed to 1/,
      /^TUYA_TLS Success Connect/,
      /TUYA_EVENT_ACTIVATE_SUCCESSED/,
      /TUYA_EVENT_MQTT_CONNECTED/,
      /^Tuya MQTT connected\.$/,
      /^ble monitor check iot is connected, stop adv!$/,
      /^Ble Disonnected$/,
    ]);
    // No network, no way to ask for a token by QR code before (section 13).
    expect(bench.said().some((line) => line.startsWith('[mqbind] network'))).toBe(false);
  });

  it('speaks in mode 15 from the moment it is activated until it hangs up (section 6)', async () => {
    const bench = await wifiBench();
    const phone = app(bench);
    await phone.greet();
    await phone.configure();
    while (!bench.device()?.bound) await bench.pass(20);
    await bench.pass(400);
    expect(phone.state.ended).toBe(false);
    expect(shape(await phone.ask(12, commands.state))).toContain('15 0003');
  });

  it('knows its Wi-Fi after a restart', async () => {
    const bench = await pairedBench();
    bench.restart();
    bench.forget();
    await bench.pass(10_000);
    expect(bench.device()?.online).toBe(true);
    inOrder(bench.said(), [/^wifi connnet Workshop-2G$/, /^wifi status changed to 0/, /TUYA_EVENT_BINDED_NOTIFY/]);
  });

  it('takes no second configuration until it was reset (section 8)', async () => {
    const bench = await wifiBench([{ ...home, password: 'another one' }]);
    const phone = app(bench);
    await phone.greet();
    expect(shape(await phone.configure())).toEqual(['12 801c']);
    expect(await phone.configure()).toEqual([]);
    expect(bench.said()).toContain('ble channel not add :1');
    await bench.ask('sys_iot_reset', 1000);
    expect(shape(await phone.configure({ password: 'another one' }))).toEqual(['12 801c']);
    await bench.pass(10_000);
    expect(bench.device()).toMatchObject({ bound: true, online: true });
  });
});

describe('a Wi-Fi that cannot be joined', () => {
  it.each([
    ['the wrong password', [{ ...home, password: 'another one' }], 204],
    ['an unknown name', [{ ssid: 'Neighbours', password: home.password }], 201],
    ['5 GHz', [{ ...home, band: '5' as const }], 201],
  ])('%s: tries again after 1, 3, 5, 10 seconds and never has a network', async (_name, only, reason) => {
    const bench = await wifiBench(only);
    const phone = app(bench);
    await phone.greet();
    expect(shape(await phone.configure())).toEqual(['12 801c']);
    await bench.pass(45_000);
    const said = bench.said();
    const waits = said.flatMap((line) => /^wifi connect wait \d+-(\d+)$/.exec(line)?.[1] ?? []);
    expect(waits.slice(0, 4)).toEqual(['1', '3', '5', '10']);
    expect(said.filter((line) => /^wifi status changed to 1, old stat: 1$/.test(line)).length).toBe(waits.length);
    expect(said.some((line) => /^netmgr status changed to 1/.test(line))).toBe(false);
    expect(bench.heard()).toContain(`STA_DISCONNECTED Disconnect reason : ${reason}`);
    expect(bench.asked).toEqual([]);
    // Over Bluetooth: not a word of it.
    expect(phone.hear()).toEqual([]);
    expect(phone.state.ended).toBe(false);
  });

  it('on both bands is joined on the one the board hears', async () => {
    await pairedBench([{ ...home, band: '5' }, home]);
  });
});

describe('a bound board without internet', () => {
  const offline = async () => {
    const bench = await pairedBench();
    bench.reach(false);
    await bench.pass(4000);
    return bench;
  };

  it('advertises again, sealed with its secKey, and tells and obeys data points (section 9)', async () => {
    const bench = await offline();
    expect(control(bench)).toBe('490c');
    const phone = app(bench);
    const [info, pair] = await phone.greet([14, 15]);
    expect([info!.frame.data[5], ...pair!.frame.data]).toEqual([1, 2]);
    const points = bench.core.product('demolamp00000001')!.dataPoints;
    const set = writeDpSet(
      7,
      [
        { id: 1, type: 'bool', value: true },
        { id: 3, type: 'value', value: 420 },
      ],
      points,
    );
    const answers = await phone.ask(15, commands.dpSet, set);
    expect(shape(answers)).toEqual(['15 0027', '15 8007']);
    const report = readDpReport(answers[1]!.frame.command, answers[1]!.frame.data, points)!;
    expect(report).toMatchObject({ sn: 1, asked: false, dps: [{ id: 1 }, { id: 3, value: 420 }] });
    expect(new Date(report.at!).getUTCFullYear()).toBe(2026);
    expect(bench.said()).toContain('ble channel report');
    // Its two strings were never set: the report of everything loses all before them, and behind them is nothing.
    expect(shape(await phone.ask(15, commands.state))).toEqual(['15 0003']);
    const words = [5, 101].map((id) => ({ id, type: 'string', value: 'hello' }) as const);
    await phone.ask(15, commands.dpSet, writeDpSet(8, words, points));
    const [, asked] = await phone.ask(15, commands.state);
    const told = readDpReport(asked!.frame.command, asked!.frame.data, points)!;
    expect(told.asked).toBe(true);
    expect(told.dps.find(({ id }) => id === 3)?.value).toBe(420);
  });

  it('tells the cloud what it told the app, once it is there', async () => {
    const bench = await offline();
    const phone = app(bench);
    await phone.greet([14, 15]);
    const points = bench.core.product('demolamp00000001')!.dataPoints;
    await phone.ask(15, commands.dpSet, writeDpSet(7, [{ id: 3, type: 'value', value: 333 }], points), 100);
    bench.reach(true);
    await bench.pass(20_000);
    expect(phone.state.ended).toBe(true);
    expect(bench.device()?.values[3]?.value).toBe(333);
  });

  it('is released by its license, waits again, and can be bound anew (section 7)', async () => {
    const bench = await offline();
    const phone = app(bench);
    await phone.greet();
    bench.forget();
    expect(shape(await phone.ask(12, commands.reset))).toEqual(['12 0006']);
    expect(phone.state.ended).toBe(true);
    await bench.pass(5000);
    expect(bench.said()).toContain('Device Reset:0');
    expect(bench.said()).toContain('Activated data remove successed');
    expect(control(bench)).toBe('430c');
    bench.reach(true);
    bench.issue('SecondTk');
    const again = app(bench);
    await again.greet();
    await again.configure({ token: `${token.region}SecondTk${token.secret}` });
    await bench.pass(10_000);
    expect(bench.device()).toMatchObject({ bound: true, online: true });
  });
});

describe("a board's other habits", () => {
  it('with a cable it may be paired all the same, and asks for a connection no more', async () => {
    const bench = cloudBench();
    bench.issue();
    await bench.pass(3000);
    const phone = app(bench);
    const [, , status] = await phone.greet();
    expect([...status!.frame.data]).toEqual([1]);
    await phone.configure();
    await bench.pass(10_000);
    expect(bench.device()).toMatchObject({ bound: true, online: true });
  });

  it('firmware without Bluetooth is not on the air', async () => {
    const bench = await wifiBench(undefined, { bluetooth: { off: true } });
    expect(bench.radio()).toBeUndefined();
  });

  it('where time is not modelled it comes to an end all the same', async () => {
    const bench = cloudBench({ habits: { licensed: license, wifi: { only: [] } }, bootMs: 0 });
    await bench.pass(10);
    bench.pair(allOfIt);
    await bench.pass(10_000);
    expect(bench.said().filter((line) => line.startsWith('wifi connect wait')).length).toBe(4);
    expect(bench.jobs()).toBe(0);
  });
});
