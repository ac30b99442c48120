/** What a catalogue lists now that it was asked again, beside what it listed before. Pure. */
import type { Catalogue, ChangedFile, ListedFirmware, ListedPart } from '../../model/catalogue';

const partsOf = ({ firmware }: Catalogue) => firmware.flatMap(({ builds }) => builds.flatMap(({ parts }) => parts));

/**
 * Files that had a hash, and have another one, or none any more, under the same address. A new version has an address of
 * its own; this is what a person must be asked about.
 */
export const changedFiles = (before: Catalogue, after: Catalogue): readonly ChangedFile[] => {
  const known = new Map(partsOf(before).map((part) => [part.url, part.sha256]));
  const changed = new Map<string, ChangedFile>();
  for (const { url, path, sha256 } of partsOf(after)) {
    const old = known.get(url);
    if (old !== undefined && old !== sha256) changed.set(url, { url, path, before: old, after: sha256 ?? '' });
  }
  return [...changed.values()];
};

const contents = ({ builds }: ListedFirmware) =>
  JSON.stringify(builds.map(({ parts }) => parts.map(({ url, offset, sha256 }) => [url, offset, sha256])));

/** Whether what was taken of the one is still what the other lists. */
export const sameFirmware = (one: ListedFirmware, other: ListedFirmware): boolean => contents(one) === contents(other);

/** Each once; one that has a hash anywhere is asked by it, and one that has two by both. */
export const filesOf = ({ builds }: ListedFirmware): readonly ListedPart[] => {
  const parts = builds.flatMap((build) => build.parts);
  const hashed = new Set(parts.filter(({ sha256 }) => sha256 !== undefined).map(({ url }) => url));
  const asked = parts.filter(({ url, sha256 }) => sha256 !== undefined || !hashed.has(url));
  return [...new Map(asked.map((part) => [`${part.url} ${part.sha256 ?? ''}`, part])).values()];
};
