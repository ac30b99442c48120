/** Virtual boards of the menu on a bench without its page. */
import { putUpCloud } from '../../src/app/cloud-in-worker';
import { stockForVirtualBoard } from '../../src/app/demo-shelf';
import { createBoardKeeper } from '../../src/app/kept-boards';
import { virtualTable } from '../../src/app/virtual-table';
import { virtualWifi } from '../../src/app/virtual-wifi';
import type { VirtualChip } from '../../src/model/board-habits';
import { ownClock } from '../../src/model/clock';
import { BenchError } from '../../src/model/problem';
import type { LaneView, Plan } from '../../src/model/run';
import { readFirmware } from '../../src/protocols/firmware/read-firmware';
import { addFirmware, sha256Of } from '../../src/records/firmware';
import { createBench } from '../../src/steps/bench/bench';
import { firstPlan } from '../../src/steps/bench/bench-view';
import type { BenchCommand, BenchEvent } from '../../src/steps/run/messages';
import { demoFirmware } from '../../src/virtual/board/demo-firmware';
import { newDatabase } from './rig';

/** The bench of the page without the page: its table, its cloud, its plan; small images, so that it is soon over. */
export const benchOf = async (change: Partial<Plan> = {}) => {
  const db = newDatabase();
  const cloud = await putUpCloud(db, () => {});
  const events: BenchEvent[] = [];
  const ears = new Set<() => void>();
  const lanes = new Map<string, LaneView>();
  const stock = async (chip: VirtualChip, boards: number) => {
    const bytes = demoFirmware(chip, { appBytes: 100_000 });
    const kept = bytes.slice().buffer;
    const facts = readFirmware(bytes, `${chip}.bin`);
    const sha256 = await sha256Of(kept);
    await addFirmware(db, { sha256, fileName: `${chip}.bin`, addedAt: 1, virtual: true, facts }, kept);
    await stockForVirtualBoard(db, { chip, boards, now: 1 });
  };
  const table = virtualTable(stock, cloud.boards, createBoardKeeper(db, Promise.resolve()));
  const bench = createBench(
    {
      db,
      ports: { list: async () => [], watch: () => {} },
      radio: { find: () => Promise.reject(new BenchError('browser.no-bluetooth')) },
      cloud: async () => cloud.run,
      virtualWifi,
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
      zone: 'Europe/Berlin',
      virtualBoards: async () => table,
      newId: () => crypto.randomUUID(),
      ...ownClock,
    },
    (event) => {
      events.push(event);
      if (event.kind === 'lane') lanes.set(event.lane.id, event.lane);
      if (event.kind === 'lane-gone') lanes.delete(event.lane);
      for (const heard of [...ears]) heard();
    },
  );
  await bench.begin();
  await bench.handle({ kind: 'set-plan', plan: { ...firstPlan, ...change } });
  const lane = (fits: (lane: LaneView) => boolean): Promise<LaneView> =>
    new Promise((found) => {
      const look = () => {
        const match = [...lanes.values()].find(fits);
        if (!match) return;
        ears.delete(look);
        found(match);
      };
      ears.add(look);
      look();
    });
  const send = (command: BenchCommand) => bench.handle(command);
  const stop = async () => {
    await bench.idle();
    for (const { id } of await table.list()) table.remove(id);
  };
  return { db, events, lane, send, stop };
};
