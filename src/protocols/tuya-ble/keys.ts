/** One key for each mode, by MD5 of what both sides know (ble-pairing, section 6). Secrets go in as their text. */
import { ecb } from '@noble/ciphers/aes.js';
import { md5 } from '@noble/hashes/legacy.js';
import { asciiOf, joinBytes } from './bytes';

/** 11 and 12 by the license, unbound; 14 and 15 by the cloud's keys, bound; 16 by the license, for a release; 0 plain. */
export type Mode = 0 | 11 | 12 | 14 | 15 | 16;

const keyOf = (...parts: readonly Uint8Array[]): Uint8Array => md5(joinBytes(...parts));

/** `r`: 16 bytes, the IV of the central's own device-info request. */
export const key11 = (authKey: string, deviceId: Uint8Array, r: Uint8Array): Uint8Array =>
  keyOf(asciiOf(authKey), deviceId, r);

/** `p`: the 6 random bytes of the device-info answer. */
export const key12 = (key: Uint8Array, p: Uint8Array): Uint8Array => keyOf(key, p);

export const key14 = (localKey: string, secKey: string): Uint8Array => keyOf(asciiOf(localKey), asciiOf(secKey));

export const key15 = (localKey: string, secKey: string, p: Uint8Array): Uint8Array =>
  keyOf(asciiOf(localKey), asciiOf(secKey), p);

/** `r`: 16 bytes, the IV of the request itself. */
export const key16 = (authKey: string, deviceId: Uint8Array, r: Uint8Array): Uint8Array =>
  keyOf(asciiOf(authKey), md5(deviceId), r);

/** What a device shows of its AuthKey in device info: R sealed with the first 16 characters. */
export const proofOf = (authKey: string, r: Uint8Array): Uint8Array =>
  ecb(asciiOf(authKey).slice(0, 16), { disablePadding: true }).encrypt(r);
