import { expect, test } from 'vitest';
import { lookAtLoose } from '../../../src/protocols/packages/loose-parts';
import { readPlaces } from '../../../src/screens/firmware/typed-places';
import { buildParts } from '../../protocols/packages/parts';

const build = buildParts({ chip: 'esp32', appBytes: 40_000, flashBytes: 4 << 20 });
const extra = { name: 'extra.bin', bytes: new Uint8Array(0x1000) };
const parts = lookAtLoose([build.loader, build.table, build.app, extra]);
const wrong = (...typed: string[]) =>
  readPlaces(parts, typed).problems.map((each) => (each?.kind === 'place' ? each.details.reason : each?.kind));

test('places are typed in hexadecimal or not, and an empty one leaves its part out', () => {
  const places = readPlaces(parts, ['0x1000', ' 32768 ', '0X10000', '']);
  expect(places).toMatchObject({ ready: true, tooMany: false, problems: [undefined, undefined, undefined, undefined] });
  expect(places.parts.map(({ name, offset }) => [name, offset])).toEqual([
    ['bootloader.bin', 0x1000],
    ['partition-table.bin', 0x8000],
    ['switch_demo.bin', 0x10000],
  ]);
});

test('what is wrong is said at its row, and keeps the rest from being put together', () => {
  expect(wrong('0x1000', 'there', '0x10000', '0x11000')).toEqual([undefined, 'no-number', 'overlap', 'overlap']);
  expect(wrong('0x1000', '0x8000', '0x10000', '0x3ff800')).toEqual([undefined, undefined, undefined, 'offset']);
  expect(wrong('0x1000', '0x8000', '0x10000', '0x300800')).toEqual([undefined, undefined, undefined, 'unaligned']);
  expect(readPlaces(parts, ['0x1000', '0x8000', '0x10000', '0x300800']).ready).toBe(false);
});

test('the flash ends where the header of the boot loader has its end', () => {
  expect(wrong('', '', '', '0x3ff000')).toEqual([undefined, undefined, undefined, undefined]);
  expect(wrong('', '', '', '0x400000')[3]).toBe('offset');
});

test('nothing, or more than sixteen, is not put together', () => {
  expect(readPlaces(parts, []).ready).toBe(false);
  const many = Array.from({ length: 17 }, (_, at) => ({ name: `${at}.bin`, bytes: new Uint8Array(16) }));
  const typed = many.map((_, at) => `0x${(at * 0x1000).toString(16)}`);
  expect(readPlaces(lookAtLoose(many), typed)).toMatchObject({ ready: false, tooMany: true });
  expect(readPlaces(lookAtLoose(many.slice(1)), typed)).toMatchObject({ ready: true });
});
