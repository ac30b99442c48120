import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/protocols/tuya-ble/commands';
import { writeDpSet } from '../../../src/protocols/tuya-ble/data-points';
import { readDeviceInfo } from '../../../src/protocols/tuya-ble/device-info';
import { proofOf } from '../../../src/protocols/tuya-ble/keys';
import { splitNetwork, writeNetwork } from '../../../src/protocols/tuya-ble/network';
import { splitMessage } from '../../../src/protocols/tuya-ble/pieces';
import { hexOf, license, radioBench, schema } from './radio-bench';
import { shape, testCentral, wifi } from './test-central';

type Generation = 1 | 2 | 3 | 4;
const everyOne: readonly Generation[] = [1, 2, 3, 4];
/** The fourth drops a second message of the same length in one write, which some tests live on. */
const all: readonly Generation[] = [1, 2, 3];
const older: readonly Generation[] = [1, 2];

const start = (generation: Generation, given: Parameters<typeof radioBench>[0] = {}) => {
  const bench = radioBench({ ...given, generation });
  return { bench, central: testCentral(bench) };
};
const reset = commands.reset;
const set = writeDpSet(9, [{ id: 1, type: 'bool', value: true }], schema);

describe('what each generation accepts (ble-pairing, section 10)', () => {
  it.each(older)('G%i obeys before pair, and answers to config and data points with nothing', (generation) => {
    const { bench, central } = start(generation, { bound: true });
    central.info(14);
    expect(central.ask(15, commands.dpSet, set)).toEqual([]);
    expect(bench.commanded).toEqual([[{ id: 1, value: true }]]);
    expect(central.configure(15)).toEqual([]);
    expect(bench.configured).toEqual([wifi]);
    expect(bench.said).toContain('ble not paired');
    expect(shape(central.ask(15, reset))).toEqual(['15 0006']);
    expect(bench.events).toContain('RESET');
  });

  it('G3 ignores all of that', () => {
    const { bench, central } = start(3, { bound: true });
    central.info(14);
    for (const heard of [central.ask(15, commands.dpSet, set), central.configure(15), central.ask(15, reset)])
      expect(heard).toEqual([]);
    expect([bench.commanded, bench.configured, bench.events]).toEqual([[], [], []]);
  });

  it.each(older)('G%i pairs in mode 12 without a device info, by a key anybody knows', (generation) => {
    // MD5 of 22 zero bytes, db46e816…: what the test's central begins with, too.
    expect(shape(start(generation).central.pair())).toEqual(['12 0001', '12 001e']);
  });

  it('G3 cannot even open that', () => {
    const { bench, central } = start(3);
    expect(central.pair()).toEqual([]);
    expect(bench.said).toContain('ble packet decrypt err:4');
  });

  it.each(older)('G%i resets though unbound, also in mode 16 without pair', (generation) => {
    const { bench, central } = start(generation);
    expect(shape(central.ask(16, reset))).toEqual(['16 0006']);
    expect(bench.events).toEqual(['RESET']);
    expect(bench.ended()).toBe(20);
  });

  it('G3 resets in mode 16 only a bound device, after device info and pair', () => {
    const { bench, central } = start(3, { bound: true });
    expect(central.ask(16, reset)).toEqual([]);
    expect(shape(central.greet())).toEqual(['11 0000', '12 0001', '15 001e']);
    expect(shape(central.ask(16, reset))).toEqual(['16 0006']);
    expect(bench.events).toEqual(['RESET']);
    const unbound = start(3);
    unbound.central.greet();
    expect(unbound.central.ask(12, reset)).toEqual([]);
  });

  it.each(everyOne)('G%i lets a bound device be released with the license alone', (generation) => {
    const { bench, central } = start(generation, { bound: true });
    const [, pair] = central.greet();
    expect([...pair!.frame.data]).toEqual([2]);
    expect(shape(central.ask(12, reset))).toEqual(['12 0006']);
    expect(bench.events).toEqual(['RESET']);
    expect((bench.radio.advertisement()?.adv[11] ?? 0xff) & 0x08).toBe(0);
  });

  it.each(all)('G%i executes a set with license keys on a bound device and answers in mode 15', (generation) => {
    const { bench, central } = start(generation, { bound: true });
    central.greet();
    expect(shape(central.ask(12, commands.dpSet, set))).toEqual(['15 0027']);
    expect(bench.commanded).toEqual([[{ id: 1, value: true }]]);
  });

  it.each(everyOne)(
    'G%i and a reset in plain text: 17 bytes at least, and never on a hardened bound device',
    (generation) => {
      const { bench, central } = start(generation, { bound: true });
      // 15 bytes: shorter than what the firmware looks into.
      expect(central.ask(0, reset)).toEqual([]);
      expect(bench.said).toContain('ble packet decrypt err:1');
      if (generation >= 3) central.greet();
      central.ask(0, reset, new Uint8Array(2));
      expect(bench.events).toEqual(generation >= 3 ? [] : ['RESET']);
    },
  );

  it.each(everyOne)('G%i and writes longer than it was asked for', (generation) => {
    const { central } = start(generation);
    central.info(11, 170);
    expect(central.ask(11, commands.deviceInfo, new Uint8Array([0, 244, ...new Uint8Array(60)])).length).toBe(1);
    central.info(11, 170);
    const long = central.seal(11, commands.deviceInfo, new Uint8Array([0, 244, ...new Uint8Array(170)]));
    central.write(long, 244);
    expect(central.hear().length).toBe(generation >= 3 ? 0 : 1);
  });

  it.each([
    [1, { password: '' }, 0],
    [1, { ssid: 'S'.repeat(33) }, 0],
    [2, { password: '' }, 0xf7],
    [2, { ssid: 'S'.repeat(33) }, 0xf7],
    [2, { ssid: '网'.repeat(11) }, 0xf7],
    [2, { ssid: '网'.repeat(10) }, 0],
    [3, { password: 'p'.repeat(65) }, 0xf7],
    [3, { token: 't'.repeat(17) }, 0xf7],
    [3, { token: 't'.repeat(16) }, 0],
    [4, { password: 'p'.repeat(65) }, 0xf7],
    [4, { token: 't'.repeat(16) }, 0],
  ] as const)('G%i answers %j with %i (section 8, limits)', (generation, told, result) => {
    const { central } = start(generation);
    central.greet();
    const [answer] = central.configure(12, told);
    expect(hexOf(answer!.frame.data)).toBe(`55000001${result.toString(16).padStart(2, '0')}`);
  });
});

describe('the fourth, hardened once more (section 10, its second table)', () => {
  const infoOf = (central: ReturnType<typeof testCentral>, size = 20) =>
    splitMessage(central.seal(11, commands.deviceInfo, new Uint8Array([0, 244])), { size, seq: 0 });
  const anew = (bench: ReturnType<typeof radioBench>, central: ReturnType<typeof testCentral>) => {
    central.link.disconnect();
    bench.clock.pass(100);
    return testCentral(bench);
  };

  it('loses the whole message behind one that broke off, and takes the one after that', () => {
    const { central } = start(4);
    central.link.write(infoOf(central, 15)[0]!);
    for (const piece of infoOf(central)) central.link.write(piece);
    expect(central.hear()).toEqual([]);
    for (const piece of infoOf(central)) central.link.write(piece);
    expect(shape(central.hear())).toEqual(['11 0000']);
  });

  it.each(everyOne)('G%i begins afresh on a new connection, whatever broke off', (generation) => {
    const { bench, central } = start(generation);
    const [first] = infoOf(central);
    central.link.write(first!);
    const next = anew(bench, central);
    for (const piece of infoOf(next)) next.link.write(piece);
    expect(shape(next.hear())).toEqual(['11 0000']);
  });

  it('does not mind a piece that comes twice', () => {
    const { central } = start(4);
    for (const piece of infoOf(central, 15).flatMap((each) => [each, each])) central.link.write(piece);
    expect(shape(central.hear())).toEqual(['11 0000']);
  });

  it('drops the second of two messages of the same length in one write each, and not in pieces of 20', () => {
    const { central } = start(4);
    expect(shape(central.info())).toEqual(['11 0000']);
    expect(central.info()).toEqual([]);
    for (const _ of [1, 2]) {
      for (const piece of infoOf(central)) central.link.write(piece);
      expect(shape(central.hear())).toEqual(['11 0000']);
    }
  });

  it.each([
    [19, []],
    [1025, []],
    [165, ['11 0000']],
    [1024, ['11 0000']],
  ] as const)('asked for pieces of %i answers %j', (pkgLen, answers) => {
    expect(shape(start(4).central.info(11, pkgLen))).toEqual(answers);
  });

  it('keeps R over a disconnect: neither stored version of the cryptography file zeroes it', () => {
    const { bench, central } = start(4, { bound: true });
    const request = central.seal(11, commands.deviceInfo, new Uint8Array([0, 244]));
    central.write(request);
    central.hear();
    const [answer] = anew(bench, central).info(14);
    expect(hexOf(readDeviceInfo(answer!.frame.data)!.proof)).toBe(
      hexOf(proofOf(license.authKey, central.ivOf(request))),
    );
  });

  it('does not use up the number of a command that its policy refuses', () => {
    const { central } = start(4);
    central.info();
    expect(central.ask(12, commands.dpSet, set, 7)).toEqual([]);
    expect(shape(central.ask(11, commands.deviceInfo, new Uint8Array([0, 244]), 7))).toEqual(['11 0000']);
  });

  it.each([
    [3, ['12 0001', '12 001e']],
    [4, []],
  ] as const)('G%i answers a pair whose id is cut short with %j', (generation, answers) => {
    const { central } = start(generation);
    central.info();
    // Paired first, so that even its 001E would be heard.
    central.pair();
    const cut = central.ask(12, commands.pair, new Uint8Array(15));
    expect(shape(cut)).toEqual(answers);
  });

  it('ignores a sub-packet out of order', () => {
    const { central, bench } = start(4);
    central.greet();
    const [first, second, third] = splitNetwork(writeNetwork(wifi), 30);
    expect(shape(central.ask(12, commands.channelDown, first!))).toEqual(['12 801b']);
    expect(central.ask(12, commands.channelDown, third!)).toEqual([]);
    expect(shape(central.ask(12, commands.channelDown, second!))).toEqual(['12 801b']);
    expect(shape(central.ask(12, commands.channelDown, third!))).toEqual(['12 801b', '12 801c']);
    expect(bench.configured).toEqual([wifi]);
  });

  it('ignores before pair what the third ignores, and lets a bound device go by its license', () => {
    const { bench, central } = start(4, { bound: true });
    central.info();
    for (const heard of [central.ask(12, commands.dpSet, set), central.configure(12), central.ask(12, reset)])
      expect(heard).toEqual([]);
    expect([bench.commanded, bench.configured, bench.events]).toEqual([[], [], []]);
    expect(shape(central.pair())).toEqual(['12 0001', '15 001e']);
    expect(shape(central.ask(12, reset))).toEqual(['12 0006']);
    expect(bench.events).toEqual(['RESET']);
  });
});

describe('configuration that is JSON and no object (section 10)', () => {
  const configure = (generation: Generation, text: string) => {
    const { central } = start(generation);
    central.greet();
    const data = Uint8Array.from([0, 0, 0, 1, ...new TextEncoder().encode(text), 0]);
    central.write(central.seal(12, commands.channelDown, data), 20);
    const [answer] = central.hear();
    return answer && hexOf(answer.frame.data.slice(4));
  };
  it.each(everyOne)('G%i: F7, as for a field that is missing; F8 only for what cannot be read', (generation) => {
    expect(['null', '5', '[]', '"x"', '{}'].map((text) => configure(generation, text))).toEqual(Array(5).fill('f7'));
    expect(configure(generation, '{')).toBe('f8');
  });
});

describe('a reset, as a slow link lets it be seen (section 10)', () => {
  it.each([
    ['late', ['12 0006'], 'answers seven seconds on and then hangs up'],
    ['lost', [], 'stays on the line and says nothing'],
    ['overtaken', [], 'hangs up and says nothing'],
  ] as const)('%s: the binding is gone; it %s', (resetAnswer, answers, _how) => {
    const { bench, central } = start(2, { bound: true, resetAnswer });
    central.greet();
    expect(central.ask(12, reset)).toEqual([]);
    bench.clock.pass(10_000);
    expect(shape(central.hear())).toEqual(answers);
    expect(bench.events).toEqual(['RESET']);
    expect(bench.ended() === undefined).toBe(resetAnswer === 'lost');
  });
});

describe('answers and their length (section 4)', () => {
  it.each(all)('G%i: 164 bytes are one too few for device info, for ever', (generation) => {
    const { central, bench } = start(generation);
    expect(central.info(11, 164)).toEqual([]);
    expect(bench.heard.map((piece) => piece.length / 2)).toEqual([164]);
    expect(shape(central.info(11, 165))).toEqual(['11 0000']);
  });

  it('a length of 5 makes the older ones silent, the hardened one falls back to its own', () => {
    expect(start(2).central.info(11, 5)).toEqual([]);
    expect(shape(start(3).central.info(11, 5))).toEqual(['11 0000']);
  });

  it('the older ones keep the length asked for over a disconnect', () => {
    const { bench, central } = start(2);
    central.info(11, 20);
    central.link.disconnect();
    bench.clock.pass(100);
    testCentral(bench).ask(16, reset);
    expect(bench.heard.at(-1)!.length / 2).toBe(20);
  });

  it('the hardened one forgets it', () => {
    const { bench, central } = start(3);
    expect(central.info(11, 20)).toEqual([]);
    // The request is 36 bytes long, one write.
    expect(central.info()).toEqual([]);
    expect(bench.said).toContain('ble trsmitr err:-2');
    central.link.disconnect();
    bench.clock.pass(100);
    expect(shape(testCentral(bench).info())).toEqual(['11 0000']);
  });

  it('a link of 167 bytes cuts device info off, one of 168 does not', () => {
    expect(start(2, { mtu: 167 }).central.info()).toEqual([]);
    expect(shape(start(2, { mtu: 168 }).central.info())).toEqual(['11 0000']);
  });

  it('messages are counted 0 to 15 once since boot, and then 0', () => {
    const { bench, central } = start(2);
    for (let n = 0; n < 20; n += 1) central.info();
    const counted = bench.heard.map((piece) => Number.parseInt(piece.slice(6, 8), 16) & 0x0f);
    expect(counted).toEqual([...Array(16).keys(), 0, 0, 0, 0]);
  });
});

describe('how long secrets live (section 6)', () => {
  it.each([
    [1, 'left'],
    [2, 'left'],
    [3, 'zeroed'],
  ] as const)('G%i: R of an earlier connection is %s in the proof of a mode 14 one', (generation, kept) => {
    const { bench, central } = start(generation, { bound: true });
    const request = central.seal(11, commands.deviceInfo, new Uint8Array([0, 244]));
    central.write(request);
    central.hear();
    central.link.disconnect();
    bench.clock.pass(100);
    const [answer] = testCentral(bench).info(14);
    const r = kept === 'left' ? central.ivOf(request) : new Uint8Array(16);
    expect(hexOf(readDeviceInfo(answer!.frame.data)!.proof)).toBe(hexOf(proofOf(license.authKey, r)));
  });

  it.each(all)('G%i: a mode 16 device info changes P and R but not key 11', (generation) => {
    const { central } = start(generation);
    central.info(11);
    expect(shape(central.info(16))).toEqual(['16 0000']);
    expect(shape(central.pair(12))).toEqual(['12 0001', '12 001e']);
  });

  it('P is zeroes again after the link is gone', () => {
    const { bench, central } = start(2);
    central.greet();
    central.link.disconnect();
    bench.clock.pass(100);
    // Key 11 is left from before, P is not: the new central knows neither.
    expect(testCentral(bench).pair()).toEqual([]);
    expect(central.knowsP().some((byte) => byte !== 0)).toBe(true);
  });

  it('the mode of its own messages changes in the moment it becomes bound, in mid-connection', () => {
    const { bench, central } = start(2);
    central.greet();
    expect(shape(central.ask(12, commands.state))).toEqual(['12 0003']);
    bench.bind();
    expect(shape(central.ask(12, commands.state))).toEqual(['15 0003', '15 8006']);
    expect(shape(central.pair(12))).toEqual(['12 0001', '15 001e']);
  });
});
