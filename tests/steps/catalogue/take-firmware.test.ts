import { createHash } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import type { CatalogueRow, ListedFirmware, ListedPart } from '../../../src/model/catalogue';
import { keepCatalogue, listCatalogues, listFetched } from '../../../src/records/catalogues';
import { firmwareBytes, listFirmware } from '../../../src/records/firmware';
import { fetchAgain, keepChanged } from '../../../src/steps/catalogue/fetch-file';
import { takeFirmware } from '../../../src/steps/catalogue/take-firmware';
import { buildImage } from '../../../src/virtual/esp/demo-image';
import { newDisk } from '../../records/bench';
import { offered } from './offered';

let disk = newDisk();
afterEach(() => {
  disk.closeAll();
  disk = newDisk();
});

const base = 'https://files.example/';
const app = (chip: 'esp32' | 'esp32c3', appBytes = 60_000) => buildImage({ chip, merged: false, appBytes });
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const part = (path: string, sha256?: string): ListedPart => ({ url: base + path, path, ...(sha256 && { sha256 }) });
const firmware = (...parts: readonly ListedPart[]): ListedFirmware => ({
  id: 'one',
  name: 'One',
  chips: [],
  builds: parts.map((each) => ({ chipFamily: 'ESP32', parts: [each] })),
});
const url = `${base}list.json`;
const work = (from: ReturnType<typeof offered>) => ({ db: disk.tab(), fetch: from.fetch, now: () => 50 });

it('what came as the list says is on the shelf, and once more without a network', async () => {
  const bytes = app('esp32');
  const from = offered({ [`${base}a.bin`]: bytes });
  const one = firmware(part('a.bin', hashOf(bytes)));
  await keepCatalogue(disk.tab(), { url, name: 'All', firmware: [one], fetchedAt: 1 });
  const { rows, refused, unchecked } = await takeFirmware(url, one, work(from));
  expect([rows.length, refused, unchecked]).toEqual([1, [], 0]);
  expect(rows[0]).toMatchObject({ sha256: hashOf(bytes), fileName: 'a.bin', virtual: false });
  expect(await firmwareBytes(disk.tab(), hashOf(bytes))).toEqual(new Uint8Array(bytes));
  expect((await listCatalogues(disk.tab()))[0]?.taken).toEqual({
    one: [hashOf(bytes)],
  } satisfies CatalogueRow['taken']);

  expect((await takeFirmware(url, one, work(offered({})))).rows).toEqual(rows);
  expect(await listFetched(disk.tab())).toMatchObject([{ url: `${base}a.bin`, checked: true, size: bytes.length }]);
});

it('another file than the list says is neither kept nor put on the shelf, nor anything beside it', async () => {
  const [right, other] = [app('esp32'), app('esp32', 64_000)];
  const from = offered({ [`${base}a.bin`]: right, [`${base}b.bin`]: other });
  const both = firmware(part('a.bin', hashOf(right)), part('b.bin', hashOf(right)));
  await expect(takeFirmware(url, both, work(from))).rejects.toMatchObject({
    code: 'catalogue.not-fetched',
    details: { reason: 'wrong-hash', file: 'b.bin', expected: hashOf(right), found: hashOf(other) },
  });
  expect(await listFirmware(disk.tab())).toEqual([]);
  expect((await listFetched(disk.tab())).map((file) => file.url)).toEqual([`${base}a.bin`]);
});

it('without a hash it is never called checked, and stays what it was until somebody looks again', async () => {
  const [first, second] = [app('esp32'), app('esp32', 64_000)];
  const from = offered({ [`${base}a.bin`]: first });
  const one = firmware(part('a.bin'));
  expect((await takeFirmware(url, one, work(from))).unchecked).toBe(1);
  from.files[`${base}a.bin`] = second;
  expect((await takeFirmware(url, one, work(from))).rows[0]?.sha256).toBe(hashOf(first));

  const { file, changed } = await fetchAgain(part('a.bin'), work(from));
  expect(changed).toEqual({ url: `${base}a.bin`, path: 'a.bin', before: hashOf(first), after: hashOf(second) });
  expect((await listFetched(disk.tab()))[0]).toMatchObject({ sha256: hashOf(first), checked: false });
  await keepChanged([file], work(from));
  expect((await takeFirmware(url, one, work(offered({})))).rows[0]?.sha256).toBe(hashOf(second));
});

it('a hash that the list gives later is asked of what was kept before', async () => {
  const [first, second] = [app('esp32'), app('esp32', 64_000)];
  const from = offered({ [`${base}a.bin`]: first });
  await takeFirmware(url, firmware(part('a.bin')), work(from));
  expect((await takeFirmware(url, firmware(part('a.bin', hashOf(first))), work(offered({})))).unchecked).toBe(0);
  from.files[`${base}a.bin`] = second;
  const { rows } = await takeFirmware(url, firmware(part('a.bin', hashOf(second))), work(from));
  expect(rows[0]?.sha256).toBe(hashOf(second));
});

it('what no board would start is told with its chip, and costs the others nothing', async () => {
  const from = offered({ [`${base}a.bin`]: app('esp32'), [`${base}b.bin`]: 'PK no firmware at all' });
  const { rows, refused } = await takeFirmware(url, firmware(part('a.bin'), part('b.bin')), work(from));
  expect(rows).toHaveLength(1);
  expect(refused).toMatchObject([{ chipFamily: 'ESP32', problem: { code: 'firmware.not-firmware' } }]);
});

it('what could not be listed cannot be taken', async () => {
  const problem = { code: 'catalogue.unreadable', details: { reason: 'field' } } as const;
  await expect(takeFirmware(url, { ...firmware(), problem }, work(offered({})))).rejects.toMatchObject({
    code: 'catalogue.unreadable',
  });
});
