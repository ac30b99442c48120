import { expect, test } from 'vitest';
import { readFirmware } from '../../../src/protocols/firmware/read-firmware';
import { readRevisionLimits, strictest } from '../../../src/protocols/images/revision-limits';
import { buildImage } from '../../../src/virtual/esp/demo-image';

// ESP-IDF: `esp_image_header_t`, and `bootloader_common_check_chip_revision_validity`.

const header = (chipId: number, old: number, min: number, max: number) => {
  const bytes = new Uint8Array(24);
  const view = new DataView(bytes.buffer);
  bytes[14] = old;
  view.setUint16(12, chipId, true);
  view.setUint16(15, min, true);
  view.setUint16(17, max, true);
  return bytes;
};

test.each([
  ['nothing said by an old ESP-IDF', header(0, 0, 0, 0), {}],
  ['nothing said by a new one', header(9, 0, 0, 0xffff), {}],
  ['a range', header(0, 3, 301, 399), { min: 301, max: 399 }],
  ['the upper end alone', header(5, 0, 0, 199), { max: 199 }],
  ['the old field alone, a major number', header(0, 3, 0, 0xffff), { min: 300 }],
  ['the old field alone on ESP32-C3, a minor number', header(5, 3, 0, 0), { min: 3 }],
  ['the full field goes before the old one', header(5, 3, 4, 0), { min: 4 }],
  ['erased fields', header(0, 0xff, 0xffff, 0xffff), {}],
])('%s', (_, bytes, limits) => {
  expect(readRevisionLimits(bytes, 0)).toEqual(limits);
});

test('of several images the strictest limits', () => {
  expect(strictest([{ min: 100, max: 399 }, {}, { min: 300, max: 499 }])).toEqual({ min: 300, max: 399 });
  expect(strictest([{}])).toEqual({});
});

test('a whole image: the boot loader asks for a lowest revision alone, its application for both', () => {
  const limited = (at: number, min: number, max: number) => {
    const bytes = buildImage({ chip: 'esp32', merged: true });
    const view = new DataView(bytes.buffer);
    for (const place of [0x1000, 0x10000]) {
      view.setUint16(place + 15, 0, true);
      view.setUint16(place + 17, 0xffff, true);
      // The digest covers the header.
      bytes[place + 23] = 0;
    }
    view.setUint16(at + 15, min, true);
    view.setUint16(at + 17, max, true);
    return readFirmware(bytes, 'a.bin').revisions;
  };
  expect(limited(0x10000, 300, 399)).toEqual({ min: 300, max: 399 });
  expect(limited(0x1000, 300, 399)).toEqual({ min: 300 });
});
