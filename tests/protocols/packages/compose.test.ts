import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { BenchError } from '../../../src/model/problem';
import { composeImage, type Part, placeFaults } from '../../../src/protocols/packages/compose';
import { buildParts } from './parts';

const build = buildParts({ chip: 'esp32', appBytes: 40_000 });
const parts = [build.app, build.loader, build.table];
const part = (name: string, offset: number, size: number) => ({ name, offset, size });
const faultOf = (list: readonly Part[]): unknown => {
  try {
    composeImage(list, 'a.zip');
    return undefined;
  } catch (fault) {
    if (fault instanceof BenchError) return { code: fault.code, ...fault.details };
    throw fault;
  }
};

describe('a package', () => {
  it('is one image from the start of the flash, with FF where there is no part', () => {
    const { bytes, facts } = composeImage(parts, 'a.zip');
    const expected = new Uint8Array(build.app.offset + build.app.bytes.length).fill(0xff);
    for (const each of parts) expected.set(each.bytes, each.offset);
    expect(Buffer.compare(bytes, expected)).toBe(0);
    expect(facts).toMatchObject({ kind: 'merged', chip: 'esp32', address: 0, app: 'switch_demo', size: bytes.length });
    expect(facts.oddities).toBeUndefined();
  });

  it('tells its gaps in whole sectors: before the boot loader, behind the table', () => {
    const { facts } = composeImage(parts, 'a.zip');
    const loaderEnd = Math.ceil((0x1000 + build.loader.bytes.length) / 0x1000) * 0x1000;
    expect(facts.gaps).toEqual(
      [
        { label: '', offset: 0, size: 0x1000 },
        { label: '', offset: loaderEnd, size: 0x8000 - loaderEnd },
        { label: '', offset: 0x9000, size: 0x7000 },
      ].filter(({ size }) => size > 0),
    );
    for (const { offset, size } of facts.covers)
      for (const gap of facts.gaps ?? [])
        expect(offset + size <= gap.offset || gap.offset + gap.size <= offset).toBe(true);
  });

  it('remembers its parts by their place, each with its SHA-256', () => {
    const { facts } = composeImage(parts, 'a.zip');
    expect(facts.parts?.map(({ name, offset, size }) => [name, offset, size])).toEqual([
      ['bootloader.bin', 0x1000, build.loader.bytes.length],
      ['partition-table.bin', 0x8000, 0xc00],
      ['switch_demo.bin', 0x10000, build.app.bytes.length],
    ]);
    expect(facts.parts?.[2]?.sha256).toBe(createHash('sha256').update(build.app.bytes).digest('hex'));
  });

  it('without a gap is the merged image itself', () => {
    const { facts, bytes } = composeImage([{ name: 'a.bin', offset: 0, bytes: build.merged }], 'a.zip');
    expect(facts.gaps).toBeUndefined();
    expect(Buffer.compare(bytes, build.merged)).toBe(0);
  });

  it('that nothing could start is refused as a file would be', () => {
    expect(faultOf([build.table, build.app])).toMatchObject({
      code: 'firmware.would-not-start',
      reason: 'no-bootloader',
    });
    const other = buildParts({ chip: 'esp32s3', appBytes: 40_000 });
    expect(faultOf([build.loader, build.table, other.app])).toMatchObject({ reason: 'mixed-chips' });
  });
});

describe('the places of parts', () => {
  const reasons = (...list: ReturnType<typeof part>[]) => placeFaults(list, 0x400000).map((fault) => fault?.details);

  it('side by side, to the last byte of the flash, are right', () => {
    expect(reasons(part('a', 0, 0x1000), part('b', 0x1000, 0xfff), part('c', 0x3ff000, 0x1000))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('over each other are wrong for both', () => {
    expect(reasons(part('a', 0, 0x1001), part('b', 0x1000, 1))).toEqual([
      { reason: 'overlap', part: 'a', other: 'b', at: 0x1000 },
      { reason: 'overlap', part: 'b', other: 'a', at: 0x1000 },
    ]);
  });

  it('within a sector are wrong, and the sectors around are named', () => {
    expect(reasons(part('a', 0x1800, 16))).toEqual([
      { reason: 'unaligned', part: 'a', offset: 0x1800, below: 0x1000, above: 0x2000 },
    ]);
  });

  it.each([
    ['beyond the end', part('a', 0x3ff000, 0x1001), 'offset'],
    ['before the start', part('a', -0x1000, 1), 'offset'],
    ['of half a byte', part('a', 0.5, 1), 'offset'],
    ['of nothing', part('a', 0, 0), 'empty'],
  ])('%s are wrong', (_, wrong, reason) => {
    expect(reasons(wrong)[0]).toMatchObject({ reason, part: 'a' });
  });
});
