import { benchDatabase } from '../records/database';
import { createBench } from '../steps/bench';
import { type FromWorker, isCloudCommand, type ToWorker } from '../steps/messages';
import type { WorkerCloud } from './cloud-in-worker';
import { realPorts } from './real-ports';

/** The real world, as a worker sees it, and the make-believe one when somebody asks for it. */
export const beginBench = async (tell: (told: FromWorker) => void, early: SerialPort[]) => {
  const db = benchDatabase();
  let putUp: Promise<WorkerCloud> | undefined;
  const cloud = () => (putUp ??= import('./cloud-in-worker').then((part) => part.putUpCloud(db, tell)));
  const bench = createBench(
    {
      db,
      ports: realPorts(navigator.serial, early),
      virtualBoards: async () => {
        const [{ virtualTable }, { stockForVirtualBoard }, { boards }] = await Promise.all([
          import('./virtual-table'),
          import('./demo-shelf'),
          cloud(),
        ]);
        return virtualTable((chip) => stockForVirtualBoard(db, chip, Date.now()), boards);
      },
      now: () => Date.now(),
      newId: () => crypto.randomUUID(),
      ...(navigator.locks && { locks: navigator.locks }),
    },
    tell,
  );
  await bench.begin();
  return {
    handle: async (command: ToWorker): Promise<void> =>
      isCloudCommand(command) ? (await cloud()).handle(command) : bench.handle(command),
  };
};
