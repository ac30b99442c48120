import type { Formats } from '../../i18n/format';

/** How long somebody took to answer: to the millisecond as long as that says something. */
export const latency = (ms: number, { took }: Pick<Formats, 'took'>): string =>
  ms < 1000 ? `${Math.round(ms)}\u00a0ms` : took(ms);
