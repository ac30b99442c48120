import { describe, expect, test } from 'vitest';
import { BenchError } from '../../../src/model/problem';
import { parseWebManifest } from '../../../src/protocols/packages/web-manifest';

/** The example of ESP Web Tools' read-me, shortened to two families. */
const manifest = {
  name: 'ESPHome',
  version: '2021.10.3',
  home_assistant_domain: 'esphome',
  builds: [
    {
      chipFamily: 'ESP32',
      parts: [
        { path: 'bootloader_dout_40m.bin', offset: 4096 },
        { path: 'partitions.bin', offset: 32768 },
        { path: 'boot_app0.bin', offset: 57344 },
        { path: 'esp32.bin', offset: 65536 },
      ],
    },
    { chipFamily: 'ESP8266', parts: [{ path: 'esp8266.bin', offset: 0 }] },
  ],
};

const refusal = (value: unknown): unknown => {
  try {
    return parseWebManifest(typeof value === 'string' ? value : JSON.stringify(value));
  } catch (fault) {
    if (fault instanceof BenchError) return { code: fault.code, ...fault.details };
    throw fault;
  }
};

const withPart = (part: unknown) => ({ ...manifest, builds: [{ chipFamily: 'ESP32', parts: [part] }] });

describe('a manifest of ESP Web Tools', () => {
  test('gives families and parts', () => {
    expect(parseWebManifest(JSON.stringify(manifest))).toEqual({
      name: 'ESPHome',
      version: '2021.10.3',
      builds: manifest.builds,
    });
  });

  test('may carry a hash for each part, and begin with a byte order mark', () => {
    const sha256 = 'AB'.repeat(32);
    const read = parseWebManifest(`\uFEFF${JSON.stringify(withPart({ path: 'a.bin', offset: 0, sha256 }))}`);
    expect(read.builds[0]?.parts[0]?.sha256).toBe('ab'.repeat(32));
  });

  test.each([
    ['no JSON', '{"builds": [', { reason: 'not-json' }],
    ['a list', [], { reason: 'form', where: 'builds' }],
    ['no builds', { name: 'a' }, { reason: 'form', where: 'builds' }],
    ['no parts', { builds: [{ chipFamily: 'ESP32', parts: [] }] }, { reason: 'form', where: 'builds[0].parts' }],
    ['no family', { builds: [{ parts: [{ path: 'a', offset: 0 }] }] }, { where: 'builds[0].chipFamily' }],
    ['no path', withPart({ offset: 0 }), { reason: 'form', where: 'builds[0].parts[0].path' }],
    ['no offset', withPart({ path: 'a.bin' }), { reason: 'offset', part: 'a.bin' }],
    ['half an offset', withPart({ path: 'a.bin', offset: 1.5 }), { reason: 'offset', offset: '1.5' }],
    ['one before the flash', withPart({ path: 'a.bin', offset: -4096 }), { reason: 'offset', offset: '-4096' }],
    ['one beyond any flash', withPart({ path: 'a.bin', offset: 0x8000000 }), { reason: 'offset' }],
    ['a short hash', withPart({ path: 'a', offset: 0, sha256: 'ab' }), { where: 'builds[0].parts[0].sha256' }],
    ['what every object inherits', '{"builds":[{"__proto__":{"chipFamily":"ESP32"},"parts":[1]}]}', { reason: 'form' }],
    [
      'seventeen parts',
      { builds: [{ chipFamily: 'ESP32', parts: Array.from({ length: 17 }, (_, at) => ({ path: 'a', offset: at })) }] },
      { reason: 'too-many', what: 'parts', most: 16 },
    ],
  ])('is refused with %s', (_, value, expected) => {
    expect(refusal(value)).toMatchObject({ code: 'firmware.package', ...expected });
  });
});
