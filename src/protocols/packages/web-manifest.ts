/**
 * The manifest of ESP Web Tools: which files go where, for each chip family (esp-flashing, section 7). Nothing in it is
 * fetched or believed here; names and paths are text.
 */
import { own } from '../../model/own';
import { packageFault } from './fault';
import { fieldsOf, jsonOf, offsetOf, textOf } from './json-fields';

export interface WebManifestPart {
  /** As written: relative to the manifest, or an address. */
  path: string;
  /** Bytes from the start of the flash. */
  offset: number;
  /** 64 characters of lower-case hex, where the manifest gives one. */
  sha256?: string;
}

export interface WebManifestBuild {
  /** `ESP32-C3`; what it names need not be a chip of this bench. */
  chipFamily: string;
  parts: readonly WebManifestPart[];
}

export interface WebManifest {
  name: string;
  version?: string;
  builds: readonly WebManifestBuild[];
}

/** As many as anybody may give; esptool takes no fewer. */
export const mostParts = 16;
const mostBuilds = 64;

const partOf = (value: unknown, where: string): WebManifestPart => {
  const fields = fieldsOf(value, where);
  const path = textOf(fields, 'path', `${where}.`);
  const sha256 = own(fields, 'sha256');
  if (sha256 !== undefined && (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/i.test(sha256)))
    throw packageFault('form', { where: `${where}.sha256` });
  return { path, offset: offsetOf(own(fields, 'offset'), path), ...(sha256 && { sha256: sha256.toLowerCase() }) };
};

const listOf = (value: unknown, where: string, what: 'parts' | 'builds', most: number): readonly unknown[] => {
  if (!Array.isArray(value) || value.length === 0) throw packageFault('form', { where });
  if (value.length > most) throw packageFault('too-many', { what, most });
  return value;
};

const buildOf = (value: unknown, index: number): WebManifestBuild => {
  const where = `builds[${index}]`;
  const fields = fieldsOf(value, where);
  const parts = listOf(own(fields, 'parts'), `${where}.parts`, 'parts', mostParts);
  return {
    chipFamily: textOf(fields, 'chipFamily', `${where}.`),
    parts: parts.map((part, at) => partOf(part, `${where}.parts[${at}]`)),
  };
};

/** Throws `firmware.package` {reason: `not-json`, `form`, `too-many`, `offset`, `too-large`}. */
export const parseWebManifest = (text: string): WebManifest => {
  const fields = fieldsOf(jsonOf(text), 'builds');
  const builds = listOf(own(fields, 'builds'), 'builds', 'builds', mostBuilds).map(buildOf);
  const [name, version] = [own(fields, 'name'), own(fields, 'version')];
  return {
    name: typeof name === 'string' ? name : '',
    ...(typeof version === 'string' && version !== '' && { version }),
    builds,
  };
};
