/**
 * Raises the line speed (beken-uart-boot, section 5). A page can only close and open the port again, which moves the modem
 * lines: the answer of the chip is not waited for, LinkChecks at the new speed tell.
 */

import { BenchError } from '../../model/problem';
import { setBaud } from '../../protocols/beken/commands';
import type { BekenTalk } from './talk';

/** What is tried below a speed that could not be reached. */
const speeds = [3_000_000, 2_000_000, 1_500_000, 921_600, 460_800, 230_400];

export const slower = (baud: number): readonly number[] => speeds.filter((speed) => speed < baud);

const refused = (fault: unknown) => fault instanceof BenchError && fault.details.reason === 'speed-refused';

/** Both ends to another speed; false when the chip is not heard there or the adapter has not got it. */
export const changeSpeed = async (talk: BekenTalk, baud: number, signal: AbortSignal): Promise<boolean> => {
  const { link, timing } = talk;
  if (link.baud === baud) return true;
  const change = setBaud(baud, timing.baudDelayMs);
  await talk.send(change.request);
  try {
    await link.reopen(baud);
  } catch (fault) {
    if (!refused(fault)) throw fault;
    // The chip has switched, the adapter has not: only a reset brings the two together again.
    return false;
  }
  return talk.knock(timing.baudDelayMs + timing.baudProbeMs, signal, change);
};
