import { expect, it } from 'vitest';
import { fetchCatalogue } from '../../../src/steps/catalogue/fetch-catalogue';
import { offered } from './offered';

const base = 'https://files.example/';
const manifest = JSON.stringify({
  name: 'Lamp',
  version: '2.1',
  builds: [
    { chipFamily: 'ESP32', parts: [{ path: 'lamp.bin', offset: 0 }] },
    { chipFamily: 'ESP32', parts: [{ path: 'lamp-usb.bin', offset: 0 }] },
    { chipFamily: 'ESP32-C3', parts: [{ path: '../c3.bin', offset: 0 }] },
  ],
});
const work = (from: ReturnType<typeof offered>) => ({ fetch: from.fetch, now: () => 77 });

it('reads the list, then each manifest and read-me, and fetches no firmware', async () => {
  const from = offered({
    [`${base}list.json`]: JSON.stringify({
      name: 'All',
      firmware: [
        { manifest: 'lamp/manifest.json', readme: 'lamp/README.md' },
        { name: 'Own name', version: '9', manifest: 'lamp/manifest.json#again', chips: ['X'] },
      ],
    }),
    [`${base}lamp/manifest.json`]: manifest,
    [`${base}lamp/README.md`]: '# <b>Lamp</b>\r\n',
  });
  const progress: number[] = [];
  const catalogue = await fetchCatalogue('files.example/list.json', {
    ...work(from),
    progress: (done) => progress.push(done),
  });
  expect(catalogue).toMatchObject({ url: `${base}list.json`, name: 'All', fetchedAt: 77 });
  const [lamp, own] = catalogue.firmware;
  expect(lamp).toMatchObject({
    id: `${base}lamp/manifest.json`,
    name: 'Lamp',
    version: '2.1',
    chips: ['ESP32', 'ESP32-C3'],
    readMe: { url: `${base}lamp/README.md`, text: '# <b>Lamp</b>\r\n' },
  });
  // From where the manifest lies, not from where the list does.
  expect(lamp?.builds.map(({ parts }) => parts[0]?.url)).toEqual([
    `${base}lamp/lamp.bin`,
    `${base}lamp/lamp-usb.bin`,
    `${base}c3.bin`,
  ]);
  expect(own).toMatchObject({ name: 'Own name', version: '9', chips: ['X'] });
  expect(from.asked.some((asked) => asked.startsWith('bytes'))).toBe(false);
  expect(progress).toEqual([0, 1, 2]);
});

it('tells what is missing with its own entry, and reads the others', async () => {
  const from = offered({
    [`${base}list.json`]: JSON.stringify([
      { manifest: 'gone.json' },
      { manifest: 'broken.json', name: 'Broken' },
      { image: 'x.bin', readme: 'gone.md' },
      { manifest: 'm.json', sha256: 'f'.repeat(64) },
    ]),
    [`${base}broken.json`]: '{"builds":',
    [`${base}m.json`]: manifest,
  });
  const { firmware } = await fetchCatalogue(`${base}list.json`, work(from));
  expect(firmware.map(({ name, problem }) => [name, problem?.code])).toEqual([
    ['gone.json', 'catalogue.not-fetched'],
    ['Broken', 'firmware.package'],
    ['x.bin', undefined],
    // One hash for three files would be one that is never checked.
    ['m.json', 'catalogue.unreadable'],
  ]);
  expect(firmware[2]?.readMe).toMatchObject({ problem: { code: 'catalogue.not-fetched' } });
});

it.each([
  ['no address', 'http://files.example/x', 'catalogue.not-fetched'],
  ['nothing there', `${base}gone.json`, 'catalogue.not-fetched'],
  ['bytes that are no text', `${base}bytes.json`, 'catalogue.unreadable'],
  ['text that is no catalogue', `${base}text.json`, 'catalogue.unreadable'],
])('%s: refused as a whole', async (_, address, code) => {
  const from = offered({ [`${base}bytes.json`]: new Uint8Array([0xff, 0xfe, 0x80]), [`${base}text.json`]: 'hello' });
  await expect(fetchCatalogue(address, work(from))).rejects.toMatchObject({ code });
});
