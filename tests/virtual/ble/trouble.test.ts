import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/protocols/tuya-ble/commands';
import { writeNetwork } from '../../../src/protocols/tuya-ble/network';
import { splitMessage } from '../../../src/protocols/tuya-ble/pieces';
import { radioBench } from './radio-bench';
import { shape, testCentral, wifi } from './test-central';

const all = [1, 2, 3, 4] as const;

/** A fresh connection pairs and configures, whatever went on before. */
const canBePaired = (bench: ReturnType<typeof radioBench>): void => {
  bench.clock.pass(100);
  const before = bench.configured.length;
  const central = testCentral(bench);
  expect(shape(central.greet())).toEqual(['11 0000', '12 0001', '12 001e']);
  expect(shape(central.configure())).toEqual(['12 801c']);
  expect(bench.configured.length).toBe(before + 1);
};

describe('numbers of messages (ble-pairing, section 5)', () => {
  it('may jump, and one that was lost to a broken CRC does not count', () => {
    const central = testCentral(radioBench());
    central.greet();
    expect(shape(central.ask(12, commands.state, new Uint8Array(), 900))).toEqual(['12 0003']);
    const broken = central.seal(12, commands.state, new Uint8Array(), 901);
    broken[20] = (broken[20] ?? 0) ^ 1;
    central.write(broken);
    expect(central.hear()).toEqual([]);
    expect(shape(central.ask(12, commands.state, new Uint8Array(), 901))).toEqual(['12 0003']);
  });

  it.each([899, 900])('%i behind 900 ends the connection without an answer', (sn) => {
    const bench = radioBench();
    const central = testCentral(bench);
    central.greet();
    central.ask(12, commands.state, new Uint8Array(), 900);
    expect(central.ask(12, commands.state, new Uint8Array(), sn)).toEqual([]);
    expect(bench.ended()).toBeDefined();
    expect(bench.said).toContain('ble recv sn err');
    canBePaired(bench);
  });
});

describe('what it cannot use', () => {
  it('is a command nobody knows: silence, and nothing ends', () => {
    const bench = radioBench();
    const central = testCentral(bench);
    central.greet();
    expect(central.ask(12, 0x8011)).toEqual([]);
    expect(shape(central.ask(12, commands.state))).toEqual(['12 0003']);
    expect(bench.ended()).toBeUndefined();
  });

  it('is a message by another AuthKey: silence, and the log tells that it was noise', () => {
    const bench = radioBench({ license: { uuid: 'uuidMADEUP0123456789', authKey: 'another'.padEnd(32, 'x') } });
    expect(testCentral(bench).info()).toEqual([]);
    expect(bench.said.some((line) => /^ble packet (len err:\d+|crc err:0x\w{4}, 0x\w{4})$/.test(line))).toBe(true);
    expect(bench.said).toContain('tuya_ble_data_proc fail. -2');
  });

  it('is a configuration while none is open: silence (section 8)', () => {
    const bench = radioBench();
    const central = testCentral(bench);
    central.greet();
    bench.state.listening = false;
    expect(central.configure()).toEqual([]);
    expect(bench.said).toContain('ble channel not add :1');
  });

  it.each(['device-info', 'pair', 'config'] as const)('is everything from %s on, by habit', (silentAt) => {
    const bench = radioBench({ silentAt });
    const central = testCentral(bench);
    const heard = [...central.greet(), ...central.configure()].map(({ frame }) => frame.command);
    expect(heard).toEqual({ 'device-info': [], pair: [0x0000], config: [0x0000, 0x0001, 0x001e] }[silentAt]);
  });
});

describe('pieces (section 4)', () => {
  it('a repeated one ruins its message, and one behind a whole message repeats it and ends the connection', () => {
    const bench = radioBench();
    const central = testCentral(bench);
    const pieces = splitMessage(central.seal(11, commands.deviceInfo, Uint8Array.of(0, 244)), { size: 20, seq: 0 });
    for (const piece of [pieces[0]!, pieces[0]!.with(0, 0), pieces[1]!]) central.link.write(piece);
    expect(shape(central.hear())).toEqual(['11 0000']);
    const more = splitMessage(central.seal(11, commands.deviceInfo, Uint8Array.of(0, 244)), { size: 15, seq: 0 });
    for (const piece of [more[0]!, more[1]!, more[1]!, more[2]!]) central.link.write(piece);
    expect(central.hear()).toEqual([]);
    central.info();
    central.link.write(Uint8Array.of(1, 0));
    bench.clock.pass(100);
    expect(bench.ended()).toBeDefined();
    canBePaired(bench);
  });

  it.each(all)('G%i: lost, repeated and in any order, it is neither hurt nor half configured', (generation) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 12, max: 60 }),
        fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 30 }),
        (size, order) => {
          const bench = radioBench({ generation });
          const central = testCentral(bench);
          central.greet();
          const message = central.seal(12, commands.channelDown, writeNetwork(wifi));
          const pieces = splitMessage(message, { size, seq: 0 });
          for (const at of order) central.link.write(pieces[at % pieces.length]!);
          central.hear();
          for (const told of bench.configured) expect(told).toEqual(wifi);
          central.link.disconnect();
          canBePaired(bench);
        },
      ),
      { numRuns: 60, seed: 4 },
    );
  });
});

describe('a connection that ends', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])('behind piece %i leaves nothing in the way of the next', (count) => {
    const bench = radioBench();
    const central = testCentral(bench);
    let left = count;
    const link = { write: central.link.write };
    central.link.write = (bytes) => {
      left -= 1;
      if (left >= 0) link.write(bytes);
      else if (left === -1) central.link.disconnect();
    };
    central.info();
    central.pair();
    for (const piece of splitMessage(central.seal(12, commands.channelDown, writeNetwork(wifi)), { size: 20, seq: 0 }))
      central.link.write(piece);
    central.link.disconnect();
    canBePaired(bench);
  });

  it('by the chip is told to whoever is connected, and nothing is advertised any more', () => {
    const bench = radioBench();
    testCentral(bench).greet();
    bench.radio.stop();
    expect(bench.ended()).toBeDefined();
    bench.clock.pass(60_000);
    expect(bench.radio.advertisement()).toBeUndefined();
    expect(bench.connect()).toBeUndefined();
  });

  it('does not end by itself once it is paired (section 11: 60 s seen)', () => {
    const bench = radioBench();
    testCentral(bench).greet();
    bench.clock.pass(60_000);
    expect(bench.ended()).toBeUndefined();
  });
});

describe('advertising (section 2)', () => {
  it('stops while connected and while the cloud is reached, and comes back when it is lost', () => {
    const bench = radioBench();
    let told = 0;
    bench.radio.watch(() => {
      told += 1;
    });
    const central = testCentral(bench);
    expect(bench.radio.advertisement()).toBeUndefined();
    expect(bench.connect()).toBeUndefined();
    central.link.disconnect();
    expect(bench.radio.advertisement()).toBeDefined();
    bench.state.online = true;
    bench.radio.changed();
    bench.clock.pass(2999);
    expect(bench.radio.advertisement()).toBeDefined();
    bench.clock.pass(1);
    expect(bench.radio.advertisement()).toBeUndefined();
    bench.state.online = false;
    bench.radio.changed();
    bench.clock.pass(3000);
    expect(bench.radio.advertisement()).toBeDefined();
    expect(told).toBeGreaterThanOrEqual(4);
  });

  it('shows the state of the moment in which it was last begun', () => {
    const bench = radioBench();
    const control = () => Buffer.from(bench.radio.advertisement()!.adv).toString('hex', 11, 13);
    bench.state.link = 1;
    expect(control()).toBe('430c');
    bench.radio.refresh();
    expect(control()).toBe('410c');
    bench.bind();
    bench.radio.refresh();
    expect(control()).toBe('490c');
  });
});
