import type { NorFlash } from '../parts/firmware';
import { blockBytes, sectorBytes } from '../parts/nor-flash';
import type { Core, LoaderIo } from './core';

/** Erasing and programming that take their time. The flash chip erases by itself; its processor may go on meanwhile. */

const pageBytes = 256;

export interface TimedFlash {
  /** Starts an erase of 64 KB when it is aligned and fits, else of 4 KB; answers how many bytes. Waits for a running one. */
  startErase(offset: number, left: number): number;
  eraseRunning(): boolean;
  waitForErase(): void;
  program(offset: number, bytes: Uint8Array): void;
  /** Reads through the processor. */
  read(offset: number, size: number): Uint8Array;
}

export const createTimedFlash = (core: Core, { flash, timing }: LoaderIo): TimedFlash => {
  let busyUntil = 0;
  const timed: TimedFlash = {
    startErase(offset, left) {
      timed.waitForErase();
      const whole = offset % blockBytes === 0 && left >= blockBytes;
      const size = whole ? blockBytes : sectorBytes;
      flash.erase(offset, size);
      busyUntil = core.now() + (whole ? timing.erase64kMs : timing.erase4kMs);
      return size;
    },
    eraseRunning: () => busyUntil > core.now(),
    waitForErase: () => core.notBefore(busyUntil),
    program(offset, bytes) {
      timed.waitForErase();
      flash.program(offset, bytes);
      // Both stubs program pages that are entirely FF too.
      const pages = Math.floor((offset + bytes.length - 1) / pageBytes) - Math.floor(offset / pageBytes) + 1;
      if (bytes.length) core.work(pages * timing.page256Ms);
    },
    read(offset, size) {
      core.work(size / timing.readBytesPerMs);
      return flash.read(offset, size);
    },
  };
  return timed;
};

/** Erases the sectors that a span touches, one command after the other, waiting in real time for each. */
export const eraseSpan = async (core: Core, timed: TimedFlash, offset: number, size: number): Promise<void> => {
  const end = Math.ceil((offset + size) / sectorBytes) * sectorBytes;
  for (let at = Math.floor(offset / sectorBytes) * sectorBytes; at < end; ) {
    at += timed.startErase(at, end - at);
    timed.waitForErase();
    await core.settle();
  }
};

export const inFlash = (flash: NorFlash, offset: number, size: number): boolean => offset + size <= flash.size;
