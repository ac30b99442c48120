/** The license as two files of the key-value store, written and read without the firmware's help (esp-flashing, section 8). */
import type { DeviceLicense, License } from '../../model/license';
import { decodePair, encodeBlock, type StoredFile } from './metadata-block';
import { decryptValue, encryptValue, exampleConstants, type KvConstants } from './value-cipher';

export const uuidFile = 'UUID_TUYAOPEN';
export const authKeyFile = 'AUTHKEY_TUYAOPEN';
/** Where the store begins in the partition labelled `tuya`: block 0, then block 1. */
export const storeOffset = 0x9000;

/** The firmware copies 20 bytes whatever the length, so a short UUID is filled with NUL. */
const uuidBytes = 20;

const uuidForm = /^[A-Za-z0-9_.-]{16}(?:[A-Za-z0-9_.-]{4})?$/;
const authKeyForm = /^[\x21-\x7e]{32}$/;
const placeholder = 'uuidxxxxxxxxxxxxxxxx';

/** Block 0 of a store that holds this license and nothing else; block 1 must be erased. 4096 bytes. */
export const encodeLicense = (
  license: License,
  constants: KvConstants = exampleConstants,
  revision = 1,
): Uint8Array => {
  const uuid = new Uint8Array(uuidBytes);
  uuid.set(new TextEncoder().encode(license.uuid).subarray(0, uuidBytes));
  const files: StoredFile[] = [
    { name: uuidFile, content: encryptValue(uuid, constants) },
    { name: authKeyFile, content: encryptValue(new TextEncoder().encode(license.authKey), constants) },
  ];
  // Two short files always fit.
  return encodeBlock(files, revision)!;
};

const text = (bytes: Uint8Array): string => {
  const end = bytes.indexOf(0);
  return new TextDecoder('latin1').decode(end < 0 ? bytes : bytes.subarray(0, end));
};

/** What the two blocks hold. Anything short of a well-formed pair or a clear absence is `unknown`. */
export const decodeLicense = (
  block0: Uint8Array,
  block1: Uint8Array,
  constants: KvConstants = exampleConstants,
): DeviceLicense => {
  const pair = decodePair(block0, block1);
  if (pair.kind === 'none') return pair.why === 'blank' ? { kind: 'none' } : { kind: 'unknown', why: 'malformed' };
  if (pair.kind === 'unknown') return { kind: 'unknown', why: 'malformed' };
  return licenseIn(pair.files, constants);
};

/** The license among the files of a store. */
export const licenseIn = (files: readonly StoredFile[], constants: KvConstants = exampleConstants): DeviceLicense => {
  const stored = (name: string) => files.find((file) => file.name === name)?.content;
  const [uuidStored, authKeyStored] = [stored(uuidFile), stored(authKeyFile)];
  if (!uuidStored || !authKeyStored) return { kind: 'none' };
  const [uuidPlain, authKeyPlain] = [decryptValue(uuidStored, constants), decryptValue(authKeyStored, constants)];
  if (!uuidPlain || !authKeyPlain) return { kind: 'unknown', why: 'malformed' };
  const license = { uuid: text(uuidPlain), authKey: text(authKeyPlain) };
  if (license.uuid === placeholder) return { kind: 'none' };
  return uuidForm.test(license.uuid) && authKeyForm.test(license.authKey)
    ? { kind: 'valid', license }
    : { kind: 'unknown', why: 'malformed' };
};
