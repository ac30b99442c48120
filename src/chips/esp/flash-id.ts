/**
 * The flash chip's own id, by the SPI controller's registers: neither ROM nor stub has a command for it (esp-flashing,
 * section 1). The library's way through the same registers asks nothing twice.
 */
import type { ChipId } from '../../model/chip';
import { type EspLoader, LoaderFault, words } from './loader';

const writeRegister = 0x09;
const spiAttach = 0x0d;

/** RDID answers three bytes: manufacturer, type, capacity. */
const readId = 0x9f;
const idBits = 24;

const withCommand = 2 ** 31;
const withAnswer = 2 ** 28;
const start = 1 << 18;
/** Bits of the command less one, in the top of its register. */
const commandBits = 7 * 2 ** 28;
const polls = 10;

const writeWord = (loader: EspLoader, address: number, value: number): Promise<unknown> =>
  loader.askAgain(writeRegister, { payload: words(address, value, 0xffffffff, 0) });

/** Three bytes, manufacturer lowest; 0 and FFFFFF when no flash answers. */
export const readFlashId = async (loader: EspLoader): Promise<number> => {
  const { chip } = loader.library;
  const base = chip.SPI_REG_BASE;
  const [user, command, data] = [base + chip.SPI_USR_OFFS, base + chip.SPI_USR2_OFFS, base + chip.SPI_W0_OFFS];
  const before = [await loader.readWord(user), await loader.readWord(command)] as const;
  await writeWord(loader, base + chip.SPI_MISO_DLEN_OFFS, idBits - 1);
  await writeWord(loader, user, withCommand + withAnswer);
  await writeWord(loader, command, commandBits + readId);
  await writeWord(loader, data, 0);
  await writeWord(loader, base, start);
  for (let poll = 0; (await loader.readWord(base)) & start; poll++)
    if (poll === polls) throw new LoaderFault('flash-busy');
  const id = await loader.readWord(data);
  await writeWord(loader, user, before[0]);
  await writeWord(loader, command, before[1]);
  return id & 0xffffff;
};

const efuse3 = 0x3ff5a00c;
const efuse5 = 0x3ff5a014;

/**
 * An ESP32 with its flash in the package (PICO, U4WDH) has it on other pins, and says which in its eFuses; its ROM does
 * not look there by itself (esptool, `get_chip_spi_pads`). 0: the usual ones.
 */
const flashPins = async (loader: EspLoader, chip: ChipId): Promise<number> => {
  if (chip !== 'esp32') return 0;
  const [word3, word5] = [await loader.readWord(efuse3), await loader.readWord(efuse5)];
  const pin = (word: number, at: number) => (word >>> at) & 0x1f;
  // Clock, Q, D, CS in one word, HD in another.
  return pin(word5, 0) | (pin(word5, 5) << 6) | (pin(word5, 10) << 12) | (pin(word5, 15) << 18) | (pin(word3, 4) << 24);
};

/** A ROM enables the flash only when told, and takes a word more than a stub, which has done it by itself. */
export const attachFlash = async (loader: EspLoader, chip: ChipId): Promise<void> => {
  if (!loader.library.IS_STUB) await loader.askAgain(spiAttach, { payload: words(await flashPins(loader, chip), 0) });
};
