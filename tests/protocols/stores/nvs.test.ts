import { describe, expect, it } from 'vitest';
import { holdsSettings } from '../../../src/protocols/stores/nvs';

// Pages as ESP-IDF's documentation of the NVS library draws them ("Structure of a page", "Structure of entry"); keys and
// sizes of the Wi-Fi driver as dumps in espressif/arduino-esp32 issue 1147 and espressif/esp-idf issue 2999 show them.

interface Entry {
  namespace: number;
  type: number;
  key: string;
  /** Eight bytes, or what a blob holds. */
  value: readonly number[];
  erased?: boolean;
}

const page = (entries: readonly Entry[], state = 0xfffffffe): Uint8Array => {
  const bytes = new Uint8Array(0x1000).fill(0xff);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, state, true);
  let at = 0;
  for (const { namespace, type, key, value, erased } of entries) {
    const long = type > 0x20;
    const span = long ? 1 + Math.ceil(value.length / 32) : 1;
    const offset = 64 + at * 32;
    bytes.set([namespace, type, span, 0xff], offset);
    bytes.fill(0, offset + 8, offset + 24);
    bytes.set(new TextEncoder().encode(key), offset + 8);
    if (long) {
      view.setUint16(offset + 24, value.length, true);
      bytes.set(value, offset + 32);
    } else bytes.set(value, offset + 24);
    for (let each = at; each < at + span; each++) {
      const cleared = erased ? 3 : 1;
      bytes[32 + (each >> 2)]! &= ~(cleared << ((each & 3) * 2));
    }
    at += span;
  }
  return bytes;
};
const partition = (...pages: Uint8Array[]) => {
  const bytes = new Uint8Array(0x4000).fill(0xff);
  pages.forEach((each, at) => {
    bytes.set(each, at * 0x1000);
  });
  return bytes;
};

const name = (number: number, key: string): Entry => ({ namespace: 0, type: 0x01, key, value: [number] });
const u8 = (namespace: number, key: string): Entry => ({ namespace, type: 0x01, key, value: [1] });
const blob = (namespace: number, key: string, value: readonly number[]): Entry => ({
  namespace,
  type: 0x42,
  key,
  value,
});
const none = Array.from({ length: 36 }, () => 0xff);
const network = [9, 0, 0, 0, ...new TextEncoder().encode('Workshop2'), ...Array.from({ length: 23 }, () => 0)];
const calibration = blob(
  1,
  'cal_data',
  Array.from({ length: 1904 }, (_, n) => n & 0xff),
);
const afterFirstStart = [name(1, 'phy'), calibration, name(2, 'nvs.net80211'), u8(2, 'opmode')];

describe('a settings partition', () => {
  it.each<[string, Uint8Array, boolean]>([
    ['that is erased', partition(), false],
    ['after the first start of a program', partition(page([...afterFirstStart, blob(2, 'sta.ssid', none)])), false],
    [
      'with an empty name of a network',
      partition(
        page([
          ...afterFirstStart,
          blob(
            2,
            'sta.ssid',
            none.map(() => 0),
          ),
        ]),
      ),
      false,
    ],
    ['with a network', partition(page([...afterFirstStart, blob(2, 'sta.ssid', network)])), true],
    [
      'with a network on its second page',
      partition(page(afterFirstStart, 0xfffffffc), page([blob(2, 'sta.ssid', network)])),
      true,
    ],
    [
      'whose network was forgotten',
      partition(page([...afterFirstStart, { ...blob(2, 'sta.ssid', network), erased: true }])),
      false,
    ],
    ['with a setting of an application', partition(page([...afterFirstStart, name(3, 'lamp'), u8(3, 'colour')])), true],
    ['with a setting of nobody knows whom', partition(page([...afterFirstStart, u8(7, 'colour')])), true],
    ['that is something else', partition(new Uint8Array(0x1000).map((_, n) => n & 0xff)), true],
    [
      'with bytes behind a page that was never begun',
      partition(new Uint8Array(0x1000).fill(0xff).fill(0, 100, 104)),
      true,
    ],
    ['with a damaged page', partition(page(afterFirstStart, 0)), true],
  ])('%s', (_, bytes, holds) => {
    expect(holdsSettings(bytes)).toBe(holds);
  });
});
