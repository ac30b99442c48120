/** A chip of the Espressif family in its loader. Loaded, with the library, when the first such board is met. */
import type { SerialLink } from '../links/serial-link';
import { pause } from '../links/wait';
import { lockedFlash } from '../model/chip-locks';
import { BenchError } from '../model/problem';
import type { ChipSession, UsbIds } from './chip';
import { isThere, readFacts } from './esp-facts';
import type { EspFrames } from './esp-frames';
import { shakeHands } from './esp-handshake';
import { createEspLoader, type EspLoader, LoaderFault, words } from './esp-loader';
import { readFlash } from './esp-read';
import { resetToApp } from './esp-reset';
import type { EspTiming } from './esp-timing';
import { isUsbOtg } from './esp-usb';
import { chipMd5, eraseSectors, type FlashProblem, orProblem, writeFlash } from './esp-write';

const changeBaudrate = 0x0f;
const spiSetParams = 0x0b;

const otgBlockBytes = 0x800;

const romBaud = 115_200;

interface SessionNeeds {
  link: SerialLink;
  frames: EspFrames;
  timing: EspTiming;
  /** A stub answered the handshake: it was there already, and is not sent again. */
  stub: boolean;
  usb?: UsbIds;
}

/** Both ends to another speed; false when the chip is not heard there. */
const changeSpeed = async (loader: EspLoader, baud: number, signal: AbortSignal): Promise<boolean> => {
  const { link, frames, timing, library } = loader;
  // Answered at the old speed, then switched. A ROM wants 0 for the old one, a stub the truth.
  await loader.ask(changeBaudrate, { payload: words(baud, library.IS_STUB ? link.baud : 0) });
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

/**
 * Asks what the chip is. The session lives until `leave`, or as long as its link. Throws `board.unsupported`,
 * `board.garbled`.
 */
export const openEspSession = async (needs: SessionNeeds, signal: AbortSignal): Promise<ChipSession> => {
  const { link, frames, timing, usb } = needs;
  const loader = createEspLoader(link, frames, timing);
  loader.library.IS_STUB = needs.stub;
  // A chip that is its own USB device by OTG takes no longer frames (esptool-js 255, 257, 259).
  if (isUsbOtg(usb)) {
    loader.blockBytes = otgBlockBytes;
    loader.library.ESP_RAM_BLOCK = otgBlockBytes;
  }
  const facts = await loader.under(signal, () => readFacts(loader));
  let prepared = false;
  /** A verb was cut short: its answer may still come, and must not be taken for another's. */
  let unsettled = false;

  const settle = async (signal: AbortSignal) => {
    if (!unsettled) return;
    await frames.hush(timing.quietMs, signal);
    await loader.hearOut();
    unsettled = false;
  };

  const verb = <T>(signal: AbortSignal, work: () => Promise<T>) =>
    loader.under(signal, async () => {
      await settle(signal);
      unsettled = true;
      const answer = await work();
      unsettled = false;
      return answer;
    });

  const backToLoader = async (signal: AbortSignal) => {
    if (link.baud !== romBaud) await link.reopen(romBaud);
    const unwatched = { attempt: () => {}, heard: () => {} };
    const { stub } = await shakeHands(link, frames, unwatched, timing, signal, usb);
    loader.library.IS_STUB = stub;
    unsettled = false;
  };

  /**
   * From the fastest to the safest. A ROM at full speed takes the stub in a tenth of the time; some crystals and drivers
   * want the stub first; a board that its driver resets on every reopening stays at the ROM's speed.
   */
  const ways: readonly ((baud: number, signal: AbortSignal) => Promise<boolean>)[] = [
    async (baud, signal) => {
      if (!(await changeSpeed(loader, baud, signal))) return false;
      await startStub(loader, facts.flashBytes);
      return true;
    },
    async (baud, signal) => {
      await startStub(loader, facts.flashBytes);
      return changeSpeed(loader, baud, signal);
    },
    async () => {
      await startStub(loader, facts.flashBytes);
      return true;
    },
  ];

  const prepare = async (baud: number, signal: AbortSignal) => {
    if (prepared && link.baud === baud) return;
    const left = baud === link.baud ? ways.slice(-1) : ways;
    for (const [at, way] of left.entries()) {
      if (at > 0) await backToLoader(signal);
      try {
        prepared = await way(baud, signal);
        if (prepared) return;
      } catch (fault) {
        const refused = fault instanceof BenchError && fault.details.reason === 'speed-refused';
        if (!(fault instanceof LoaderFault) && !refused) throw fault;
        if (at === left.length - 1) throw fault;
      }
    }
  };

  /** A verb that needs the stub, at whatever speed the line has. */
  const doing = <T>(code: FlashProblem, at: number, signal: AbortSignal, work: () => Promise<T>) =>
    orProblem(
      () =>
        verb(signal, async () => {
          if (!prepared) await prepare(link.baud, signal);
          return work();
        }),
      code,
      () => at,
    );

  /** Plain bytes in an encrypted flash, or unsigned ones where only signed ones start, leave a board that never starts. */
  const unlocked = (verb: 'write' | 'erase') =>
    facts.locks?.length ? Promise.reject(lockedFlash(facts, verb)) : undefined;

  return {
    facts,
    prepare: (baud, signal) =>
      orProblem(
        () => verb(signal, () => prepare(baud, signal)),
        'flash.write-failed',
        () => 0,
      ),
    write: (image, at, told, signal) =>
      unlocked('write') ?? doing('flash.write-failed', at, signal, () => writeFlash(loader, image, at, told, signal)),
    read: (at, size, told, signal) =>
      doing('flash.read-failed', at, signal, () => readFlash(loader, at, size, told, signal)),
    md5: (at, size, signal) => doing('flash.read-failed', at, signal, () => chipMd5(loader, at, size)),
    erase: (at, size, signal) =>
      unlocked('erase') ?? doing('flash.write-failed', at, signal, () => eraseSectors(loader, at, size)),
    async leave() {
      frames.stop();
      // Before the reset, or the first lines of the application are heard at the wrong speed.
      if (link.baud !== romBaud) await link.reopen(romBaud);
      await resetToApp(link, timing, usb);
    },
  };
};
