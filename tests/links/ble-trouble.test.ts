import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type BleSession, openBleSession } from '../../src/links/ble-session';
import type { RadioLink } from '../../src/links/radio';
import { BenchError, type ProblemCode } from '../../src/model/problem';
import { anyTuyaFilter } from '../../src/protocols/tuya-ble/advertisement';
import { createJoiner, splitMessage } from '../../src/protocols/tuya-ble/pieces';
import type { RadioGeneration } from '../../src/virtual/ble/radio-host';
import { createVirtualRadio } from '../../src/virtual/ble/virtual-radio';
import type { Central, Peripheral } from '../../src/virtual/parts/peripheral';
import { radioBench } from '../virtual/ble/radio-bench';
import { license, network, seeded } from './ble-peer';

/**
 * Our central and the make-believe device over an air that damages what passes: always a clear end, nothing left behind,
 * and the board can be paired again afterwards (issue 4, "Show", point 3).
 */

type Way = 'down' | 'up';

/** What becomes of one packet: those that arrive, in order. It may also cut the link. */
type Air = (packet: Uint8Array, way: Way, cut: () => void) => readonly Uint8Array[];

const clear: Air = (packet) => [packet];

/** The device as before, behind that air. */
const behind = (air: () => Air, device: Peripheral): Peripheral => ({
  advertisement: () => device.advertisement(),
  watch: (changed) => device.watch(changed),
  connect(central) {
    const here = air();
    let isUp = true;
    const cut = (): void => {
      if (!isUp) return;
      isUp = false;
      link?.disconnect();
      central.disconnected();
    };
    const through: Central = {
      notified(packet) {
        for (const one of isUp ? here(packet, 'up', cut) : []) if (isUp) central.notified(one);
      },
      disconnected() {
        if (isUp) central.disconnected();
        isUp = false;
      },
    };
    const link = device.connect(through);
    return (
      link && {
        write(packet) {
          for (const one of isUp ? here(packet, 'down', cut) : []) if (isUp) link.write(one);
        },
        disconnect() {
          isUp = false;
          link.disconnect();
        },
      }
    );
  },
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = new AbortController().signal;

const put = (generation: RadioGeneration, mtu?: number) => {
  const bench = radioBench({ generation, ...(mtu && { mtu }) });
  let air: Air = clear;
  const radio = createVirtualRadio(() => [{ id: 'board', radio: behind(() => air, bench.radio) }]);
  const { bytes } = seeded(generation);

  /** Time of the device and of the bench, side by side, until it has settled. */
  const settle = async <T>(work: Promise<T>): Promise<T | BenchError> => {
    let ended: { value: T | BenchError } | undefined;
    let bug: unknown;
    work.then(
      (value) => {
        ended = { value };
      },
      (fault: unknown) => {
        if (fault instanceof BenchError) ended = { value: fault };
        else bug = fault;
      },
    );
    for (let passed = 0; passed < 120_000 && !ended && !bug; passed += 50) {
      bench.clock.pass(50);
      await vi.advanceTimersByTimeAsync(50);
    }
    if (bug) throw bug;
    if (!ended) throw new Error('no end within two minutes');
    return ended.value;
  };

  const converse = async (session: BleSession, signal: AbortSignal): Promise<'bound' | 'was-bound'> => {
    await session.deviceInfo(signal);
    if ((await session.pair(signal)) === 'was-bound') return 'was-bound';
    await session.sendNetwork(network, signal);
    return 'bound';
  };

  return {
    bench,
    /** One conversation over a link of its own, and the state that it leaves. */
    async pairThrough(given: Air, { pieceSize = 20, signal = never, opened = (_: BleSession) => {} } = {}) {
      air = given;
      const device = await settle(radio.find([anyTuyaFilter], never));
      if (device instanceof BenchError) throw device;
      const link: RadioLink = await device.connect(never);
      const session = openBleSession(link, license, { random: bytes, pieceSize });
      opened(session);
      const end = await settle(converse(session, signal));
      await session.close();
      expect(vi.getTimerCount(), 'timers left').toBe(0);
      await session.closed;
      return end;
    },
  };
};

const generations: readonly RadioGeneration[] = [1, 2, 3, 4];
const clearEnds: readonly ProblemCode[] = [
  'radio.lost',
  'radio.small-packets',
  'pair.silent',
  'pair.no-answer',
  'pair.not-listening',
];

const codeOf = (end: string | BenchError): string => (end instanceof BenchError ? end.code : end);

describe.each(generations)('with firmware of generation %i', (generation) => {
  test('pieces of any size, both ways, are the same conversation', async () => {
    const { pairThrough, bench } = put(generation);
    const { pick } = seeded(generation);
    // The fourth takes two writes alike in number and length for one; up to 20 bytes there are none (section 10).
    const longest = generation === 4 ? 20 : 244;
    for (let round = 0; round < 25; round += 1) {
      const joiner = createJoiner({ strict: true });
      // As a device that does send what does not fit into one packet.
      const resplit: Air = (packet, way) => {
        if (way === 'down') return [packet];
        const joined = joiner.take(packet);
        return joined.kind === 'whole' ? splitMessage(joined.message, { size: 10 + pick(60), seq: joined.seq }) : [];
      };
      expect(await pairThrough(resplit, { pieceSize: 10 + pick(longest - 9) })).toBe('bound');
    }
    expect(bench.configured).toHaveLength(25);
    expect(bench.configured.at(-1)).toEqual(network);
  });

  test('a link that carries less than 165 bytes is told by its own name (ble-pairing, section 4)', async () => {
    for (const mtu of [23, 100, 167]) {
      const end = await put(generation, mtu).pairThrough(clear);
      expect(end).toMatchObject({ code: 'radio.small-packets', details: { got: mtu - 3 } });
    }
    expect(await put(generation, 168).pairThrough(clear)).toBe('bound');
  });

  test('loss, repetition, reordering and damage: a clear end, and paired at the next try', async () => {
    const seen = new Map<string, number>();
    for (let seed = 0; seed < 60; seed += 1) {
      const { pairThrough } = put(generation);
      const { pick, next } = seeded(seed * 3 + generation);
      const often = [0.05, 0.2, 0.5][seed % 3]!;
      const held: Record<Way, Uint8Array[]> = { up: [], down: [] };
      const rough: Air = (packet, way) => {
        const before = held[way].splice(0);
        if (next() >= often) return [packet, ...before];
        const damaged = Uint8Array.from(packet);
        damaged[pick(damaged.length)]! ^= 1 + pick(255);
        const fates: (() => readonly Uint8Array[])[] = [
          () => [],
          () => [packet, packet],
          () => {
            held[way].push(packet);
            return [];
          },
          () => [damaged],
          () => [packet.slice(0, pick(packet.length))],
        ];
        return [...fates[pick(fates.length)]!(), ...before];
      };
      const end = codeOf(await pairThrough(rough, { pieceSize: 20 + pick(225) }));
      expect(['bound', ...clearEnds], `seed ${seed}`).toContain(end);
      seen.set(end, (seen.get(end) ?? 0) + 1);
      expect(await pairThrough(clear), `seed ${seed}, the next try`).toBe('bound');
    }
    // The air was rough enough to matter, and not so rough that nothing came through.
    expect([...seen.keys()]).toEqual(expect.arrayContaining(['bound', 'pair.silent', 'pair.no-answer']));
  });

  /** Packets of an undisturbed conversation, counted: the last of them is the answer to the network. */
  const packetsOfAll = async (): Promise<number> => {
    let packets = 0;
    const counted: Air = (packet) => {
      packets += 1;
      return [packet];
    };
    expect(await put(generation).pairThrough(counted)).toBe('bound');
    return packets;
  };

  /** Does `what` when the n-th packet is on the air, before it arrives or after. */
  const at = (which: number, what: (cut: () => void) => void, arrives: boolean): Air => {
    let packets = 0;
    return (packet, _way, cut) => {
      packets += 1;
      if (packets === which) what(cut);
      return packets === which && !arrives ? [] : [packet];
    };
  };

  test('the link breaks at any packet: the step is named, and the next try pairs', async () => {
    const all = await packetsOfAll();
    const steps: unknown[] = [];
    for (let which = 1; which <= all; which += 1) {
      const { pairThrough } = put(generation);
      const end = await pairThrough(at(which, (cut) => cut(), false));
      expect(codeOf(end), `packet ${which} of ${all}`).toBe('radio.lost');
      if (end instanceof BenchError) steps.push(end.details.step);
      expect(await pairThrough(clear)).toBe('bound');
    }
    expect([...new Set(steps)]).toEqual(['device-info', 'pair', 'config']);
  });

  test('a person stops it, or the bench closes the link, at any packet', async () => {
    const all = await packetsOfAll();
    for (let which = 1; which <= all; which += 1) {
      const { pairThrough } = put(generation);
      const stop = new AbortController();
      const stopped = at(which, () => stop.abort(new BenchError('cancelled')), true);
      const end = await pairThrough(stopped, { signal: stop.signal });
      expect(codeOf(end), `stopped at packet ${which} of ${all}`).toBe('cancelled');
      let session: BleSession | undefined;
      const closing = at(which, () => void session?.close(), false);
      const opened = (one: BleSession) => {
        session = one;
      };
      expect(codeOf(await pairThrough(closing, { opened })), `closed at packet ${which}`).toBe('cancelled');
      expect(await pairThrough(clear)).toBe('bound');
    }
  });
});
