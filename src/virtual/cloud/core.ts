import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { DpValue } from '../../model/data-point';
import type { DeviceDoor } from './device-door';
import type { CloudDevice, CloudFault, CloudHappening, CloudProduct, CloudState, CloudWorld } from './state';

/** What the two sides of the emulated cloud share: its state, its clock and chance, its faults, who listens. */
export interface CloudCore {
  readonly world: CloudWorld;
  readonly state: CloudState;
  tell(happening: CloudHappening): void;
  /** The answer stops listening. */
  listen(heard: (happening: CloudHappening) => void): () => void;
  /** True while the fault is set; a fault set for a number of uses loses one by being asked. */
  strikes(fault: CloudFault): boolean;
  /** The same question without using the fault up. */
  isSet(fault: CloudFault): boolean;
  /**
   * Milliseconds of life that this has left, below 0 afterwards. From the first time it is asked for on a clock that is
   * set changes nothing of it: ask when it is made.
   */
  leftMs(thing: { readonly expiresAt: number }): number;
  /** Random text of letters and digits, 0 to 9, A to Z, a to z. */
  text(length: number): string;
  device(deviceId: string): CloudDevice | undefined;
  product(pid: string): CloudProduct | undefined;
}

/** What the device side of the emulated cloud does for its OpenAPI side. */
export interface DeviceSide {
  readonly door: DeviceDoor;
  /** Protocol 5 to the device's own session. False when it has none. Neither logs nor tells: the caller did. */
  send(deviceId: string, values: readonly { dpId: number; value: DpValue }[]): boolean;
  /** Protocol 11 when online, else CONNACK 5 at the next login; `wipe` = factory reset. Changes the device, tells `unbound`. */
  unbind(deviceId: string, wipe: boolean): void;
  /** Protocol 46 on `d/ai/{uuid}`. False when nobody waits there. */
  pushToken(uuid: string, token: { token: string; region: string; secret: string }): boolean;
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Counts its draws in the state, so that a cloud that was kept and restored goes on instead of repeating its ids. */
const seededRandom =
  (seed: string, state: CloudState) =>
  (length: number): Uint8Array => {
    const bytes = new Uint8Array(length);
    for (let filled = 0; filled < length; filled += 32) {
      state.draws = (state.draws ?? 0) + 1;
      bytes.set(sha256(utf8ToBytes(`${seed}:${state.draws}`)).subarray(0, length - filled), filled);
    }
    return bytes;
  };

/** `seed` replaces the world's chance by one that the seed alone decides. */
export const createCore = (outside: CloudWorld, state: CloudState, seed?: string | number): CloudCore => {
  const ears = new Set<(happening: CloudHappening) => void>();
  const world: CloudWorld = seed === undefined ? outside : { ...outside, random: seededRandom(String(seed), state) };

  const ticks = () => outside.ticks?.() ?? outside.now();
  const lives = new WeakMap<object, { expiresAt: number; end: number }>();

  const strikes = (fault: CloudFault): boolean => {
    const set = state.faults.find((each) => each.fault === fault);
    if (!set) return false;
    if (set.times !== undefined) {
      set.times -= 1;
      if (set.times <= 0) state.faults.splice(state.faults.indexOf(set), 1);
    }
    return true;
  };

  return {
    world,
    state,
    strikes,
    isSet: (fault) => state.faults.some((each) => each.fault === fault),
    tell: (happening) => {
      for (const heard of [...ears]) heard(happening);
    },
    listen: (heard) => {
      ears.add(heard);
      return () => ears.delete(heard);
    },
    leftMs(thing) {
      const { expiresAt } = thing;
      const known = lives.get(thing);
      const life = known?.expiresAt === expiresAt ? known : { expiresAt, end: ticks() + expiresAt - world.now() };
      lives.set(thing, life);
      return life.end - ticks();
    },
    text: (length) => [...world.random(length)].map((byte) => alphabet[byte % alphabet.length]).join(''),
    device: (deviceId) => state.devices.find((each) => each.deviceId === deviceId),
    product: (pid) => state.products.find((each) => each.pid === pid),
  };
};
