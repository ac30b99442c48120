/** The command line of `npm run virtual`: everything is checked before a board exists. */
import { parseArgs } from 'node:util';
import { type BoardHabits, type VirtualChip, virtualChips } from '../model/board-habits';
import { siliconOf } from '../virtual/board/silicons';
import { DoorError } from './door';

export interface VirtualOptions {
  chip: VirtualChip;
  door: { link: string } | { port: number };
  startInLoader: boolean;
  demo: boolean;
  flashFile?: string;
  flashBytes: number;
  mac?: string;
  habits: BoardHabits;
  instant: boolean;
  /** How many times as fast as life. */
  speed: number;
}

/** Modules that are called otherwise than the chip in them (beken-uart-boot, section 1). */
const modules: Readonly<Record<string, VirtualChip>> = { t2: 'bk7231n' };
const names: readonly string[] = [...virtualChips, ...Object.keys(modules)];

export const usage = `npm run virtual -- --chip <${names.join('|')}>
                       (--link <path> | --rfc2217 <port>)
  --link <path>        on a pseudo-terminal with this name; a second port for the log on <path>-log
  --rfc2217 <port>     behind RFC 2217 on the loopback address, a second port for the log on the next number;
                       0 takes free ones
  --boot               starts what is in the flash (as it does anyway)
  --download           starts in its loader, which waits: for programs without modem lines
  --flash <file>       flash contents, kept in that file; as delivered when it does not exist
  --flash-size <MB>    of an ESP32: 4, 8, 16 or 32; 4 when missing
  --demo               begins with a made-up TuyaOpen application where the flash is blank
  --mac <mac>          for example 02:00:00:00:00:01
  --habit <name[=v]>   repeatable: licensed[=uuid,authkey] otpOnly[=uuid,authkey] factoryMac oldFirmware wipedRadio
                       silentUntilBootHeld slowAdapter latencyMs=0..16 fastestBaud=n rtsIsReset resetsAtOpen
                       noisyLogMs=n loseByte=n pullCableAt=n pullCableInWrite=n
                       powerLossAfterAuth powerLossBeforeAuth powerLossInOtp quietOtp
                       locks=secure-boot,flash-encryption,secure-download,no-download
  --speed <n>          as many times as fast as life, 1 to 100; 1 when missing
  --instant            nothing takes time
On a pseudo-terminal, kill -USR2 cuts the power of the board and gives it back.`;

const wrong = (message: string): never => {
  throw new DoorError(message, 2);
};

const wholeNumber = (name: string, value: string | undefined, most: number): number => {
  const number = /^\d+$/.test(value ?? '') ? Number(value) : Number.NaN;
  return number <= most ? number : wrong(`${name} needs a whole number up to ${most}`);
};

const flashBytesOf = (chip: VirtualChip, told: string | undefined): number => {
  const { flashBytes, otherFlashMiB } = siliconOf(chip);
  if (told === undefined) return flashBytes;
  const sizes = [flashBytes >> 20, ...otherFlashMiB];
  if (sizes.length === 1) return wrong(`--flash-size: this chip has ${sizes[0]} MB and no other flash`);
  const size = wholeNumber('--flash-size', told, 0xffff);
  return sizes.includes(size) ? size << 20 : wrong(`--flash-size needs one of ${sizes.join(', ')}`);
};

const madeUp = 'uuidvirtual000000001,VIRTUALKEY0000000000000000000001';

const license = (name: string, value = madeUp) => {
  const [uuid = '', authKey = ''] = value.split(',');
  if ((uuid.length !== 16 && uuid.length !== 20) || authKey.length !== 32)
    return wrong(`--habit ${name} needs a uuid of 16 or 20 characters, a comma, and an authkey of 32`);
  return { uuid, authKey };
};

/** By the most that each may be. */
const numbered = {
  noisyLogMs: 0xffffffff,
  loseByte: 0xffffffff,
  pullCableAt: 0xffffffff,
  pullCableInWrite: 0xffffffff,
  latencyMs: 16,
  fastestBaud: 0xffffffff,
} as const satisfies Partial<Record<keyof BoardHabits, number>>;
const plain = [
  'silentUntilBootHeld',
  'factoryMac',
  'wipedRadio',
  'powerLossInOtp',
  'quietOtp',
  'slowAdapter',
  'rtsIsReset',
  'resetsAtOpen',
  'powerLossAfterAuth',
  'powerLossBeforeAuth',
  'oldFirmware',
] as const;

const habit = (told: string): BoardHabits => {
  const [name = '', value] = told.split(/=(.*)/s);
  if (name === 'licensed' || name === 'otpOnly') return { [name]: license(name, value) };
  if (name === 'locks') return { locks: burned(value) };
  const [number, most] = Object.entries(numbered).find(([known]) => known === name) ?? [];
  if (number !== undefined && most !== undefined) return { [number]: wholeNumber(`--habit ${name}=`, value, most) };
  const flag = plain.find((known) => known === name);
  if (!flag) return wrong(`there is no habit ${name}`);
  return value === undefined ? { [flag]: true } : wrong(`--habit ${name} takes no value`);
};

const locks: readonly NonNullable<BoardHabits['locks']>[number][] = [
  'secure-boot',
  'flash-encryption',
  'secure-download',
  'no-download',
];

/** With commas between them. */
const burned = (value = '') =>
  value
    .split(',')
    .map((told) => locks.find((known) => known === told) ?? wrong(`--habit locks= needs some of ${locks.join(', ')}`));

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        chip: { type: 'string' },
        link: { type: 'string' },
        rfc2217: { type: 'string' },
        boot: { type: 'boolean' },
        download: { type: 'boolean' },
        demo: { type: 'boolean' },
        flash: { type: 'string' },
        'flash-size': { type: 'string' },
        mac: { type: 'string' },
        habit: { type: 'string', multiple: true },
        instant: { type: 'boolean' },
        speed: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (fault) {
    return wrong((fault as Error).message);
  }
};

/** Undefined when help was asked for. Throws DoorError with exit code 2 for anything wrong. */
export const readOptions = (args: readonly string[]): VirtualOptions | undefined => {
  const values = parse(args);
  if (values.help) return undefined;
  const { chip: name = '' } = values;
  const chip =
    virtualChips.find((known) => known === name) ?? (Object.hasOwn(modules, name) ? modules[name] : undefined);
  if (!chip) return wrong(`--chip needs one of ${names.join(', ')}`);
  if ((values.link === undefined) === (values.rfc2217 === undefined))
    return wrong('one of --link <path> and --rfc2217 <port> is needed');
  if (values.boot && values.download) return wrong('--boot and --download exclude each other');
  if (values.mac !== undefined && !/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i.test(values.mac))
    return wrong('--mac needs six groups of two hexadecimal digits with colons between them');
  const speed = wholeNumber('--speed', values.speed ?? '1', 100);
  if (speed === 0) return wrong('--speed needs a whole number from 1 to 100');
  return {
    chip,
    door:
      values.link === undefined ? { port: wholeNumber('--rfc2217', values.rfc2217, 65_535) } : { link: values.link },
    startInLoader: values.download ?? false,
    demo: values.demo ?? false,
    flashFile: values.flash,
    flashBytes: flashBytesOf(chip, values['flash-size']),
    mac: values.mac?.toUpperCase(),
    habits: Object.assign({}, ...(values.habit ?? []).map(habit)),
    instant: values.instant ?? false,
    speed,
  };
};
