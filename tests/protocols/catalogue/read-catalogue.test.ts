import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BenchError } from '../../../src/model/problem';
import { mostListed, readCatalogue, withHashes } from '../../../src/protocols/catalogue/read-catalogue';

/** The form is our own, with the manifest of ESP Web Tools inside; what is read is somebody else's. */

const base = 'https://files.example/a/list.json';
const hash = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const manifest = {
  name: 'Lamp',
  version: '2.1',
  builds: [
    {
      chipFamily: 'ESP32',
      parts: [
        { path: 'boot.bin', offset: 4096 },
        { path: '../app.bin', offset: 65536, sha256: hash },
      ],
    },
    { chipFamily: 'ESP32-S3', parts: [{ path: 'https://other.example/s3.bin', offset: 0 }] },
  ],
};
const read = (value: unknown) => readCatalogue(JSON.stringify(value), base);

describe('what it may be', () => {
  it('one manifest, as ESP Web Tools has it: paths from where it lies', () => {
    expect(read(manifest).entries).toEqual([
      {
        id: `${base}#0`,
        name: 'Lamp',
        version: '2.1',
        chips: [],
        source: {
          kind: 'builds',
          builds: [
            {
              chipFamily: 'ESP32',
              parts: [
                { url: 'https://files.example/a/boot.bin', path: 'boot.bin', offset: 4096 },
                { url: 'https://files.example/app.bin', path: '../app.bin', offset: 65536, sha256: hash },
              ],
            },
            {
              chipFamily: 'ESP32-S3',
              parts: [{ url: 'https://other.example/s3.bin', path: 'https://other.example/s3.bin', offset: 0 }],
            },
          ],
        },
      },
    ]);
  });

  it('an array of manifests and of their addresses', () => {
    const { entries } = read([manifest, 'b/manifest.json', 'c/whole.bin']);
    expect(entries.map(({ id, source }) => [id, source.kind])).toEqual([
      [`${base}#0`, 'builds'],
      ['https://files.example/a/b/manifest.json', 'manifest'],
      ['https://files.example/a/c/whole.bin', 'builds'],
    ]);
  });

  it('the bench’s own list, with a read-me and a hash', () => {
    const list = {
      bindery: 'catalogue',
      version: 1,
      name: 'Workshop',
      about: 'For the\nspring',
      firmware: [
        {
          name: 'Switch',
          version: '1.0',
          about: 'x',
          image: 'switch.bin',
          chips: ['T5AI', 7],
          sha256: hash.toUpperCase(),
          readme: 'README.md',
        },
        { manifest: 'lamp/manifest.json', sha256: { 'app.bin': hash } },
        { url: 'x/manifest.json' },
      ],
    };
    const { name, about, entries } = read(list);
    expect([name, about]).toEqual(['Workshop', 'For the spring']);
    expect(entries[0]).toEqual({
      id: 'https://files.example/a/switch.bin',
      name: 'Switch',
      version: '1.0',
      about: 'x',
      chips: ['T5AI'],
      readMe: 'https://files.example/a/README.md',
      hashes: hash,
      source: {
        kind: 'builds',
        builds: [{ chipFamily: 'T5AI', parts: [{ url: 'https://files.example/a/switch.bin', path: 'switch.bin' }] }],
      },
    });
    expect(entries[1]).toMatchObject({ hashes: { 'app.bin': hash }, source: { kind: 'manifest' } });
    expect(entries[2]?.source).toEqual({ kind: 'manifest', url: 'https://files.example/a/x/manifest.json' });
  });

  it('with a mark before its first character, as editors put it', () => {
    expect(readCatalogue(`\uFEFF${JSON.stringify([manifest])}`, base).entries).toHaveLength(1);
  });

  it('two entries of one address are told apart', () => {
    const ids = read(['m.json', 'm.json']).entries.map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });
});

describe('what it may not be', () => {
  it.each([
    ['', 'not-json'],
    ['{"firmware":[', 'not-json'],
    ['<!doctype html>', 'not-json'],
    ['null', 'not-a-catalogue'],
    ['1', 'not-a-catalogue'],
    ['{}', 'not-a-catalogue'],
    ['{"bindery":"recipe","version":1,"firmware":[{}]}', 'not-a-catalogue'],
    ['{"firmware":"x"}', 'not-a-catalogue'],
    ['{"__proto__":{"firmware":[]}}', 'not-a-catalogue'],
    ['{"bindery":"catalogue","version":"1","firmware":[{}]}', 'field'],
    ['{"bindery":"catalogue","version":2,"firmware":[{}]}', 'newer-version'],
    ['[]', 'empty'],
    [JSON.stringify(Array.from({ length: mostListed + 1 }, () => 'x.json')), 'too-many'],
  ])('%s: %s', (text, reason) => {
    expect(() => readCatalogue(text, base)).toThrow(
      expect.objectContaining({ code: 'catalogue.unreadable', details: expect.objectContaining({ reason }) }),
    );
  });

  it.each([
    ['nothing in it', {}],
    ['a number', 7],
    ['null', null],
    ['another scheme', { manifest: 'http://files.example/x' }],
    ['a program', { manifest: 'javascript:alert(1)' }],
    ['a key in the address', { image: 'x.bin?token=made-up' }],
    ['a read-me elsewhere without TLS', { image: 'x.bin', readme: 'http://files.example/x' }],
    ['a hash that is none', { image: 'x.bin', sha256: 'abc' }],
    ['a hash of another kind', { image: 'x.bin', sha256: { 'x.bin': 5 } }],
    ['a manifest without builds', { manifest: {} }],
    [
      'an offset beyond every flash',
      { manifest: { builds: [{ chipFamily: 'ESP32', parts: [{ path: 'x', offset: 1e12 }] }] } },
    ],
    [
      'a part that leads elsewhere without TLS',
      { manifest: { builds: [{ chipFamily: 'ESP32', parts: [{ path: 'http://x.example/y', offset: 0 }] }] } },
    ],
  ])('an entry with %s cannot be taken, and the one beside it can', (_, entry) => {
    const { entries } = read([entry, manifest]);
    expect(entries[0]?.source.kind).toBe('wrong');
    expect(entries[1]?.source.kind).toBe('builds');
  });

  it('names, however long, and with marks that turn text around, stay text of a bounded length', () => {
    const [entry] = read([{ image: 'x.bin', name: `\u0000<b>\u202e${'n'.repeat(500)}`, about: 7 }]).entries;
    expect(entry?.name).toMatch(/^<b>\u202en{116}$/);
    expect(entry?.about).toBeUndefined();
  });

  it('whatever it is, it is read, or refused as what it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), (value, wrapped) => {
        try {
          read(
            wrapped
              ? {
                  bindery: 'catalogue',
                  version: 1,
                  firmware: [value, { manifest: value, readme: value, sha256: value }],
                }
              : value,
          );
        } catch (fault) {
          expect(fault).toBeInstanceOf(BenchError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('hashes beside the manifest', () => {
  const [entry] = read(manifest).entries;
  const builds = entry?.source.kind === 'builds' ? entry.source.builds : [];
  const other = hash.replaceAll('b', 'c');

  it('go to the part of that path', () => {
    const [first] = withHashes(builds, { 'boot.bin': other });
    expect(first?.parts.map(({ sha256 }) => sha256)).toEqual([other, hash]);
  });

  it('one for several files, or another than the manifest has, is refused rather than not checked', () => {
    expect(() => withHashes(builds, other)).toThrow('catalogue.unreadable');
    expect(() => withHashes(builds, { '../app.bin': other })).toThrow('catalogue.unreadable');
  });
});
