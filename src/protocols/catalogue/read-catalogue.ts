/**
 * A catalogue as somebody wrote it: a list of firmware, an array of manifests, or one manifest of ESP Web Tools. Read
 * liberally: what the bench has no use for is passed over, and an entry that is wrong does not cost the others. Fetches
 * nothing and believes nothing; names are text.
 */
import type { ListedBuild } from '../../model/catalogue';
import { own } from '../../model/own';
import { asBenchError, BenchError, type Details, type Problem } from '../../model/problem';
import { parseWebManifest, type WebManifest } from '../packages/web-manifest';
import { readAddress } from './address';

export const catalogueVersion = 1;
export const mostListed = 200;
const longestName = 120;
const longestAbout = 600;

type Fields = Readonly<Record<string, unknown>>;

/** SHA-256 of the one file, or by path as the manifest has it. */
export type GivenHashes = string | Readonly<Record<string, string>>;

/** What stands in the list about one firmware; `manifest` is still to be fetched where it is an address. */
export interface Entry {
  id: string;
  name?: string;
  version?: string;
  about?: string;
  chips: readonly string[];
  source:
    | { kind: 'manifest'; url: string }
    | { kind: 'builds'; builds: readonly ListedBuild[] }
    | { kind: 'wrong'; problem: Problem };
  readMe?: string;
  hashes?: GivenHashes;
}

export interface ReadCatalogue {
  name?: string;
  about?: string;
  entries: readonly Entry[];
}

const unreadable = (reason: string, details: Details = {}) =>
  new BenchError('catalogue.unreadable', { reason, ...details });
const wrongField = (field: string) => unreadable('field', { field: field.slice(0, 60) });

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** It means to be a manifest of ESP Web Tools. */
const isManifest = (value: unknown): value is Fields => isFields(value) && Array.isArray(own(value, 'builds'));

/** For people alone: what is no text, or too long, is left out or cut. */
const words = (fields: Fields, key: string, most = longestName): string | undefined => {
  const value = own(fields, key);
  if (typeof value !== 'string') return undefined;
  return (
    value
      .replaceAll(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, most) || undefined
  );
};

const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/i.test(value);

/** A hash that is none would be one that is never checked. */
const hashesIn = (fields: Fields, at: string): GivenHashes | undefined => {
  const given = own(fields, 'sha256');
  if (given === undefined) return undefined;
  if (isHash(given)) return given.toLowerCase();
  if (!isFields(given) || !Object.values(given).every(isHash)) throw wrongField(`${at}sha256`);
  return Object.fromEntries(Object.entries(given).map(([path, hash]) => [path, String(hash).toLowerCase()]));
};

const addressIn = (given: unknown, base: string, at: string): string => {
  if (typeof given !== 'string') throw wrongField(at);
  const read = readAddress(given, base);
  if (read.kind === 'address') return read.url;
  throw new BenchError('catalogue.not-fetched', { reason: read.fault });
};

/** Of one file by its own hash, or of each by its path. Throws `catalogue.unreadable`. */
export const withHashes = (builds: readonly ListedBuild[], given: GivenHashes | undefined): readonly ListedBuild[] => {
  if (given === undefined) return builds;
  const urls = new Set(builds.flatMap(({ parts }) => parts.map(({ url }) => url)));
  if (typeof given === 'string' && urls.size > 1) throw wrongField('sha256');
  return builds.map((build) => ({
    ...build,
    parts: build.parts.map((part) => {
      const hash = typeof given === 'string' ? given : own(given, part.path);
      if (hash !== undefined && part.sha256 !== undefined && hash !== part.sha256) throw wrongField('sha256');
      return hash === undefined ? part : { ...part, sha256: hash };
    }),
  }));
};

/** The builds of a manifest, its paths resolved against the address it was asked for by. Throws for one that leads nowhere. */
export const buildsOf = ({ builds }: WebManifest, base: string): readonly ListedBuild[] =>
  builds.map(({ chipFamily, parts }) => ({
    chipFamily: chipFamily.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 40),
    parts: parts.map(({ path, offset, sha256 }) => ({
      url: addressIn(path, base, 'path'),
      path: path.slice(0, longestName),
      offset,
      ...(sha256 !== undefined && { sha256 }),
    })),
  }));

const manifestIn = (value: unknown, base: string): Pick<Entry, 'name' | 'version' | 'source'> => {
  const manifest = parseWebManifest(JSON.stringify(value));
  const { name, version } = { name: words({ ...manifest }, 'name'), version: words({ ...manifest }, 'version') };
  return {
    source: { kind: 'builds', builds: buildsOf(manifest, base) },
    ...(name && { name }),
    ...(version && { version }),
  };
};

const imageOf = (url: string, path: string, chips: readonly string[]): Entry['source'] => ({
  kind: 'builds',
  builds: [{ chipFamily: chips[0] ?? '', parts: [{ url, path: path.slice(0, longestName) }] }],
});

const chipsIn = (fields: Fields): readonly string[] => {
  const given = own(fields, 'chips');
  const list = Array.isArray(given) ? given : [given];
  return list
    .map((chip) => words({ chip }, 'chip', 40))
    .filter((chip) => chip !== undefined)
    .slice(0, 32);
};

/** `manifest`, `image`, `url` by what it ends with, or the manifest itself. */
const sourceIn = (fields: Fields, base: string, at: string, id: string, chips: readonly string[]) => {
  const [manifest, image, either] = ['manifest', 'image', 'url'].map((key) => own(fields, key));
  if (isManifest(fields)) return { id, ...manifestIn(fields, base) };
  if (isFields(manifest)) return { id, ...manifestIn(manifest, base) };
  const asImage = image ?? (typeof either === 'string' && /\.bin([?#]|$)/i.test(either) ? either : undefined);
  if (asImage !== undefined) {
    const url = addressIn(asImage, base, `${at}image`);
    return { id: url, source: imageOf(url, String(asImage), chips) };
  }
  const url = addressIn(manifest ?? either, base, `${at}manifest`);
  return { id: url, source: { kind: 'manifest', url } as const };
};

const entryOf = (value: unknown, index: number, base: string): Entry => {
  const fields: Fields = isFields(value) ? value : { url: value };
  const at = `firmware[${index}].`;
  const id = `${base}#${index}`;
  const chips = chipsIn(fields);
  const given = {
    name: words(fields, 'name'),
    version: words(fields, 'version'),
    about: words(fields, 'about', longestAbout),
  };
  const told = Object.fromEntries(Object.entries(given).filter(([, each]) => each !== undefined));
  try {
    const hashes = hashesIn(fields, at);
    const readMe = 'readme' in fields ? addressIn(fields.readme, base, `${at}readme`) : undefined;
    return {
      ...sourceIn(fields, base, at, id, chips),
      ...told,
      chips,
      ...(readMe !== undefined && { readMe }),
      ...(hashes !== undefined && { hashes }),
    };
  } catch (fault) {
    return { id, ...told, chips, source: { kind: 'wrong', problem: asBenchError(fault).problem } };
  }
};

const json = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw unreadable('not-json');
  }
};

/** Whatever `value` is, the entries in it; undefined where there is no place for any. */
const listIn = (value: unknown): readonly unknown[] | undefined => {
  if (Array.isArray(value)) return value;
  if (isManifest(value)) return [value];
  const list = isFields(value) ? own(value, 'firmware') : undefined;
  return Array.isArray(list) ? list : undefined;
};

/** No two entries under one name: what was taken of one would be told of the other. */
const apart = (entries: readonly Entry[], base: string): readonly Entry[] => {
  const seen = new Set<string>();
  return entries.map((entry, index) => {
    const id = seen.has(entry.id) ? `${base}#${index}` : entry.id;
    seen.add(id);
    return { ...entry, id };
  });
};

/** `url` is where the text came from. Throws `catalogue.unreadable` {reason, field}. */
export const readCatalogue = (text: string, url: string): ReadCatalogue => {
  const value = json(text);
  const list = listIn(value);
  const fields: Fields = isFields(value) && !isManifest(value) ? value : {};
  const { bindery, version } = fields;
  if (!list || (bindery !== undefined && bindery !== 'catalogue')) throw unreadable('not-a-catalogue');
  if (bindery !== undefined && (typeof version !== 'number' || !Number.isInteger(version) || version < 1))
    throw wrongField('version');
  if (typeof version === 'number' && bindery !== undefined && version > catalogueVersion)
    throw unreadable('newer-version');
  if (list.length === 0) throw unreadable('empty');
  if (list.length > mostListed) throw unreadable('too-many');
  const [name, about] = [words(fields, 'name'), words(fields, 'about', longestAbout)];
  return {
    ...(name && { name }),
    ...(about && { about }),
    entries: apart(
      list.map((entry, index) => entryOf(entry, index, url)),
      url,
    ),
  };
};
