import { afterEach, expect, it } from 'vitest';
import type { Catalogue, FetchedFile } from '../../src/model/catalogue';
import {
  fetchedFile,
  keepCatalogue,
  keepFetched,
  listCatalogues,
  listFetched,
  noteTaken,
  removeCatalogue,
} from '../../src/records/catalogues';
import { newDisk } from './bench';

let disk = newDisk();
afterEach(() => {
  disk.closeAll();
  disk = newDisk();
});

const part = (file: string, sha256?: string) => ({
  url: `https://files.example/${file}`,
  path: file,
  ...(sha256 && { sha256 }),
});
const listing = (name: string, files: readonly ReturnType<typeof part>[], fetchedAt = 10): Catalogue => ({
  url: `https://files.example/${name}.json`,
  name,
  fetchedAt,
  firmware: [{ id: 'one', name: 'One', chips: [], builds: [{ chipFamily: 'ESP32', parts: files }] }],
});
const file = (name: string, sha256: string): FetchedFile => ({
  url: `https://files.example/${name}`,
  sha256,
  size: 3,
  fetchedAt: 5,
  checked: true,
});
const bytes = (fill: number) => new Uint8Array(3).fill(fill).buffer;

it('keeps a catalogue, and gives it to another tab without a network', async () => {
  await keepCatalogue(disk.tab(), listing('a', [part('x.bin')]));
  expect(await listCatalogues(disk.tab())).toEqual([{ ...listing('a', [part('x.bin')]), addedAt: 10, taken: {} }]);
});

it('asked again, it is newer and stands where it stood; what was taken counts as long as it is listed unchanged', async () => {
  const db = disk.tab();
  await keepCatalogue(db, listing('a', [part('x.bin')]));
  await keepCatalogue(db, listing('b', [part('y.bin')], 20));
  await noteTaken(db, { url: listing('a', []).url, id: 'one', sha256s: ['s'] });
  await keepCatalogue(db, listing('a', [part('x.bin')], 30));
  expect(
    (await listCatalogues(db)).map(({ name, addedAt, fetchedAt, taken }) => [name, addedAt, fetchedAt, taken]),
  ).toEqual([
    ['a', 10, 30, { one: ['s'] }],
    ['b', 20, 20, {}],
  ]);
  await keepCatalogue(db, listing('a', [part('x.bin', 'f'.repeat(64))], 40));
  expect((await listCatalogues(db))[0]?.taken).toEqual({});
});

it('keeps no note for a catalogue that another tab removed', async () => {
  const db = disk.tab();
  await noteTaken(db, { url: 'https://files.example/gone.json', id: 'one', sha256s: ['s'] });
  expect(await listCatalogues(db)).toEqual([]);
});

it('gives the bytes of a file back, in the place of what was under its address', async () => {
  const db = disk.tab();
  await keepFetched(db, file('x.bin', 'one'), bytes(1));
  await keepFetched(db, file('x.bin', 'two'), bytes(2));
  expect(await fetchedFile(disk.tab(), file('x.bin', '').url)).toEqual({
    ...file('x.bin', 'two'),
    bytes: new Uint8Array(bytes(2)),
  });
  expect(await db.fetchedBytes.count()).toBe(1);
  expect(await fetchedFile(db, 'https://files.example/never.bin')).toBeUndefined();
});

it('removed, a catalogue takes its files along, but for those of another', async () => {
  const db = disk.tab();
  await keepCatalogue(db, listing('a', [part('x.bin'), part('shared.bin')]));
  await keepCatalogue(db, listing('b', [part('shared.bin')]));
  await keepFetched(db, file('x.bin', 'one'), bytes(1));
  await keepFetched(db, file('shared.bin', 'two'), bytes(2));
  await removeCatalogue(db, listing('a', []).url);
  expect((await listFetched(db)).map(({ url }) => url)).toEqual([file('shared.bin', '').url]);
  expect(await db.fetchedBytes.count()).toBe(1);
  await removeCatalogue(db, listing('b', []).url);
  expect([await db.fetchedFiles.count(), await db.fetchedBytes.count(), await db.catalogues.count()]).toEqual([
    0, 0, 0,
  ]);
});
