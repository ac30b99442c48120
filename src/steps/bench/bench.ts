import { atMost } from '../../links/wait';
import { usualLine } from '../../model/line-settings';
import { asBenchError, BenchError } from '../../model/problem';
import type { LaneView } from '../../model/run';
import { isAtWork, type ToolAsk } from '../../model/tool';
import { sweepCutOff } from '../../records/begun-runs';
import { sweepDeadRuns } from '../../records/licenses';
import { createBuilds } from '../builds/builds';
import type { BenchCommand, BenchEvent } from '../run/messages';
import type { Outside, VirtualBoards } from '../run/outside';
import { createView, liveRuns } from '../run/tabs';
import { createWriteNotes } from '../run/write-notes';
import { createArrivals, toldWithinMs } from './arrivals';
import { createBenchSecrets } from './bench-secrets';
import { firstPlan } from './bench-view';
import { type BoardAtWork, createWork } from './board-work';
import { createConsoleDesk, isConsoleCommand } from './console-desk';
import { createLanes } from './lanes';
import { createLogPorts } from './log-ports';
import { createPorts } from './ports';
import { createRuns } from './runs';
import { scanCode } from './scan-code';

/** A tab that is closed much later leaves its boards in peace; one that was loaded again is gone within this, ms. */
const justOpenedMs = 5000;

/** A worker that is ended while it hangs, ms. */
const letsGoWithinMs = 5000;

/** The bench itself: which boards are there, what is done to each. Lives wherever the ports live. */
export const createBench = (outside: Outside, tell: (event: BenchEvent) => void) => {
  const boards = new Map<string, BoardAtWork>();
  const view = createView(outside.locks, outside.newId);
  let plan = firstPlan;
  let virtual: VirtualBoards | undefined;
  /** One table, also when two boards are asked for before it stands. */
  let coming: Promise<VirtualBoards> | undefined;
  /** Ports that were there when the page was opened: their boards are looked at, and nothing is started by itself. */
  const wereHere = new Set<string>();

  const ports = createPorts(outside, { boards: () => boards.values(), logPorts: () => logPorts, tell });
  const secrets = createBenchSecrets({
    ofBoards: () => [...boards.values()].map(({ seen }) => seen.id),
    isHere: ports.isHere,
  });
  const lanes = createLanes({
    boards,
    isHere: ports.isHere,
    newId: outside.newId,
    tell,
    secrets: secrets.known,
    removed: secrets.forgetGone,
  });
  const { consoles, handle: atConsole } = createConsoleDesk(outside, {
    lines: (port, lines) => tell({ kind: 'log', port, lines }),
    bytes: (port, stream, heard) => tell({ kind: 'bytes', port, stream, heard }),
    opened: (port, line) => ports.use(port, line?.baud, undefined, line),
    secrets: secrets.known,
    find: ports.find,
    lane: (port) => lanes.ofPort(port)?.lane.view,
    airHeard: (port, heard) => tell({ kind: 'air-heard', port, heard }),
    isAtWork: (port) => Boolean(lanes.ofPort(port)?.abort),
    logOf(port) {
      const log = logPorts.logOf(port);
      const baud = logPorts.baudOf(port);
      return log && baud !== undefined ? { seen: log, baud } : undefined;
    },
    trouble: (fault) => tell({ kind: 'trouble', problem: asBenchError(fault).problem }),
  });

  /** A lane tells its end a moment before its port is free: who acts on the word waits for the deed. */
  const isFree = async (board: BoardAtWork): Promise<boolean> => {
    if (board.lane.view.endedAt && !isAtWork(board.lane.view.tool)) await board.done;
    return !board.abort;
  };
  let bluetooth: 'yes' | 'no' | 'off' = 'yes';

  /** Ports that somebody looked for a board at when they were borrowed: that goes on when they were not what was thought. */
  const lookedAt = new Set<string>();
  const logPorts = createLogPorts(outside, {
    ports: ports.all,
    pluggedAt: ports.pluggedAt,
    opened: (port, baud) => ports.use(port, baud),
    tellsWithin(port) {
      const { abort, lane } = lanes.ofPort(port) ?? {};
      if (!abort || !lane || lane.view.chip) return 0;
      const { startedTicks = outside.ticks() } = lane.view;
      return Math.max(0, startedTicks + toldWithinMs - outside.ticks());
    },
    async borrow({ id }) {
      const board = lanes.ofPort(id);
      if (board?.lane.view.chip || ports.isElsewhere(id)) return false;
      await consoles.giveWay(id);
      if (!board?.abort) return true;
      lookedAt.add(id);
      lanes.withdraw(id);
      await board.done;
      return true;
    },
    giveBack(seen, waits) {
      if (waits) ports.tellAll();
      void consoles.takeBack(seen);
      if (!waits && lookedAt.delete(seen.id)) void arrivals.recognise(seen, false).catch(tellTrouble);
    },
    joined(log, flash) {
      lookedAt.delete(log.id);
      lanes.withdraw(log.id);
      if (consoles.wants(log.id)) consoles.wantLater(flash.id, usualLine);
      void consoles.close(log.id).catch(tellTrouble);
      ports.tellAll();
      ports.tellLaneOf(flash.id);
    },
  });

  const workAlone = createWork({
    outside,
    tell,
    consoles,
    logPorts,
    plan: () => plan,
    wifi: secrets.wifi,
    secrets: secrets.known,
    bluetooth: () => bluetooth,
    used: ports.use,
    notes: createWriteNotes(outside.db),
  });
  /** A build that came meanwhile waits for the end of it. */
  const work: typeof workAlone = {
    async run(board, from, to, way) {
      await workAlone.run(board, from, to, way);
      if (to !== 'recognise') builds.settled(board);
    },
    async tool(board, ask) {
      await workAlone.tool(board, ask);
      builds.settled(board);
    },
  };
  const runs = createRuns({
    work: work.run,
    plan: () => plan,
    ticks: outside.ticks,
    recognise: ({ seen }) => arrivals.recognise(seen, true),
  });
  const tellTrouble = (fault: unknown) => tell({ kind: 'trouble', problem: asBenchError(fault).problem });
  const builds = createBuilds<BoardAtWork>({
    outside,
    tell,
    inView: view.isThis,
    boards: () => boards.values(),
    isHere: ({ seen }) => ports.isHere(seen.id),
    start: (board, change, sha256) => runs.start(board, change, sha256),
    trouble: tellTrouble,
  });
  const arrivals = createArrivals({
    outside,
    tell,
    boards,
    ports,
    lanes,
    logPorts,
    work: work.run,
    runs,
    plan: () => plan,
    isFree,
    settled: builds.settled,
    lookedAt,
    wereHere,
    refresh: () => refresh(),
    tellTrouble,
  });

  const refresh = async (plugged: readonly string[] = []) => {
    const real = await outside.ports.list();
    ports.take([...real, ...((await virtual?.list()) ?? [])], plugged);
    secrets.forgetGone();
    for (const { lane, seen, abort } of boards.values()) {
      const here = ports.isHere(seen.id);
      if (!here && !abort && (lane.view.state === 'ready' || lane.view.state === 'proven')) lane.set({ state: 'gone' });
    }
    if (plugged.length === 0 || (await view.anotherIs())) return;
    for (const id of plugged) {
      const seen = ports.all().find((port) => port.id === id);
      if (seen) void arrivals.welcome(seen).catch(tellTrouble);
    }
  };

  const scan = async (id: string) => {
    const lane = boards.get(id)?.lane;
    if (!lane?.view.qr) return;
    const place = await outside.cloud(Boolean(lane.view.port.virtual));
    await scanCode(lane, { place, owner: plan.owner, zone: outside.zone, ticks: outside.ticks });
  };

  /** What the browser keeps all the same, by a policy, stays on the strip. */
  const dropPort = async ({ lane, seen }: BoardAtWork) => {
    await consoles.close(seen.id);
    lanes.dismiss(lane.view.id);
    await seen.forget?.();
    await refresh();
    if (ports.isHere(seen.id)) throw new BenchError('port.kept', { name: seen.name });
  };

  const switchBuilds = async ({ lane, on }: Extract<BenchCommand, { kind: 'write-builds' }>) => {
    const board = boards.get(lane);
    // Also in the middle of a run: it is about the builds to come.
    if (board) await builds.switch(board, on);
  };

  const withBoard = async (lane: string, work: (board: BoardAtWork) => Promise<void> | void) => {
    const board = boards.get(lane);
    if (board && (await isFree(board))) await work(board);
  };

  /** A cable that was pulled meanwhile is seen once the port is let go. */
  const withTool = async (board: BoardAtWork, ask: ToolAsk) => {
    await work.tool(board, ask);
    await refresh();
  };

  const handle = async (command: BenchCommand): Promise<void> => {
    if (isConsoleCommand(command)) return atConsole(command);
    switch (command.kind) {
      case 'look-for-ports':
        return arrivals.lookForPorts(command);
      case 'look-again':
        return lookAgain();
      case 'without-log': {
        const board = boards.get(command.lane);
        return board && arrivals.goWithoutLog(board);
      }
      case 'in-view':
        await view.set(command.inView);
        return builds.poke();
      case 'add-virtual-board': {
        return (await table()).add(command.chip, command.habits, command.habit, command.speed);
      }
      case 'remove-virtual-board':
        return virtual?.remove(command.port);
      case 'hold-boot':
        return ports.find(command.port).virtual?.holdBoot(command.held);
      case 'virtual-internet':
        ports.find(command.port).virtual?.internet?.set(command.on);
        return ports.tellAll();
      case 'pair-virtual-board':
        return ports.find(command.port).virtual?.pair?.(command.token);
      case 'set-plan':
        plan = command.plan;
        void builds.keep(plan.firmware).catch(tellTrouble);
        // The later word; what it does not speak of stays answered.
        for (const board of boards.values()) board.said = { ...board.said, change: {} };
        return;
      case 'recognise':
        return arrivals.recognise(ports.find(command.port), true);
      case 'start':
        return withBoard(command.lane, (board) => runs.start(board));
      case 'retry':
        return withBoard(command.lane, (board) => runs.retry(board, command));
      case 'restore-calibration':
        return withBoard(command.lane, ({ seen }) => arrivals.recognise(seen, true, { restore: command.kept }));
      case 'tool':
        return withBoard(command.lane, (board) => withTool(board, command.ask));
      case 'bluetooth':
        bluetooth = command.available;
        return;
      case 'set-wifi':
        secrets.setWifi(command);
        return tell({ kind: 'wifi', ssids: secrets.ssids() });
      case 'scan-qr':
        return scan(command.lane);
      case 'look-at-builds':
        return builds.begin();
      case 'write-builds':
        return switchBuilds(command);
      case 'write-build':
        return withBoard(command.lane, builds.write);
      case 'stop':
        return boards.get(command.lane)?.abort?.abort(new BenchError('cancelled'));
      case 'drop-port':
        return withBoard(command.lane, dropPort);
      case 'dismiss':
        return lanes.dismiss(command.lane);
    }
  };

  const pluggedIn = (plugged: readonly string[]) => {
    for (const id of plugged) wereHere.delete(id);
    void refresh(plugged).catch(tellTrouble);
  };
  /** Not waited for: while another tab has a bench, the boards are left to it, and the chips say so. */
  const lookAround = async () => {
    const openedAt = outside.ticks();
    const isFresh = () => outside.ticks() - openedAt < justOpenedMs;
    // A board that is being looked at already was plugged in just now.
    for (const { id } of ports.all()) if (!lanes.ofPort(id)) ports.unread.add(id);
    if (ports.unread.size > 0) ports.tellAll();
    await outside.alone;
    if (isFresh()) await lookAtUnread();
    if (!isFresh() || !(await outside.hasVirtualBoards?.())) return;
    await lookAt((await (await table()).putBack?.()) ?? []);
  };
  const lookAtUnread = () => lookAt(ports.all().flatMap(({ id }) => (ports.unread.has(id) ? [id] : [])));
  /** A worker that hung lets go of its ports and locks a moment after its end; in that moment they are nobody's. */
  const lookAgain = async () => {
    await atMost(letsGoWithinMs, Promise.resolve(outside.alone));
    await lookAtUnread();
  };
  const sweep = async () => {
    const live = () => liveRuns(outside.locks);
    await sweepDeadRuns(outside.db, { live, now: outside.now() }).catch(tellTrouble);
    await sweepCutOff(outside.db, { live, now: outside.now() }).catch(tellTrouble);
  };
  const lookAt = async (here: readonly string[]) => {
    for (const id of here) wereHere.add(id);
    if (here.length > 0) await refresh(here);
  };
  const table = () => (coming ??= outside.virtualBoards().then(watched));
  const watched = (source: VirtualBoards): VirtualBoards => {
    virtual = source;
    source.watch(pluggedIn);
    return source;
  };

  return {
    /** Looks at the ports, gives back what dead tabs had set aside, then listens for plugs. */
    async begin() {
      outside.ports.watch(pluggedIn);
      await refresh();
      void lookAround().catch(tellTrouble);
      void builds.begin();
      await sweep();
      // What was alive until then, in another tab or in a worker that was ended, is dead now.
      void outside.alone?.then(sweep).catch(tellTrouble);
    },
    handle: (command: BenchCommand) => handle(command).catch(tellTrouble),
    /** True while a run is under way: a new version must wait. */
    busy: () => [...boards.values()].some((board) => board.abort),
    lanes: (): readonly LaneView[] => [...boards.values()].map(({ lane }) => lane.view),
    /** Settled when nothing is under way any more. */
    idle: async () => {
      await Promise.allSettled([...boards.values()].map((board) => board.done));
    },
  };
};
