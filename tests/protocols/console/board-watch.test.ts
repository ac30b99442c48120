import { describe, expect, it } from 'vitest';
import { type BoardSeen, nothingSeen, watchLine } from '../../../src/protocols/console/board-watch';
import { createDialogue } from '../../../src/protocols/console/dialogue';

// The ROM's and ESP-IDF's words as ESP32 boards print them; TuyaOpen's block as in authorize-cli, section 6.

const seenIn = (text: string): BoardSeen =>
  createDialogue().take(Buffer.from(text), 0).lines.reduce(watchLine, nothingSeen);

const reset = (reason = '0x1 (POWERON_RESET)', boot = '0x13 (SPI_FAST_FLASH_BOOT)'): string =>
  `ets Jun  8 2016 00:22:57\r\n\r\nrst:${reason},boot:${boot}\r\nconfigsip: 0, SPIWP:0xee\r\n`;
const tuya = (text: string): string => `[01-01 00:00:00 ty N][tuya_main.c:217] ${text}\r\n`;

describe('what a board is doing', () => {
  it.each([
    ['nothing', '', 'nothing-heard', 0],
    ['starting', reset(), 'booting', 1],
    ['in the boot loader', `${reset()}I (29) boot: ESP-IDF v5.4 2nd stage bootloader\r\n`, 'booting', 1],
    [
      'in the ROM loader',
      `${reset('0x1 (POWERON_RESET)', '0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))')}`,
      'in-loader',
      1,
    ],
    ['waiting for download', `${reset()}waiting for download\r\n`, 'in-loader', 1],
    [
      'in the loader of a C3',
      `ESP-ROM:esp32c3-api1-20210207\r\nrst:0x1 (POWERON),boot:0x4 (DOWNLOAD(USB/UART0/1))\r\n`,
      'in-loader',
      1,
    ],
    [
      'an empty flash, first try',
      `${reset()}invalid header: 0xffffffff\r\ninvalid header: 0xffffffff\r\n`,
      'booting',
      1,
    ],
    ['an empty flash', `${reset('0x10 (RTCWDT_RTC_RESET)')}invalid header: 0xffffffff\r\n`.repeat(2), 'boot-loop', 2],
    ['falling over', `${reset('0xc (SW_CPU_RESET)')}${tuya('Application information:')}`.repeat(3), 'app-up', 3],
    ['falling over and starting again', `${reset('0xc (SW_CPU_RESET)')}`.repeat(3), 'boot-loop', 3],
    ['running', tuya('start adv!'), 'app-up', 0],
    ['at its shell', `${reset()}\r\ntuya> `, 'app-up', 1],
  ] as const)('%s', (_name, text, doing, resets) => {
    expect(seenIn(text)).toMatchObject({ doing, resets });
  });

  it('keeps the reason of the last reset', () => {
    expect(seenIn(reset() + reset('0x10 (RTCWDT_RTC_RESET)')).resetReason).toBe('0x10 RTCWDT_RTC_RESET');
  });
});

describe('what runs on it', () => {
  const block = [
    'Application information:',
    'Project name:        switch_demo',
    'App version:         1.0.1',
    'TuyaOpen version:    v1.3.0',
  ];
  const idf =
    'I (197) cpu_start: Project name:     esp-idf\r\nI (202) cpu_start: App version:      f08dcd7\r\nI (219) cpu_start: ESP-IDF:          4.3.0\r\n';

  it('is told by ESP-IDF', () => {
    expect(seenIn(reset() + idf)).toMatchObject({
      app: { name: 'esp-idf', version: 'f08dcd7', platform: 'ESP-IDF 4.3.0' },
      appTold: 'idf',
    });
  });

  it.each([
    ['after', [idf, ...block.map(tuya)]],
    ['before', [...block.map(tuya), idf]],
  ])('is told better by TuyaOpen, %s ESP-IDF', (_name, parts) => {
    expect(seenIn(reset() + parts.join(''))).toMatchObject({
      app: { name: 'switch_demo', version: '1.0.1', platform: 'TuyaOpen 1.3.0' },
      appTold: 'tuya',
    });
  });

  it('is whole at the end of its block or when something else follows, and gone with the next reset', () => {
    const boot = reset() + block.map(tuya).join('');
    const half = reset() + block.slice(0, 3).map(tuya).join('');
    expect(seenIn(boot).appWhole).toBe(true);
    expect(seenIn(half).appWhole).toBe(false);
    expect(seenIn(half + tuya('Authorization read succeeds.')).appWhole).toBe(true);
    expect(seenIn(`${half}\r\ntuya>`).appWhole).toBe(true);
    expect(seenIn(boot + reset()).app).toBeUndefined();
    expect(seenIn(boot + reset()).appWhole).toBe(false);
  });
});
