import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type BleKeys, type BleSessionOptions, networkProblem, openBleSession } from '../../src/links/ble-session';
import { BenchError } from '../../src/model/problem';
import { commands } from '../../src/protocols/tuya-ble/commands';
import { writeNetworkResult } from '../../src/protocols/tuya-ble/network';
import { type Asked, blePeer, cloudKeys, license, network, seeded } from './ble-peer';
import { scriptedRadio } from './scripted-radio';

const never = new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const put = (keys: BleKeys = license, options: Partial<BleSessionOptions> = {}) => {
  const link = scriptedRadio();
  const { bytes } = seeded(7);
  const heard: string[] = [];
  const session = openBleSession(link, keys, {
    random: bytes,
    watch: {
      sent: (command) => heard.push(`> ${command}`),
      heardFrame: (command) => heard.push(`< ${command}`),
      skipped: (mode) => heard.push(`? ${mode}`),
    },
    ...options,
  });
  return { link, session, heard };
};

/** What came of it within a minute. */
const outcome = async <T>(work: Promise<T>): Promise<T | BenchError> => {
  const settled = work.catch((fault: unknown) => {
    if (fault instanceof BenchError) return fault;
    throw fault;
  });
  await vi.advanceTimersByTimeAsync(60_000);
  return settled;
};

describe('device info', () => {
  test('that is never answered means another license, five seconds on (ble-pairing, section 11)', async () => {
    const { session, link } = put();
    blePeer(link, { authKey: 'AnotherAuthKey0123456789abcdefXY' }).answers(() => expect.unreachable());
    const ended = session.deviceInfo(never).catch((fault: unknown) => fault);
    const settled = vi.fn();
    void ended.then(settled);
    await vi.advanceTimersByTimeAsync(4999);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(await ended).toMatchObject({ code: 'pair.silent', details: { uuid: license.uuid } });
    expect(link.written).toHaveLength(2);
  });

  test('that is cut off is asked for anew after 0.7 s, and the whole one counts (section 4)', async () => {
    const { session, link } = put();
    const peer = blePeer(link);
    const asked: Asked[] = [];
    peer.answers((one) => {
      asked.push(one);
      if (one.command !== 0) peer.obliging(one);
      else link.says(...peer.packets(11, peer.info(one)).map((piece) => piece.slice(0, asked.length < 3 ? 20 : 244)));
    });
    expect(await outcome(session.deviceInfo(never))).toMatchObject({ bound: false });
    expect(asked.map(({ sn }) => sn)).toEqual([1, 2, 3]);
    expect(await outcome(session.pair(never))).toBe('paired');
  });

  test('of an earlier request, late and under its own key, does not count: its P is gone', async () => {
    const { session, link, heard } = put();
    const peer = blePeer(link);
    const asked: Asked[] = [];
    peer.answers((one) => {
      asked.push(one);
      if (one.command !== 0) peer.obliging(one);
      else if (asked.length === 1) link.says(peer.packets(11, peer.info(one))[0]!.slice(0, 20));
      else {
        link.says(...peer.packets(11, peer.info(asked[0]!), { givenR: asked[0]!.r }));
        link.says(...peer.packets(11, peer.info(one)));
      }
    });
    expect(await outcome(session.deviceInfo(never))).toMatchObject({ bound: false });
    expect(heard).toEqual(['> 0', '< 0', '< 0', '> 0']);
    expect(await outcome(session.pair(never))).toBe('paired');
  });

  test('in many packets is as good, when the device does send them', async () => {
    const { session, link } = put();
    const peer = blePeer(link);
    peer.answers((asked) => link.says(...peer.packets(11, peer.info(asked), { size: 20 })));
    expect(await outcome(session.deviceInfo(never))).toMatchObject({ protocol: [4, 4] });
  });

  test('that comes in pieces out of order is no small packet and no silence', async () => {
    const { session, link } = put();
    const peer = blePeer(link);
    peer.answers((asked) => link.says(...peer.packets(11, peer.info(asked), { size: 20 }).reverse()));
    const ended = await outcome(session.deviceInfo(never));
    expect(ended).toMatchObject({ code: 'pair.no-answer', details: { step: 'device-info' } });
  });

  test('with a proof of another R is another license (section 7)', async () => {
    const { session, link } = put();
    const peer = blePeer(link);
    peer.answers((asked) => peer.say(11, peer.info(asked, new Uint8Array(16))));
    expect(await outcome(session.deviceInfo(never))).toMatchObject({ code: 'pair.wrong-license' });
  });

  test('in mode 14 shows a proof of whatever R was there, and is believed (section 6)', async () => {
    const { session, link } = put({ ...license, ...cloudKeys });
    const peer = blePeer(link);
    peer.answers((asked) => peer.say(14, peer.info(asked, new Uint8Array(16))));
    expect(await outcome(session.deviceInfo(never))).toMatchObject({ bound: false });
  });

  test('of a device that forgot its cloud keys is asked for by license', async () => {
    const { session, link } = put({ ...license, ...cloudKeys });
    const peer = blePeer(link);
    peer.answers((asked) => {
      if (asked.mode !== 14) peer.obliging(asked);
    });
    expect(await outcome(session.deviceInfo(never))).toMatchObject({ bound: false });
    expect(await outcome(session.pair(never))).toBe('paired');
  });
});

describe('a paired device', () => {
  const paired = async (keys?: BleKeys, options?: Partial<BleSessionOptions>) => {
    const given = put(keys, options);
    const peer = blePeer(given.link);
    peer.answers(peer.obliging);
    await outcome(given.session.deviceInfo(never));
    await outcome(given.session.pair(never));
    return { ...given, peer };
  };

  test('is paired also when it says nothing of its network', async () => {
    const { session, link } = put();
    const peer = blePeer(link);
    peer.answers((asked) => {
      if (asked.command === 0) peer.obliging(asked);
      else peer.say(12, { ackSn: asked.sn, command: 1, data: Uint8Array.of(0) });
    });
    await outcome(session.deviceInfo(never));
    expect(await outcome(session.pair(never))).toBe('paired');
  });

  // Section 10: only 0, 1 and 2 are defined.
  test.each([3, 0x80, 0xff])('is not what answers pair with %i', async (result) => {
    const { session, link } = put();
    const peer = blePeer(link);
    peer.answers((asked) => {
      if (asked.command === 0) peer.obliging(asked);
      else peer.say(12, { ackSn: asked.sn, command: 1, data: Uint8Array.of(result) });
    });
    await outcome(session.deviceInfo(never));
    const told = result.toString(16).toUpperCase().padStart(2, '0');
    expect(await outcome(session.pair(never))).toMatchObject({
      code: 'pair.unknown-result',
      details: { result: told },
    });
  });

  test('is not waited for once it has said what it says of its network', async () => {
    const { session, link } = put();
    const peer = blePeer(link);
    peer.answers(peer.obliging);
    await session.deviceInfo(never);
    // No time passes here.
    expect(await session.pair(never)).toBe('paired');
  });

  test('that does not answer the network has no configuration open (section 8)', async () => {
    const { session } = await paired();
    expect(await outcome(session.sendNetwork(network, never))).toMatchObject({ code: 'pair.not-listening' });
  });

  test('may say anything in between, in modes we cannot read too, and twice', async () => {
    const { session, link, peer, heard } = await paired();
    heard.length = 0;
    peer.answers(() => {
      peer.say(12, { command: 0x1e, data: Uint8Array.of(1) });
      peer.say(15, { command: 0x8007, data: new Uint8Array(12) });
      link.says(Uint8Array.of(3, 1, 2), Uint8Array.of());
      const accepted = peer.packets(12, { command: commands.channelUp, data: writeNetworkResult(0, 0x55) });
      link.says(...accepted, ...accepted);
    });
    expect(await outcome(session.sendNetwork(network, never))).toBeUndefined();
    expect(heard).toEqual(['< 30', '? 15', `< ${0x801c}`, `> ${0x801b}`]);
  });

  test('cannot answer a second question with the first answer once more', async () => {
    const { session, link, peer } = await paired();
    const refused = peer.packets(12, { command: commands.channelUp, data: writeNetworkResult(0xf7) });
    peer.answers(() => link.says(...refused));
    expect(await outcome(session.sendNetwork(network, never))).toMatchObject({ details: { result: 'F7' } });
    expect(await outcome(session.sendNetwork(network, never))).toMatchObject({ code: 'pair.not-listening' });
  });

  test('goes over to mode 15 in mid-connection, and so do we once we can read it (section 6)', async () => {
    const keys: BleKeys = { ...license };
    const { session, peer, heard } = await paired(keys);
    const asked: Asked[] = [];
    peer.answers((one) => {
      asked.push(one);
      peer.say(15, { command: 0x8006, data: Uint8Array.of(0, 0, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1) });
    });
    expect(await outcome(session.queryDps([], never))).toMatchObject({ code: 'pair.no-answer' });
    expect(heard.at(-2)).toBe('? 15');
    Object.assign(keys, cloudKeys);
    const told = [{ id: 1, type: 'bool', value: true }];
    expect(await outcome(session.queryDps([], never))).toEqual(told);
    expect(await outcome(session.queryDps([], never))).toEqual(told);
    expect(asked.map(({ mode }) => mode)).toEqual([12, 12, 15]);
  });

  test('that was released and stays is hung up on', async () => {
    const { session, link, peer } = await paired();
    peer.answers(({ sn }) => peer.say(12, { ackSn: sn, command: 6, data: Uint8Array.of(1) }));
    expect(await outcome(session.release(never))).toBe('said');
    expect(link.isOpen).toBe(false);
    expect(await session.closed).toBe('host');
  });

  // Section 10: the firmware answers, waits 20 ms, resets and hangs up; on a slow link the hang-up comes first.
  test('whose link drops once the whole reset is out was let go', async () => {
    const { session, link, peer } = await paired();
    peer.answers(() => link.hangUp());
    expect(await outcome(session.release(never))).toBe('hung-up');
    expect(await session.closed).toBe('device');
  });

  test('whose last piece of the reset was not acknowledged any more may have it all the same', async () => {
    const { session, link, peer } = await paired();
    peer.answers(() => {
      setTimeout(link.hangUp, 50);
      throw new BenchError('radio.lost');
    });
    expect(await outcome(session.release(never))).toBe('hung-up');
  });

  test('whose link drops before the reset was out was not let go', async () => {
    const { session, link } = await paired();
    link.onWrite(() => link.hangUp());
    const ended = await outcome(session.release(never));
    expect(ended).toMatchObject({ code: 'radio.lost', details: { step: 'release' } });
  });

  test('that was gone before it was asked was not let go', async () => {
    const { session, link } = await paired();
    link.hangUp();
    expect(await outcome(session.release(never))).toMatchObject({ code: 'radio.lost', details: { step: 'release' } });
  });

  test('may take ten seconds to say that it lets go', async () => {
    const { session, peer } = await paired();
    peer.answers(({ sn }) => {
      setTimeout(() => peer.say(12, { ackSn: sn, command: 6, data: Uint8Array.of(1) }), 10_000);
    });
    expect(await outcome(session.release(never))).toBe('said');
  });

  test('that neither says so nor hangs up is not known to be free', async () => {
    const { session, peer } = await paired();
    peer.answers(() => {});
    expect(await outcome(session.release(never))).toMatchObject({
      code: 'pair.no-answer',
      details: { step: 'release' },
    });
  });

  test('that answers a reset with anything but 1 keeps its binding (section 7)', async () => {
    const { session, peer } = await paired();
    peer.answers(({ sn }) => peer.say(12, { ackSn: sn, command: 6, data: Uint8Array.of(0) }));
    expect(await outcome(session.release(never))).toMatchObject({
      code: 'pair.still-bound',
      details: { result: '00' },
    });
  });

  test('is ours to stop while it is let go', async () => {
    const { session, peer } = await paired();
    const stop = new AbortController();
    peer.answers(() => stop.abort(new BenchError('cancelled')));
    expect(await outcome(session.release(stop.signal))).toMatchObject({ code: 'cancelled' });
  });

  test('gets nothing that its memory does not hold, and nothing without a password', async () => {
    const { session, link } = await paired();
    const before = link.written.length;
    expect(await outcome(session.sendNetwork({ ...network, password: '' }, never))).toMatchObject({
      code: 'wifi.open',
    });
    expect(await outcome(session.sendNetwork({ ...network, token: 'x'.repeat(17) }, never))).toMatchObject({
      code: 'unexpected',
    });
    expect(link.written).toHaveLength(before);
  });

  test('takes one message after the other, however many are asked at once', async () => {
    const { session, link, peer } = await paired();
    const before = link.written.length;
    const sns: number[] = [];
    peer.answers(({ sn }) => {
      sns.push(sn);
      peer.say(12, { ackSn: sn, command: 0x27, data: Uint8Array.of(0, 0, 0, 0, 9, 0) });
    });
    const dps = [{ id: 1, type: 'bool', value: true }] as const;
    await outcome(Promise.allSettled([session.sendDps(dps, [], never), session.sendDps(dps, [], never)]));
    expect(sns).toEqual([3, 4]);
    // Three writes each; the scripted link refuses two at a time.
    expect(link.written.length - before).toBe(6);
  });
});

describe('a message that broke off (section 10)', () => {
  /** A session over links that come one after the other, each with a device at its end that answers as it should. */
  const several = async (keys: BleKeys = license) => {
    const links = [scriptedRadio(), scriptedRadio()];
    const asked: Asked[][] = links.map(() => []);
    const peers = links.map((link, at) => {
      const peer = blePeer(link);
      peer.answers((one) => {
        asked[at]!.push(one);
        peer.obliging(one);
        if (one.command === commands.dpSet) {
          peer.say(one.mode, { ackSn: one.sn, command: 0x27, data: Uint8Array.of(0, 0, 0, 0, 9, 0) });
        }
      });
      return peer;
    });
    let opened = 0;
    const { bytes } = seeded(7);
    const reopen = async () => {
      opened += 1;
      return links[opened]!;
    };
    const session = openBleSession(links[0]!, keys, { random: bytes, reopen });
    await outcome(session.deviceInfo(never));
    await outcome(session.pair(never));
    return { session, links, peers, asked, opened: () => opened };
  };
  const dps = [{ id: 1, type: 'bool', value: true }] as const;

  test('half sent, is not followed by another one on that link', async () => {
    const { session, links, asked, opened } = await several();
    const closed = vi.fn();
    void session.closed.then(closed);
    links[0]!.onWrite(() => new Promise(() => {}));
    const over = [session.sendDps(dps, [], never)].map((each) => outcome(each));
    expect(await over[0]).toMatchObject({ code: 'pair.no-answer' });
    const before = links[0]!.written.length;
    expect(await outcome(session.sendDps(dps, [], never))).toBeUndefined();
    expect(opened()).toBe(1);
    expect(links[0]!.written).toHaveLength(before);
    expect(links[0]!.isOpen).toBe(false);
    // Met and paired anew, each link with numbers of its own.
    expect(asked[1]!.map(({ command, sn }) => [command, sn])).toEqual([
      [0, 1],
      [1, 2],
      [0x27, 3],
    ]);
    expect(closed).not.toHaveBeenCalled();
    links[1]!.hangUp();
    expect(await session.closed).toBe('device');
  });

  test('half heard, is not followed by another one on that link', async () => {
    const { session, links, peers, opened } = await several();
    peers[0]!.answers(({ mode, sn }) => {
      const answer = { ackSn: sn, command: 0x27, data: Uint8Array.of(0, 0, 0, 0, 9, 0) };
      links[0]!.says(peers[0]!.packets(mode, answer, { size: 20 })[0]!);
    });
    expect(await outcome(session.sendDps(dps, [], never))).toMatchObject({ code: 'pair.no-answer' });
    expect(await outcome(session.sendDps(dps, [], never))).toBeUndefined();
    expect(opened()).toBe(1);
  });

  test('is not what a question is that stayed without an answer', async () => {
    const { session, peers, opened } = await several();
    peers[0]!.answers(() => {});
    expect(await outcome(session.sendDps(dps, [], never))).toMatchObject({ code: 'pair.no-answer' });
    expect(await outcome(session.sendDps(dps, [], never))).toMatchObject({ code: 'pair.no-answer' });
    expect(opened()).toBe(0);
  });

  test('is told of by whoever listens on the new link, too', async () => {
    const { session, links, peers } = await several();
    const heard = vi.fn();
    session.listenDps(heard);
    links[0]!.onWrite(() => new Promise(() => {}));
    await outcome(session.sendDps(dps, [], never));
    await outcome(session.sendDps(dps, [], never));
    peers[1]!.say(12, { command: 0x8006, data: Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 1, 1) });
    expect(heard).toHaveBeenCalledTimes(1);
  });

  test('in mode 14 is not followed by one in mode 11 on that link', async () => {
    const links = [scriptedRadio(), scriptedRadio()];
    const peer = blePeer(links[1]!);
    const modes: number[] = [];
    peer.answers((one) => {
      modes.push(one.mode);
      if (one.mode !== 14) peer.obliging(one);
    });
    links[0]!.onWrite(() => new Promise(() => {}));
    const { bytes } = seeded(7);
    const session = openBleSession(
      links[0]!,
      { ...license, ...cloudKeys },
      { random: bytes, reopen: async () => links[1]! },
    );
    expect(await outcome(session.deviceInfo(never))).toMatchObject({ bound: false });
    expect(links[0]!.written).toHaveLength(1);
    expect(modes.at(-1)).toBe(11);
  });

  test('ends the session when no new link comes', async () => {
    const link = scriptedRadio();
    const peer = blePeer(link);
    peer.answers(peer.obliging);
    const { bytes } = seeded(7);
    const reopen = async () => {
      throw new BenchError('radio.connect-failed');
    };
    const session = openBleSession(link, license, { random: bytes, reopen });
    await outcome(session.deviceInfo(never));
    await outcome(session.pair(never));
    link.onWrite(() => new Promise(() => {}));
    await outcome(session.sendDps(dps, [], never));
    expect(await outcome(session.sendDps(dps, [], never))).toMatchObject({ code: 'radio.connect-failed' });
    expect(await session.closed).toBe('device');
  });
});

describe('every way out', () => {
  test('closing while a new link is opened leaves none open', async () => {
    const [first, second] = [scriptedRadio(), scriptedRadio()];
    const peer = blePeer(first);
    peer.answers(peer.obliging);
    let come: (link: typeof second) => void = () => {};
    const reopened = new Promise<typeof second>((resolve) => {
      come = resolve;
    });
    const reopen = () => reopened;
    const session = openBleSession(first, license, { random: seeded(7).bytes, reopen });
    await outcome(session.deviceInfo(never));
    await outcome(session.pair(never));
    first.onWrite(() => new Promise(() => {}));
    const dps = [{ id: 1, type: 'bool', value: true }] as const;
    await outcome(session.sendDps(dps, [], never));
    const waits = outcome(session.sendDps(dps, [], never));
    await vi.advanceTimersByTimeAsync(0);
    await session.close();
    come(second);
    expect(await waits).toMatchObject({ code: 'cancelled' });
    expect(await session.closed).toBe('host');
    expect(second.isOpen).toBe(false);
    expect(second.written).toHaveLength(0);
  });

  test('a signal ends it at once, with its own reason, and no further piece is written', async () => {
    const { session, link } = put();
    const stop = new AbortController();
    link.onWrite(() => stop.abort(new BenchError('cancelled')));
    await expect(session.deviceInfo(stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(link.written).toHaveLength(1);
  });

  test('a write that never ends does not hold up the deadline', async () => {
    const { session, link } = put();
    link.onWrite(() => new Promise(() => {}));
    expect(await outcome(session.deviceInfo(never))).toMatchObject({ code: 'pair.silent' });
    expect(await outcome(session.deviceInfo(never))).toMatchObject({ code: 'pair.silent' });
    expect(link.written).toHaveLength(1);
  });

  test('a write that fails names the step', async () => {
    const { session, link } = put();
    link.onWrite(() => {
      throw new BenchError('radio.lost');
    });
    const ended = await outcome(session.deviceInfo(never));
    expect(ended).toMatchObject({ code: 'radio.lost', details: { step: 'device-info' } });
  });

  test('closing ends what waits as cancelled', async () => {
    const { session } = put();
    const ended = session.deviceInfo(never);
    void session.close();
    await expect(ended).rejects.toMatchObject({ code: 'cancelled' });
    await session.close();
    expect(await session.closed).toBe('host');
  });

  test('no secret is in what is thrown', async () => {
    const { session } = put({ ...license, ...cloudKeys });
    const ended = await outcome(session.deviceInfo(never));
    expect(ended).toBeInstanceOf(BenchError);
    const told = JSON.stringify([ended, ended instanceof BenchError && ended.problem, String(ended)]);
    for (const secret of [license.authKey, ...Object.values(cloudKeys)]) expect(told).not.toContain(secret);
  });
});

describe('a network, before anything is connected', () => {
  // Limits in bytes of UTF-8 (section 8).
  test.each([
    ['wifi.missing', { ssid: '', password: 'x' }],
    ['wifi.open', { ssid: 'Café', password: '' }],
    ['wifi.too-long', { ssid: 'é'.repeat(17), password: 'x' }],
    ['wifi.too-long', { ssid: 'x', password: 'é'.repeat(33) }],
    [undefined, { ssid: 'é'.repeat(16), password: 'é'.repeat(32) }],
  ])('%s', (code, given) => {
    expect(networkProblem(given)?.code).toBe(code);
  });

  test('names the field and what it holds', () => {
    expect(networkProblem({ ssid: 'x', password: 'x'.repeat(65) })?.details).toEqual({ field: 'password', most: 64 });
    expect(networkProblem({ ssid: 'x'.repeat(33), password: 'x' })?.details).toEqual({ field: 'ssid', most: 32 });
  });
});
