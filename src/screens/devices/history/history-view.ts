/** The history as it is shown and saved: newest first, by kind. Pure. */
import type { DataPoint } from '../../../model/data-point';
import type { DpEntry } from '../../../model/dp-history';

export const historyFilters = ['all', 'sent', 'reported', 'agent'] as const;
export type HistoryFilter = (typeof historyFilters)[number];

const fits: Readonly<Record<HistoryFilter, (entry: DpEntry) => boolean>> = {
  all: () => true,
  sent: ({ kind }) => kind === 'sent',
  reported: ({ kind }) => kind === 'reported',
  agent: ({ source }) => source === 'agent',
};

export const shownHistory = (entries: readonly DpEntry[], filter: HistoryFilter): DpEntry[] =>
  entries.filter(fits[filter]).reverse();

/** A cell that begins like a formula is one to a spreadsheet, and a device's text is anybody's. */
const cell = (value: string): string => {
  const safe = /^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Oldest first, values as they travel: for other programs, so neither translated nor rounded. */
export const historyCsv = (entries: readonly DpEntry[], points: readonly DataPoint[]): string => {
  const rows = entries.map((entry) => {
    const { at, kind, source, code, value, before, command } = entry;
    const id = entry.dpId ?? points.find((point) => point.code === code)?.id;
    const told = [
      new Date(at).toISOString(),
      kind,
      source,
      id ?? '',
      code,
      value,
      before ?? '',
      command?.kind ?? '',
      command?.ms ?? '',
      command?.refusal?.code ?? '',
    ];
    return told.map((each) => cell(String(each))).join(',');
  });
  return ['time,kind,source,dp_id,code,value,value_before,outcome,latency_ms,refusal_code', ...rows, ''].join('\r\n');
};
