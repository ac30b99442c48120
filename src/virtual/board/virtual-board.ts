import type { Mac } from '../../model/chip';
import { createAntenna } from '../ble/antenna';
import { type FullTiming, lifelike } from '../parts/board-timing';
import { lifeMs } from '../parts/clock';
import type { BootIo, NorFlash, PairingCredentials, RunningFirmware } from '../parts/firmware';
import { preloadLicense } from '../parts/kv';
import { createNorFlash } from '../parts/nor-flash';
import type { Peripheral } from '../parts/peripheral';
import { createResetCircuit } from '../parts/reset-circuit';
import { createSerialLine, garble } from '../parts/serial-line';
import type { Loader, ResetReason, SiliconIo } from '../parts/silicon';
import { createUsbReset } from '../parts/usb-reset';
import type { AskedWire, BoardSettings, Clock, PortBoard } from '../parts/wire';
import { createLogPort } from './log-port';
import { siliconOf } from './silicons';

/** A board on a cable: adapter, reset circuit, chip, flash. Plugged in and powered from the beginning. */
export interface VirtualBoard extends PortBoard, AskedWire {
  readonly settings: BoardSettings;
  readonly mac: Mac;
  readonly flash: NorFlash;
  /** The second port of boards that have one: nothing but their log. */
  readonly log?: PortBoard & AskedWire;
  /** Its Bluetooth: on the air only while an application with Bluetooth runs. */
  readonly radio: Peripheral;
  /** On a board that is silent until then, holding means holding BOOT and tapping RST, if there is need more than once. */
  holdBoot(held: boolean): void;
  tapReset(): void;
  /** Hands the running application what an app would hand over by Bluetooth. */
  pair(credentials: PairingCredentials): void;
  /** Off for good; no timer is left. */
  dispose(): void;
}

const romBaud = 115_200;
const ftdiLatencyMs = 16;
const powerGapMs = 200;
/** A hand that taps a button again and again. */
const tapEveryMs = 250;

/** Locally administered, so that it can be no real board's; the same for the same chip. */
const madeUpMac = (byte: number): Mac => `02:00:00:00:${byte.toString(16).padStart(2, '0').toUpperCase()}:01`;

/** `start` is what runs when no loader does; what is in the flash, if not said. */
export const createVirtualBoard = (
  settings: BoardSettings,
  clock: Clock,
  start?: (io: BootIo) => RunningFirmware,
): VirtualBoard => {
  const { chip: chipId, habits = {} } = settings;
  const silicon = siliconOf(chipId);
  const mac = settings.mac ?? madeUpMac(silicon.macByte);
  const given = Object.fromEntries(Object.entries(settings.timing ?? {}).filter(([, value]) => value !== undefined));
  const slower = habits.latencyMs === undefined ? {} : { adapterLatencyMs: habits.latencyMs };
  const timing: FullTiming = { ...lifelike, ...given, ...slower };
  const contents = silicon.delivered(settings, mac);
  const flashBytes = settings.flashBytes ?? Math.max(silicon.flashBytes, contents?.length ?? 0);
  const flash = createNorFlash(flashBytes, contents, settings.lived?.status ?? silicon.status, settings.lived?.life);
  preloadLicense(flash, silicon.partitions(flash), habits);
  const antenna = createAntenna();

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
  let written = 0;
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
      if (!left.length) return;
      if (board.sendAs) board.sendAs(left, sentAt);
      else board.send?.(garble(left, sentAt, hostBaud));
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

  const logPort = silicon.log && createLogPort(clock, timing, silicon.log.baud);

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
      ...(logPort && { sendLog: (bytes: Uint8Array) => mine.alive && logPort.say(bytes) }),
      air: (radio) => mine.alive && antenna.carry(radio),
      restart: () => mine.alive && restart(),
      powerLoss() {
        if (!mine.alive) return;
        board.power(false);
        clock.after(powerGapMs, () => board.power(true));
      },
    };
    const running = (start ?? silicon.boot)(io);
    // It may have restarted, or lost its power, while starting.
    if (mine.alive) firmware = running;
    else running.stop();
  };

  const wasPulled = () => flash.life.happened.has('cable-pulled');
  /** Once: after it is plugged in again the next attempt shall be able to succeed. */
  const pullCable = (): void => {
    flash.life.happened.add('cable-pulled');
    board.power(false);
    board.unplugged?.();
    logPort?.port.unplugged?.();
  };

  /** The flash as a loader has it: without power nothing more gets in, and on request the power goes in the middle of it. */
  const flashOfLoader = (mine: typeof life): NorFlash => ({
    ...flash,
    erase: (offset, size) => mine.alive && flash.erase(offset, size),
    program(offset, bytes) {
      if (!mine.alive) return;
      written += bytes.length;
      const beyond = wasPulled() ? -1 : written - (habits.pullCableInWrite ?? Number.POSITIVE_INFINITY);
      flash.program(offset, beyond > 0 ? bytes.subarray(0, -beyond) : bytes);
      if (beyond >= 0) pullCable();
    },
  });

  const runLoader = (reason: ResetReason, forced = false): void => {
    const mine = clear();
    const io: SiliconIo = {
      settings,
      mac,
      flash: flashOfLoader(mine),
      timing,
      clock: mortalClock(mine),
      alive: () => mine.alive,
      send: (bytes, at) => mine.alive && toHost.send(bytes, at),
      sentAt: () => toHost.freeAt(),
      baud: () => chipBaud,
      setBaud: (rate) => {
        if (mine.alive) chipBaud = rate;
      },
      hand: (next) => {
        if (mine.alive) loader = next;
      },
      runLoader: (why) => mine.alive && runLoader(why),
      runApplication: (why) => mine.alive && runFirmware(why),
      crash: () => mine.alive && void clear(),
    };
    loader = silicon.openLoader(io, reason, forced);
  };

  const restart = () => (silicon.restart === 'loader' ? runLoader('software') : runFirmware('software'));

  const circuit = (habits.ownUsb ? createUsbReset : createResetCircuit)({
    clock,
    // However fast the board, the host moves its lines at its own pace. A chip without a strap waits for no line.
    strapDelayMs: lifeMs(clock, silicon.straps ? timing.strapDelayMs : lifelike.strapDelayMs),
    io0Wired: !habits.silentUntilBootHeld,
    resetWired: silicon.straps || !habits.silentUntilBootHeld,
    byRtsAlone: habits.rtsIsReset ?? false,
    reset() {
      clear();
      toHost.clear();
    },
    start(io0Low) {
      const forced = forcedLoader;
      forcedLoader = false;
      if (forced || silicon.afterReset(io0Low) === 'loader') runLoader('power', forced);
      else runFirmware('power');
    },
  });

  let stopTapping = (): void => {};
  /** One tap does it where BOOT holds the loader; where it only listens for a moment, a hand taps until it stays there. */
  const press = (): void => {
    circuit.tap();
    if (silicon.straps) return;
    stopTapping = clock.after(lifeMs(clock, tapEveryMs), () => {
      if (!loader) press();
    });
  };

  const board: VirtualBoard = {
    settings,
    mac,
    flash,
    clock,
    ...(logPort && { log: logPort.port }),
    radio: antenna,
    send: undefined,
    unplugged: undefined,
    chipBaud: () => chipBaud,
    takesBaud: (rate) => rate <= (habits.fastestBaud ?? Number.POSITIVE_INFINITY),
    opened: () => habits.resetsAtOpen && circuit.tap(),
    hostSentAt: () => toChip.freeAt(),
    receive(bytes) {
      if (!powered) return;
      heard += bytes.length;
      const beyond = wasPulled() ? -1 : heard - (habits.pullCableAt ?? Number.POSITIVE_INFINITY);
      toChip.send(beyond > 0 ? bytes.subarray(0, -beyond) : bytes);
      if (beyond >= 0) pullCable();
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
      stopTapping();
      if (held && habits.silentUntilBootHeld) press();
    },
    tapReset: circuit.tap,
    pair: (credentials) => firmware?.pair?.(credentials),
    dispose() {
      disposed = true;
      stopTapping();
      board.power(false);
      board.send = undefined;
      board.sendAs = undefined;
    },
  };
  board.power(true);
  return board;
};
