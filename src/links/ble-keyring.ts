/** The keys of one connection as its central has them: which one a message needs is told by its mode (ble-pairing, section 6). */
import { deviceIdOf } from '../protocols/tuya-ble/device-id';
import { key11, key12, key14, key15, type Mode } from '../protocols/tuya-ble/keys';

/**
 * What a central knows of a device: its license, and once it is bound the two keys that the cloud handed out. Looked at
 * whenever a key is needed, so that cloud keys learned in mid-connection can be filled in.
 */
export interface BleKeys {
  uuid: string;
  /** 32 characters. */
  authKey: string;
  /** 16 characters each. */
  localKey?: string;
  secKey?: string;
}

export interface BleKeyring {
  readonly deviceId: Uint8Array;
  readonly hasCloudKeys: boolean;
  /** `iv` of the message: in mode 11 it is R, and is kept. Undefined while the mode has no key. */
  toSeal(mode: Mode, iv: Uint8Array): Uint8Array | undefined;
  /** The likeliest first; none when there is no key for this mode. */
  toOpen(mode: number): readonly Uint8Array[];
  /** R of the last request in mode 11. */
  readonly r: Uint8Array | undefined;
  /** P of a device-info answer, 6 bytes: only the last one counts. */
  learn(p: Uint8Array): void;
}

export const createBleKeyring = (keys: BleKeys): BleKeyring => {
  const deviceId = deviceIdOf(keys.uuid);
  /** A late answer to a request that was repeated opens with its own R only (section 4). */
  const rs: Uint8Array[] = [];
  let p: Uint8Array | undefined;

  const keyOf = (mode: number): Uint8Array | undefined => {
    const { authKey, localKey, secKey } = keys;
    const r = rs[0];
    if (mode === 11) return r && key11(authKey, deviceId, r);
    if (mode === 12) return r && p && key12(key11(authKey, deviceId, r), p);
    if (localKey === undefined || secKey === undefined) return undefined;
    if (mode === 14) return key14(localKey, secKey);
    return mode === 15 && p ? key15(localKey, secKey, p) : undefined;
  };

  return {
    deviceId,
    get hasCloudKeys() {
      return keys.localKey !== undefined && keys.secKey !== undefined;
    },
    get r() {
      return rs[0];
    },
    toSeal(mode, iv) {
      if (mode === 11) rs.unshift(iv);
      return keyOf(mode);
    },
    toOpen(mode) {
      if (mode === 11) return rs.map((r) => key11(keys.authKey, deviceId, r));
      const key = keyOf(mode);
      return key ? [key] : [];
    },
    learn(random) {
      p = random;
    },
  };
};
