import type { LogLine } from '../../model/log-line';

/**
 * The part of a text, [start, end), that a masking door hid: from the first mask to the end of the last. What stands
 * between two masks goes with them, since masks say nothing of how long the secrets were.
 */
export const hiddenPart = (
  text: string,
  shown: Pick<LogLine, 'text' | 'masked'>,
): readonly [number, number] | undefined => {
  const first = shown.masked?.[0];
  const last = shown.masked?.at(-1);
  if (!first || !last) return undefined;
  return [first[0], text.length - (shown.text.length - last[0] - last[1])];
};
