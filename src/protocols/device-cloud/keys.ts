/** How the device's secrets are used: always as text, never hex-decoded (device-cloud, "if you only read one thing"). */
import { gcm } from '@noble/ciphers/aes.js';
import { md5Hex } from '../digest/digest';

export const nonceBytes = 12;
export const tagBytes = 16;
/** Of the AES key: the first characters of AuthKey, secKey or localKey. */
const keyBytes = 16;

export const asBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Fatal: a text that is no UTF-8 throws, so that a wrong key can never be taken for an odd text. */
export const asText = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

export const cipherKey = (secret: string): Uint8Array => asBytes(secret).slice(0, keyBytes);

/** MQTT password: characters 8 to 23 of the hex MD5 of AuthKey (before activation) or secKey (after it). */
export const loginPassword = (secret: string): string => md5Hex(asBytes(secret)).slice(8, 24);

/** `nonce | ciphertext | tag`, AES-128-GCM. */
export const sealText = (text: string, secret: string, nonce: Uint8Array, header?: Uint8Array): Uint8Array => {
  const sealed = gcm(cipherKey(secret), nonce, header).encrypt(asBytes(text));
  const joined = new Uint8Array(nonceBytes + sealed.length);
  joined.set(nonce);
  joined.set(sealed, nonceBytes);
  return joined;
};

/** Undefined when it is too short, was sealed by another key, was changed, or holds no text. */
export const openText = (
  sealed: Uint8Array,
  secret: string,
  header?: Uint8Array,
): { text: string; nonce: Uint8Array } | undefined => {
  if (sealed.length < nonceBytes + tagBytes) return undefined;
  const nonce = sealed.slice(0, nonceBytes);
  try {
    return { text: asText(gcm(cipherKey(secret), nonce, header).decrypt(sealed.subarray(nonceBytes))), nonce };
  } catch {
    return undefined;
  }
};
