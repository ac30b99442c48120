import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/protocols/tuya-ble/commands';
import {
  checkNetwork,
  type NetworkTold,
  networkResults,
  readNetwork,
  readNetworkResult,
  readSubPacket,
  readSubPacketAck,
  splitNetwork,
  subPacketStates,
  writeNetwork,
  writeNetworkResult,
  writeSubPacketAck,
} from '../../../src/protocols/tuya-ble/network';
import { dataOf, hexBytes, hexOf, sessions } from './recorded';

const sent = dataOf(commands.channelDown, true);
const home = { ssid: 'Bench-AP', password: 'correct horse', token: 'AYmadeup12ab34' };
const long = { ssid: 'S'.repeat(32), password: 'p'.repeat(60), token: home.token };

/** What the recorded device's application was handed. */
const handedOver = sessions.flatMap(({ steps }) =>
  steps.flatMap(({ line }) => (line?.startsWith('NETCFG') ? [line] : [])),
);

// vectors/ble-pairing-session.json; ble-pairing, section 8.
describe('Wi-Fi and token', () => {
  it('are written as recorded, in three of eight messages', () => {
    expect(sent).toHaveLength(8);
    const data = hexOf(writeNetwork(home));
    expect(sent.filter((one) => hexOf(one) === data)).toHaveLength(3);
    expect(data.startsWith('00000001')).toBe(true);
    expect(data.endsWith('7d00')).toBe(true);
  });

  it('are read as the recorded application was handed them', () => {
    const told = readNetwork(writeNetwork(home)) as NetworkTold;
    expect(told).toEqual({ ...home, reg: undefined });
    const line = `NETCFG type=2 ssid(8)=${told.ssid} pwd(13)=${told.password} token(14)=${told.token}`;
    expect(handedOver).toEqual([line, line, line, expect.stringContaining(`pwd(60)=${long.password} `)]);
  });

  it('are read where something is missing, broken or empty, and the recorded answers are written', () => {
    const read = sent.slice(-3).map(readNetwork);
    expect(read).toEqual([
      { ssid: 'x', password: undefined, token: undefined, reg: undefined },
      'not-json',
      { ssid: 'open', password: '', token: home.token, reg: undefined },
    ]);
    const { accepted, refused, notJson } = networkResults;
    const answers = dataOf(commands.channelUp, false);
    expect(answers.map(readNetworkResult)).toEqual([accepted, accepted, accepted, accepted, refused, notJson, refused]);
    const junk = [0, 0, 0, 0x55, 0, 0, 0];
    expect(answers.map((answer, at) => writeNetworkResult(readNetworkResult(answer) ?? 0, junk[at]))).toEqual(answers);
  });

  it.each(['null', '5', '[]', '"x"'])(
    'that are the JSON %s have no members, and are no broken JSON (section 10)',
    (text) => {
      const told = readNetwork(hexBytes(`00000001${Buffer.from(text).toString('hex')}00`));
      expect(told).toEqual({ ssid: undefined, password: undefined, token: undefined, reg: undefined });
    },
  );

  it('may send the device to another cloud', () => {
    const reg = { source: 'app', url0: 'https://cloud.example' };
    expect(readNetwork(writeNetwork({ ...home, reg }))).toEqual({ ...home, reg });
  });

  it('end at the NUL, like the C string they are', () => {
    const data = writeNetwork(home);
    expect(readNetwork(hexBytes(`${hexOf(data)}ffff`))).toEqual(readNetwork(data));
    expect(readNetwork(data.subarray(0, -1))).toEqual(readNetwork(data));
  });

  it('are told from other messages of the channel', () => {
    expect(readNetwork(hexBytes('00000002 7b7d00'.replace(' ', '')))).toBeUndefined();
    expect(readNetwork(hexBytes('000000'))).toBeUndefined();
    expect(readNetworkResult(hexBytes('0000000200'))).toBeUndefined();
    expect(readNetworkResult(hexBytes('00000001'))).toBeUndefined();
  });

  it.each([
    [{}, undefined],
    [{ ssid: '' }, 'no-ssid'],
    [{ ssid: 'S'.repeat(32) }, undefined],
    [{ ssid: 'S'.repeat(33) }, 'ssid-too-long'],
    [{ ssid: 'ß'.repeat(17) }, 'ssid-too-long'],
    [{ password: '' }, 'no-password'],
    [{ password: '密'.repeat(21) }, undefined],
    [{ password: '密'.repeat(22) }, 'password-too-long'],
    [{ password: 'p'.repeat(64) }, undefined],
    [{ password: 'p'.repeat(65) }, 'password-too-long'],
    [{ token: undefined }, undefined],
    [{ token: '' }, 'no-token'],
    [{ token: 't'.repeat(16) }, undefined],
    [{ token: 't'.repeat(17) }, 'token-too-long'],
  ])('are checked by their bytes: %o is %s', (change, fault) => {
    expect(checkNetwork({ ...home, ...change })).toBe(fault);
  });
});

describe('sub-packets', () => {
  const data = writeNetwork(long);
  const recorded = sent.filter((one) => one[1] === 3);
  const acks = dataOf(commands.channelDown, false);

  it('are cut up as recorded: 70 bytes in each of two', () => {
    expect(recorded).toHaveLength(2);
    expect(splitNetwork(data, 70).map(hexOf)).toEqual(recorded.map(hexOf));
  });

  it('come together again as the recorded application was handed them', () => {
    const read = recorded.map(readSubPacket);
    expect(read).toMatchObject([
      { flags: 3, number: 0, total: 140 },
      { flags: 3, number: 1 },
    ]);
    const content = read.map((one) => hexOf(one?.content ?? new Uint8Array())).join('');
    const told = readNetwork(hexBytes(`0003${content}`));
    expect(told).toEqual({ ...long, reg: undefined });
    expect(handedOver.at(-1)).toBe(
      `NETCFG type=2 ssid(32)=${long.ssid} pwd(60)=${long.password} token(14)=${long.token}`,
    );
  });

  it('come together again whatever their size', () => {
    for (let size = 1; size <= data.length; size += 1) {
      const read = splitNetwork(data, size).map(readSubPacket);
      expect(read.map((one) => one?.number)).toEqual(read.map((_, number) => number));
      expect(read[0]?.total).toBe(140);
      expect(`0000${read.map((one) => hexOf(one?.content ?? new Uint8Array())).join('')}`).toBe(hexOf(data));
    }
  });

  it('are acknowledged as recorded, in little-endian numbers', () => {
    expect(acks.map(readSubPacketAck)).toEqual([
      { flags: 3, state: subPacketStates.next, number: 0, length: 70, received: 70, total: 140 },
      { flags: 3, state: subPacketStates.all, number: 1, length: 70, received: 140, total: 140 },
    ]);
    for (const ack of acks) {
      const read = readSubPacketAck(ack);
      expect(read && hexOf(writeSubPacketAck(read))).toBe(hexOf(ack));
    }
  });

  it('are told from a message in one piece, and from broken ones', () => {
    expect(readSubPacket(writeNetwork(home))).toBeUndefined();
    for (const broken of ['0003', '000300', '00030080', '0003008c01', '000380']) {
      expect(readSubPacket(hexBytes(broken))).toBeUndefined();
    }
    expect(readSubPacket(hexBytes('000201ab'))).toEqual({ flags: 2, number: 1, content: hexBytes('ab') });
    expect(readSubPacketAck(hexBytes('0003000000'))).toBeUndefined();
  });
});
