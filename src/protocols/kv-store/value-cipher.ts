/** How values are kept: AES-128-CBC with key and IV made of two constants of the application (esp-flashing, section 8). */
import { cbc } from '@noble/ciphers/aes.js';
import { sha256 } from '@noble/hashes/sha2.js';

/** Sixteen characters each, as the application passes them to `tal_kv_init`. */
export interface KvConstants {
  seed: string;
  key: string;
}

/** The pair that every public example ships; no secret. */
export const exampleConstants: KvConstants = { seed: 'vmlkasdh93dlvlcy', key: 'dflfuap134ddlduq' };

const cipher = ({ seed, key }: KvConstants) => {
  const half = (text: string): Uint8Array => sha256(new TextEncoder().encode(text)).subarray(0, 16);
  return cbc(half(key), half(seed));
};

export const encryptValue = (plain: Uint8Array, constants: KvConstants = exampleConstants): Uint8Array =>
  cipher(constants).encrypt(plain);

/** Undefined when length or padding is wrong. Right padding proves little: the caller checks what came out. */
export const decryptValue = (stored: Uint8Array, constants: KvConstants = exampleConstants): Uint8Array | undefined => {
  try {
    return cipher(constants).decrypt(stored);
  } catch {
    return undefined;
  }
};
