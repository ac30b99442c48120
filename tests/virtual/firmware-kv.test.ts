import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodePair } from '../../src/protocols/kv-store/metadata-block';
import { finish, openKv } from '../../src/virtual/parts/kv';
import { createNorFlash } from '../../src/virtual/parts/nor-flash';
import vectors from '../vectors/kv-license.json';
import longLives from '../vectors/kv-stores.json';

// vectors/kv-license.json: blocks as TuyaOpen's own KV code leaves them after the same calls.
const block = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const ascii = (text: string) => new TextEncoder().encode(text);
const partition = { offset: 0x3b0000 };
const at = vectors.layout.region_start_on_4MB_flash;
const flash = (block0?: Uint8Array) => {
  const cells = createNorFlash(4 << 20);
  if (block0) cells.program(at, block0);
  return cells;
};
const pair = (cells: ReturnType<typeof flash>) =>
  [0, 1].map((index) => Buffer.from(cells.read(at + index * 4096, 4096)).toString('base64'));

describe('stores of a longer life (vectors/kv-stores.json)', () => {
  it.each(longLives.stores)('$name: read as TuyaOpen reads it', ({ gzipBase64, values }) => {
    const store = new Uint8Array(gunzipSync(Buffer.from(gzipBase64, 'base64')));
    const cells = createNorFlash(4 << 20);
    cells.program(at, store);
    const kv = openKv(cells, partition);
    const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);
    for (const name of ['UUID_TUYAOPEN', 'AUTHKEY_TUYAOPEN'] as const)
      expect(text(kv.get(name)) ?? null).toBe(values[name]);
    expect(Buffer.compare(cells.read(at, store.length), store)).toBe(0);
  });
});

describe('the store of a running firmware', () => {
  it('looks after a format and two writes as upstream left it', () => {
    const cells = flash();
    const kv = openKv(cells, partition);
    finish(kv.set('AUTHKEY_TUYAOPEN', ascii(vectors.authkey)));
    finish(kv.set('UUID_TUYAOPEN', ascii(vectors.uuid)));
    const { block0_base64, block1_base64 } = vectors.written_by_firmware_code;
    expect(pair(cells)).toEqual([block0_base64, block1_base64]);
  });

  it('adds a key to a block written from outside as upstream did', () => {
    const cells = flash(block(vectors.written_by_tool.block0_base64));
    finish(openKv(cells, partition).set('my_key', ascii('hello')));
    const { block0_base64, block1_base64 } = vectors.after_firmware_added_a_key;
    expect(pair(cells)).toEqual([block0_base64, block1_base64]);
  });

  it('formats what the firmware would not mount, losing what was there', () => {
    const cells = flash(block(vectors.written_by_tool.block0_base64).map((byte, index) => (index === 100 ? 0 : byte)));
    expect(openKv(cells, partition).names()).toEqual([]);
    expect(openKv(cells, partition).get('UUID_TUYAOPEN')).toBeUndefined();
  });

  it('keeps the other keys when one goes', () => {
    const cells = flash(block(vectors.written_by_tool.block0_base64));
    const kv = openKv(cells, partition);
    expect(finish(kv.remove('AUTHKEY_TUYAOPEN'))).toBe(true);
    expect(finish(kv.remove('AUTHKEY_TUYAOPEN'))).toBe(false);
    expect(openKv(cells, partition).get('UUID_TUYAOPEN')).toEqual(ascii(vectors.uuid));
  });

  it('holds the old value or the new one of each key, wherever the power goes', () => {
    const seen = new Set<string>();
    for (let cut = 0; ; cut++) {
      const cells = flash(block(vectors.written_by_tool.block0_base64));
      const steps = openKv(cells, partition).set('AUTHKEY_TUYAOPEN', ascii('NEW'));
      let done = false;
      for (let step = 0; step < cut && !done; step++) done = steps.next().done ?? false;
      const after = openKv(cells, partition);
      expect(after.get('UUID_TUYAOPEN')).toEqual(ascii(vectors.uuid));
      seen.add(new TextDecoder().decode(after.get('AUTHKEY_TUYAOPEN')));
      if (done) break;
    }
    expect([...seen]).toEqual([vectors.authkey, 'NEW']);
  });
});

describe('a value too long for the metadata block', () => {
  const long = (length: number, seed = 0) => Uint8Array.from({ length }, (_, index) => (index * 7 + seed) & 0xff);

  it('is there again after a restart, beside the license, whatever its length', () => {
    for (const length of [495, 496, 497, 4070, 4096, 5000, 12_300, 40_000]) {
      const cells = flash(block(vectors.written_by_tool.block0_base64));
      expect(finish(openKv(cells, partition).set('schema', long(length)))).toBe(true);
      const after = openKv(cells, partition);
      expect(after.get('schema')).toEqual(long(length));
      expect(after.get('UUID_TUYAOPEN')).toEqual(ascii(vectors.uuid));
    }
  });

  it('lies in a list of blocks as littlefs lays it (SPEC.md, CTZ skip-lists)', () => {
    const cells = flash(block(vectors.written_by_tool.block0_base64));
    finish(openKv(cells, partition).set('schema', long(12_000)));
    const word = (number: number, index: number) =>
      new DataView(cells.read(at + number * 4096 + index * 4, 4).buffer).getUint32(0, true);
    // Blocks 2, 3, 4: the first without a pointer, the second with one, the third with two.
    expect([word(3, 0), word(4, 0), word(4, 1)]).toEqual([2, 3, 2]);
    const stored = decodePair(cells.read(at, 4096), cells.read(at + 4096, 4096));
    const file = stored.kind === 'files' && stored.files.find(({ name }) => name === 'schema');
    // 12,000 bytes are 12,016 behind the cipher's padding.
    expect(file).toEqual({ name: 'schema', content: new Uint8Array(0), elsewhere: { head: 4, size: 12_016 } });
  });

  it('is the old one or the new one, wherever the power goes', () => {
    const [old, next] = [long(5000), long(9000, 3)];
    for (let cut = 0; ; cut++) {
      const cells = flash();
      finish(openKv(cells, partition).set('schema', old));
      const steps = openKv(cells, partition).set('schema', next);
      let done = false;
      for (let step = 0; step < cut && !done; step++) done = steps.next().done ?? false;
      const after = openKv(cells, partition).get('schema');
      expect(after).toEqual(done ? next : after?.length === next.length ? next : old);
      if (done) break;
    }
  });

  it('gives its blocks back, and is refused when there are too few', () => {
    const cells = flash();
    const kv = openKv(cells, partition);
    for (let round = 0; round < 10; round++) expect(finish(kv.set('schema', long(30_000, round)))).toBe(true);
    expect(finish(kv.set('other', long(70_000)))).toBe(false);
    expect(finish(kv.remove('schema'))).toBe(true);
    expect(finish(kv.set('other', long(70_000)))).toBe(true);
  });
});
