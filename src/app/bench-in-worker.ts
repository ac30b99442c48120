import { benchDatabase } from '../records/database';
import { createBench } from '../steps/bench';
import { type FromWorker, isCloudCommand, isRadioTold, type ToWorker } from '../steps/messages';
import type { WorkerCloud } from './cloud-in-worker';
import { realPorts } from './real-ports';
import { createRelayForRuns } from './relay-for-runs';
import { virtualWifi } from './virtual-wifi';
import { createWorkerRadio } from './worker-radio';

/** The real world, as a worker sees it, and the make-believe one when somebody asks for it. */
export const beginBench = async (tell: (told: FromWorker) => void, early: SerialPort[]) => {
  const db = benchDatabase();
  const radio = createWorkerRadio(tell);
  const relay = createRelayForRuns();
  let putUp: Promise<WorkerCloud> | undefined;
  const cloud = () => (putUp ??= import('./cloud-in-worker').then((part) => part.putUpCloud(db, tell)));
  const bench = createBench(
    {
      db,
      ports: realPorts(navigator.serial, early),
      radio: radio.radio,
      cloud: async (virtual) => (virtual ? (await cloud()).run : relay()),
      virtualWifi,
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
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
    handle: async (command: ToWorker): Promise<void> => {
      if (isCloudCommand(command)) return (await cloud()).handle(command);
      return isRadioTold(command) ? radio.told(command) : bench.handle(command);
    },
  };
};
