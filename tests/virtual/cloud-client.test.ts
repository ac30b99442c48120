import { describe, expect, it } from 'vitest';
import { cloudBench, license } from './cloud-bench';

type Bench = ReturnType<typeof cloudBench>;

const idOf = (bench: Bench) => bench.device()!.deviceId;
const valueAt = (bench: Bench, dpId: number) => bench.device()!.values[dpId]?.value;
const command = async (bench: Bench, dpId: number, value: boolean | number | string) => {
  bench.forget();
  expect(bench.side.send(idOf(bench), [{ dpId, value }])).toBe(true);
  await bench.pass(300);
};
const activations = (bench: Bench) => bench.asked.filter((call) => call === 'thing.device.opensdk.active').length;
const countOf = (lines: readonly string[], line: string) => lines.filter((each) => each.startsWith(line)).length;

describe('a board with a license and a token (device-cloud, sections 1 to 4)', () => {
  it('waits on the bind channel, takes the token, activates and goes online', async () => {
    const bench = await cloudBench().bind();
    expect(bench.device()).toMatchObject({ uuid: license.uuid, bound: true, online: true, softVer: '1.0.2' });
    expect(bench.happened.map(({ kind }) => kind)).toEqual(['bound', 'online']);
    expect(bench.logins).toEqual([`acon_${license.uuid} 0`, `${idOf(bench)} 0`]);
    expect(await bench.ask('sys_iot_get_devid')).toContain(`\r\ndevice_id: ${idOf(bench)}\r\n`);
  });

  it('asks for the product its image was built for', async () => {
    const bench = await cloudBench({ pid: 'demosensor000001' }).bind();
    expect(bench.device()).toMatchObject({ pid: 'demosensor000001', bound: true });
  });

  it('sets its clock by the cloud, with the time zone', async () => {
    const bench = cloudBench();
    bench.forget();
    await bench.pass(4000);
    expect(bench.heard()).toMatch(/\[01-01 00:00:0\d ty /);
    await bench.bind();
    bench.forget();
    // 2026-11-22 20:23 in UTC is the next day at +08:00.
    expect(await bench.ask('sys_tick')).toMatch(/local\.time {8}2026-11-23 04:2\d/);
  });

  it('takes a token that an app hands over instead, and leaves the bind channel', async () => {
    const bench = cloudBench();
    bench.issue();
    await bench.pass(5000);
    bench.pair('AYTok3n7Zqp4pX');
    await bench.pass(10_000);
    expect(bench.device()).toMatchObject({ bound: true, online: true });
    expect(bench.side.pushToken(license.uuid, { token: 'x', region: 'AY', secret: 'pro' })).toBe(false);
  });

  it('does not take what is too long for it (section 2)', async () => {
    const bench = cloudBench();
    await bench.pass(5000);
    bench.side.pushToken(license.uuid, { token: 'Tok3n7ZqX', region: 'AY', secret: 'pro' });
    bench.side.pushToken(license.uuid, { token: 'Tok3n7Zq', region: 'AYX', secret: 'pro' });
    await bench.pass(5000);
    expect(bench.said()).toEqual(expect.arrayContaining(['token length error', 'region length error']));
    expect(activations(bench)).toBe(0);
  });

  it('is as before where there is no cloud', async () => {
    const bench = cloudBench({ cloud: false });
    await bench.pass(20_000);
    expect(bench.said().at(-1)).toBe('ble monitor check iot is disconnected, start adv!');
    expect(bench.said()).toContain('Device Bind Start!');
    expect(await bench.ask('switch on')).toBe('switch on\r\n\r\ntuya> ');
    expect(await bench.ask('sys_iot_get_devid')).toContain('device_id: (not available');
  });
});

describe('data points (device-cloud, section 4: switch_demo)', () => {
  it('are obeyed and reported at once', async () => {
    const bench = await cloudBench().bind();
    await command(bench, 1, true);
    expect(valueAt(bench, 1)).toBe(true);
    await command(bench, 2, 'scene');
    expect(valueAt(bench, 2)).toBe('scene');
    await command(bench, 3, 420);
    expect(valueAt(bench, 3)).toBe(420);
    await command(bench, 101, '你好 "lamp"');
    expect(valueAt(bench, 101)).toBe('你好 "lamp"');
    expect(Buffer.from(bench.heard(), 'latin1').toString('utf8')).toContain('str value:你好 "lamp"');
    await command(bench, 102, 'AQIDBA==');
    expect(valueAt(bench, 102)).toBe('AQIDBA==');
  });

  it('are accepted and echoed though read-only', async () => {
    const bench = await cloudBench().bind();
    await command(bench, 9, 55);
    expect(valueAt(bench, 9)).toBe(55);
  });

  it.each([
    ['beyond its range', 3, 5000, 'value check err:5000[10,1000]'],
    ['with an unknown word', 2, 'disco', 'dp enum value[disco] invalid'],
    ['with a text too long', 5, 'thirteen bytes', 'str check err thirteen bytes 12'],
    ['of the bitmap type, which TuyaOpen never reports', 26, 5, 'bitmap check fail 4 5 3'],
    ['that only goes down', 103, true, 'DP ID:103 Verify Fail:2 0 0'],
  ])('%s get no answer', async (_why, dpId, value, said) => {
    const bench = await cloudBench().bind();
    await command(bench, dpId, value);
    expect(bench.said()).toContain(said);
    expect(bench.said()).toContain('no vaild dp to rept');
    expect(bench.happened.some(({ kind }) => kind === 'reported')).toBe(false);
  });

  it('with an id the schema does not have are logged and skipped, the others obeyed', async () => {
    const bench = await cloudBench().bind();
    bench.forget();
    bench.side.send(idOf(bench), [
      { dpId: 99, value: 1 },
      { dpId: 1, value: true },
    ]);
    await bench.pass(300);
    expect(bench.said()).toContain('DP ID 99 Invalid');
    expect(bench.said()).toContain('dp rept out: {"1":true}');
    expect(valueAt(bench, 99)).toBeUndefined();
  });

  it('are reported from the console, unchecked', async () => {
    const bench = await cloudBench().bind();
    expect(await bench.ask('switch on')).toBe('switch on\r\n\r\ntuya> ');
    expect(valueAt(bench, 1)).toBe(true);
    const told = await bench.ask('sys_iot_report_dp 3 int 77');
    expect(told).toContain('\r\nOK: sys_iot_report_dp payload={"3": 77} rt=0\r\ntuya> ');
    expect(valueAt(bench, 3)).toBe(77);
    await bench.ask('sys_iot_report_dp 101 str good morning');
    expect(valueAt(bench, 101)).toBe('good morning');
    expect(await bench.ask('sys_iot_report_dp 1 bool maybe')).toContain(
      "ERR: bool value must be true/false/1/0, got 'maybe'",
    );
    expect(await bench.ask('sys_iot_report_dp x int 1')).toContain("ERR: dp_id must be numeric, got 'x'");
    expect(await bench.ask('sys_iot_report_dp 1 blob 1')).toContain("ERR: unknown type 'blob', use bool/int/str");
    expect(await bench.ask('sys_iot_report_dp 1')).toContain('Usage: sys_iot_report_dp <dp_id> <bool|int|str> <value>');
  });

  it('cannot be reported before activation, nor offline', async () => {
    const bench = cloudBench();
    await bench.pass(5000);
    expect(await bench.ask('sys_iot_report_dp 1 bool true')).toContain(
      'ERR: sys_iot_report_dp payload={"1": true} rt=-2',
    );
    await bench.bind();
    bench.reach(false);
    expect(await bench.ask('sys_iot_report_dp 1 bool true')).toContain('rt=-1');
  });
});

describe('a bound board', () => {
  it('is bound after a restart, without another activation or version report', async () => {
    const bench = await cloudBench().bind();
    const id = idOf(bench);
    bench.restart();
    expect(bench.device()?.online).toBe(false);
    bench.forget();
    await bench.pass(8000);
    expect(bench.device()).toMatchObject({ deviceId: id, online: true });
    expect(activations(bench)).toBe(1);
    expect(bench.said()).toContain('The verison unchanged, dont need sync.');
    await command(bench, 1, true);
    expect(valueAt(bench, 1)).toBe(true);
  });

  it('tells a new version once', async () => {
    const bench = await cloudBench().bind();
    const { buildImage } = await import('../../src/virtual/esp/demo-image');
    const image = buildImage({ chip: 'esp32', merged: true, version: '2.0.0' });
    bench.flash.erase(0, Math.ceil(image.length / 4096) * 4096);
    bench.flash.program(0, image);
    for (let start = 0; start < 2; start++) {
      bench.restart();
      await bench.pass(8000);
    }
    expect(bench.device()?.softVer).toBe('2.0.0');
    expect(bench.asked.filter((call) => call === 'tuya.device.versions.update').length).toBe(2);
  });

  it('is unbound by the cloud and comes back under the same id (section 6)', async () => {
    const bench = await cloudBench().bind();
    const id = idOf(bench);
    bench.side.unbind(id, false);
    await bench.pass(5000);
    expect(bench.device()).toMatchObject({ bound: false, online: false });
    expect(bench.said()).toContain('Device Reset:1');
    expect(await bench.ask('sys_iot_get_devid')).toContain('not available');
    // The license is untouched, the binding is not in the flash any more.
    expect(await bench.ask('auth-read')).toContain(license.authKey);
    expect(await bench.ask('kv_list')).not.toContain(`key=${license.uuid} `);
    await bench.bind('AnotherT');
    expect(bench.core.state.devices.map(({ deviceId, online }) => [deviceId, online])).toEqual([[id, true]]);
    expect(bench.heard()).toContain(`\\"isFK\\":false}","devId":"${id}"`);
  });

  it('logs a factory reset as one', async () => {
    const bench = await cloudBench().bind();
    bench.side.unbind(idOf(bench), true);
    await bench.pass(5000);
    expect(bench.said()).toEqual(expect.arrayContaining(['cmd is reset factory, ungister', 'Device Reset:3']));
  });

  it.each([
    [false, 'Device Reset:1'],
    [true, 'Device Reset:3'],
  ])('that was unbound while it was away learns it at its next login (wiped: %s)', async (wipe, said) => {
    const bench = await cloudBench().bind();
    const id = idOf(bench);
    bench.stop();
    bench.side.unbind(id, wipe);
    bench.restart();
    await bench.pass(12_000);
    expect(bench.logins).toContain(`${id} 5`);
    expect(bench.asked.filter((call) => call === 'tuya.device.info.sync').length).toBe(1);
    expect(bench.said()).toEqual(expect.arrayContaining(['MQTT unbind callback.', said]));
    expect(bench.logins.at(-1)).toBe(`acon_${license.uuid} 0`);
    await bench.bind('AnotherT');
    expect(bench.device()).toMatchObject({ deviceId: id, online: true });
  });

  it('unbinds itself from the console', async () => {
    const bench = await cloudBench().bind();
    expect(await bench.ask('sys_iot_reset', 3000)).toContain('\r\nOK: sys_iot_reset rt=0\r\n');
    expect(bench.device()).toMatchObject({ bound: false, online: false });
    expect(bench.said()).toContain('Device Reset:0');
    expect(bench.logins.at(-1)).toBe(`acon_${license.uuid} 0`);
    await bench.ask('reset', 3000);
    expect(bench.said()).toEqual(expect.arrayContaining(['Get token fail, retry..', 'CLIENT RESTART!']));
    await bench.bind('AnotherT');
    expect(bench.device()?.online).toBe(true);
  });

  it('falls silent with its chip, and the cloud sees it go', async () => {
    const bench = await cloudBench().bind();
    bench.stop();
    expect(bench.device()?.online).toBe(false);
    bench.forget();
    await bench.pass(60_000);
    expect(bench.heard()).toBe('');
    expect(bench.jobs()).toBe(0);
  });
});

describe('a token that the cloud refuses (device-cloud, section 3)', () => {
  it('is offered again once a second until the board is reset', async () => {
    const bench = cloudBench();
    await bench.pass(5000);
    bench.side.pushToken(license.uuid, { token: 'NotKnown', region: 'AY', secret: 'pro' });
    await bench.pass(1000);
    const before = activations(bench);
    await bench.pass(11_000);
    // Vectors: 1.1 s from one to the next.
    expect(activations(bench) - before).toBe(10);
    expect(bench.said()).toEqual(
      expect.arrayContaining(['errorMsg:token invalid', 'activate_response_parse error:-2']),
    );
    // A good token does not reach it now.
    bench.side.pushToken(license.uuid, bench.issue());
    await bench.pass(3000);
    expect(bench.device()).toBeUndefined();
    bench.restart();
    await bench.bind('AnotherT');
    expect(bench.device()?.online).toBe(true);
  });

  it('is given up by a reset from the console too', async () => {
    const bench = cloudBench();
    await bench.pass(5000);
    bench.side.pushToken(license.uuid, { token: 'NotKnown', region: 'AY', secret: 'pro' });
    await bench.pass(3000);
    await bench.ask('sys_iot_reset', 6000);
    await bench.bind();
    expect(bench.device()?.online).toBe(true);
  });

  it('may have expired on the way', async () => {
    const bench = cloudBench();
    await bench.pass(5000);
    bench.side.pushToken(license.uuid, bench.issue('TooLate0', -1));
    await bench.pass(5000);
    expect(countOf(bench.said(), 'errorMsg:')).toBeGreaterThan(2);
    expect(bench.device()).toBeUndefined();
  });

  it.each(['token-expired', 'token-used', 'license-elsewhere', 'unknown-pid'] as const)(
    'for the fault %s lets the board in when the fault is gone',
    async (fault) => {
      const bench = cloudBench();
      bench.core.state.faults.push({ fault, times: 3 });
      await bench.bind();
      expect(countOf(bench.said(), 'activate_response_parse error:-2')).toBe(3);
      expect(bench.device()).toMatchObject({ bound: true, online: true });
    },
  );
});

describe('a login that the cloud refuses', () => {
  const pauses = (bench: Bench) =>
    bench
      .said()
      .flatMap((line) => /connection after (\d+) ms/.exec(line)?.[1] ?? [])
      .map(Number);

  it('with a wrong AuthKey is tried again with growing pauses', async () => {
    const bench = cloudBench({ habits: { licensed: { ...license, authKey: 'ANOTHERKEY0000000000000000000001' } } });
    await bench.pass(60_000);
    expect(new Set(bench.logins)).toEqual(new Set([`acon_${license.uuid} 4`]));
    expect(pauses(bench).slice(0, 6)).toEqual([1000, 2000, 4000, 8000, 8000, 8000]);
  });

  it('without any license too: the compiled placeholder is no license', async () => {
    const bench = cloudBench({ habits: {} });
    await bench.pass(20_000);
    expect(bench.logins[0]).toBe('acon_uuidxxxxxxxxxxxxxxxx 4');
  });

  it.each(['login-refused', 'device-offline'] as const)('by the fault %s costs no binding', async (fault) => {
    const bench = await cloudBench().bind();
    bench.core.state.faults.push({ fault });
    bench.restart();
    bench.forget();
    await bench.pass(20_000);
    expect(pauses(bench).length).toBeGreaterThan(2);
    bench.core.state.faults.length = 0;
    await bench.pass(10_000);
    expect(bench.device()).toMatchObject({ bound: true, online: true });
    expect(activations(bench)).toBe(1);
  });

  it('by the fault wrong-auth-key ends with the fault', async () => {
    const bench = cloudBench();
    bench.core.state.faults.push({ fault: 'wrong-auth-key', times: 2 });
    await bench.pass(10_000);
    expect(bench.logins).toEqual([4, 4, 0].map((code) => `acon_${license.uuid} ${code}`));
  });
});

describe('a cloud that is out of reach', () => {
  it('is asked again every second, and found when it is back', async () => {
    const bench = cloudBench();
    bench.reach(false);
    await bench.pass(10_000);
    expect(countOf(bench.said(), '[mqbind] endpoint region update failed')).toBeGreaterThan(5);
    expect(bench.said()).toContain('TUYA_TLS faild Connect h6.iot-dns.com:443');
    bench.reach(true);
    await bench.bind();
    expect(bench.device()?.online).toBe(true);
  });

  it('is lost and found again by a bound board', async () => {
    const bench = await cloudBench().bind();
    bench.forget();
    bench.reach(false);
    await bench.pass(12_000);
    expect(bench.said()).toEqual(expect.arrayContaining(['mqtt client disconnected!', 'MQTT connect fail:5']));
    bench.reach(true);
    await bench.pass(9000);
    expect(bench.said().at(-1)).not.toBe('MQTT connect fail:5');
    await command(bench, 1, true);
    expect(valueAt(bench, 1)).toBe(true);
  });

  it('between token and activation costs nothing while the way is looked up', async () => {
    const bench = cloudBench();
    await bench.pass(5000);
    bench.side.pushToken(license.uuid, bench.issue());
    await bench.pass(60);
    bench.reach(false);
    await bench.pass(5000);
    expect(bench.said()).toContain('http_request_send error:1');
    bench.reach(true);
    await bench.pass(5000);
    expect(bench.device()?.online).toBe(true);
  });

  it('at the activation itself sends the board back to waiting for a token', async () => {
    const bench = cloudBench();
    await bench.pass(5000);
    bench.side.pushToken(license.uuid, bench.issue());
    await bench.pass(150);
    bench.reach(false);
    await bench.pass(5000);
    expect(bench.said()).toEqual(expect.arrayContaining(['http active error:-7689', 'CLIENT RESTART!']));
    bench.reach(true);
    await bench.pass(5000);
    expect(bench.device()).toBeUndefined();
    await bench.bind('AnotherT');
    expect(bench.device()?.online).toBe(true);
  });

  it('may lose a report: the board has said it all the same', async () => {
    const bench = await cloudBench().bind();
    bench.core.state.faults.push({ fault: 'report-lost', times: 1 });
    await command(bench, 1, true);
    expect(bench.said()).toContain('dp rept out: {"1":true}');
    expect(valueAt(bench, 1)).toBeUndefined();
    await command(bench, 1, true);
    expect(valueAt(bench, 1)).toBe(true);
  });

  it('ends the tries of a board without modelled time', async () => {
    const bench = cloudBench({ bootMs: 0 });
    bench.reach(false);
    await bench.pass(1_000_000);
    expect(countOf(bench.said(), '[mqbind] endpoint region update failed')).toBe(8);
    expect(bench.jobs()).toBe(0);
  });
});
