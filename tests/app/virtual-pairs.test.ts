/** Many virtual boards at one moment: the two ports of each are one board, whatever came with it. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { putUpCloud } from '../../src/app/cloud-in-worker';
import { createBoardKeeper } from '../../src/app/kept-boards';
import { virtualTable } from '../../src/app/virtual-table';
import { virtualWifi } from '../../src/app/virtual-wifi';
import type { VirtualChip } from '../../src/model/board-habits';
import { logPortBaud } from '../../src/model/chip';
import type { BenchDatabase } from '../../src/records/database';
import { hasVirtualBoards, keptVirtualBoards } from '../../src/records/virtual-boards';
import type { SeenPort, VirtualBoards } from '../../src/steps/run/outside';
import type { VirtualPort } from '../../src/virtual/board/virtual-port';
import { newDisk } from '../records/bench';
import { createRig } from '../steps/rig';

const open = async (db: BenchDatabase) => {
  const cloud = await putUpCloud(db, () => {});
  let mine: readonly SeenPort[] = [];
  const rig = await createRig(
    db,
    {},
    {
      cloud: async () => cloud.run,
      virtualWifi,
      alone: Promise.resolve(),
      hasVirtualBoards: () => hasVirtualBoards(db),
      virtualBoards: async (): Promise<VirtualBoards> => {
        const table = virtualTable(async () => {}, cloud.boards, createBoardKeeper(db, Promise.resolve()));
        const list = async () => {
          mine = await table.list();
          return mine;
        };
        return { ...table, list };
      },
    },
  );
  /** As when a page goes: nobody is told, and nothing runs any more. */
  const leave = () => {
    for (const { port } of mine) (port as VirtualPort).unplug();
  };
  onTestFinished(leave);
  return { ...rig, leave, ports: () => mine };
};

/** Every board ready on its own lane with its own log port, and no port left open. */
const areAllReady = async (page: Awaited<ReturnType<typeof open>>, chips: readonly VirtualChip[]) => {
  const settled = () => {
    const lanes = [...page.lanes.values()];
    expect(lanes.map(({ state, problem }) => [state, problem?.code])).toEqual(chips.map(() => ['ready', undefined]));
  };
  await vi.waitFor(settled, { timeout: 60_000, interval: 20 });
  await page.bench.idle();
  settled();
  const byPort = new Map([...page.lanes.values()].map((lane) => [lane.port.id, lane]));
  for (const [at, chip] of chips.entries()) {
    const id = `virtual-${at + 1}`;
    const lane = byPort.get(id);
    expect(lane?.chip?.chip, id).toBe(chip);
    if (logPortBaud[chip] === undefined) expect(lane?.port.log, id).toBeUndefined();
    else expect(lane?.port.log, id).toEqual({ id: `${id}-log`, use: 'free' });
  }
  expect(page.ports().filter(({ port }) => port.readable !== null)).toEqual([]);
};

const four: readonly VirtualChip[] = ['t5ai', 't5ai', 't5ai', 't5ai'];
const tables: readonly (readonly VirtualChip[])[] = [
  ['t5ai', 't5ai'],
  four,
  [...four, ...four],
  ['t5ai', 'esp32', 't3', 'bk7231n', 't5ai', 'esp32c3', 't3', 't5ai'],
];

it.for(tables.map((chips) => [chips.length, chips.join(' '), chips] as const))(
  '%s boards added and put back in one moment are each one board: %s',
  { timeout: 180_000 },
  async ([, , chips]) => {
    const disk = newDisk();
    const page = await open(disk.tab());
    await Promise.all(
      chips.map((chip) =>
        page.bench.handle({ kind: 'add-virtual-board', chip, habits: {}, habit: 'plain', speed: 10 }),
      ),
    );
    await areAllReady(page, chips);
    await vi.waitFor(async () => expect(await keptVirtualBoards(page.db)).toHaveLength(chips.length), {
      timeout: 60_000,
      interval: 20,
    });
    page.leave();

    const again = await open(disk.tab());
    await areAllReady(again, chips);
  },
);
