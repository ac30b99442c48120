/** Every command and report of a device, folded from what is sent, told by the cloud and read from its log. Pure. */
import { type Moment, msBetween } from './clock';
import type { DpSource, DpValue } from './data-point';
import { type CommandNews, type DpCommand, nextCommand } from './dp-command';

/** Read in a log of the cloud, or kept from an earlier visit, it has no ticks. */
export interface DpEntry extends Moment {
  /** Unique for its device. */
  id: string;
  code: string;
  dpId?: number;
  kind: 'sent' | 'reported';
  source: DpSource;
  value: DpValue;
  /** What was known of the data point until then. */
  before?: DpValue;
  /** Of `sent` from this bench or its agent; a command only read in the cloud's log has none. */
  command?: DpCommand;
}

export interface DpHistory {
  /** Oldest first; at most `keptEntries`. */
  entries: readonly DpEntry[];
  /** What the device reported last, by code. */
  values: ReadonlyMap<string, { value: DpValue; at: number }>;
  online?: boolean;
  /** Milliseconds since 1970 of the last word from the device. */
  heardAt?: number;
  /** As `Clock.ticks`, of the same, when this bench heard it itself. */
  heardTicks?: number;
}

export interface ToldProperty {
  code: string;
  dpId?: number;
  value: DpValue;
  /** By the cloud's clock. */
  time?: number;
}

export type DpNews =
  | ({ kind: 'sent'; id: string; code: string; dpId: number; value: DpValue; source: 'app' | 'agent' } & Moment)
  | { kind: 'command'; id: string; news: CommandNews }
  | ({ kind: 'reported'; id: string; properties: readonly ToldProperty[] } & Moment)
  /** Asked for: the present state, and what it is new against. */
  | ({ kind: 'shadow'; id: string; properties: readonly ToldProperty[] } & Moment)
  /** Read in the cloud's log, or kept from an earlier visit: nobody waits for an answer to that any more. */
  | { kind: 'past'; entries: readonly DpEntry[] }
  | ({ kind: 'online' | 'offline' } & Moment);

export const keptEntries = 2000;
export const emptyHistory: DpHistory = { entries: [], values: new Map() };

const cut = (entries: readonly DpEntry[]): readonly DpEntry[] => entries.slice(-keptEntries);

/** An entry that nothing happened to stays the same object: what has changed is written down again. */
const moved = (entry: DpEntry, news: CommandNews): DpEntry => {
  const command = entry.command && nextCommand(entry.command, news);
  return command === entry.command ? entry : { ...entry, command };
};

/** Commands of one data point that may still be answered, moved on by a report. */
const answeredBy = (entries: readonly DpEntry[], code: string, moment: Moment, value: DpValue): readonly DpEntry[] =>
  entries.map((entry) => (entry.code === code ? moved(entry, { kind: 'reported', ...moment, value }) : entry));

const report = (
  history: DpHistory,
  { id, at, ticks, properties }: { id: string; properties: readonly ToldProperty[] } & Moment,
): DpHistory => {
  let { entries, values } = history;
  const moment = { at, ...(ticks !== undefined && { ticks }) };
  for (const { code, dpId, value } of properties) {
    entries = answeredBy(entries, code, moment, value);
    const told: DpEntry = { id: `${id} ${code}`, ...moment, code, kind: 'reported', source: 'device', value };
    const before = values.get(code)?.value;
    entries = [...entries, { ...told, ...(dpId && { dpId }), ...(before !== undefined && { before }) }];
    values = new Map(values).set(code, { value, at });
  }
  return { ...history, entries: cut(entries), values, heardAt: at, heardTicks: ticks, online: true };
};

/** What an asked-for state has that is new; the first time all of it is known and nothing is news. */
const shadow = (history: DpHistory, news: Extract<DpNews, { kind: 'shadow' }>): DpHistory => {
  const fresh = news.properties.filter(({ code, value }) => {
    const known = history.values.get(code);
    return known !== undefined && known.value !== value;
  });
  const first = news.properties.filter(({ code }) => !history.values.has(code));
  const values = new Map(history.values);
  for (const { code, value, time } of first) values.set(code, { value, at: time ?? news.at });
  // Asking again can be the only way to hear of an answer that changed nothing: the shadow's own time tells.
  const repeated = news.properties.filter(({ code, value, time }) => {
    const known = history.values.get(code);
    // Of a data point that nobody had reported before, too.
    return (!known || known.value === value) && time !== undefined && pendingSince(history, code, value, time);
  });
  const filled = { ...history, values };
  const told = [...fresh, ...repeated];
  return told.length > 0 ? { ...report(filled, { ...news, properties: told }), online: history.online } : filled;
};

const pendingSince = (history: DpHistory, code: string, value: DpValue, time: number): boolean =>
  history.entries.some(
    ({ code: of, command }) => of === code && command?.kind === 'sent' && command.value === value && time >= command.at,
  );

/** How far two clocks and the way may set one command's two records apart. */
const sameCommandMs = 3000;
const sameReportMs = 1500;

/** The same thing told twice: by the bench or an event, and by the log. */
const isKnown = (entries: readonly DpEntry[], { id, at, code, kind, value }: DpEntry): boolean => {
  const within = kind === 'sent' ? sameCommandMs : sameReportMs;
  return entries.some(
    (known) =>
      known.id === id ||
      (known.kind === kind && known.code === code && known.value === value && Math.abs(known.at - at) <= within),
  );
};

/** Ticks of an earlier visit mean nothing in this one. */
const withoutTicks = ({ ticks: _ticks, command, ...entry }: DpEntry): DpEntry => ({
  ...entry,
  ...(command && { command: { ...command, ticks: undefined } }),
});

const past = (history: DpHistory, older: readonly DpEntry[]): DpHistory => {
  const fresh = older
    .filter((entry) => !isKnown(history.entries, entry))
    .map((entry) => moved(withoutTicks(entry), { kind: 'waited' }));
  if (fresh.length === 0) return history;
  const entries = [...history.entries, ...fresh].sort((a, b) => a.at - b.at);
  return { ...history, entries: cut(entries) };
};

const sent = (history: DpHistory, news: Extract<DpNews, { kind: 'sent' }>): DpHistory => {
  const { id, at, ticks, code, dpId, value, source } = news;
  const moment = { at, ...(ticks !== undefined && { ticks }) };
  const before = history.values.get(code)?.value;
  let command: DpCommand = { kind: 'sent', value, ...moment };
  // What an agent sent is known only when it has answered, and the device may have been quicker.
  for (const known of history.entries) {
    if (known.kind === 'reported' && known.code === code)
      command = nextCommand(command, { kind: 'reported', at: known.at, ticks: known.ticks, value: known.value });
  }
  const entry: DpEntry = { id, ...moment, code, dpId, kind: 'sent', source, value, command };
  const later = history.entries.findIndex((known) => msBetween(moment, known) > 0);
  const place = later < 0 ? history.entries.length : later;
  const entries = history.entries.toSpliced(place, 0, { ...entry, ...(before !== undefined && { before }) });
  return { ...history, entries: cut(entries) };
};

export const foldHistory = (history: DpHistory, news: DpNews): DpHistory => {
  switch (news.kind) {
    case 'sent':
      return sent(history, news);
    case 'command': {
      const entries = history.entries.map((entry) => (entry.id === news.id ? moved(entry, news.news) : entry));
      return { ...history, entries };
    }
    case 'reported':
      return report(history, news);
    case 'shadow':
      return shadow(history, news);
    case 'past':
      return past(history, news.entries);
    case 'online':
    case 'offline':
      return {
        ...history,
        online: news.kind === 'online',
        heardAt: Math.max(history.heardAt ?? 0, news.at),
        heardTicks: news.ticks,
      };
  }
};

/** The last command of a data point, whoever sent it. */
export const lastCommand = (history: DpHistory, code?: string): (DpEntry & { command: DpCommand }) | undefined =>
  history.entries.findLast(
    (entry): entry is DpEntry & { command: DpCommand } =>
      entry.command !== undefined && (code === undefined || entry.code === code),
  );

/** Numbers that were reported, oldest first, for a plot. */
export const reportedNumbers = (history: DpHistory, code: string): readonly (Moment & { value: number })[] =>
  history.entries.flatMap(({ at, ticks, kind, code: of, value }) =>
    kind === 'reported' && of === code && typeof value === 'number' ? [{ at, ticks, value }] : [],
  );
