/** Numbers with units, durations and times of day. Units stay as they are engraved; sentences are the catalogs' work. */
import { type Language, languages } from './languages';

/** No line break between a number and its unit. */
const nbsp = '\u00a0';

export interface Quantity {
  value: string;
  unit: string;
}

export interface Formats {
  /** `1 804` */
  count(n: number): string;
  /** `1.24 MiB`, `64 KiB`, `61 B` */
  bytes(n: number): string;
  /** The same with number and unit apart; `like` = write it in the unit of that amount. */
  size(n: number, like?: number): Quantity;
  /** Bytes a second in; `94.2`, `kB/s` out. */
  rate(bytesPerSecond: number): Quantity;
  /** Milliseconds in: `96 ms`, `21.5 s`, `3:05`. The one form of a duration that is over. */
  took(ms: number): string;
  /** The same while it goes on, in whole seconds: `21 s`, `3:05`. */
  taking(ms: number): string;
  /** The number of seconds alone, for a sentence: `21.5`. */
  seconds(ms: number): string;
  /** A running clock: `0:21`, `1:02:03`. */
  clock(ms: number): string;
  /** `14:32:07.118` of a moment in ms since 1970. */
  moment(at: number): string;
  /** `14:32:07` */
  time(at: number): string;
  /** `14:32:07`, and with its day when that is not today: `22 Nov 2026, 14:32`. */
  when(at: number, now?: number): string;
  /** `14:32:07.118`, and `22 Nov 14:32:07.118` of another day. */
  momentWhen(at: number, now?: number): string;
  /** `22 Nov` */
  day(at: number): string;
  /** `22 Nov 2026, 14:32` */
  date(at: number): string;
  /** Whole percent, never 100 before all is done. */
  percent(done: number, total: number): number;
}

const steps = [
  { from: 1024 ** 3, unit: 'GiB' },
  { from: 1024 ** 2, unit: 'MiB' },
  { from: 1024, unit: 'KiB' },
  { from: 1, unit: 'B' },
];

const two = (n: number) => String(n).padStart(2, '0');

const make = (language: Language): Formats => {
  const tag = language === 'en' ? 'en-GB' : languages[language].tag;
  const whole = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const tenth = new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const hundredth = new Intl.NumberFormat(tag, { minimumFractionDigits: 0, maximumFractionDigits: 2 });
  const clockTime = { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false } as const;
  const moment = new Intl.DateTimeFormat(tag, { ...clockTime, fractionalSecondDigits: 3 });
  const time = new Intl.DateTimeFormat(tag, clockTime);
  const date = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });

  const day = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short' });
  const sameDay = (at: number, now: number) => new Date(at).toDateString() === new Date(now).toDateString();

  const count = (n: number) => whole.format(n).replaceAll(/[,\u202f]/g, nbsp);
  const size = (n: number, like = n): Quantity => {
    const step = steps.find(({ from }) => like >= from) ?? { from: 1, unit: 'B' };
    return { value: hundredth.format(n / step.from), unit: step.unit };
  };
  const clock = (ms: number) => {
    const s = Math.max(0, Math.floor(ms / 1000));
    const [hours, minutes] = [Math.floor(s / 3600), Math.floor(s / 60) % 60];
    return hours ? `${hours}:${two(minutes)}:${two(s % 60)}` : `${minutes}:${two(s % 60)}`;
  };
  return {
    count,
    size,
    clock,
    bytes: (n) => {
      const { value, unit } = size(n);
      return `${value}${nbsp}${unit}`;
    },
    rate: (perSecond) => ({ value: tenth.format(perSecond / 1000), unit: 'kB/s' }),
    took: (ms) => {
      if (ms < 100) return `${Math.round(ms)}${nbsp}ms`;
      return ms < 59_950 ? `${tenth.format(ms / 1000)}${nbsp}s` : clock(ms);
    },
    taking: (ms) => (ms < 60_000 ? `${Math.max(0, Math.floor(ms / 1000))}${nbsp}s` : clock(ms)),
    seconds: (ms) => tenth.format(ms / 1000),
    moment: (at) => moment.format(at),
    time: (at) => time.format(at),
    when: (at, now = Date.now()) => (sameDay(at, now) ? time : date).format(at),
    momentWhen: (at, now = Date.now()) => `${sameDay(at, now) ? '' : `${day.format(at)} `}${moment.format(at)}`,
    day: (at) => day.format(at),
    date: (at) => date.format(at),
    percent: (done, total) => (total > 0 ? Math.min(100, Math.floor((done * 100) / total)) : 0),
  };
};

const made = new Map<Language, Formats>();

export const formats = (language: Language): Formats => {
  const known = made.get(language) ?? make(language);
  made.set(language, known);
  return known;
};
