import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BoardHabits } from '../../../src/model/board-habits';
import { rowOf } from '../../../src/protocols/bind-log/fold-bind';
import { faultOfWords } from '../../../src/protocols/bind-log/refusals';
import type { CloudFault } from '../../../src/virtual/cloud/state';
import { cloudBench, license, token } from '../../virtual/cloud-bench';
import { faultOf, foldLines, linesOf, shape } from './heard';

const read = (name: string) => JSON.parse(readFileSync(`tests/vectors/${name}.json`, 'utf8'));

describe('recorded logs', () => {
  // authorize-cli, section 6: 214 lines, seven different messages, each in the table.
  const sessions: { title: string; events: { dir: string; hex: string }[] }[] = read('auth-session').sessions;
  const heard = ({ events }: (typeof sessions)[number]) =>
    Buffer.concat(events.filter(({ dir }) => dir === 'rx').map(({ hex }) => Buffer.from(hex, 'hex')));

  it('of a console are understood line by line', () => {
    const log = sessions.flatMap((session) => linesOf(heard(session))).filter(({ stamp }) => stamp !== undefined);
    expect(log).toHaveLength(214);
    expect(log.filter((line) => !rowOf(line)).map(({ text }) => text)).toEqual([]);
  });

  it.each(sessions.map((session) => [session.title, session] as const))('end with a license: %s', (_, session) => {
    const view = foldLines(linesOf(heard(session)));
    expect(shape(view)).toBe('+.........');
    expect(view.fault).toBeUndefined();
  });

  it.each([1, 7, 64])('come to the same in pieces of %i bytes', (size) => {
    const bytes = heard(sessions[2]!);
    const { lines, matched } = foldLines(linesOf(bytes, size));
    expect([lines, matched]).toEqual([foldLines(linesOf(bytes)).lines, foldLines(linesOf(bytes)).matched]);
  });

  it('of the radio are the words of the recorder, and none of them is taken for a log', () => {
    const steps: { dir: string; line?: string }[] = read('ble-pairing-session').sessions.flatMap(
      ({ steps }: { steps: object[] }) => steps,
    );
    const events = steps.filter(({ dir }) => dir === 'peer-event').map(({ line = '' }) => line);
    expect(events.length).toBeGreaterThan(10);
    expect(events.filter((text) => rowOf({ at: 0, text }))).toEqual([]);
  });

  it('of a refused token carry words that mean it', () => {
    const answers = JSON.stringify(read('activation-session').rejectedToken).match(/errorCode\\*":\\*"\w+/g);
    expect(answers?.map((text) => faultOfWords(/\w+$/.exec(text)?.[0] ?? ''))).toContain('bind.token-refused');
  });
});

/** A virtual board's whole log, through the door of the bench. */
const bench = (habits: BoardHabits = { licensed: license }) => {
  const board = cloudBench({ habits });
  return { ...board, view: () => foldLines(linesOf(Buffer.from(board.heard(), 'latin1'))) };
};
const pairing = `${token.region}${token.token}${token.secret}`;

describe('a virtual board', () => {
  it('lights every step on its way through the QR channel', async () => {
    const board = bench();
    await board.bind();
    board.side.send(board.device()!.deviceId, [{ dpId: 1, value: true }]);
    await board.pass(2000);
    const view = board.view();
    expect(shape(view)).toBe('++++++++++');
    expect(view).toMatchObject({
      channel: 'qr',
      uuid: license.uuid,
      pid: 'demolamp00000001',
      deviceId: board.device()!.deviceId,
    });
    expect(view.fault).toBeUndefined();
    expect(JSON.stringify(view)).not.toMatch(new RegExp(`${token.token}|${license.authKey}`));
  });

  it('that was bound before goes straight online after a restart', async () => {
    const board = bench();
    await board.bind();
    board.forget();
    board.restart();
    await board.pass(9000);
    expect(shape(board.view())).toBe('+-------+.');
  });

  it('without a license says so', async () => {
    const board = bench({});
    await board.pass(6000);
    expect(faultOf(board.view())).toEqual(['bind.placeholder-license', 'license']);
  });

  const faults: readonly [CloudFault, string, string][] = [
    ['token-expired', 'bind.token-refused', 'activation'],
    ['token-used', 'bind.token-refused', 'activation'],
    ['license-elsewhere', 'bind.license-elsewhere', 'activation'],
    ['unknown-pid', 'bind.pid-mismatch', 'activation'],
    ['wrong-auth-key', 'bind.login-refused', 'activation'],
    ['login-refused', 'bind.login-refused', 'online'],
    ['device-offline', 'bind.login-refused', 'online'],
  ];
  it.each(faults)('in a cloud with %s tells %s', async (fault, code, step) => {
    const board = bench();
    board.issue();
    board.core.state.faults.push({ fault });
    await board.pass(5000);
    board.pair(pairing);
    await board.pass(12_000);
    expect(faultOf(board.view())).toEqual([code, step]);
  });

  it('hammers with a token that was refused, and is bound when the cloud relents', async () => {
    const board = bench();
    board.issue();
    board.core.state.faults.push({ fault: 'token-expired', times: 5 });
    await board.pass(5000);
    board.pair(pairing);
    await board.pass(4500);
    expect(board.view().fault?.times).toBeGreaterThan(2);
    await board.pass(12_000);
    expect(board.view().fault).toBeUndefined();
    expect(shape(board.view())).toBe('+++++++++.');
  });

  it('with a license that the cloud does not know is refused at the door of the QR way', async () => {
    const board = bench({ licensed: { ...license, uuid: 'uuidbench00000000777' } });
    await board.pass(9000);
    expect(faultOf(board.view())).toEqual(['bind.login-refused', 'channel']);
  });

  it.each([
    ['a wrong password', [{ ssid: 'Workshop', password: 'another1234' }], 'bind.wifi-password'],
    ['another network', [{ ssid: 'Elsewhere', password: 'wifipass1234' }], 'bind.wifi-not-found'],
    ['5 GHz', [{ ssid: 'Workshop', password: 'wifipass1234', band: '5' as const }], 'bind.wifi-not-found'],
  ])('that meets %s names it', async (_, only, code) => {
    const board = bench({ licensed: license, wifi: { only } });
    board.issue();
    await board.pass(5000);
    board.pair(pairing);
    await board.pass(20_000);
    const view = board.view();
    expect(faultOf(view)).toEqual([code, 'wifi']);
    expect(view.fault?.details).toMatchObject({ ssid: 'Workshop' });
    expect(shape(view)).toBe('++x+......');
  });

  it('out of reach of the cloud says that it cannot find it, and finds it later', async () => {
    const board = bench();
    board.issue();
    board.reach(false);
    await board.pass(5000);
    board.pair(pairing);
    await board.pass(6000);
    expect(faultOf(board.view())).toEqual(['bind.no-endpoint', 'discovery']);
    board.reach(true);
    await board.pass(12_000);
    expect(shape(board.view())).toBe('+++++++++.');
  });

  it('that was removed while it was offline says that the broker refused it', async () => {
    const board = bench();
    await board.bind();
    board.stop();
    board.side.unbind(board.device()!.deviceId, false);
    board.forget();
    board.restart();
    await board.pass(9000);
    expect(faultOf(board.view())).toEqual(['bind.broker-refused', 'online']);
  });
});

describe('foreign logs', () => {
  const foreign = `I (30) boot: ESP-IDF v5.4 2nd stage bootloader
I (305) app_init: Application information:
I (540) wifi:wifi driver task: 3ffc1e4c, prio:23, stack:6656, core=0
I (5120) wifi:state: auth -> assoc (0x0)
W (6120) wifi:<ba-add>idx:0 (ifx:0, 0a:0b:0c:0d:0e:0f), tid:0, ssn:1, winSize:64
I (7020) esp_netif_handlers: sta ip: 192.168.1.23, mask: 255.255.255.0, gw: 192.168.1.1
I (7021) mqtt_client: connected
token: 0f3e
region: eu-central-1
uuid:12345678-1234(36)
STATE_START
Version: 1.2
Connecting to WiFi....
WiFi connected, IP address: 192.168.4.2
[12:00:01] MQTT connected
errorMessage: none`;
  it('of ESP-IDF and Arduino match nothing', () => {
    const lines = linesOf(Buffer.from(foreign.replaceAll('\n', '\r\n')));
    expect(lines).toHaveLength(16);
    expect(lines.filter((line) => rowOf(line)).map(({ text }) => text)).toEqual([]);
    expect(foldLines(lines).logKnown).toBe(false);
  });
});
