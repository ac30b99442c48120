import { describe, expect, test } from 'vitest';
import type { AppSlot, ProgramFacts } from '../../../src/model/board-layout';
import type { Placement } from '../../../src/model/placement';
import { type Answering, whoAnswers } from '../../../src/protocols/flash-layout/who-answers';

/** Lines of the loader and of ESP-IDF's start-up; TuyaOpen's own banner names another thing (authorize-cli, section 6). */

const [elf, otherElf] = ['5ebd4d8e9'.padEnd(64, '0'), 'c0ffee123'.padEnd(64, '0')];
const written: ProgramFacts = { name: 'tuyaopen-esp32', version: '5.4', elfSha256: elf, size: 1000 };
const slot = (index: number, program?: ProgramFacts): AppSlot => ({
  label: `ota_${index}`,
  kind: 'ota',
  index,
  offset: 0x10000 + index * 0x180000,
  size: 0x180000,
  holds: program ? 'image' : 'blank',
  ...(program && { program }),
});
const placed = (beside?: ProgramFacts, program = written): Placement => {
  const slots = [slot(0, program), slot(1, beside)];
  return { address: 0x10000, slot: slots[0]!, program, partitions: [], slots };
};
const image = new TextEncoder().encode('\0\0switch_demo\x001.0.2\0tuyaopen-esp32\0');
const answer = (heard: Answering, placement = placed({ ...written, elfSha256: otherElf })) =>
  whoAnswers(placement, image, heard);

const descriptor = { name: 'tuyaopen-esp32', version: '5.4' };
const withoutDigest: ProgramFacts = { name: 'tuyaopen-esp32', version: '5.4', size: 1000 };

describe('the program that was written', () => {
  test('is proved by the slot that the loader took it from, of which the chip has told the MD5', () => {
    expect(answer({ loadedFrom: 0x10000 })).toEqual({ kind: 'written', by: 'slot' });
    // Also when the very same image was there before, and stands in the other slot without a digest.
    expect(answer({ loadedFrom: 0x10000, descriptor }, placed(withoutDigest, withoutDigest)).kind).toBe('written');
  });

  test('is proved by the digits of its ELF', () => {
    expect(answer({ descriptor: { ...descriptor, elfDigits: elf.slice(0, 9) } })).toEqual({
      kind: 'written',
      by: 'build',
    });
    expect(answer({ descriptor: { elfDigits: elf.slice(0, 16) } }, placed(withoutDigest)).kind).toBe('written');
  });

  test('is proved by a name that no other image in the flash has', () => {
    expect(answer({ descriptor }, placed({ ...written, name: 'old_lamp', elfSha256: otherElf }))).toEqual({
      kind: 'written',
      by: 'name',
    });
    expect(answer({ descriptor }, placed({ ...withoutDigest, version: '5.3' })).kind).toBe('written');
  });

  test('is the only one there is, so whatever answers is it', () => {
    expect(answer({}, placed())).toEqual({ kind: 'written', by: 'only' });
    expect(answer({ app: { name: 'switch_demo' } }, placed()).kind).toBe('written');
  });

  test('is the same build in both slots, so that it is the same from either', () => {
    expect(answer({ descriptor }, placed(written)).kind).toBe('written');
  });
});

describe('another program', () => {
  test('by the slot', () => {
    expect(answer({ loadedFrom: 0x190000 })).toEqual({
      kind: 'other',
      by: 'slot',
      expected: '0x10000',
      found: '0x190000',
    });
  });

  test('by its build, though name and version are the same', () => {
    expect(answer({ descriptor: { ...descriptor, elfDigits: otherElf.slice(0, 9) } })).toEqual({
      kind: 'other',
      by: 'build',
      expected: '5ebd4d8e9',
      found: 'c0ffee123',
    });
  });

  test.each([
    ['name', { descriptor: { ...descriptor, name: 'old_lamp' } }],
    ['version', { descriptor: { ...descriptor, version: '5.3' } }],
    ['a banner with a name that the image does not contain', { app: { name: 'old_lamp', version: '1.0.2' } }],
  ])('by %s, though no other image was seen', (_, heard) => {
    expect(answer(heard, placed())).toMatchObject({ kind: 'other', by: 'name' });
  });
});

describe('nobody can tell', () => {
  test.each<[string, Answering, ProgramFacts]>([
    ['nothing was printed', {}, { ...written, elfSha256: otherElf }],
    ['name and version are the same, and no digest', { descriptor }, { ...written, elfSha256: otherElf }],
    [
      'only the banner of the application',
      { app: { name: 'switch_demo', version: '1.0.2' } },
      { ...written, name: 'x', elfSha256: otherElf },
    ],
    ['an image that does not describe itself stands beside', { descriptor }, { size: 1000 }],
  ])('%s', (_, heard, beside) => {
    expect(answer(heard, placed(beside))).toEqual({ kind: 'unclear', slot: 'ota_1' });
  });
});
