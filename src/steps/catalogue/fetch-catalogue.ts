/** Asks an address for its catalogue, and for the manifest and read-me of each firmware in it. Keeps nothing. */
import type { FetchOutside } from '../../links/outside';
import type { Catalogue, ListedFirmware, ReadMe } from '../../model/catalogue';
import { asBenchError, BenchError } from '../../model/problem';
import { hostOf, readAddress } from '../../protocols/catalogue/address';
import { buildsOf, type Entry, readCatalogue, withHashes } from '../../protocols/catalogue/read-catalogue';
import { parseWebManifest } from '../../protocols/packages/web-manifest';

export interface CatalogueWork {
  fetch: FetchOutside;
  now(): number;
  signal?: AbortSignal;
  /** Entries that are read, of how many. */
  progress?(done: number, of: number): void;
}

/** Fewer than the server fetches at once, so that a second tab finds room. */
const atOnce = 3;

const textOf = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new BenchError('catalogue.unreadable', { reason: 'not-text' });
  }
};

const readMeOf = async (url: string, { fetch, signal }: CatalogueWork): Promise<ReadMe> => {
  try {
    return { url, text: textOf(await fetch(url, 'text', signal)) };
  } catch (fault) {
    if (signal?.aborted) throw fault;
    return { url, problem: asBenchError(fault).problem };
  }
};

const lastOf = (url: string): string => {
  const name = new URL(url).pathname.split('/').pop() ?? '';
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

interface Manifested {
  name?: string;
  version?: string;
  builds: ListedFirmware['builds'];
}

const manifestOf = async ({ source, hashes }: Entry, { fetch, signal }: CatalogueWork): Promise<Manifested> => {
  if (source.kind === 'wrong') throw new BenchError(source.problem.code, source.problem.details);
  if (source.kind === 'builds') return { builds: withHashes(source.builds, hashes) };
  const manifest = parseWebManifest(textOf(await fetch(source.url, 'list', signal)));
  const { name, version } = manifest;
  return {
    ...(name && { name: name.slice(0, 120) }),
    ...(version && { version: version.slice(0, 120) }),
    builds: withHashes(buildsOf(manifest, source.url), hashes),
  };
};

const firmwareOf = async (entry: Entry, work: CatalogueWork): Promise<ListedFirmware> => {
  const { id, about, chips } = entry;
  const readMe = entry.readMe === undefined ? undefined : await readMeOf(entry.readMe, work);
  const told = { id, ...(about && { about }), ...(readMe && { readMe }) };
  const named = (name: string | undefined) => entry.name || name || lastOf(id) || hostOf(id);
  try {
    const { name, version, builds } = await manifestOf(entry, work);
    const families = [...new Set(builds.map(({ chipFamily }) => chipFamily).filter((family) => family !== ''))];
    const release = entry.version ?? version;
    return {
      ...told,
      name: named(name),
      ...(release && { version: release }),
      chips: chips.length > 0 ? chips : families,
      builds,
    };
  } catch (fault) {
    if (work.signal?.aborted) throw fault;
    const { version } = entry;
    const { problem } = asBenchError(fault);
    return { ...told, name: named(undefined), ...(version && { version }), chips, builds: [], problem };
  }
};

/** Each in its place, a few at a time. */
const inTurn = async <In, Out>(all: readonly In[], work: (each: In) => Promise<Out>): Promise<readonly Out[]> => {
  const done = new Map<number, Out>();
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < all.length; at = next++) {
      const each = all[at];
      if (each !== undefined) done.set(at, await work(each));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return all.map((_, at) => done.get(at)).filter((out) => out !== undefined);
};

/**
 * What is listed at `address`, as typed or from a link. A manifest or read-me that does not come is told with its
 * firmware. Throws `catalogue.not-fetched`, `catalogue.unreadable`, `cancelled`.
 */
export const fetchCatalogue = async (address: string, work: CatalogueWork): Promise<Catalogue> => {
  const read = readAddress(address);
  if (read.kind === 'refused') throw new BenchError('catalogue.not-fetched', { reason: read.fault });
  const { url } = read;
  const { name, about, entries } = readCatalogue(textOf(await work.fetch(url, 'list', work.signal)), url);
  let done = 0;
  work.progress?.(done, entries.length);
  const firmware = await inTurn(entries, async (entry) => {
    const each = await firmwareOf(entry, work);
    work.progress?.(++done, entries.length);
    return each;
  });
  const only = firmware.length === 1 ? firmware[0]?.name : undefined;
  return { url, name: name ?? only ?? hostOf(url), ...(about && { about }), firmware, fetchedAt: work.now() };
};
