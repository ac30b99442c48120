/** A file of a catalogue: from what was kept of it, or from its address, checked before it is kept. */
import type { FetchOutside } from '../../links/outside';
import type { ChangedFile, FetchedFile, ListedPart } from '../../model/catalogue';
import { BenchError } from '../../model/problem';
import { fetchedFile, keepFetched } from '../../records/catalogues';
import type { BenchDatabase } from '../../records/database';
import { sha256Of } from '../../records/firmware';

export interface FileWork {
  db: BenchDatabase;
  fetch: FetchOutside;
  now(): number;
  signal?: AbortSignal;
}

export type GotFile = FetchedFile & { bytes: Uint8Array<ArrayBuffer> };

const fetchAnew = async ({ url, path, sha256: expected }: ListedPart, work: FileWork): Promise<GotFile> => {
  const bytes = await work.fetch(url, 'bytes', work.signal);
  const found = await sha256Of(bytes.buffer);
  if (expected !== undefined && found !== expected)
    throw new BenchError('catalogue.not-fetched', { reason: 'wrong-hash', file: path, expected, found });
  return { url, sha256: found, size: bytes.length, fetchedAt: work.now(), checked: expected !== undefined, bytes };
};

const keep = async ({ bytes, ...file }: GotFile, { db }: FileWork): Promise<void> =>
  keepFetched(db, file, bytes.buffer);

/**
 * Kept and what the list says: without a network. What is kept under an address that has no hash stays what it is until
 * somebody asks for it anew (`fetchAgain`). Throws `catalogue.not-fetched` (`wrong-hash` too), `storage.failed`.
 */
export const getFile = async (part: ListedPart, work: FileWork): Promise<GotFile> => {
  const kept = await fetchedFile(work.db, part.url);
  if (kept && (part.sha256 === undefined || kept.sha256 === part.sha256))
    return { ...kept, checked: part.sha256 !== undefined };
  const file = await fetchAnew(part, work);
  await keep(file, work);
  return file;
};

/**
 * Asks its address once more. Another file than the kept one is told and given, and not kept: `keepChanged` does that
 * when the person wants it.
 */
export const fetchAgain = async (
  part: ListedPart,
  work: FileWork,
): Promise<{ file: GotFile; changed?: ChangedFile }> => {
  const kept = await fetchedFile(work.db, part.url);
  const file = await fetchAnew(part, work);
  if (!kept || kept.sha256 === file.sha256) {
    await keep(file, work);
    return { file };
  }
  return { file, changed: { url: part.url, path: part.path, before: kept.sha256, after: file.sha256 } };
};

export const keepChanged = (files: readonly GotFile[], work: FileWork): Promise<unknown> =>
  Promise.all(files.map((file) => keep(file, work)));
