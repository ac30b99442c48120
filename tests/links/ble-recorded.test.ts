import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type BleKeys, openBleSession } from '../../src/links/ble-session';
import { BenchError } from '../../src/model/problem';
import type { DpReport } from '../../src/protocols/tuya-ble/data-points';
import { sealMessage } from '../../src/protocols/tuya-ble/message';
import { splitMessage } from '../../src/protocols/tuya-ble/pieces';
import { hexBytes, messages, points, sessions } from '../protocols/tuya-ble/recorded';
import { bytesOf, hexOf, scriptedRadio } from './scripted-radio';

/**
 * Our central against the recorded sessions of a device built from TuyaOpen's sources (ble-pairing-session.json): given
 * the IVs that the recorded central drew, it has to write the same bytes.
 */

const signal = new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** The recorder joined the one message it could not open (ble-pairing, appendix A). */
const joinedBefore = (raw = ''): string[] => splitMessage(bytesOf(raw), { size: 244, seq: 2 }).map(hexOf);

/** What came of it, however long it takes. */
const outcome = async <T>(work: Promise<T>): Promise<T | BenchError> => {
  const settled = work.catch((fault: unknown) => {
    if (fault instanceof BenchError) return fault;
    throw fault;
  });
  await vi.advanceTimersByTimeAsync(60_000);
  return settled;
};

const replay = (name: string, { subPacketSize }: { subPacketSize?: number } = {}) => {
  const session = sessions.find((one) => one.name === name)!;
  const { uuid, authKey, localKey, secKey } = session.licence;
  const sent = session.steps.filter(({ dir }) => dir === 'central->device');
  const ivs = sent.map(({ iv = '' }) => iv);
  const link = scriptedRadio();

  /** After its n-th message the central hears all that the device said before the next one. */
  const repliesTo = session.steps.reduce<(readonly string[] | 'hangs up')[][]>((all, step) => {
    const last = all.at(-1);
    if (step.dir === 'central->device') all.push([]);
    else if (step.dir === 'device->central') last?.push(step.notifies ?? joinedBefore(step.raw));
    else if (step.line?.startsWith('DISCONNECTED')) last?.push('hangs up');
    return all;
  }, []);
  let ends = 0;
  const recordedEnds = sent.map(({ writes = [] }) => (ends += writes.length));
  const reply = (index: number) => {
    for (const said of repliesTo[index] ?? []) {
      if (said === 'hangs up') link.hangUp();
      else link.says(...said.map(bytesOf));
    }
  };
  link.onWrite(() => {
    const whole = recordedEnds.indexOf(link.written.length);
    if (whole >= 0) reply(whole);
  });

  const skipped: number[] = [];
  const licensed: BleKeys = { uuid, authKey };
  const open = (keys: BleKeys = licensed) =>
    openBleSession(link, keys, {
      pieceSize: session.maxWriteChunk,
      subPacketSize,
      random: (length) => (length === 4 ? Uint8Array.of(0, 0, 0, 9) : hexBytes(ivs.shift() ?? '00'.repeat(length))),
      watch: { skipped: (mode) => skipped.push(mode) },
    });
  const [, ssid = '', password = '', token = ''] =
    /ssid\(\d+\)=(.*) pwd\(\d+\)=(.*) token\(\d+\)=(.*)$/m.exec(session.steps.map(({ line }) => line).join('\n')) ?? [];
  return {
    link,
    open,
    reply,
    skipped,
    bound: { ...licensed, localKey, secKey },
    network: { ssid, password, token },
    /** Of the central's first `count` messages, or all. */
    writes: (count?: number) => sent.slice(0, count).flatMap(({ writes = [] }) => writes),
    messages: messages.filter((one) => one.session === session && one.fromCentral),
  };
};

describe('a first pairing, write for write', () => {
  test.each([
    ['first-pairing-20-byte-writes', 12],
    ['first-pairing-244-byte-writes', 3],
    ['first-pairing-then-cloud-online', 3],
  ])('%s', async (name, count) => {
    const { link, open, network, writes } = replay(name);
    const session = open();
    expect(await outcome(session.deviceInfo(signal))).toMatchObject({ bound: false, protocol: [4, 4] });
    expect(await outcome(session.pair(signal))).toBe('paired');
    expect(await outcome(session.sendNetwork(network, signal))).toBeUndefined();
    expect(link.written).toEqual(writes());
    expect(link.written).toHaveLength(count);
    if (name.endsWith('online')) expect(await session.closed).toBe('device');
    else await session.close();
  });

  test('config-by-channel-subpackets, 70 bytes in each', async () => {
    const { link, open, network, writes } = replay('config-by-channel-subpackets', { subPacketSize: 70 });
    const session = open();
    await outcome(session.deviceInfo(signal));
    await outcome(session.pair(signal));
    expect(await outcome(session.sendNetwork(network, signal))).toBeUndefined();
    expect(link.written).toEqual(writes());
    expect(link.written).toHaveLength(4);
  });
});

describe('a bound device', () => {
  test('bound-session-dp-and-unbind, as far as the unbinding: ours is 0006, which does the same (section 7)', async () => {
    const { link, open, bound, writes, skipped } = replay('bound-session-dp-and-unbind');
    const session = open(bound);
    const reports: DpReport[] = [];
    session.listenDps((report) => reports.push(report), points);
    expect(await outcome(session.deviceInfo(signal))).toMatchObject({ bound: true });
    expect(await outcome(session.pair(signal))).toBe('was-bound');
    const dps = [
      { id: 1, type: 'bool', value: true },
      { id: 2, type: 'value', value: 300 },
      { id: 3, type: 'enum', value: 'high' },
      { id: 5, type: 'raw', value: 'AQID' },
    ] as const;
    expect(await outcome(session.sendDps(dps, points, signal))).toBeUndefined();
    expect(await outcome(session.queryDps(points, signal))).toEqual([
      { id: 6, type: 'bitmap', value: 0 },
      { id: 3, type: 'enum', value: 'low' },
      { id: 2, type: 'value', value: 0 },
      { id: 1, type: 'bool', value: false },
    ]);
    // 2026-01-01T00:00:00Z; the recorded build swapped its bytes.
    const at = 0x6955b900 * 1000;
    expect(reports.slice(1)).toEqual([
      { sn: 2, asked: false, at, dps: [{ id: 2, type: 'value', value: 77 }] },
      { sn: 3, asked: false, at, dps: [{ id: 1, type: 'bool', value: true }] },
    ]);
    expect(link.written).toEqual(writes(4));
    expect(skipped).toEqual([]);
    await session.close();
  });

  test('licence-only-reset-of-bound-device: what only the cloud keys open is passed over', async () => {
    const { link, open, writes, skipped } = replay('licence-only-reset-of-bound-device');
    const session = open();
    expect(await outcome(session.deviceInfo(signal))).toMatchObject({ bound: true });
    expect(await outcome(session.pair(signal))).toBe('was-bound');
    expect(skipped).toEqual([15]);
    expect(await outcome(session.release(signal))).toBe('said');
    expect(link.written).toEqual(writes());
    expect(await session.closed).toBe('device');
  });
});

describe('what the device makes of faults, told to our central', () => {
  test('error-wrong-device-id: the other id is not ours to send, its answer is ours to hear', async () => {
    const { link, open, writes, reply } = replay('error-wrong-device-id');
    const session = open();
    await outcome(session.deviceInfo(signal));
    expect(link.written).toEqual(writes(1));
    link.onWrite(() => reply(1));
    expect(await outcome(session.pair(signal))).toMatchObject({ code: 'pair.wrong-license' });
    expect(await session.closed).toBe('device');
  });

  test('error-config-missing-fields: F7 and F8', async () => {
    const { link, open, writes, reply } = replay('error-config-missing-fields');
    const session = open();
    const network = { ssid: 'Bench-AP', password: 'correct horse', token: 'AYmadeup12ab34' };
    await outcome(session.deviceInfo(signal));
    await outcome(session.pair(signal));
    expect(link.written).toEqual(writes(2));
    link.onWrite(() => reply(2));
    expect(await outcome(session.sendNetwork(network, signal))).toMatchObject({
      code: 'pair.refused',
      details: { result: 'F7' },
    });
    link.onWrite(() => reply(3));
    expect(await outcome(session.sendNetwork(network, signal))).toMatchObject({ details: { result: 'F8' } });
    await session.close();
  });

  test('error-repeated-serial-number: ours rises, and a device that hangs up is named with its step', async () => {
    const { link, open, writes, reply } = replay('error-repeated-serial-number');
    const session = open();
    await outcome(session.deviceInfo(signal));
    link.onWrite(() => reply(1));
    expect(await outcome(session.pair(signal))).toMatchObject({ code: 'radio.lost', details: { step: 'pair' } });
    expect(link.written.slice(0, 1)).toEqual(writes(1));
    expect(link.written[1]).not.toBe(writes()[1]);
  });

  test('error-notify-length-too-small: asked for anew three times, then told with its bytes', async () => {
    const { link, open, reply, writes } = replay('error-notify-length-too-small');
    // 0014 is asked for there and 00f4 by us; mode and IV are the same, in the first 18 bytes behind the head of the piece.
    const ended = outcome(open().deviceInfo(signal));
    link.onWrite(() => {
      if (link.written.length % 2 === 0) reply(0);
    });
    expect(await ended).toMatchObject({ code: 'radio.small-packets', details: { got: 20 } });
    expect(link.written).toHaveLength(8);
    expect(link.written[0]?.slice(0, 40)).toBe(writes()[0]?.slice(0, 40));
    await link.close();
  });

  test('timeout-30s-without-pair: whoever pairs too late hears that the link is gone', async () => {
    const { link, open, writes } = replay('timeout-30s-without-pair');
    const session = open();
    expect(await outcome(session.deviceInfo(signal))).toMatchObject({ bound: false });
    expect(link.written).toEqual(writes());
    expect(await session.closed).toBe('device');
    expect(await outcome(session.pair(signal))).toMatchObject({ code: 'radio.lost', details: { step: 'pair' } });
  });
});

describe('messages that a conforming central never writes', () => {
  /** Everything else is written by our own central above. */
  const notOurs: readonly (readonly [string, readonly number[]])[] = [
    ['bound-session-dp-and-unbind', [4]],
    ['error-wrong-device-id', [1]],
    ['error-config-missing-fields', [2, 3, 4]],
    ['error-repeated-serial-number', [1]],
    ['error-notify-length-too-small', [0]],
  ];

  test.each(notOurs)('%s: %j still come out of the same codec', (name, indices) => {
    const { messages: sent } = replay(name);
    for (const index of indices) {
      const { mode, iv, key, frame, pieces, session, seq } = sent[index]!;
      const sealed = sealMessage({ mode, iv, key, frame });
      const cut = splitMessage(sealed, { size: session.maxWriteChunk, seq });
      expect(cut.map(hexOf)).toEqual(pieces);
    }
  });

  test('are seven of the thirty-two', () => {
    const all = messages.filter(({ fromCentral }) => fromCentral);
    expect(all).toHaveLength(32);
    expect(notOurs.reduce((sum, [, indices]) => sum + indices.length, 0)).toBe(7);
    expect(sessions).toHaveLength(11);
  });
});
