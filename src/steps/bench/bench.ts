import { atMost } from '../../links/wait';
import { logPortBaud } from '../../model/chip';
import { asBenchError, BenchError } from '../../model/problem';
import { type LaneView, type Plan, type StationName, stationNames } from '../../model/run';
import { sweepCutOff } from '../../records/begun-runs';
import { sweepDeadRuns } from '../../records/licenses';
import { againFrom, insteadOf, interruptedAt, sayAgain } from '../run/again';
import { createLane } from '../run/lane';
import type { BenchCommand, BenchEvent } from '../run/messages';
import { learn, recall } from '../run/met';
import type { Outside, SeenPort, VirtualBoards } from '../run/outside';
import { createView, liveRuns } from '../run/tabs';
import { createWriteNotes } from '../run/write-notes';
import { awaitedOn, isStranger, ownMac } from './awaited';
import { firstPlan } from './bench-view';
import { type BoardAtWork, createWork } from './board-work';
import { createConsoles } from './consoles';
import { createLanes } from './lanes';
import { createLogPorts } from './log-ports';
import { createPorts } from './ports';
import { scanCode } from './scan-code';

/** A tab that is closed much later leaves its boards in peace; one that was loaded again is gone within this, ms. */
const justOpenedMs = 5000;

/** A worker that is ended while it hangs, ms. */
const letsGoWithinMs = 5000;

/** A board that answers has told its chip by then, ms. */
const toldWithinMs = 1300;

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
  const lanes = createLanes({ boards, isHere: ports.isHere, newId: outside.newId, tell });

  /** Passwords and tokens of this bench, in memory only: no console shows them. */
  const secrets = new Set<string>();
  const consoles = createConsoles(outside, {
    lines: (port, lines) => tell({ kind: 'log', port, lines }),
    opened: (port, baud) => ports.use(port, baud),
    secrets: () => [...secrets],
    logOf(port) {
      const log = logPorts.logOf(port);
      const baud = logPorts.baudOf(port);
      return log && baud !== undefined ? { seen: log, baud } : undefined;
    },
    trouble: (fault) => tell({ kind: 'trouble', problem: asBenchError(fault).problem }),
  });

  /** A lane tells its end a moment before its port is free: who acts on the word waits for the deed. */
  const isFree = async (board: BoardAtWork): Promise<boolean> => {
    if (board.lane.view.endedAt) await board.done;
    return !board.abort;
  };
  let bluetooth: 'yes' | 'no' | 'off' = 'yes';
  const passwords = new Map<string, string>();
  const wifi = (ssid: string | undefined) => {
    const password = ssid === undefined ? undefined : passwords.get(ssid);
    return ssid === undefined || password === undefined ? undefined : { ssid, password };
  };

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
      if (!waits && lookedAt.delete(seen.id)) void recogniseBoard(seen, false).catch(tellTrouble);
    },
    joined(log, flash) {
      lookedAt.delete(log.id);
      lanes.withdraw(log.id);
      if (consoles.wants(log.id)) consoles.wantLater(flash.id, 115_200);
      void consoles.close(log.id).catch(tellTrouble);
      ports.tellAll();
      ports.tellLaneOf(flash.id);
    },
  });

  const work = createWork({
    outside,
    tell,
    consoles,
    logPorts,
    plan: () => plan,
    wifi,
    secrets,
    bluetooth: () => bluetooth,
    used: ports.use,
    notes: createWriteNotes(outside.db),
  });
  const tellTrouble = (fault: unknown) => tell({ kind: 'trouble', problem: asBenchError(fault).problem });

  /** `into`: a person said of the port that it is the board this lane waits for. */
  const recogniseBoard = async (
    seen: SeenPort,
    asked: boolean,
    { restore, into }: { restore?: string; into?: BoardAtWork } = {},
  ) => {
    ports.unread.delete(seen.id);
    if (logPorts.flashOf(seen.id) !== undefined) return;
    // Looked at when whoever listens there has heard that it is no log.
    if (logPorts.isBorrowed(seen.id)) return void lookedAt.add(seen.id);
    if (asked) logPorts.stopWaiting(seen.id);
    const before = into ?? lanes.ofPort(seen.id) ?? lanes.leftUnknown(seen);
    if (before && !(await isFree(before))) return;
    const awaited = before && awaitedOn(before, Boolean(into));
    const id = before?.lane.view.id ?? outside.newId();
    const lane = createLane(id, ports.viewOf(seen), outside, (event) => {
      if (!board.withdrawn && !isStranger(board)) tell(event);
    });
    const board: BoardAtWork = { lane, seen, learned: {}, said: {}, done: Promise.resolve(), awaited };
    boards.set(id, board);
    if (awaited) lane.set({ awaits: { mac: ownMac(awaited) } });
    await work(board, 'recognise', 'recognise', { unasked: !asked, ...(restore && { restore }) });
    if (board.withdrawn) return;
    const { state, problem } = lane.view;
    if (!asked && (problem?.code === 'port.other-tab' || problem?.code === 'port.busy')) {
      // Nobody asked this tab: the one that was quicker has the board, and this one stays quiet.
      lanes.remove(id);
      ports.use(seen.id, undefined, 'elsewhere');
      return;
    }
    // Not waited for: whoever sees a board ready may start it, and what goes on by itself has to be the first.
    void mayAskForLog(board).catch(tellTrouble);
    const mine = lanes.settleAwaited(board);
    const olds = [mine, lanes.takeOld(board)].filter((old) => old !== undefined);
    for (const old of olds) await ports.learnGrant(old.seen, board.seen);
    if (!asked && lane.view.chip && olds.length === 0) lanes.tellWaiting(board);
    if (state !== 'ready') return;
    const old = olds.find((each) => interruptedAt(each.lane.view));
    const from = old && interruptedAt(old.lane.view);
    if (old && from) await goOn(board, old, from);
    else if (plan.startByItself && (asked || !wereHere.has(seen.id))) await start(board);
  };

  /** The second of two ports that came together waits for what becomes of the first: it may be the log of that board. */
  const welcome = async (seen: SeenPort) => {
    const isFirst = (board: BoardAtWork) => board.abort && board.seen !== seen && !board.lane.view.chip;
    const candidates = [...boards.values()].filter(isFirst);
    const mayBelong = await Promise.all(candidates.map((board) => logPorts.mayBelong(seen, board.seen)));
    const first = candidates.find((_, at) => mayBelong[at]);
    if (first) {
      await atMost(toldWithinMs, first.done);
      if (first.lane.view.chip) await first.done;
      if (logPorts.waitsFor(seen.id) !== undefined || lanes.ofPort(seen.id)) return;
    }
    await recogniseBoard(seen, false);
  };

  /** A run that the cable or a missing answer broke off goes on where it was, on the same board. */
  const goOn = (board: BoardAtWork, old: BoardAtWork, from: StationName) => {
    const proved = old.lane.view.stations.slice(1, stationNames.indexOf(from));
    const { stations } = board.lane.view;
    const { license, written } = old.lane.view;
    const { stores, keepTheirs } = old.learned;
    Object.assign(board.learned, { ...(stores && { stores }), ...(keepTheirs && { keepTheirs }) });
    board.said = old.said;
    board.lane.set({ stations: [stations[0]!, ...proved, ...stations.slice(1 + proved.length)], license, written });
    return work(board, from, 'control');
  };

  const start = (board: BoardAtWork, change: Partial<Plan> = {}) => {
    const first = stationNames.find((name) => name !== 'recognise' && { ...plan, ...change }[name]);
    // What a person answered was for the run before.
    delete board.learned.keepTheirs;
    delete board.learned.stores;
    delete board.learned.deed;
    board.said = { change };
    return first ? work(board, first, 'control') : Promise.resolve();
  };

  /** The image it was left with, whatever the plan says of flashing; then all that the plan says. */
  const goOnWriting = (board: BoardAtWork) => {
    const { unfinished } = board.lane.view;
    if (unfinished) return start(board, { flash: true, firmware: unfinished.sha256 });
  };

  const retry = async (board: BoardAtWork, command: Extract<BenchCommand, { kind: 'retry' }>) => {
    if (command.instead === 'go-on-writing') return goOnWriting(board);
    if (command.instead === 'flashed-elsewhere') {
      await board.learned.note?.drop();
      board.lane.set({ unfinished: undefined });
      if (board.lane.view.state === 'ready') return;
    }
    const from = againFrom(board.lane.view, command);
    if (from === 'recognise') return recogniseBoard(board.seen, true);
    board.said = sayAgain(board.said, command, outside.ticks());
    const { answer } = insteadOf(command);
    const { list } = command;
    return work(board, from, 'control', { ...(answer && { answer }), ...(list !== undefined && { list }) });
  };

  const refresh = async (plugged: readonly string[] = []) => {
    const real = await outside.ports.list();
    ports.take([...real, ...((await virtual?.list()) ?? [])], plugged);
    for (const { lane, seen, abort } of boards.values()) {
      const here = ports.isHere(seen.id);
      if (!here && !abort && (lane.view.state === 'ready' || lane.view.state === 'proven')) lane.set({ state: 'gone' });
    }
    if (plugged.length === 0 || (await view.anotherIs())) return;
    for (const id of plugged) {
      const seen = ports.all().find((port) => port.id === id);
      if (seen) void welcome(seen).catch(tellTrouble);
    }
  };

  /** After the chooser: a port that was granted before is not new, but somebody wants it now. */
  const lookForPorts = async ({ picked, logOf, lane }: Extract<BenchCommand, { kind: 'look-for-ports' }>) => {
    const known = new Set(ports.all().map((port) => port.id));
    await refresh();
    if (!picked) return;
    const fits = ports
      .all()
      .filter(
        ({ usb, virtual: madeUp }) =>
          !madeUp && usb?.vendorId === picked.usbVendorId && usb?.productId === picked.usbProductId,
      );
    const fresh = fits.find((port) => !known.has(port.id));
    if (fresh) ports.chosen.add(fresh.id);
    const into = lane === undefined ? undefined : boards.get(lane);
    // The log of a board that is here is nobody's own port.
    const isLog = ({ id }: SeenPort) => logOf === undefined && logPorts.flashOf(id) !== undefined;
    const ofLane = (of: BoardAtWork | undefined) => fits.find((port) => !isLog(port) && lanes.ofPort(port.id) === of);
    const wanted = fresh ?? ofLane(undefined) ?? (into && ofLane(into));
    if (!wanted) return into && lanes.tellTaken(into, fits);
    if (into) return void recogniseBoard(wanted, true, { into }).catch(tellTrouble);
    const board = logOf === undefined ? undefined : boards.get(logOf);
    if (!board) return void recogniseBoard(wanted, true).catch(tellTrouble);
    logPorts.expect(wanted.id, board.seen.id);
    lookedAt.add(wanted.id);
    ports.asksForLog.delete(board.seen.id);
    ports.tellAll();
    ports.tellLaneOf(board.seen.id);
    // A board that has not begun yet may be restarted for it; any other tells with its next start.
    if (board.lane.view.state === 'ready') void recogniseBoard(board.seen, true).catch(tellTrouble);
  };

  /** The browser shows one port of two, or a person has not said yet whether that is all right. */
  const mayAskForLog = async ({ seen, lane }: BoardAtWork) => {
    const { chip } = lane.view;
    if (seen.virtual || !chip || logPortBaud[chip.chip] === undefined) return;
    const { withoutLog } = await recall(seen, outside.db);
    if (withoutLog || ports.viewOf(seen).log) ports.asksForLog.delete(seen.id);
    else ports.asksForLog.add(seen.id);
    ports.tellLaneOf(seen.id);
  };

  const goWithoutLog = async ({ seen }: BoardAtWork) => {
    ports.asksForLog.clear();
    for (const { lane } of boards.values()) ports.tellLaneOf(lane.view.port.id);
    await learn(seen, outside.db, { withoutLog: true });
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

  const withBoard = async (lane: string, work: (board: BoardAtWork) => Promise<void> | void) => {
    const board = boards.get(lane);
    if (board && (await isFree(board))) await work(board);
  };

  const handle = async (command: BenchCommand): Promise<void> => {
    switch (command.kind) {
      case 'look-for-ports':
        return lookForPorts(command);
      case 'look-again':
        return lookAgain();
      case 'without-log': {
        const board = boards.get(command.lane);
        return board && goWithoutLog(board);
      }
      case 'in-view':
        return view.set(command.inView);
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
        // The later word; what it does not speak of stays answered.
        for (const board of boards.values()) board.said = { ...board.said, change: {} };
        return;
      case 'recognise':
        return recogniseBoard(ports.find(command.port), true);
      case 'start':
        return withBoard(command.lane, (board) => start(board));
      case 'retry':
        return withBoard(command.lane, (board) => retry(board, command));
      case 'restore-calibration':
        return withBoard(command.lane, ({ seen }) => recogniseBoard(seen, true, { restore: command.kept }));
      case 'bluetooth':
        bluetooth = command.available;
        return;
      case 'set-wifi':
        if (command.password === '') passwords.delete(command.ssid);
        else {
          passwords.set(command.ssid, command.password);
          secrets.add(command.password);
        }
        return tell({ kind: 'wifi', ssids: [...passwords.keys()] });
      case 'scan-qr':
        return scan(command.lane);
      case 'stop':
        return boards.get(command.lane)?.abort?.abort(new BenchError('cancelled'));
      case 'drop-port':
        return withBoard(command.lane, dropPort);
      case 'dismiss':
        return lanes.dismiss(command.lane);
      case 'console-open':
        if (lanes.ofPort(command.port)?.abort) return consoles.wantLater(command.port, command.baud);
        return consoles.open(ports.find(command.port), command.baud);
      case 'console-close':
        return consoles.close(command.port);
      case 'console-send':
        return consoles.send(command.port, command.text);
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
