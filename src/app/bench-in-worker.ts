import { benchDatabase } from '../records/database';
import { createBench } from '../steps/bench';
import type { BenchEvent } from '../steps/messages';
import { realPorts } from './real-ports';

/** The real world, as a worker sees it. */
export const beginBench = async (tell: (event: BenchEvent) => void, early: SerialPort[]) => {
  const db = benchDatabase();
  const bench = createBench(
    {
      db,
      ports: realPorts(navigator.serial, early),
      virtualBoards: async () => {
        const [{ virtualTable }, { stockForVirtualBoard }] = await Promise.all([
          import('./virtual-table'),
          import('./demo-shelf'),
        ]);
        return virtualTable((chip) => stockForVirtualBoard(db, chip, Date.now()));
      },
      now: () => Date.now(),
      newId: () => crypto.randomUUID(),
      ...(navigator.locks && { locks: navigator.locks }),
    },
    tell,
  );
  await bench.begin();
  return bench;
};
