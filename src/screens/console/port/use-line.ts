import { useState } from 'react';
import { isSameLine, type LineSettings, usualFormat, usualLine } from '../../../model/line-settings';
import { useBench } from '../../parts/bench-context';
import type { ConsolePort } from './use-console';
import { useKept, useOwner } from './use-memory';

/**
 * How the line of a port is set, or will be: as it is while somebody listens, else as a person chose it just now, else as
 * it was kept for this board.
 */
export const useLine = (chosen: ConsolePort) => {
  const { send } = useBench();
  const kept = useKept(useOwner(chosen)).answer?.line;
  const [wish, setWish] = useState<LineSettings>();
  const { id, port, use } = chosen;
  const live: LineSettings | undefined =
    use === 'listening' && port?.baud ? { baud: port.baud, ...(port.format ?? usualFormat) } : undefined;
  const line = live ?? wish ?? kept ?? usualLine;
  const open = (next: LineSettings) => {
    const { baud, dataBits, parity, stopBits } = next;
    send({ kind: 'console-open', port: id, baud, format: { dataBits, parity, stopBits } });
  };
  return {
    line,
    listen: () => open(line),
    /** At once where somebody listens. */
    choose(next: LineSettings) {
      setWish(next);
      if (live && !isSameLine(live, next)) open(next);
    },
  };
};

export type ConsoleLine = ReturnType<typeof useLine>;
