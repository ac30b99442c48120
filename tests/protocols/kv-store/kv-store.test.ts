import { describe, expect, it } from 'vitest';
import { decodeLicense, encodeLicense } from '../../../src/protocols/kv-store/license-files';
import { decodeBlock, decodePair, encodeBlock } from '../../../src/protocols/kv-store/metadata-block';
import { decryptValue, encryptValue, exampleConstants } from '../../../src/protocols/kv-store/value-cipher';
import vectors from '../../vectors/kv-license.json';

// Every expectation comes from vectors/kv-license.json: blocks of TuyaOpen's own KV code and of an independent writer.
const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const hex = (data: Uint8Array | undefined) => data && Buffer.from(data).toString('hex');
const ascii = (text: string) => new TextEncoder().encode(text);
const blank = () => new Uint8Array(4096).fill(0xff);

const license = { uuid: vectors.uuid, authKey: vectors.authkey };
const tool = bytes(vectors.written_by_tool.block0_base64);
const firmware = vectors.written_by_firmware_code;
const added = vectors.after_firmware_added_a_key;

/** Changes one of the six words of the superblock (they begin at byte 20) and makes the first CRC right again. */
const withSuperblockWord = (word: number, value: number) => {
  const block = tool.slice(0, 169);
  const view = new DataView(block.buffer);
  view.setUint32(20 + word * 4, value, true);
  const whole = blank();
  whole.set(block);
  // The tag of the first CRC entry stays; its value is computed again over the changed bytes.
  whole.set(tool.subarray(169, 173), 169);
  let crc = 0xffffffff;
  for (const byte of whole.subarray(0, 173)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  new DataView(whole.buffer).setUint32(173, crc >>> 0, true);
  return whole;
};

describe('values', () => {
  it('are encrypted as the firmware does', () => {
    expect(hex(encryptValue(ascii(vectors.uuid)))).toBe(vectors.uuid_cipher_hex);
    expect(hex(encryptValue(ascii(vectors.authkey)))).toBe(vectors.authkey_cipher_hex);
  });

  it('do not open with seed and key exchanged', () => {
    const exchanged = { seed: exampleConstants.key, key: exampleConstants.seed };
    expect(decryptValue(encryptValue(ascii(vectors.uuid)), exchanged)).not.toEqual(ascii(vectors.uuid));
  });
});

describe('writing a license', () => {
  it('gives the block that the real KV code mounted, byte for byte', () => {
    expect(hex(encodeLicense(license))).toBe(hex(tool));
  });

  it('fills a 16-character UUID with NUL', () => {
    const written = encodeLicense({ ...license, uuid: vectors.uuid16.uuid });
    expect(hex(written)).toBe(hex(bytes(vectors.uuid16.block0_base64)));
  });

  it('differs from the firmware in revision and first CRC only', () => {
    const written = encodeLicense(license, exampleConstants, 6);
    expect(hex(written)).toBe(hex(bytes(firmware.block1_base64)));
  });

  it('refuses files that do not fit', () => {
    const large = Array.from({ length: 9 }, (_, index) => ({ name: `k${index}`, content: new Uint8Array(500) }));
    expect(encodeBlock(large, 1)).toBeUndefined();
    expect(encodeBlock([{ name: 'k', content: new Uint8Array(513) }], 1)).toBeUndefined();
  });

  it('ends in CRC entries of 20 bytes and more, whatever comes before them', () => {
    // Section 8: one shorter than that would be left over for about two sizes in a hundred.
    for (let size = 0; size <= 1024; size += 9) {
      const lengths = [Math.min(size, 512), Math.max(0, size - 512)];
      const files = lengths.map((length, index) => ({
        name: `k${index}`,
        content: new Uint8Array(length).fill(index),
      }));
      const block = encodeBlock(files, 7)!;
      expect(decodeBlock(block)).toEqual({ kind: 'files', revision: 7, files });
      const view = new DataView(block.buffer);
      let [at, tag, shortest] = [4, 0xffffffff, 4096];
      while (at < 4096) {
        tag = (view.getUint32(at) ^ tag) >>> 0;
        if (tag >>> 20 === 0x500) shortest = Math.min(shortest, 4 + (tag & 0x3ff));
        at += 4 + (tag & 0x3ff);
      }
      expect(at).toBe(4096);
      expect(shortest).toBeGreaterThanOrEqual(20);
    }
  });
});

describe('reading a store', () => {
  it('takes all four stored forms', () => {
    const pairs = [
      [tool, blank(), license],
      [bytes(firmware.block0_base64), bytes(firmware.block1_base64), license],
      [bytes(added.block0_base64), bytes(added.block1_base64), license],
      [bytes(vectors.uuid16.block0_base64), blank(), { ...license, uuid: vectors.uuid16.uuid }],
    ] as const;
    for (const [block0, block1, expected] of pairs)
      expect(decodeLicense(block0, block1)).toEqual({ kind: 'valid', license: expected });
  });

  it('believes the higher revision, wherever it lies', () => {
    const newer = decodePair(bytes(firmware.block0_base64), bytes(firmware.block1_base64));
    expect(newer).toMatchObject({ kind: 'files', revision: 6, newest: 1 });
    const older = decodePair(bytes(added.block0_base64), bytes(added.block1_base64));
    expect(older).toMatchObject({ kind: 'files', revision: 3, newest: 0 });
  });

  it('compares revisions as a signed difference', () => {
    const [last, wrapped] = [encodeBlock([], 0xffffffff)!, encodeBlock([], 0)!];
    expect(decodePair(last, wrapped)).toMatchObject({ newest: 1, revision: 0 });
  });

  it('keeps a key that the firmware added', () => {
    const pair = decodePair(bytes(added.block0_base64), bytes(added.block1_base64));
    const file = pair.kind === 'files' && pair.files.find(({ name }) => name === 'my_key');
    expect(file && decryptValue(file.content)).toEqual(ascii(added.expect.my_key));
  });

  it('falls back to the older block when the newer is torn at any byte', () => {
    const [older, newer] = [bytes(added.block1_base64), bytes(added.block0_base64)];
    // Its first commit ends at byte 207; what follows is padding.
    for (let cut = 0; cut < 207; cut++) {
      const torn = blank();
      torn.set(newer.subarray(0, cut));
      expect(decodePair(torn, older)).toMatchObject({ kind: 'files', revision: 2, newest: 1 });
    }
  });

  it('takes revision 0 and a smaller name limit', () => {
    expect(decodeLicense(encodeLicense(license, exampleConstants, 0), blank()).kind).toBe('valid');
    expect(decodeBlock(withSuperblockWord(3, 32)).kind).toBe('files');
  });
});

describe('refusing', () => {
  it('a block count other than 24, as the firmware would format it', () => {
    expect(decodeBlock(withSuperblockWord(2, 24)).kind).toBe('files');
    for (const count of [25, 0]) {
      expect(decodeBlock(withSuperblockWord(2, count)).kind).toBe('not-mountable');
      expect(decodeLicense(withSuperblockWord(2, count), blank()).kind).toBe('unknown');
    }
  });

  it('a license under other constants', () => {
    const exchanged = { seed: exampleConstants.key, key: exampleConstants.seed };
    expect(decodeLicense(tool, blank(), exchanged)).toEqual({ kind: 'unknown', why: 'malformed' });
  });

  it('parts of littlefs it does not know', () => {
    // 202 instead of 201 = content in other blocks; the CRC is made right again by the helper.
    const block = withSuperblockWord(2, 24);
    const view = new DataView(block.buffer);
    view.setUint32(64, view.getUint32(64) ^ (0x003 << 20));
    view.setUint32(116, view.getUint32(116) ^ (0x003 << 20));
    let crc = 0xffffffff;
    for (const byte of block.subarray(0, 173)) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    view.setUint32(173, crc >>> 0, true);
    expect(decodeBlock(block)).toMatchObject({ kind: 'unknown', tagType: 0x202 });
  });

  it('every single flipped bit of the first commit', () => {
    for (let bit = 0; bit < 177 * 8; bit++) {
      const damaged = tool.slice();
      damaged[bit >>> 3]! ^= 1 << (bit & 7);
      expect(decodeBlock(damaged).kind).toBe('broken');
    }
  });

  it('tells a blank area from a broken one', () => {
    expect(decodeLicense(blank(), blank())).toEqual({ kind: 'none' });
    expect(decodeLicense(new Uint8Array(4096), blank())).toEqual({ kind: 'unknown', why: 'malformed' });
  });
});
