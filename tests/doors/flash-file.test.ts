import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { keepInFile, readFlashFile } from '../../src/doors/flash-file';
import { createNorFlash } from '../../src/virtual/parts/nor-flash';

const folder = mkdtempSync(join(tmpdir(), 'flash-file-'));
const path = join(folder, 'flash.bin');
const size = 0x10000;
afterAll(() => rmSync(folder, { recursive: true }));

describe('flash contents in a file', () => {
  it('begin erased where there is none, and are written through', () => {
    expect(readFlashFile(path, size)).toBeUndefined();
    const flash = createNorFlash(size);
    const close = keepInFile(path, flash);
    expect(statSync(path).size).toBe(size);
    flash.program(0x1000, Uint8Array.of(0x12, 0x34));
    flash.program(0x1001, Uint8Array.of(0x0f));
    expect([...readFileSync(path).subarray(0xfff, 0x1003)]).toEqual([0xff, 0x12, 0x04, 0xff]);
    flash.erase(0x1000, 0x1000);
    expect(readFileSync(path).every((byte) => byte === 0xff)).toBe(true);
    flash.program(0, Uint8Array.of(0xe9));
    close();
    flash.program(1, Uint8Array.of(0));
    expect([...readFlashFile(path, size)!.subarray(0, 2)]).toEqual([0xe9, 0xff]);
  });

  it('are refused when they do not fit', () => {
    writeFileSync(path, Buffer.alloc(size + 1));
    expect(() => readFlashFile(path, size)).toThrow(/holds 65537 bytes, the flash only 65536/);
  });
});
