/** The secrets of a radio and how long each lives (ble-pairing, section 6: "How long the secrets live"). */
import { key11, key12, key14, key15, key16, type Mode, proofOf } from '../../protocols/tuya-ble/keys';
import type { RadioHost } from './radio-host';

export interface Keyring {
  /**
   * The key for a message that arrived in this mode with this IV; taking it in may change R and key 11, whatever becomes
   * of the message. Undefined when the firmware cannot make one.
   */
  toOpen(mode: number, iv: Uint8Array): Uint8Array | undefined;
  toSeal(mode: Mode): Uint8Array | undefined;
  /** A new P, 6 bytes. */
  drawP(): Uint8Array;
  proof(): Uint8Array;
  connected(): void;
  disconnected(): void;
}

const zeroes = (bytes: number): Uint8Array => new Uint8Array(bytes);

export const createKeyring = (host: RadioHost, deviceId: Uint8Array): Keyring => {
  const { authKey } = host.license;
  const hardened = host.generation >= 3;
  let r = zeroes(16);
  let eleven = zeroes(16);
  /** Hardened firmware knows whether it ever made key 11; older takes sixteen zeroes for it. */
  let elevenMade = !hardened;
  let p = zeroes(6);

  const forget = (): void => {
    if (host.generation !== 3) return;
    r = zeroes(16);
    eleven = zeroes(16);
    elevenMade = false;
  };

  const keyFor = (mode: number): Uint8Array | undefined => {
    const bound = host.binding();
    // What the cloud never handed out is nothing but zeroes in the firmware's memory.
    const { localKey, secKey } = bound ?? { localKey: '\0'.repeat(16), secKey: '\0'.repeat(16) };
    if (mode === 11) {
      eleven = key11(authKey, deviceId, r);
      elevenMade = true;
      return eleven;
    }
    if (mode === 12) return elevenMade ? key12(eleven, p) : undefined;
    if (mode === 14) return key14(localKey, secKey);
    if (mode === 15) return key15(localKey, secKey, p);
    return mode === 16 ? key16(authKey, deviceId, r) : undefined;
  };

  return {
    toOpen(mode, iv) {
      if (mode === 11 || mode === 16) r = Uint8Array.from(iv);
      return keyFor(mode);
    },
    toSeal: keyFor,
    drawP() {
      p = Uint8Array.from(host.random(6));
      return p;
    },
    proof: () => proofOf(authKey, r),
    connected: forget,
    disconnected() {
      p = zeroes(6);
      forget();
    },
  };
};
