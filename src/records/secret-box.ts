import type Dexie from 'dexie';
import type { Table } from 'dexie';
import type { License } from '../model/license';
import { BenchError } from '../model/problem';

/**
 * The one way in which AuthKeys and the keys of devices enter and leave storage. The key that seals them lives in the same database and cannot
 * be read out of the browser; a vault with a passphrase can replace the inside of this file and nothing else.
 */

export interface SealedKey {
  iv: Uint8Array<ArrayBuffer>;
  /** AES-GCM over the secret, with its owner (a UUID) as additional data, so that a seal cannot be moved to another row. */
  box: ArrayBuffer;
}

/** A key that seals secrets; it cannot be read out, only used. */
export interface KeyRow {
  name: string;
  key: CryptoKey;
}

type KeyHome = Dexie & { keys: Table<KeyRow, string> };

export interface SecretBox {
  seal(license: License): Promise<SealedKey>;
  /** Any other secret; `owner` can be no UUID. */
  sealText(owner: string, secret: string): Promise<SealedKey>;
  sealBytes(owner: string, secret: Uint8Array): Promise<SealedKey>;
  openBytes(owner: string, sealed: SealedKey): Promise<Uint8Array>;
  /** The secret. Throws `storage.failed` when the seal is not of this box or this owner. */
  open(owner: string, sealed: SealedKey): Promise<string>;
}

const keyName = 'license-key';
const text = new TextEncoder();

/** The stored key, or a new one. Two tabs may both make one: the transaction keeps the first, and both use that. */
const sealingKey = async (db: KeyHome): Promise<CryptoKey> => {
  const known = await db.keys.get(keyName);
  if (known) return known.key;
  // Made before the transaction: IndexedDB ends a transaction that waits for anything else.
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  return db.transaction('rw', db.keys, async () => {
    const first = await db.keys.get(keyName);
    if (first) return first.key;
    await db.keys.add({ name: keyName, key });
    return key;
  });
};

/** Fetches the key once, for any number of licenses. Not inside a transaction. */
export const openSecretBox = async (db: KeyHome): Promise<SecretBox> => {
  const key = await sealingKey(db);
  const algorithm = (uuid: string, iv: Uint8Array<ArrayBuffer>) => ({
    name: 'AES-GCM',
    iv,
    additionalData: text.encode(uuid),
  });
  const sealBytes = async (owner: string, secret: Uint8Array): Promise<SealedKey> => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, box: await crypto.subtle.encrypt(algorithm(owner, iv), key, secret.slice()) };
  };
  const sealText = (owner: string, secret: string): Promise<SealedKey> => sealBytes(owner, text.encode(secret));
  const openBytes = async (owner: string, { iv, box }: SealedKey): Promise<Uint8Array> => {
    try {
      return new Uint8Array(await crypto.subtle.decrypt(algorithm(owner, iv), key, box));
    } catch (fault) {
      throw new BenchError('storage.failed', { reason: 'seal', uuid: owner }, { cause: fault });
    }
  };
  return {
    seal: ({ uuid, authKey }) => sealText(uuid, authKey),
    sealText,
    sealBytes,
    openBytes,
    open: async (uuid, sealed) => new TextDecoder().decode(await openBytes(uuid, sealed)),
  };
};
