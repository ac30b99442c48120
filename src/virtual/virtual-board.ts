import type { Mac } from '../model/chip';
import { createAntenna } from './ble/antenna';
import type { Peripheral } from './ble/peripheral';
import { type FullTiming, lifelike } from './board-timing';
import { boot } from './boot';
import { type ResetReason, romDownload, romNoDownload } from './boot-rom';
import { broughtFlash } from './brought-flash';
import { lifeMs } from './clock';
import { espChips } from './esp/chips';
import type { Loader, LoaderIo } from './esp/core';
import { createFlasherStub } from './esp/flasher-stub';
import { createRegisters } from './esp/registers';
import { createRomLoader } from './esp/rom-loader';
import type { BootIo, NorFlash, PairingCredentials, RunningFirmware } from './firmware';
import { createNorFlash } from './nor-flash';
import { createResetCircuit } from './reset-circuit';
import { createSerialLine, garble } from './serial-line';
import { preloadLicense } from './tuya-firmware-kv';
import type { BoardSettings, BoardWire, Clock } from './wire';

/** A board on a cable: adapter, reset circuit, chip, flash. Plugged in and powered from the beginning. */
export interface VirtualBoard extends BoardWire {
  readonly settings: BoardSettings;
  readonly mac: Mac;
  readonly flash: NorFlash;
  readonly clock: Clock;
  /** Its Bluetooth: on the air only while an application with Bluetooth runs. */
  readonly radio: Peripheral;
  /** When the adapter will have sent the last of what `receive` was given, by the board's clock. */
  hostSentAt(): number;
  /** On a board that is silent until then, holding means holding BOOT and tapping RST. */
  holdBoot(held: boolean): void;
  tapReset(): void;
  /** Hands the running application what an app would hand over by Bluetooth. */
  pair(credentials: PairingCredentials): void;
  /** Off for good; no timer is left. */
  dispose(): void;
}

const romBaud = 115_200;
const defaultFlashBytes = 4 * 1024 * 1024;
const ftdiLatencyMs = 16;
const powerGapMs = 200;

/** Locally administered, so that it can be no real board's; the same for the same chip. */
const madeUpMac = (imageId: number): Mac => `02:00:00:00:${imageId.toString(16).padStart(2, '0').toUpperCase()}:01`;

/** `start` is what runs when the chip leaves reset with IO0 high. */
export const createVirtualBoard = (
  settings: BoardSettings,
  clock: Clock,
  start: (io: BootIo) => RunningFirmware = boot,
): VirtualBoard => {
  const { chip: chipId, habits = {} } = settings;
  const chip = espChips[chipId];
  const mac = settings.mac ?? madeUpMac(chip.imageId);
  const given = Object.fromEntries(Object.entries(settings.timing ?? {}).filter(([, value]) => value !== undefined));
  const timing: FullTiming = { ...lifelike, ...given };
  const contents = settings.flash ?? (habits.brought && broughtFlash(chipId, habits.brought));
  const flashBytes = settings.flashBytes ?? Math.max(defaultFlashBytes, contents?.length ?? 0);
  const flash = createNorFlash(flashBytes, contents);
  preloadLicense(flash, habits);
  const antenna = createAntenna();
  const { slowClock = 1, locks = [] } = habits;
  const fuses = locks.filter((lock) => lock === 'secure-boot' || lock === 'flash-encryption');

  let hostBaud = romBaud;
  let chipBaud = romBaud;
  let loader: Loader | undefined;
  let firmware: RunningFirmware | undefined;
  /** Ended with every reset; whoever still holds it talks to nobody. */
  let life = { alive: false };
  let powered = false;
  let disposed = false;
  let forcedLoader = false;
  let heard = 0;
  let pulled = false;
  let told = 0;

  const toHost = createSerialLine({
    clock,
    paced: timing.pacedByBaud,
    latencyMs: habits.slowAdapter ? ftdiLatencyMs : timing.adapterLatencyMs,
    baud: () => chipBaud,
    deliver(bytes, sentAt) {
      const lost = (habits.loseByte ?? 0) - 1 - told;
      told += bytes.length;
      const left = lost >= 0 && lost < bytes.length ? bytes.filter((_, index) => index !== lost) : bytes;
      if (left.length) board.send?.(garble(left, sentAt, hostBaud));
    },
  });

  const toChip = createSerialLine({
    clock,
    paced: timing.pacedByBaud,
    latencyMs: timing.adapterLatencyMs,
    baud: () => hostBaud,
    deliver(bytes, sentAt, at) {
      const understood = garble(bytes, sentAt, chipBaud);
      if (loader) loader.receive(understood, at);
      else firmware?.receive(understood);
    },
  });

  /** Whatever ran is gone with its RAM; the next thing gets a life of its own. */
  const clear = (): typeof life => {
    life.alive = false;
    firmware?.stop();
    firmware = undefined;
    antenna.carry(undefined);
    loader = undefined;
    chipBaud = romBaud;
    life = { alive: true };
    return life;
  };

  const mortalClock = (mine: typeof life): Clock => ({
    ...clock,
    after: (ms, work) => clock.after(ms, () => mine.alive && work()),
  });

  const runFirmware = (resetReason: BootIo['resetReason']): void => {
    const mine = clear();
    const io: BootIo = {
      chip: chipId,
      mac,
      clock: mortalClock(mine),
      flash,
      habits,
      bootMs: timing.bootMs,
      erase4kMs: timing.erase4kMs,
      page256Ms: timing.page256Ms,
      resetReason,
      cloud: settings.cloud,
      send: (bytes) => mine.alive && toHost.send(bytes),
      air: (radio) => mine.alive && antenna.carry(radio),
      restart: () => mine.alive && runFirmware('software'),
      powerLoss() {
        if (!mine.alive) return;
        board.power(false);
        clock.after(powerGapMs, () => board.power(true));
      },
    };
    const running = start(io);
    // It may have restarted, or lost its power, while starting.
    if (mine.alive) firmware = running;
    else running.stop();
  };

  const runLoader = (reason: ResetReason): void => {
    const mine = clear();
    const io: LoaderIo = {
      alive: () => mine.alive,
      chip,
      locks,
      flash,
      registers: createRegisters(chip, { mac, flashBytes, baud: () => chipBaud, slowClock, locks: fuses }),
      timing,
      clock: mortalClock(mine),
      send: (bytes, at) => mine.alive && toHost.send(bytes, at),
      sentAt: () => toHost.freeAt(),
      setBaud: (rate) => {
        if (mine.alive) chipBaud = rate;
      },
      setRomBaud: (rate) => {
        if (mine.alive) chipBaud = chip.calibration ? rate / slowClock : rate;
      },
      runStub: () => {
        if (mine.alive) loader = createFlasherStub(io);
      },
      reboot: () => mine.alive && runLoader('loader'),
      runApplication: () => mine.alive && runFirmware('software'),
      crash: () => mine.alive && void clear(),
    };
    const log = locks.includes('no-download') ? romNoDownload : romDownload(chipId, reason);
    toHost.send(new TextEncoder().encode(`${log.join('\r\n')}\r\n`));
    if (locks.includes('no-download')) return;
    loader = createRomLoader(io);
  };

  const circuit = createResetCircuit({
    clock,
    // However fast the board, the host moves its lines at its own pace.
    strapDelayMs: lifeMs(clock, timing.strapDelayMs),
    io0Wired: !habits.silentUntilBootHeld,
    reset() {
      clear();
      toHost.clear();
    },
    start(io0Low) {
      if (io0Low || forcedLoader) runLoader('power');
      else runFirmware('power');
      forcedLoader = false;
    },
  });

  const board: VirtualBoard = {
    settings,
    mac,
    flash,
    clock,
    radio: antenna,
    send: undefined,
    unplugged: undefined,
    hostSentAt: () => toChip.freeAt(),
    receive(bytes) {
      if (!powered) return;
      heard += bytes.length;
      const beyond = pulled ? -1 : heard - (habits.pullCableAt ?? Number.POSITIVE_INFINITY);
      toChip.send(beyond > 0 ? bytes.subarray(0, -beyond) : bytes);
      if (beyond < 0) return;
      // Once: after it is plugged in again the next attempt shall be able to succeed.
      pulled = true;
      board.power(false);
      board.unplugged?.();
    },
    lines: circuit.lines,
    hostBaud(rate) {
      hostBaud = rate;
    },
    power(on) {
      if (on === powered || (on && disposed)) return;
      powered = on;
      told = 0;
      toChip.clear();
      if (on) forcedLoader = settings.startInLoader ?? false;
      circuit.power(on);
    },
    holdBoot(held) {
      circuit.holdBoot(held);
      if (held && habits.silentUntilBootHeld) circuit.tap();
    },
    tapReset: circuit.tap,
    pair: (credentials) => firmware?.pair?.(credentials),
    dispose() {
      disposed = true;
      board.power(false);
      board.send = undefined;
    },
  };
  board.power(true);
  return board;
};
