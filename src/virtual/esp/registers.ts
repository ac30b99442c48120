import type { ChipLock, Mac } from '../../model/chip';
import { type EspChip, macBytes } from './chips';
import { wordAt } from './frames';
import { spiAnswer } from './spi-flash';

/** The chip's registers as READ_REG and WRITE_REG see them. All that nobody needs reads 0 (esp-flashing, section 1). */
export interface Registers {
  read(address: number): number;
  write(address: number, value: number, mask: number): void;
}

const startBit = 1 << 18;
const addressPhase = 1 << 30;

export interface RegisterFacts {
  mac: Mac;
  /** The size the flash chip reports. */
  flashBytes: number;
  /** The speed UART0 runs at now. */
  baud: () => number;
  /** How many times as fast as it should ESP32's slow clock runs. */
  slowClock: number;
  locks: readonly ChipLock[];
}

const crystal = 40_000_000;

/** Cycles counted in the ROM's measurement, which it later multiplies by 15625/40 and the slow clock's eFuse byte. */
const countedCycles = (clockByte: number, slowClock: number): number =>
  Math.round((crystal * slowClock * 40) / 15_625 / clockByte);

export const createRegisters = (
  chip: EspChip,
  { mac, flashBytes, baud, slowClock, locks }: RegisterFacts,
): Registers => {
  const cells = new Map<number, number>();
  const { spi } = chip;
  const [m0, m1, m2, m3, m4, m5] = macBytes(mac) as [number, number, number, number, number, number];
  const fuses = new Map<number, number>([
    ...Object.entries(chip.fixed).map(([address, value]) => [Number(address), value >>> 0] as const),
    [chip.macWords[0], ((m2 << 24) | (m3 << 16) | (m4 << 8) | m5) >>> 0],
    [chip.macWords[1], ((chip.macHigh << 16) | (m0 << 8) | m1) >>> 0],
  ]);

  if (chip.calibration) {
    const { counted, clockWord } = chip.calibration;
    // The count stands at bit 7.
    fuses.set(counted, (countedCycles((fuses.get(clockWord) ?? 0) & 0xff, slowClock) << 7) >>> 0);
  }

  for (const lock of locks) {
    const { word, mask } = chip.fuses[lock];
    fuses.set(word, ((fuses.get(word) ?? 0) | mask) >>> 0);
  }

  const home = (address: number): number => {
    const [from, to, size] = chip.alias ?? [0, 0, 0];
    return address >= from && address < from + size ? to + (address - from) : address;
  };
  const cell = (address: number): number => cells.get(address) ?? 0;

  const runSpiCommand = (): void => {
    const readBits = cell(spi.readBits) + 1;
    const addressBits = (cell(spi.user1) >>> 26) + 1;
    const whole = spi.lowAddress ? cell(spi.address) : cell(spi.address) >>> (32 - addressBits);
    const address = cell(spi.user) & addressPhase ? whole : 0;
    const answer = spiAnswer(cell(spi.user2) & 0xff, address, Math.min(64, Math.ceil(readBits / 8)), flashBytes);
    for (let word = 0; word * 4 < answer.length; word += 1) {
      const [a = 0, b = 0, c = 0, d = 0] = answer.subarray(word * 4, word * 4 + 4);
      cells.set(spi.data + word * 4, (a | (b << 8) | (c << 16) | (d << 24)) >>> 0);
    }
  };

  return {
    read(asked) {
      const address = home(asked);
      // The crystal check: the divider of its clock.
      if (address === chip.crystal?.divider) return Math.round(chip.crystal.hz / baud());
      return fuses.get(address) ?? cell(address);
    },
    write(asked, value, mask) {
      const address = home(asked);
      const next = ((value & mask) | (cell(address) & ~mask)) >>> 0;
      if (address === spi.command) {
        // A command is over before anybody can ask: the start bit always reads 0.
        if (next & startBit) runSpiCommand();
        cells.set(address, next & ~startBit);
      } else cells.set(address, next);
    },
  };
};

/** WRITE_REG carries one or more writes: address, value, mask, delay. Answers the delays in all, ms. */
export const writeRegisters = (registers: Registers, data: Uint8Array): number => {
  let delayUs = 0;
  for (let word = 0; word * 4 + 16 <= data.length; word += 4) {
    registers.write(wordAt(data, word), wordAt(data, word + 1), wordAt(data, word + 2));
    delayUs += wordAt(data, word + 3);
  }
  return delayUs / 1000;
};
