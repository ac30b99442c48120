/** A TuyaOpen application as its serial port shows it: log, console and license, with nothing behind them. */
import { chipNames } from '../../model/chip';
import { lifeMs } from '../parts/clock';
import type { FirmwareIo, RunningFirmware, StartFirmware } from '../parts/firmware';
import { openKv } from '../parts/kv';
import { applicationInformation, bindStart, heartbeat, type LogEntry, licenseAndStart, logLine } from '../parts/log';
import { keptIdentity } from '../tuya-cloud-client/memory';
import { createAir } from './air';
import { joinCloud, placeholder } from './cloud';
import { newerCommands, noCommand, olderCommands } from './commands';
import type { Calendar, Device } from './device';
import { storedLicense } from './license';
import { openOtp } from './otp';
import { createShell } from './shell';

/** How the console of a release behaves (authorize-cli, section 1). */
export interface Generation {
  prompt: string;
  lfIsEnter: boolean;
  banner: boolean;
  /** Built-in log switch, `sys_` and `kv_` commands. */
  newerCommands: boolean;
  macInLogOnly: boolean;
  /** A second line behind a successful `auth`. */
  asksForReset: boolean;
}

export const newer: Generation = {
  prompt: 'tuya> ',
  lfIsEnter: true,
  banner: true,
  newerCommands: true,
  macInLogOnly: false,
  asksForReset: true,
};

export const older: Generation = {
  prompt: 'tuya>',
  lfIsEnter: false,
  banner: false,
  newerCommands: false,
  macInLogOnly: true,
  asksForReset: false,
};

const stars = '*'.repeat(40);
const banner = [
  '',
  stars,
  '',
  '  _____               ___',
  ' |_   _|  _ _  _ __ _ / _ \\ _ __  ___ _ _',
  '   | || || | || / _` | (_) | `_ \\/ -_) ` \\',
  '   |_| \\_,_|\\_, \\__,_|\\___/| .__/\\___|_||_|',
  '            |__/           |_|',
  '',
  stars,
  '',
].join('\r\n');

const factoryMac = 'C8:47:8C:00:00:18';
/** The real interval is not known (authorize-cli, section 6). */
const heartbeatMs = 5000;

/** The firmware prints UTF-8; one letter here is one byte there. */
const utf8 = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text));
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Where a noisy log cuts into the dialogue: repeatable, before about every fortieth byte. */
const cuts = (): (() => boolean) => {
  let state = 0x2545f491;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % 40 === 0;
  };
};

/** `livedMs`: since the start, by the world's time, in which the cloud's day passes too. */
const createCalendar = (livedMs: () => number): Calendar => {
  let offset = 0;
  let zone = 0;
  const posixMs = (): number => livedMs() + offset;
  return {
    posixMs,
    localMs: () => posixMs() + zone,
    set(now) {
      offset = now - livedMs();
    },
    setZone(text) {
      const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(text) ?? [];
      zone = (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
    },
  };
};

export const runTuyaFirmware = (io: FirmwareIo, generation: Generation): RunningFirmware => {
  const { clock, habits } = io;
  const startedAt = clock.now();
  const waiting = new Set<() => void>();
  let stopped = false;

  const later = (ms: number, work: () => void): void => {
    const cancel = clock.after(ms, () => {
      waiting.delete(cancel);
      if (!stopped) work();
    });
    waiting.add(cancel);
  };
  const send = (text: string): void => {
    if (!stopped && text !== '') io.send(latin1(text));
  };
  const sendLog = (text: string): void => {
    if (!stopped) (io.sendLog ?? io.send)(latin1(text));
  };
  const uptimeMs = (): number => clock.now() - startedAt;
  const log = (...entry: LogEntry): void => {
    const [level, place, message] = entry;
    if (device.logEnabled) sendLog(logLine(calendar.localMs(), level, place, utf8(message)));
  };
  const calendar = createCalendar(() => uptimeMs() / lifeMs(clock, 1));
  const cutsHere = cuts();
  const put = (text: string): void => {
    const noisy = habits.noisyLogMs !== undefined && device.logEnabled;
    for (const piece of noisy ? text : [text]) {
      if (noisy && cutsHere()) log(...heartbeat);
      send(piece);
    }
  };

  const stop = (): void => {
    stopped = true;
    device.cloud?.drop();
    device.radio?.stop();
    for (const cancel of waiting) cancel();
    waiting.clear();
  };

  const partition = io.partitions.find(({ type, label }) => type === 1 && label === 'tuya');
  if (!partition) throw new RangeError('the firmware needs a tuya partition');
  const kv = openKv(io.flash, partition, io.erase4kMs, io.page256Ms);

  const otp = openOtp(io.chip, io.flash, io.mac, habits.otpOnly);

  const device: Device = {
    io,
    kv,
    ...(otp && { otp }),
    generation,
    mac: habits.factoryMac ? factoryMac : io.mac,
    uptimeMs,
    calendar,
    alive: () => !stopped,
    log,
    chipLog: (tag, text) => send(`\x1b[0;32mI (${Math.floor(uptimeMs())}) ${tag}: ${text}\x1b[0m\r\n`),
    logEnabled: true,
    echo: (line) => put(`\r\n${line}`),
    put,
    later,
    spend(steps, then) {
      const next = (): void => {
        let step = steps.next();
        while (!step.done && step.value === 0) step = steps.next();
        if (step.done) then(step.value);
        else later(step.value, next);
      };
      next();
    },
    powerCut(habit) {
      if (!habits[habit] || io.flash.life.happened.has(habit)) return false;
      io.flash.life.happened.add(habit);
      stop();
      io.powerLoss();
      return true;
    },
  };

  const commands = generation.newerCommands ? newerCommands : olderCommands;
  const shell = createShell({
    ...generation,
    commands,
    put,
    run(args, done) {
      const command = commands.find(({ name }) => name === args[0]) ?? noCommand;
      command.run(args, device, done);
    },
  });

  const repeat = (ms: number): void =>
    later(ms, () => {
      if (!device.cloud?.online) log(...heartbeat);
      // Without modelled time there is no "every few seconds"; one line is enough.
      if (io.bootMs > 0) repeat(ms);
    });

  const facts = { ...io.app, chip: chipNames[io.chip] };
  for (const entry of applicationInformation(facts)) log(...entry);
  later(io.bootMs / 2, () => {
    const burned = otp?.license();
    const license = storedLicense(kv) ?? burned ?? placeholder;
    const found = storedLicense(kv) ? 'kv' : burned ? 'otp' : 'none';
    const bound = keptIdentity(kv, license.uuid) !== undefined;
    for (const entry of licenseAndStart(found, license.uuid, bound)) log(...entry);
    const air = createAir(device, license);
    if (io.cloud) device.cloud = joinCloud(device, io.cloud, license, air.links);
    else if (!bound) for (const entry of bindStart) log(...entry);
    device.radio = air.start();
    later(io.bootMs / 2, () => {
      shell.start(generation.banner ? banner : '');
      repeat(habits.noisyLogMs ?? heartbeatMs);
    });
  });

  return {
    receive: (bytes) => shell.receive(bytes),
    pair: (credentials) => device.cloud?.pair(credentials),
    stop,
  };
};

/** What the boot loader starts when the partition table has a store for it. */
export const startTuyaFirmware: StartFirmware = (io) => runTuyaFirmware(io, io.habits.oldFirmware ? older : newer);
