import type { SentEntry } from '../../../model/sending';

/** What was sent before, for Up and Down. Pure. */

/** Of one way of typing, oldest first. */
export const ofKind = (sent: readonly SentEntry[], hex: boolean): readonly string[] =>
  sent.flatMap((entry) => (Boolean(entry.hex) === hex ? [entry.text] : []));

/** `steps` back from the newest: 0 is the empty line below it. */
export const recall = (history: readonly string[], steps: number): string =>
  steps <= 0 ? '' : (history[history.length - Math.min(steps, history.length)] ?? '');
