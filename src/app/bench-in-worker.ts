import { ownClock } from '../model/clock';
import { benchDatabase } from '../records/database';
import { logFolder } from '../records/log/log-folder';
import { memoryFiles } from '../records/log/memory-files';
import { privateFiles } from '../records/log/private-files';
import { hasVirtualBoards } from '../records/virtual-boards';
import { createAir } from '../steps/bench/air';
import { createBench } from '../steps/bench/bench';
import { createLogBook } from '../steps/log/log-book';
import { isLogCommand } from '../steps/run/log-messages';
import {
  type BenchEvent,
  type FromWorker,
  isAirCommand,
  isCloudCommand,
  isRadioTold,
  type ToWorker,
} from '../steps/run/messages';
import type { VirtualBoards } from '../steps/run/outside';
import { holdLock } from '../steps/run/tabs';
import type { WorkerCloud } from './cloud-in-worker';
import { workerExpressions } from './expressions';
import { realPorts } from './real-ports';
import { createRelayForRuns } from './relay-for-runs';
import { virtualWifi } from './virtual-wifi';
import { createWorkerRadio } from './worker-radio';

/** Of what the browser lets this page keep, and never more than so many bytes. */
const shareForLogs = 0.25;
const mostForLogs = 4 * 1024 ** 3;

/** The real world, as a worker sees it, and the make-believe one when somebody asks for it. */
export const beginBench = async (tell: (told: FromWorker) => void, early: SerialPort[]) => {
  const db = benchDatabase();
  const alone = holdLock(navigator.locks, 'bindery.bench');
  const radio = createWorkerRadio(tell);
  const relay = createRelayForRuns();
  let putUp: Promise<WorkerCloud> | undefined;
  const cloud = () => (putUp ??= import('./cloud-in-worker').then((part) => part.putUpCloud(db, tell)));
  let table: VirtualBoards | undefined;
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const air = createAir({
    db,
    radio: async (virtual) =>
      virtual ? (await table?.list())?.find((seen) => seen.virtual?.radio)?.virtual?.radio : radio.radio,
    random,
    ...ownClock,
    tell,
  });
  const logs = createLogBook({
    files: (await privateFiles(navigator.storage)) ?? memoryFiles(),
    expressions: workerExpressions,
    folder: () => logFolder(db),
    newId: () => crypto.randomUUID(),
    room: async () =>
      Math.min(mostForLogs, ((await navigator.storage?.estimate?.())?.quota ?? mostForLogs) * shareForLogs),
    ...ownClock,
    tell,
  });
  void logs.handle({ kind: 'log-folder' });
  const hear = (event: BenchEvent) => {
    logs.hear(event);
    if (event.kind !== 'log' && event.kind !== 'bytes') tell(event);
  };
  const bench = createBench(
    {
      db,
      ports: realPorts(navigator.serial, early),
      radio: radio.radio,
      cloud: async (virtual) => (virtual ? (await cloud()).run : relay()),
      virtualWifi,
      random,
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      virtualBoards: async () => {
        const [{ virtualTable }, { createBoardKeeper }, { stockForVirtualBoard }, { boards }] = await Promise.all([
          import('./virtual-table'),
          import('./kept-boards'),
          import('./demo-shelf'),
          cloud(),
        ]);
        table = virtualTable(
          (chip, count) => stockForVirtualBoard(db, { chip, boards: count, now: Date.now() }),
          boards,
          createBoardKeeper(db, alone),
        );
        return table;
      },
      alone,
      hasVirtualBoards: () => hasVirtualBoards(db),
      ...ownClock,
      newId: () => crypto.randomUUID(),
      ...(navigator.locks && { locks: navigator.locks }),
    },
    hear,
  );
  await bench.begin();
  return {
    handle: async (command: ToWorker): Promise<void> => {
      if (isCloudCommand(command)) return (await cloud()).handle(command);
      if (isAirCommand(command)) return air.handle(command);
      if (isLogCommand(command)) return logs.handle(command);
      return isRadioTold(command) ? radio.told(command) : bench.handle(command);
    },
  };
};
