import { describe, expect, it } from 'vitest';
import { BenchError } from '../../../src/model/problem';
import { isIntelHex, readIntelHex } from '../../../src/protocols/packages/intel-hex';

// Intel, "Hexadecimal Object File Format Specification", revision A, 1988: a colon, length, address, type, data, and the
// two's complement of the sum of all bytes before.

const record = (type: number, at: number, data: readonly number[] = []): string => {
  const bytes = [data.length, at >> 8, at & 0xff, type, ...data];
  const sum = bytes.reduce((all, byte) => all + byte, 0);
  return `:${[...bytes, -sum & 0xff].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
};
const end = ':00000001FF';
const read = (...lines: string[]) => readIntelHex([...lines, end].join('\r\n'), 'a.hex');
const faultOf = (text: string): unknown => {
  try {
    return readIntelHex(text, 'a.hex');
  } catch (fault) {
    if (fault instanceof BenchError) return { code: fault.code, ...fault.details };
    throw fault;
  }
};

describe('Intel HEX', () => {
  it('gives the bytes of data records, and FF for what they leave out of a sector', () => {
    const [part, ...others] = read(':0300300002337A1E', record(0, 0x10, [1]));
    expect(others).toEqual([]);
    expect(part?.offset).toBe(0);
    expect(part?.bytes.length).toBe(0x33);
    expect([...(part?.bytes.subarray(0x30) ?? [])]).toEqual([0x02, 0x33, 0x7a]);
    expect(part?.bytes[0x10]).toBe(1);
    expect(part?.bytes[0x11]).toBe(0xff);
  });

  it('counts from a linear base (type 04), and starts a part in every stretch of sectors', () => {
    const parts = read(record(0, 0xffff, [1]), record(4, 0, [0, 1]), record(0, 0, [2]), record(0, 0x2001, [3]));
    expect(parts.map(({ offset, bytes }) => [offset, bytes.length])).toEqual([
      [0xf000, 0x1001],
      [0x12000, 2],
    ]);
    expect(parts[0]?.bytes[0x1000]).toBe(2);
    expect(parts[1]?.bytes[1]).toBe(3);
    expect(parts[1]?.name).toBe('a.hex 0x12000');
  });

  it('counts from a segment (type 02), within which addresses begin again', () => {
    const parts = read(record(2, 0, [0x10, 0]), record(0, 0xffff, [1, 2]));
    expect(parts.map(({ offset, bytes }) => [offset, bytes.at(-1)])).toEqual([
      [0x10000, 2],
      [0x1f000, 1],
    ]);
  });

  it('passes over where a program starts (types 03 and 05)', () => {
    expect(read(record(3, 0, [0, 0, 0, 0]), record(5, 0, [0, 0, 0, 0]), record(0, 0, [7]))[0]?.bytes).toEqual(
      Uint8Array.of(7),
    );
  });

  it('takes lower case, other line ends and blank lines', () => {
    expect(readIntelHex(`\n${record(0, 0, [0xab]).toLowerCase()}\n\n${end}\n`, 'a')[0]?.bytes[0]).toBe(0xab);
  });

  it.each([
    ['a wrong sum', `:0300300002337A1F\n${end}`, { line: 1, why: 'sum' }],
    ['a length that is not so', `:0400300002337A1E\n${end}`, { line: 1, why: 'form' }],
    ['a letter that is none', `${record(0, 0, [1])}\n:zz\n${end}`, { line: 2, why: 'form' }],
    ['half a byte', `:0300300002337A1\n${end}`, { line: 1, why: 'form' }],
    ['a type that is none', `${record(6, 0)}\n${end}`, { line: 1, why: 'type' }],
    ['a base of one byte', `${record(4, 0, [1])}\n${end}`, { line: 1, why: 'form' }],
    ['something behind the end', `${record(0, 0, [1])}\n${end}\n${record(0, 1, [1])}`, { line: 3, why: 'form' }],
    ['no end', record(0, 0, [1]), { why: 'end' }],
    ['a place written twice', `${record(0, 0, [1, 2])}\n${record(0, 1, [3])}\n${end}`, { why: 'twice' }],
  ])('is refused with %s', (_, text, expected) => {
    expect(faultOf(text)).toMatchObject({ code: 'firmware.package', reason: 'hex', ...expected });
  });

  it('is refused with an address in no flash, as memory-mapped images have them', () => {
    expect(faultOf(`${record(4, 0, [0x3f, 0x40])}\n${record(0, 0, [1])}\n${end}`)).toMatchObject({
      reason: 'offset',
      offset: '0x3F400000',
    });
  });

  it('of more stretches than any linker leaves is refused: each is held against all others', () => {
    const lines = Array.from({ length: 1025 }, (_, at) => [
      record(4, 0, [at >> 8, at & 0xff]),
      record(0, 0, [1]),
    ]).flat();
    expect(faultOf([...lines, end].join('\n'))).toMatchObject({ reason: 'too-many', what: 'parts', most: 1024 });
  });

  it('is known by its first line', () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(isIntelHex(bytes(`${record(4, 0, [0, 1])}\r\n`))).toBe(true);
    expect(isIntelHex(bytes('https://example.com'))).toBe(false);
    expect(isIntelHex(Uint8Array.of(0xe9, 3))).toBe(false);
  });
});
