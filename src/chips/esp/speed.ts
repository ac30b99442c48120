/** Gets a chip and its adapter to a common speed, and the stub with it. */
import { pause } from '../../links/wait';
import type { EspChipId } from '../../model/chip';
import { BenchError } from '../../model/problem';
import { isThere } from './facts';
import { type EspLoader, LoaderFault, words } from './loader';
import { espModels } from './models';

const changeBaudrate = 0x0f;
const spiSetParams = 0x0b;

export const romBaud = 115_200;
/** Where a line does not carry one of them, the next is tried: half the speed is better than an eighth. */
const rungs = [2_000_000, 921_600, 460_800, 230_400];

/** ESP32's ROM counts crystal cycles against its slow clock, whose speed an eFuse byte tells. */
const countedCycles = 0x3ff5f06c;
const slowClock = 0x3ff5a010;

/**
 * What an ESP32's ROM has to be asked for to get to `baud`: it reckons by a crystal that it measured with a clock that
 * drifts by some per cent (esptool, `get_rom_cal_crystal_freq`; crystals have 40 or 26 MHz).
 */
const askedOfRom = async (loader: EspLoader, chip: EspChipId, baud: number): Promise<number> => {
  if (chip !== 'esp32') return baud;
  const cycles = ((await loader.readWord(countedCycles)) >>> 7) & 0x01ffffff;
  const measured = (cycles * 15_625 * ((await loader.readWord(slowClock)) & 0xff)) / 40;
  if (measured === 0) return baud;
  return Math.floor((baud * measured) / (measured > 33_000_000 ? 40_000_000 : 26_000_000));
};

/** Both ends to another speed; false when the chip is not heard there. */
const changeSpeed = async (loader: EspLoader, chip: EspChipId, baud: number, signal: AbortSignal): Promise<boolean> => {
  const { link, frames, timing, library } = loader;
  // Answered at the old speed, then switched. A ROM wants 0 for the old one, a stub the truth.
  const payload = library.IS_STUB ? words(baud, link.baud) : words(await askedOfRom(loader, chip, baud), 0);
  await loader.ask(changeBaudrate, { payload });
  await link.reopen(baud);
  await pause(timing.quietMs / 2, signal, link.lost);
  frames.flush();
  return isThere(loader);
};

const startStub = async (loader: EspLoader, flashBytes: number | undefined): Promise<void> => {
  if (!loader.library.IS_STUB) await loader.orFault(loader.library.runStub());
  // Flash id, size, block, sector, page, status mask: what desktop esptool tells before any writing.
  if (flashBytes)
    await loader.askAgain(spiSetParams, { payload: words(0, flashBytes, 0x10000, 0x1000, 0x100, 0xffff) });
};

interface Way {
  baud: number;
  /** The chip's end changes before the stub is sent, or after. */
  romFirst: boolean;
}

/**
 * From the fastest to the safest. A ROM at full speed takes the stub in a tenth of the time; some drivers want the stub
 * first, and so do chips whose ROM cannot be told a speed; a board that its driver resets on every reopening stays at the
 * ROM's speed.
 */
const waysTo = (baud: number, stubFirst: boolean): readonly Way[] => [
  ...(baud === romBaud || stubFirst ? [] : [{ baud, romFirst: true }]),
  ...[...new Set([baud, ...rungs])]
    .filter((rung) => rung > romBaud && rung <= baud)
    .map((rung) => ({ baud: rung, romFirst: false })),
  { baud: romBaud, romFirst: false },
];

export interface SpeedNeeds {
  loader: EspLoader;
  chip: EspChipId;
  flashBytes: number | undefined;
  /** Resets the chip into its loader, at the ROM's speed. */
  backToLoader(signal: AbortSignal): Promise<void>;
}

/** The stub runs, at `baud` or as near below it as the line carries. Throws the last way's `LoaderFault`. */
export const reachSpeed = async (needs: SpeedNeeds, baud: number, signal: AbortSignal): Promise<void> => {
  const { loader, chip, flashBytes, backToLoader } = needs;
  const walk = async (way: Way): Promise<boolean> => {
    if (!way.romFirst) await startStub(loader, flashBytes);
    if (way.baud !== loader.link.baud && !(await changeSpeed(loader, chip, way.baud, signal))) return false;
    if (way.romFirst) await startStub(loader, flashBytes);
    return true;
  };
  /** By the adapter: no other way leads there. */
  let refusedAt: number | undefined;
  let begun = false;
  let last: unknown = new LoaderFault('no-answer');
  for (const way of waysTo(baud, espModels[chip].stubFirst === true)) {
    if (way.baud === refusedAt) continue;
    if (begun) await backToLoader(signal);
    begun = true;
    try {
      if (await walk(way)) return;
    } catch (fault) {
      const refused = fault instanceof BenchError && fault.details.reason === 'speed-refused';
      if (!(fault instanceof LoaderFault) && !refused) throw fault;
      if (refused) refusedAt = way.baud;
      last = fault;
    }
  }
  throw last;
};
