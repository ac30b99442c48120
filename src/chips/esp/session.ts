/** A chip of the Espressif family in its loader. Loaded, with the library, when the first such board is met. */
import type { SerialLink } from '../../links/serial-link';
import { lockedFlash } from '../../model/chip-locks';
import { md5Hex } from '../../protocols/digest/digest';
import { readLayout } from '../../protocols/flash-layout/read-layout';
import type { ChipSession, UsbIds } from '../chip';
import { readWhole } from '../stretches';
import { type EspFacts, readFacts } from './facts';
import type { EspFrames } from './frames';
import { shakeHands } from './handshake';
import { createEspLoader } from './loader';
import { readFlash } from './read';
import { resetToApp } from './reset';
import { reachSpeed, romBaud } from './speed';
import { chipMd5, eraseSectors, type FlashProblem, orProblem } from './stub';
import type { EspTiming } from './timing';
import { isUsbOtg, isUsbSerialJtag } from './usb';
import { writeFlash } from './write';

const otgBlockBytes = 0x800;

interface SessionNeeds {
  link: SerialLink;
  frames: EspFrames;
  timing: EspTiming;
  /** A stub answered the handshake: it was there already, and is not sent again. */
  stub: boolean;
  usb?: UsbIds;
}

export interface EspSession extends ChipSession {
  readonly facts: EspFacts;
}

/**
 * Asks what the chip is. The session lives until `leave`, or as long as its link. Throws `board.unsupported`,
 * `board.garbled`.
 */
export const openEspSession = async (needs: SessionNeeds, signal: AbortSignal): Promise<EspSession> => {
  const { link, frames, timing, usb } = needs;
  const loader = createEspLoader(link, frames, timing);
  loader.library.IS_STUB = needs.stub;
  // A chip that is its own USB device by OTG takes no longer frames (esptool-js 255, 257, 259).
  if (isUsbOtg(usb)) {
    loader.blockBytes = otgBlockBytes;
    loader.library.ESP_RAM_BLOCK = otgBlockBytes;
  }
  const facts = await loader.under(signal, () => readFacts(loader, isUsbSerialJtag(usb)));
  /** The speed that was asked for when the stub was started. */
  let prepared: number | undefined;
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

  const prepare = async (baud: number, signal: AbortSignal) => {
    if (prepared === baud) return;
    // Cut short on the way there the stub may be at any speed, or not there at all.
    prepared = undefined;
    await reachSpeed({ loader, chip: facts.chip, flashBytes: facts.flashBytes, backToLoader }, baud, signal);
    prepared = baud;
  };

  /** A verb that needs the stub, at whatever speed the line has. */
  const doing = <T>(code: FlashProblem, at: number, signal: AbortSignal, work: () => Promise<T>) =>
    orProblem(
      () =>
        verb(signal, async () => {
          if (prepared === undefined) await prepare(link.baud, signal);
          return work();
        }),
      code,
      () => at,
    );

  /** Plain bytes in an encrypted flash, or unsigned ones where only signed ones start, leave a board that never starts. */
  const unlocked = (verb: 'write' | 'erase') =>
    facts.locks?.length ? Promise.reject(lockedFlash(facts, verb)) : undefined;

  const session: EspSession = {
    facts,
    prepare: (baud, signal) =>
      orProblem(
        () => verb(signal, () => prepare(baud, signal)),
        'flash.write-failed',
        () => 0,
        { phase: 'preparing' },
      ),
    write: (image, at, told, signal) =>
      unlocked('write') ?? doing('flash.write-failed', at, signal, () => writeFlash(loader, image, at, told, signal)),
    read: (at, size, told, signal) => readWhole(size, (take) => session.readTo(at, size, take, told, signal)),
    readTo: (at, size, take, told, signal) =>
      doing('flash.read-failed', at, signal, () => readFlash(loader, at, size, take, told, signal)),
    checksum: (at, size, signal) => doing('flash.read-failed', at, signal, () => chipMd5(loader, at, size)),
    checksumOf: md5Hex,
    erase: (at, size, signal) =>
      unlocked('erase') ?? doing('flash.write-failed', at, signal, () => eraseSectors(loader, at, size)),
    layout: (read) => readLayout(read, facts.chip, facts.flashBytes),
    async leave() {
      frames.stop();
      // Before the reset, or the first lines of the application are heard at the wrong speed.
      if (link.baud !== romBaud) await link.reopen(romBaud);
      await resetToApp(link, timing, usb);
    },
  };
  return session;
};
