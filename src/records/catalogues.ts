/** Catalogues that were added, and the files that were fetched from them: what is needed to go on without a network. */
import type { Catalogue, CatalogueRow, FetchedFile } from '../model/catalogue';
import { sameFirmware } from '../protocols/catalogue/changes';
import { type BenchDatabase, stored } from './database';

/** In the order in which they were added. */
export const listCatalogues = (db: BenchDatabase): Promise<CatalogueRow[]> =>
  stored(() => db.catalogues.orderBy('addedAt').toArray());

export const catalogueAt = (db: BenchDatabase, url: string): Promise<CatalogueRow | undefined> =>
  stored(() => db.catalogues.get(url));

/** Keeps what was fetched. What was taken of a firmware before counts on only where it is listed unchanged. */
export const keepCatalogue = (db: BenchDatabase, catalogue: Catalogue): Promise<CatalogueRow> =>
  stored(() =>
    db.transaction('rw', db.catalogues, async () => {
      const before = await db.catalogues.get(catalogue.url);
      const still = catalogue.firmware.flatMap((firmware) => {
        const old = before?.firmware.find(({ id }) => id === firmware.id);
        const sha256s = before?.taken[firmware.id];
        return old && sha256s && sameFirmware(old, firmware) ? [[firmware.id, sha256s] as const] : [];
      });
      const row: CatalogueRow = {
        ...catalogue,
        addedAt: before?.addedAt ?? catalogue.fetchedAt,
        taken: Object.fromEntries(still),
      };
      await db.catalogues.put(row);
      return row;
    }),
  );

/** `sha256s` of the shelf came from this firmware. One that was removed meanwhile, in another tab, stays removed. */
export const noteTaken = (
  db: BenchDatabase,
  { url, id, sha256s }: { url: string; id: string; sha256s: readonly string[] },
): Promise<void> =>
  stored(() =>
    db.transaction('rw', db.catalogues, async () => {
      const row = await db.catalogues.get(url);
      if (row) await db.catalogues.put({ ...row, taken: { ...row.taken, [id]: sha256s } });
    }),
  );

export const listFetched = (db: BenchDatabase): Promise<FetchedFile[]> => stored(() => db.fetchedFiles.toArray());

export const fetchedFile = (
  db: BenchDatabase,
  url: string,
): Promise<(FetchedFile & { bytes: Uint8Array<ArrayBuffer> }) | undefined> =>
  stored(() =>
    db.transaction('r', db.fetchedFiles, db.fetchedBytes, async () => {
      const file = await db.fetchedFiles.get(url);
      const kept = file && (await db.fetchedBytes.get(file.sha256));
      return file && kept ? { ...file, bytes: new Uint8Array(kept.bytes) } : undefined;
    }),
  );

/** Bytes that no file is under any more. Inside a transaction. */
const sweep = async (db: BenchDatabase): Promise<void> => {
  const used = new Set((await db.fetchedFiles.toArray()).map(({ sha256 }) => sha256));
  const kept = (await db.fetchedBytes.toCollection().primaryKeys()) as string[];
  await db.fetchedBytes.bulkDelete(kept.filter((sha256) => !used.has(sha256)));
};

/** In the place of what was there under its address. */
export const keepFetched = (db: BenchDatabase, file: FetchedFile, bytes: ArrayBuffer): Promise<void> =>
  stored(() =>
    db.transaction('rw', db.fetchedFiles, db.fetchedBytes, async () => {
      await db.fetchedFiles.put(file);
      await db.fetchedBytes.put({ sha256: file.sha256, bytes });
      await sweep(db);
    }),
  );

/** With its files, but for those that another catalogue lists too. The shelf keeps what was taken. */
export const removeCatalogue = (db: BenchDatabase, url: string): Promise<void> =>
  stored(() =>
    db.transaction('rw', db.catalogues, db.fetchedFiles, db.fetchedBytes, async () => {
      await db.catalogues.delete(url);
      const listed = new Set(
        (await db.catalogues.toArray()).flatMap(({ firmware }) =>
          firmware.flatMap(({ builds }) => builds.flatMap(({ parts }) => parts.map((part) => part.url))),
        ),
      );
      const files = await db.fetchedFiles.toArray();
      await db.fetchedFiles.bulkDelete(files.map((file) => file.url).filter((each) => !listed.has(each)));
      await sweep(db);
    }),
  );
