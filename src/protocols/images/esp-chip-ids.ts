import type { ChipId, EspChipId } from '../../model/chip';
import { BenchError } from '../../model/problem';

/** The chip id in image headers and in the loader's answer to command 14 (esp-flashing, section 2). */
export const espChipNames: Readonly<Record<number, string>> = {
  0: 'ESP32',
  2: 'ESP32-S2',
  5: 'ESP32-C3',
  9: 'ESP32-S3',
  12: 'ESP32-C2',
  13: 'ESP32-C6',
  16: 'ESP32-H2',
  18: 'ESP32-P4',
  20: 'ESP32-C61',
  23: 'ESP32-C5',
  25: 'ESP32-H21',
  28: 'ESP32-H4',
  31: 'ESP32-E22',
  32: 'ESP32-S31',
};

/** Those of them that the bench has a family for. */
export const chipOfEspId: Readonly<Record<number, EspChipId>> = {
  0: 'esp32',
  2: 'esp32s2',
  5: 'esp32c3',
  9: 'esp32s3',
  12: 'esp32c2',
  13: 'esp32c6',
  16: 'esp32h2',
  18: 'esp32p4',
  23: 'esp32c5',
};

const bootloaders: Readonly<Partial<Record<ChipId, number>>> = {
  esp32: 0x1000,
  esp32s2: 0x1000,
  esp32c5: 0x2000,
  esp32p4: 0x2000,
};

/** Where the ROM looks for the bootloader; most look at 0. */
export const bootloaderAt = (chip: ChipId): number => bootloaders[chip] ?? 0;

/** Throws `firmware.wrong-chip` {image} for a chip the bench has no family for, `firmware.not-firmware` for no chip. */
export const chipOf = (espId: number): EspChipId => {
  const chip = chipOfEspId[espId];
  if (chip) return chip;
  const name = espChipNames[espId];
  if (name) throw new BenchError('firmware.wrong-chip', { image: name });
  throw new BenchError('firmware.not-firmware', { looksLike: 'unknown-esp', chipId: espId });
};
