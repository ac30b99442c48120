import { createHash } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import type { CatalogueRow, ListedFirmware, ListedPart } from '../../../src/model/catalogue';
import { keepCatalogue, listCatalogues, listFetched } from '../../../src/records/catalogues';
import { firmwareBytes, listFirmware } from '../../../src/records/firmware';
import { fetchAgain, keepChanged } from '../../../src/steps/catalogue/fetch-file';
import { takeFirmware } from '../../../src/steps/catalogue/take-firmware';
import { buildImage } from '../../../src/virtual/esp/demo-image';
import { buildParts } from '../../protocols/packages/parts';
import { newDisk } from '../../records/bench';
import { offered } from './offered';

let disk = newDisk();
afterEach(() => {
  disk.closeAll();
  disk = newDisk();
});

const base = 'https://files.example/';
const espParts = () => {
  const { loader, table, app: program } = buildParts({ chip: 'esp32', merged: true, appBytes: 60_000 });
  return [loader, table, program];
};
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

it('the parts of a build become one image, and what lies between them is left alone on a board', async () => {
  const from = offered(Object.fromEntries(espParts().map(({ name, bytes }) => [base + name, bytes])));
  const builds = [
    {
      chipFamily: 'ESP32',
      parts: espParts().map(({ name, offset, bytes }) => ({ ...part(name, hashOf(bytes)), offset })),
    },
    { chipFamily: 'ESP32-C3', parts: espParts().map(({ name, offset }) => ({ ...part(name), offset })) },
    {
      chipFamily: 'ESP32',
      parts: [
        { ...part('bootloader.bin'), offset: 0x1000 },
        { ...part('switch_demo.bin'), offset: 0x7000000 },
      ],
    },
  ];
  const { rows, refused } = await takeFirmware(url, { ...firmware(), version: '2.1', builds }, work(from));
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ fileName: 'One 2.1 ESP32', facts: { kind: 'merged', chip: 'esp32' } });
  expect(rows[0]?.facts.gaps?.[0]).toEqual({ label: '', offset: 0, size: 0x1000 });
  expect(rows[0]?.facts.parts?.map(({ sha256 }) => sha256)).toEqual(espParts().map(({ bytes }) => hashOf(bytes)));
  // The same files, said to be for another chip; and one byte far out.
  expect(refused.map(({ problem }) => problem.details.reason)).toEqual(['chip', 'too-large']);
});

it('a file that two builds name, one of them with a hash, is checked by it', async () => {
  const from = offered({ [`${base}a.bin`]: app('esp32') });
  const twice = firmware(part('a.bin', 'f'.repeat(64)), part('a.bin'));
  await expect(takeFirmware(url, twice, work(from))).rejects.toMatchObject({ details: { reason: 'wrong-hash' } });
  const torn = firmware(part('a.bin', hashOf(app('esp32'))), part('a.bin', 'f'.repeat(64)));
  await expect(takeFirmware(url, torn, work(from))).rejects.toMatchObject({ details: { reason: 'wrong-hash' } });
});

it('a whole image that the list puts elsewhere than its headers do is not taken', async () => {
  const bytes = buildImage({ chip: 'esp32', merged: true, mergedBytes: 0x80000, appBytes: 60_000 });
  const from = offered({ [`${base}a.bin`]: bytes });
  const at = (offset: number) => ({
    ...firmware(),
    builds: [{ chipFamily: '', parts: [{ ...part('a.bin'), offset }] }],
  });
  expect((await takeFirmware(url, at(0x10000), work(from))).refused[0]?.problem.details).toMatchObject({
    reason: 'place',
    expected: 0,
  });
  expect((await takeFirmware(url, at(0), work(from))).rows).toHaveLength(1);
});

it('what could not be listed cannot be taken', async () => {
  const problem = { code: 'catalogue.unreadable', details: { reason: 'field' } } as const;
  await expect(takeFirmware(url, { ...firmware(), problem }, work(offered({})))).rejects.toMatchObject({
    code: 'catalogue.unreadable',
  });
});
