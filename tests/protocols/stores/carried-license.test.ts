import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodeLicense, storeOffset } from '../../../src/protocols/kv-store/license-files';
import { encodeBlock } from '../../../src/protocols/kv-store/metadata-block';
import { carriedLicense, withoutStores } from '../../../src/protocols/stores/carried-license';
import { tuyaPartitions } from '../../../src/virtual/esp/boot/layout';
import vectors from '../../vectors/kv-stores.json';

const table = tuyaPartitions(4 << 20)!;
const tuyaAt = 0x3b0000;
const license = { uuid: 'uuidcopy000000000001', authKey: 'COPYKEY0000000000000000000000001' };

/** A whole chip with `store` where TuyaOpen keeps it. */
const copyWith = (store: Uint8Array, at = tuyaAt + storeOffset) => {
  const chip = new Uint8Array(4 << 20).fill(0xff);
  chip.set(store, at);
  return chip;
};

const whole = (bytes: Uint8Array) => ({ bytes, address: 0, partitions: table });

describe('a license in a file', () => {
  it('is found too where the file begins with its bootloader', () => {
    const copy = { ...whole(copyWith(encodeLicense(license)).subarray(0x1000)), address: 0x1000 };
    expect(carriedLicense(copy)).toEqual({ holds: 'license', license });
    const expected = new Uint8Array((4 << 20) - 0x1000).fill(0xff);
    expect(Buffer.compare(withoutStores(copy), expected)).toBe(0);
  });

  it('is read as the firmware would read it', () => {
    expect(carriedLicense(whole(copyWith(encodeLicense(license))))).toEqual({ holds: 'license', license });
  });

  it('is there also in a file that ends behind its first block', () => {
    const cut = copyWith(encodeLicense(license)).subarray(0, tuyaAt + storeOffset + 0x1000);
    expect(carriedLicense(whole(cut))).toMatchObject({ holds: 'license' });
  });

  it('is looked for where the file’s own table has it', () => {
    const moved = table.map((row) => (row.label === 'tuya' ? { ...row, offset: 0x300000 } : row));
    const copy = copyWith(encodeLicense(license), 0x300000 + storeOffset);
    expect(carriedLicense({ ...whole(copy), partitions: moved })).toMatchObject({ holds: 'license' });
    expect(carriedLicense(whole(copy))).toBeUndefined();
  });

  it('that other constants sealed counts as data', () => {
    const sealed = encodeLicense(license, { seed: '0123456789abcdef', key: 'fedcba9876543210' });
    expect(carriedLicense(whole(copyWith(sealed)))).toEqual({ holds: 'data' });
  });

  it.each([
    ['a damaged store', new Uint8Array(0x2000).fill(0x5a), tuyaAt + storeOffset],
    ['bytes beside the file system', Uint8Array.of(1), tuyaAt + 0x100],
    ['bytes behind it', Uint8Array.of(1), tuyaAt + 0x22000],
  ])('may be %s', (_, bytes, at) => {
    expect(carriedLicense(whole(copyWith(bytes, at)))).toEqual({ holds: 'data' });
  });

  it('is not there in a store that was formatted and nothing more', () => {
    expect(carriedLicense(whole(copyWith(encodeBlock([], 2)!)))).toBeUndefined();
    expect(carriedLicense(whole(copyWith(new Uint8Array(0))))).toBeUndefined();
    expect(carriedLicense(whole(new Uint8Array(4 << 20)))).toBeUndefined();
  });
});

describe('stores that TuyaOpen’s own code has written (vectors, kv-stores)', () => {
  it.each(vectors.stores)('$name: $what', ({ gzipBase64, values }) => {
    const found = carriedLicense(whole(copyWith(gunzipSync(Buffer.from(gzipBase64, 'base64')))));
    const { UUID_TUYAOPEN: uuid, AUTHKEY_TUYAOPEN: authKey } = values;
    if (uuid) expect(found).toEqual({ holds: 'license', license: { uuid, authKey } });
    else expect(found).toEqual({ holds: 'data' });
  });
});

it('an image without its stores is blank there and the same elsewhere', () => {
  const copy = copyWith(encodeLicense(license));
  copy.fill(7, 0x9000, 0xd000);
  copy.fill(8, 0x10000, 0x20000);
  const bare = withoutStores(whole(copy));
  expect(carriedLicense(whole(bare))).toBeUndefined();
  const expected = new Uint8Array(4 << 20).fill(0xff);
  expected.fill(8, 0x10000, 0x20000);
  expect(Buffer.compare(bare, expected)).toBe(0);
});
