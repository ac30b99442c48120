import { describe, expect, test } from 'vitest';
import { isSomebodyElse } from '../../../src/protocols/console/who-talks';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe('somebody else', () => {
  test.each([
    // The standard's own example sentence (NMEA 0183).
    ['a GPS receiver', '$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\r\n'],
    // What a SIM800 says of itself when it is switched on.
    ['a modem', '\r\nRDY\r\n\r\n+CFUN: 1\r\n\r\n+CPIN: READY\r\n'],
    ['a sketch', 'temperature 22.5 C\r\ntemperature 22.6 C\r\n'],
    ['a printer', 'start\r\necho:Marlin 2.1.2\r\necho: Last Updated\r\n'],
  ])('%s', (_, text) => {
    expect(isSomebodyElse(bytes(text))).toBe(true);
  });
});

describe('a board of ours, or nobody who can be told', () => {
  test.each([
    ['an ESP32 that restarts', 'rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n'],
    ['an ESP32-C3 that restarts', 'ESP-ROM:esp32c3-api1-20210207\r\nBuild:Feb  7 2021\r\n'],
    ['ESP-IDF', 'I (312) cpu_start: Starting scheduler.\r\n'],
    ['TuyaOpen’s log', '\x1b[0;32;49m[01-01 00:00:05 ty D][ble_mgr.c:415] start adv!\x1b[0m\r\n'],
    ['TuyaOpen’s console', '\r\ntuya> \r\ntuya> \r\ntuya> \r\ntuya> '],
    ['too little', 'hello\r\n'],
    ['no line', 'U'.repeat(200)],
  ])('%s', (_, text) => {
    expect(isSomebodyElse(bytes(text))).toBe(false);
  });

  test('noise', () => {
    expect(isSomebodyElse(Uint8Array.from({ length: 500 }, (_, at) => (at * 151) & 0xff))).toBe(false);
  });
});
