import type { AppFacts } from '../../model/chip';
import { own } from '../../model/own';
import { tuyaOpen } from './answers';
import type { HeardLine } from './dialogue';
import { readLogLine } from './log-format';

/** What a board does, as far as its own lines tell. One watch is the time since the last reset by hand. */
export interface BoardSeen {
  /** `app-up`: the application itself has spoken, or its shell has. */
  doing: 'nothing-heard' | 'booting' | 'app-up' | 'boot-loop' | 'in-loader';
  app?: AppFacts;
  /** Whose words `app` are: TuyaOpen's block, or only the chip maker's start-up code. */
  appTold?: 'tuya' | 'idf';
  /** What ESP-IDF's start-up code printed of the application descriptor. */
  descriptor?: { name?: string; version?: string; elfDigits?: string };
  /** Where the second-stage loader took the application from, bytes. */
  loadedFrom?: number;
  /** Name, version and platform are known, or something else has followed what is. */
  appWhole: boolean;
  /** Resets since the watch began, the first one included. */
  resets: number;
  /** `0x10 RTCWDT_RTC_RESET`, of the last reset. */
  resetReason?: string;
  /** The ROM or the boot loader found no image it could start. */
  badImage: boolean;
}

export const nothingSeen: BoardSeen = { doing: 'nothing-heard', appWhole: false, resets: 0, badImage: false };

/** Two can be a brown-out or a second press; a board that runs does not reset three times before it speaks. */
const resetsOfLoop = 3;

const fields: Readonly<Record<string, keyof AppFacts>> = {
  'Project name': 'name',
  'App version': 'version',
  'TuyaOpen version': 'platform',
  'ESP-IDF': 'platform',
};

const platformOf = (field: string, value: string): string =>
  field === 'ESP-IDF' ? `ESP-IDF ${value}` : tuyaOpen(value);

const reset = (seen: BoardSeen, reason: string): BoardSeen => {
  const resets = seen.resets + 1;
  // An application that came up and fell over is a loop as well, and it must show its banner again.
  const loop = resets >= resetsOfLoop || (resets >= 2 && seen.badImage);
  return {
    ...nothingSeen,
    doing: loop ? 'boot-loop' : 'booting',
    resets,
    resetReason: reason,
    badImage: seen.badImage,
  };
};

const spoke = (seen: BoardSeen): BoardSeen => ({ ...seen, doing: 'app-up', badImage: false });

/** The first digits of the digest, and dots for the rest; all of them zero where no tool has filled them in. */
const elfDigits = (value: string): string | undefined => {
  const digits = /^([0-9a-f]{8,64})(?:\.\.\.)?$/.exec(value)?.[1];
  return digits && !/^0+$/.test(digits) ? digits : undefined;
};

const described = (seen: BoardSeen, field: string, value: string): BoardSeen => {
  const told =
    field === 'Project name'
      ? { name: value }
      : field === 'App version'
        ? { version: value }
        : field === 'ELF file SHA256'
          ? { elfDigits: elfDigits(value) }
          : {};
  return { ...seen, descriptor: { ...seen.descriptor, ...told } };
};

const loadedFrom = (text: string): number | undefined => {
  const offset = /(?:Loaded app|Fast booting app) from partition at offset (0x[0-9a-f]+)$/.exec(text.trimEnd())?.[1];
  return offset === undefined ? undefined : Number(offset);
};

const learnt = (seen: BoardSeen, field: string, value: string, from: 'tuya' | 'idf'): BoardSeen => {
  // TuyaOpen's own block names the project; the chip maker's names the platform library it was linked into.
  if (from === 'idf' && seen.appTold === 'tuya') return seen;
  const known = seen.appTold === from ? seen.app : undefined;
  const key = own(fields, field);
  const app = key === undefined ? known : { ...known, [key]: key === 'platform' ? platformOf(field, value) : value };
  const appWhole =
    from === 'tuya' && app?.name !== undefined && app.version !== undefined && app.platform !== undefined;
  return { ...spoke(seen), app, appTold: from, appWhole };
};

const started = ({ doing }: BoardSeen): BoardSeen['doing'] => (doing === 'nothing-heard' ? 'booting' : doing);

const isBannerLine = (text: string): boolean => /^(?:Project|App|Compile|TuyaOpen|Platform|ELF|ESP-IDF)\b/.test(text);

/** One line later. Kept pure, so that a recorded boot can be replayed. */
export const watchLine = (seen: BoardSeen, line: HeardLine): BoardSeen => {
  // Whatever runs, its shell is up.
  if (line.kind === 'prompt') return { ...spoke(seen), appWhole: seen.app?.name !== undefined };
  const { file, stamp, text } = readLogLine(line.text);
  const rom = /rst:(0x[0-9a-f]+) ?\(([^)]*)\)(.*)/i.exec(text);
  if (rom !== null) {
    const next = reset(seen, `${rom[1]} ${rom[2]}`);
    return /DOWNLOAD/.test(rom[3] ?? '') ? { ...next, doing: 'in-loader' } : next;
  }
  if (/waiting for download/i.test(text)) return { ...seen, doing: 'in-loader' };
  if (
    /invalid header: 0x|ets_main\.c|csum err|No bootable app|Image hash failed|Checksum failed|invalid magic byte/i.test(
      text,
    )
  ) {
    return { ...seen, doing: seen.resets >= 2 ? 'boot-loop' : started(seen), badImage: true };
  }
  if (file === 'boot') {
    const offset = loadedFrom(text);
    if (offset !== undefined) return { ...seen, doing: started(seen), loadedFrom: offset };
  }
  const isIdf = file === 'cpu_start' || file === 'app_init';
  const from = isIdf ? 'idf' : stamp !== undefined ? 'tuya' : undefined;
  const field = from === undefined ? null : /^([\w -]+?):\s+(.*\S)\s*$/.exec(text);
  if (from !== undefined && field !== null && (own(fields, field[1] ?? '') !== undefined || isBannerLine(text))) {
    const [, name = '', value = ''] = field;
    return learnt(from === 'idf' ? described(seen, name, value) : seen, name, value, from);
  }
  if (from === 'tuya' && /^Application information:/.test(text))
    return { ...spoke(seen), app: {}, appTold: 'tuya', appWhole: false };
  if (from === 'tuya' && seen.appTold === 'tuya' && seen.app?.name !== undefined)
    return { ...spoke(seen), appWhole: true };
  if (from === 'tuya') return spoke(seen);
  return seen.doing === 'nothing-heard' && line.text !== '' ? { ...seen, doing: 'booting' } : seen;
};
