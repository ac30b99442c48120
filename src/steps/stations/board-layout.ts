import type { ChipSession } from '../../chips/chip';
import type { BoardLayout } from '../../model/board-layout';
import { BenchError } from '../../model/problem';
import type { ReadFlash } from '../../protocols/flash-layout/slot-image';

/** The flash of that board; reading changes nothing, so what was lost on the line is asked for once more. Throws `flash.read-failed`. */
export const readerOf =
  (session: ChipSession, signal: AbortSignal): ReadFlash =>
  async (at, size) => {
    const read = () => session.read(at, size, () => {}, signal);
    try {
      return await read();
    } catch (fault) {
      if (!(fault instanceof BenchError) || fault.code !== 'flash.read-failed') throw fault;
      return read();
    }
  };

/**
 * The board's own bootloader, table, OTA data and slots, read from its flash; writes nothing. Needs the stub, which
 * recognising does without: a run reads it after `prepare`, at the run's speed. Throws `flash.read-failed`.
 */
export const layoutOf = (session: ChipSession, signal: AbortSignal): Promise<BoardLayout> =>
  session.layout(readerOf(session, signal));
