/**
 * The rules of esp-measured, section 3 ("What beats the limit"), by themselves. The costs are its constants: 64 KiB erased
 * in 150 ms and 4 KiB in 45, a page of 256 bytes programmed in 1.05.
 */
import { describe, expect, test } from 'vitest';
import { type Found, planOf, sectorsOf } from '../../../src/chips/esp/plan';

const sector = 0x1000;

/** One letter a sector: upper case where the image holds data; S same, B or b blank, O or o other. */
const planFor = (letters: string, { address = 0x10000, cut = 0 } = {}) => {
  const image = new Uint8Array(letters.length * sector - cut).fill(0xff);
  for (const [at, letter] of [...letters].entries()) if (letter !== letter.toLowerCase()) image[at * sector] = 0;
  const found: Readonly<Record<string, Found>> = { s: 'same', b: 'blank', o: 'other' };
  const sectors = sectorsOf(address, image).map((one, at) => ({ ...one, found: found[letters[at]!.toLowerCase()]! }));
  return planOf(address, image.length, sectors);
};

/** The plan in the same places: k kept, e erased, s sent. */
const deedsOf = (letters: string, options?: Parameters<typeof planFor>[1]) =>
  planFor(letters, options)
    .work.map(({ deed, size }) => deed[0]!.repeat(size / sector))
    .join('');

describe('what becomes of a sector', () => {
  test.each([
    ['same: kept', 'SSSS', 'kkkk'],
    ['blank in both: kept', 'Sbbb', 'kkkk'],
    ['data onto other data or onto blank flash: sent', 'OBSSS', 'sskkk'],
    ['blank, where the flash is not: erased', 'OSSSSooo', 'skkkkeee'],
    ['the first with data is sent along with whatever changes', 'SSSSSO', 'skkkks'],
    ['also where that is only an erase', 'SSSSoo', 'skkkee'],
    ['and where the image begins blank', 'bbSSSSO', 'kkskkks'],
    ['but not where nothing changes', 'bbSSS', 'kkkkk'],
  ])('%s', (_, letters, deeds) => expect(deedsOf(letters)).toBe(deeds));

  test.each([
    ['two sectors between are sent too', 'OSSO', 'ssss'],
    ['blank ones as well', 'ObbO', 'ssss'],
    ['three are not', 'OSSSO', 'skkks'],
  ])('a gap between what is sent: %s', (_, letters, deeds) => expect(deedsOf(letters)).toBe(deeds));
});

describe('a whole block', () => {
  test.each([
    ['is sent as one where erasing by sector takes longer', 'OOOOOOOSSSSSSSSS', 'ssssssssssssssss'],
    ['is not where that is quicker', 'OOOOOOSSSSSSSSSS', 'sssssskkkkkkkkkk'],
    ['nor where none of it needs an erase', 'BBBBBBBBBBbbbbbb', 'sssssssssskkkkkk'],
    ['that shall be blank is erased as one from four sectors on', 'bbbbbbbbbbbboooo', 'eeeeeeeeeeeeeeee'],
    ['and by sector below that', 'bbbbbbbbbbbbbooo', 'kkkkkkkkkkkkkeee'],
  ])('%s', (_, letters, deeds) => expect(deedsOf(letters)).toBe(deeds));

  test('is only what lies in the image as a whole: what is beside it is nobody’s', () => {
    expect(deedsOf('OOOOOOOSSSSSSSSS', { address: 0x11000 })).toBe('ssssssskkkkkkkkk');
    expect(deedsOf('OOOOOOOSSSSSSSS')).toBe('ssssssskkkkkkkk');
  });
});

test('work is told in whole sectors, what is done and kept in bytes of the image', () => {
  const plan = planFor('OSSSOSSSO', { cut: 100 });
  expect(plan.work.at(-1)).toEqual({ deed: 'send', offset: 0x18000, size: sector });
  expect(plan.kept).toBe(6 * sector);
  expect(plan.sends).toEqual([
    { from: 0, until: sector },
    { from: 4 * sector, until: 5 * sector },
    { from: 8 * sector, until: 9 * sector - 100 },
  ]);
});

describe('the sector that goes last', () => {
  test('is the first that holds data', () => {
    expect(planFor('bbSSSSO').last).toEqual({ from: 2 * sector, until: 3 * sector });
    expect(planFor('OO', { cut: 100 }).last).toEqual({ from: 0, until: sector });
  });

  test('there is none where nothing else changes', () => {
    expect(planFor('OSSS').last).toBeUndefined();
    expect(planFor('SSS').last).toBeUndefined();
    expect(planFor('ooo').last).toBeUndefined();
  });
});
