/** What the ROM of each chip prints at 115200 when it starts and when the flash holds nothing it can run. */
import type { EspChipId } from '../../../model/chip';
import type { ResetReason } from '../../parts/silicon';
import type { FoundImage } from './image';

interface Rom {
  /** Printed before the reset reason. */
  greeting: readonly string[];
  reasons: Readonly<Record<ResetReason, string>>;
  boot: string;
  clockDivider: number;
  /** Lines between the reset reason and the mode, on a good start. */
  pins: readonly string[];
  /** In front of the flash mode, on the newest. */
  spi?: string;
  /** After a watchdog reset. */
  savedPc?: string;
  /** With IO0 low at the last reset that looked at it. */
  download: string;
}

const classic: Rom = {
  greeting: ['ets Jul 29 2019 12:21:46', ''],
  reasons: {
    power: '0x1 (POWERON_RESET)',
    software: '0xc (SW_CPU_RESET)',
    watchdog: '0x10 (RTCWDT_RTC_RESET)',
    loader: '0x3 (SW_RESET)',
  },
  boot: '0x13',
  clockDivider: 2,
  pins: ['configsip: 0, SPIWP:0xee', 'clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00'],
  download: '0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))',
};

const newer = (
  rom: string,
  build: string,
  boot: string,
  clockDivider: number,
  savedPc: string,
  download: string,
): Rom => ({
  greeting: [`ESP-ROM:${rom}`, `Build:${build}`],
  reasons: {
    power: '0x1 (POWERON)',
    software: '0xc (RTC_SW_CPU_RST)',
    watchdog: '0x7 (TG0WDT_SYS_RST)',
    loader: '0x3 (RTC_SW_SYS_RST)',
  },
  boot,
  clockDivider,
  pins: ['SPIWP:0xee'],
  savedPc,
  download,
});

const c6 = newer('esp32c6-20220919', 'Sep 19 2022', '0xc', 2, '0x4001975a', '0x4 (DOWNLOAD(USB/UART0/SDIO_FEI_FEO))');

/** The low-power domain of C6 and its like has names of its own. */
const lowPower: Rom['reasons'] = {
  power: '0x1 (POWERON)',
  software: '0xc (SW_CPU)',
  watchdog: '0x7 (TG0_WDT_HPSYS)',
  loader: '0x3 (LP_SW_HPSYS)',
};

const roms: Readonly<Record<EspChipId, Rom>> = {
  esp32: classic,
  esp32s3: newer('esp32s3-20210327', 'Mar 27 2021', '0x8', 1, '0x40049b21', '0x0 (DOWNLOAD(USB/UART0))'),
  esp32c3: newer('esp32c3-api1-20210207', 'Feb  7 2021', '0xd', 1, '0x40048b82', '0x5 (DOWNLOAD(USB/UART0/1))'),
  esp32c6: {
    ...c6,
    reasons: lowPower,
  },
  // Boot logs of these in public trackers and in ESP-IDF's documents.
  esp32c5: {
    ...newer('esp32c5-eco2-20250121', 'Jan 21 2025', '0x18', 1, '0x408069ee', '0x10 (DOWNLOAD(USB/UART0/SPI))'),
    reasons: lowPower,
    pins: [],
    spi: 'SPI ',
  },
  esp32c2: newer('esp8684-api2-20220127', 'Jan 27 2022', '0xc', 1, '0x4004b0d8', '0x4 (DOWNLOAD(UART0))'),
  esp32s2: newer('esp32s2-rc4-20191025', 'Oct 25 2019', '0x8', 1, '0x4002563a', '0x0 (DOWNLOAD(USB/UART0/1/SPI))'),
  esp32h2: {
    ...newer('esp32h2-20221101', 'Nov  1 2022', '0xc', 1, '0x400031b6', '0x4 (DOWNLOAD(USB/UART0/SPI))'),
    reasons: lowPower,
  },
  esp32p4: {
    ...newer('esp32p4-eco2-20240710', 'Jul 10 2024', '0x30f', 1, '0x4ff0a1b2', '0x307 (DOWNLOAD(USB/UART0/SPI))'),
    reasons: {
      power: '0x1 (POWERON)',
      software: '0xc (SW_CPU_RESET)',
      watchdog: '0x7 (HP_SYS_HP_WDT_RESET)',
      loader: '0x3 (SW_SYS_RESET)',
    },
    pins: [],
    spi: 'SPI ',
  },
};

const modes = ['QIO', 'QOUT', 'DIO', 'DOUT'];
const hex = (value: number, digits = 1): string => `0x${value.toString(16).padStart(digits, '0')}`;

/** Up to and with the reset reason. */
export const romGreeting = (chip: EspChipId, reason: ResetReason): string[] => {
  const { greeting, reasons, boot, savedPc } = roms[chip];
  const saved = reason === 'watchdog' && savedPc ? [`Saved PC:${savedPc}`] : [];
  return [...greeting, `rst:${reasons[reason]},boot:${boot} (SPI_FAST_FLASH_BOOT)`, ...saved];
};

/** In its loader. */
export const romDownload = (chip: EspChipId, reason: ResetReason): string[] => {
  const { greeting, reasons, download } = roms[chip];
  return [...greeting, `rst:${reasons[reason]},boot:${download}`, 'waiting for download'];
};

/** Of an ESP32 whose eFuse UART_DOWNLOAD_DIS is burned (a real log: esp-idf, issue 6106). */
export const romNoDownload = ['Download mode is disabled. Restart with GPIO0 high.'];

/** The ROM looks again and again until the watchdog bites. */
export const romComplaint = (word: number): string[] => Array<string>(8).fill(`invalid header: ${hex(word, 8)}`);

/**
 * Loading the second stage; without `entry` when its checksum is wrong. `loadable` says which addresses are memory: at
 * the first that is none the ROM writes into nothing, and no more is heard of it.
 */
export const romLoading = (chip: EspChipId, image: FoundImage, loadable: (address: number) => boolean): string[] => {
  const { pins, clockDivider, spi = '' } = roms[chip];
  const mode = modes[(image.word >>> 16) & 0xff] ?? 'DIO';
  const { read, calculated } = image.checksum;
  const length = (size: number): string => (chip === 'esp32' ? String(size) : hex(size));
  const stuck = image.segments.findIndex(({ address }) => !loadable(address));
  const loads = (stuck < 0 ? image.segments : image.segments.slice(0, stuck + 1)).map(
    ({ address, size }) => `load:${hex(address, 8)},len:${length(size)}`,
  );
  const begun = [...pins, `${spi}mode:${mode}, clock div:${clockDivider}`, ...loads];
  if (stuck >= 0) return begun;
  return [
    ...begun,
    read === calculated ? `entry ${hex(image.entry, 8)}` : `csum err:${hex(read, 2)}!=${hex(calculated, 2)}`,
  ];
};
