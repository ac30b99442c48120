/** Which lines of a board's log speak of data points, and which one belongs to a command. */
import { msBetween } from '../../../model/clock';
import type { DataPoint } from '../../../model/data-point';
import type { DpCommand } from '../../../model/dp-command';
import type { LogLine } from '../../../model/log-line';

const ofDataPoints = /\bdps?\b|"dps"|dp ?<|dp_|rept|Data JSON|PUBACK/i;

export const dataPointLines = (lines: readonly LogLine[]): readonly LogLine[] =>
  lines.filter(({ text, sent }) => !sent && ofDataPoints.test(text));

/** The first line after the command that names its data point, as `dp<1>` or `"1":`. */
export const lineOfCommand = (
  lines: readonly LogLine[],
  { id }: DataPoint,
  command: DpCommand,
): LogLine | undefined => {
  const names = new RegExp(`dp<${id}>|"${id}"\\s*:`);
  return lines.find((line) => {
    const after = msBetween(command, line);
    return after >= 0 && after <= (command.ms ?? after) && names.test(line.text);
  });
};
