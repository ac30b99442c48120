/** Digests that WebCrypto has not (MD5) or has only as a promise (SHA-256), as lower-case hex. */
import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

export const toHex = (bytes: Uint8Array): string => bytesToHex(bytes);

export const md5Hex = (bytes: Uint8Array): string => bytesToHex(md5(bytes));

export const sha256Hex = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));
