/** The first exchange of a connection: what the device says of itself, and the random bytes the next keys come from (ble-pairing, section 7). */
import { joinBytes, u16, viewOf } from './bytes';

export interface DeviceInfo {
  bound: boolean;
  /** P, 6 bytes. */
  random: Uint8Array;
  /** 16 bytes: `proofOf(authKey, R)`. Worth checking only after a request in mode 11 (section 6). */
  proof: Uint8Array;
  /** Major, then minor. */
  protocol: readonly [number, number];
  /** 0 in G1, 1 later; undefined when the answer is too short to say. */
  securityLevel?: number;
  /** Largest sub-packet of the channel, in bytes. */
  mostSubPacket?: number;
}

/** Where things lie in the answer. */
const at = {
  protocol: 2,
  flags: 4,
  bound: 5,
  random: 6,
  proof: 14,
  abilities: 52,
  afterAbilities: 54,
  registersItself: 83,
  after: 86,
  idKind: 95,
  subPacket: 114,
  security: 117,
  features: 119,
} as const;

const answerBytes = 121;
const randomBytes = 6;
const proofBytes = 16;
const mostSubPacket = 960;

export interface DeviceInfoTold {
  bound: boolean;
  /** 6 bytes. */
  random: Uint8Array;
  /** 16 bytes. */
  proof: Uint8Array;
  securityLevel?: number;
}

/** 121 bytes. What is constant here was so in every recorded answer; the names of some of it are unknown. */
export const writeDeviceInfo = ({ bound, random, proof, securityLevel = 1 }: DeviceInfoTold): Uint8Array => {
  const data = new Uint8Array(answerBytes);
  data.set([4, 4], at.protocol);
  data[at.flags] = 5;
  data[at.bound] = bound ? 1 : 0;
  data.set(random.subarray(0, randomBytes), at.random);
  data.set(proof.subarray(0, proofBytes), at.proof);
  data.set([0x00, 0x0c], at.abilities);
  data[at.afterAbilities] = 6;
  data[at.registersItself] = 1;
  data[at.after] = 1;
  data[at.idKind] = 0x10;
  data.set(joinBytes(Uint8Array.of(2), u16(mostSubPacket)), at.subPacket);
  data.set([1, securityLevel], at.security);
  data.set([1, 0], at.features);
  return data;
};

/** Undefined when it ends before the proof does. */
export const readDeviceInfo = (data: Uint8Array): DeviceInfo | undefined => {
  if (data.length < at.proof + proofBytes) return undefined;
  const info: DeviceInfo = {
    // Only 0 is known to be free; whatever else it says, nobody's keys are thrown away for it.
    bound: data[at.bound] !== 0,
    random: data.slice(at.random, at.random + randomBytes),
    proof: data.slice(at.proof, at.proof + proofBytes),
    protocol: [data[at.protocol] ?? 0, data[at.protocol + 1] ?? 0],
  };
  if (data[at.subPacket] === 2 && data.length >= at.subPacket + 3) {
    info.mostSubPacket = viewOf(data).getUint16(at.subPacket + 1);
  }
  if (data[at.security] === 1) info.securityLevel = data[at.security + 1];
  return info;
};

/** `pkgLen`: the longest notification asked for, in bytes: 165 at least, 244 at best (section 4). */
export const writeDeviceInfoRequest = (pkgLen: number): Uint8Array => u16(pkgLen);

/** Bytes of a piece; undefined when it is not said. */
export const readDeviceInfoRequest = (data: Uint8Array): number | undefined =>
  data.length < 2 ? undefined : viewOf(data).getUint16(0);
