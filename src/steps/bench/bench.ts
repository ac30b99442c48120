import { atMost } from '../../links/wait';
import { logPortBaud } from '../../model/chip';
import { adapterId } from '../../model/line-speed';
import { asBenchError, BenchError } from '../../model/problem';
import { type LaneView, type Plan, type PortView, type StationName, stationNames } from '../../model/run';
import { sweepCutOff } from '../../records/begun-runs';
import { sweepDeadRuns } from '../../records/licenses';
import { againFrom, insteadOf, interruptedAt, sayAgain } from '../run/again';
import { createLane } from '../run/lane';
import type { BenchCommand, BenchEvent } from '../run/messages';
import { learn, type Met, recall } from '../run/met';
import type { Outside, SeenPort, VirtualBoards } from '../run/outside';
import { createView, liveRuns } from '../run/tabs';
import { createWriteNotes } from '../run/write-notes';
import { awaitedOn, isSame, isStranger, ownMac } from './awaited';
import { firstPlan } from './bench-view';
import { type BoardAtWork, createWork } from './board-work';
import { createConsoles } from './consoles';
import { createLogPorts } from './log-ports';
import { scanCode } from './scan-code';

const virtualView = (virtual: NonNullable<SeenPort['virtual']>): NonNullable<PortView['virtual']> => {
  const { habit, speed = 1, internet } = virtual;
  return { habit, ...(speed !== 1 && { speed }), ...(internet?.on === false && { withoutInternet: true }) };
};

/** A tab that is closed much later leaves its boards in peace; one that was loaded again is gone within this, ms. */
const justOpenedMs = 5000;

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
  let ports: readonly SeenPort[] = [];
  const inUse = new Map<string, { use: PortView['use']; baud?: number }>();
  /** By port. */
  const met = new Map<string, Met>();
  /** Ports that came by the browser's chooser. */
  const chosen = new Set<string>();

  const pluggedAt = new Map<string, number>();
  /** Ports that were there when the page was opened: their boards are looked at, and nothing is started by itself. */
  const wereHere = new Set<string>();
  /** Of these, the ones nobody has looked at yet. */
  const unread = new Set<string>();
  const asksForLog = new Set<string>();

  const portUse = (id: string) => ({ use: 'free' as PortView['use'], ...inUse.get(id) });
  const viewOf = (seen: SeenPort): PortView => {
    const log = logPorts.logOf(seen.id) ?? logPorts.waitingFor(seen.id);
    const logOf = logPorts.flashOf(seen.id) ?? logPorts.waitsFor(seen.id);
    return {
      id: seen.id,
      name: seen.name,
      ...(seen.usb && { usbVendorId: seen.usb.vendorId, usbProductId: seen.usb.productId }),
      ...(seen.virtual && { virtual: virtualView(seen.virtual) }),
      ...portUse(seen.id),
      ...(log && {
        log: { id: log.id, ...portUse(log.id), ...(!logPorts.logOf(seen.id) && { waits: true as const }) },
      }),
      ...(logOf !== undefined && { logOf }),
      ...(unread.has(seen.id) && { unread: true as const }),
      ...(!log && asksForLog.has(seen.id) && { askForLog: true as const }),
      met: seen.virtual?.chip ?? met.get(seen.id)?.chip,
      grant: met.get(seen.id)?.grant,
      ...(seen.forget && { droppable: true as const }),
    };
  };
  const tellPorts = () => tell({ kind: 'ports', ports: ports.map(viewOf) });
  /** Told when it is known: no board waits for the storage. */
  const lookUpMet = async () => {
    const before = new Map(met);
    for (const seen of ports) met.set(seen.id, await recall(seen, outside.db));
    const isNew = ({ id }: SeenPort) =>
      met.get(id)?.chip !== before.get(id)?.chip || met.get(id)?.grant !== before.get(id)?.grant;
    if (!ports.some(isNew)) return;
    tellPorts();
    for (const { id } of ports) tellPortOf(id);
  };
  const use = (port: string, baud: number | undefined, as: PortView['use'] = baud ? 'open' : 'free') => {
    inUse.set(port, { use: as, ...(baud && { baud }) });
    tellPorts();
    tellPortOf(port);
    const flash = logPorts.flashOf(port);
    if (flash !== undefined) tellPortOf(flash);
  };
  const tellPortOf = (port: string) => {
    const seen = ports.find((other) => other.id === port);
    for (const { lane } of boards.values()) if (seen && lane.view.port.id === port) lane.set({ port: viewOf(seen) });
  };

  /** Passwords and tokens of this bench, in memory only: no console shows them. */
  const secrets = new Set<string>();
  const consoles = createConsoles(outside, {
    lines: (port, lines) => tell({ kind: 'log', port, lines }),
    opened: (port, baud) => use(port, baud),
    secrets: () => [...secrets],
    logOf(port) {
      const log = logPorts.logOf(port);
      const baud = logPorts.baudOf(port);
      return log && baud !== undefined ? { seen: log, baud } : undefined;
    },
    trouble: (fault) => tell({ kind: 'trouble', problem: asBenchError(fault).problem }),
  });

  const seenPort = (id: string): SeenPort => {
    const seen = ports.find((port) => port.id === id);
    if (!seen) throw new BenchError('port.lost', { name: id });
    return seen;
  };
  /** A lane tells its end a moment before its port is free: who acts on the word waits for the deed. */
  const isFree = async (board: BoardAtWork): Promise<boolean> => {
    if (board.lane.view.endedAt) await board.done;
    return !board.abort;
  };
  const laneOfPort = (port: string) => [...boards.values()].find((board) => board.seen.id === port);

  let bluetooth: 'yes' | 'no' | 'off' = 'yes';
  const passwords = new Map<string, string>();
  const wifi = (ssid: string | undefined) => {
    const password = ssid === undefined ? undefined : passwords.get(ssid);
    return ssid === undefined || password === undefined ? undefined : { ssid, password };
  };

  const withdraw = (id: string) => {
    for (const [lane, board] of boards) {
      if (board.seen.id !== id) continue;
      board.withdrawn = true;
      boards.delete(lane);
      tell({ kind: 'lane-gone', lane });
      board.abort?.abort(new BenchError('cancelled'));
    }
  };
  /** Ports that somebody looked for a board at when they were borrowed: that goes on when they were not what was thought. */
  const lookedAt = new Set<string>();
  const logPorts = createLogPorts(outside, {
    ports: () => ports,
    pluggedAt: (port) => pluggedAt.get(port),
    opened: (port, baud) => use(port, baud),
    async borrow({ id }) {
      const board = laneOfPort(id);
      if (board?.lane.view.chip || inUse.get(id)?.use === 'elsewhere') return false;
      await consoles.giveWay(id);
      if (!board?.abort) return true;
      lookedAt.add(id);
      withdraw(id);
      await board.done;
      return true;
    },
    giveBack(seen, waits) {
      if (waits) tellPorts();
      void consoles.takeBack(seen);
      if (!waits && lookedAt.delete(seen.id)) void recogniseBoard(seen, false).catch(tellTrouble);
    },
    joined(log, flash) {
      lookedAt.delete(log.id);
      withdraw(log.id);
      if (consoles.wants(log.id)) consoles.wantLater(flash.id, 115_200);
      void consoles.close(log.id).catch(tellTrouble);
      tellPorts();
      tellPortOf(flash.id);
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
    used: use,
    notes: createWriteNotes(outside.db),
  });
  const tellTrouble = (fault: unknown) => tell({ kind: 'trouble', problem: asBenchError(fault).problem });

  /** The same board on another port or plugged again: its old lane makes way. */
  const takeOldLane = (fresh: BoardAtWork): BoardAtWork | undefined => {
    const mac = ownMac(fresh);
    const of = (old: BoardAtWork) => (mac && ownMac(old) === mac ? old : undefined);
    const same = [...boards].flatMap(([id, old]) => {
      // A lane that is kept for this board, and where nothing could be told yet, is as good as its own.
      const found = old === fresh || old.abort ? undefined : (of(old) ?? (old.awaited && of(old.awaited)));
      return found ? [{ id, found }] : [];
    });
    for (const { id } of same) {
      boards.delete(id);
      tell({ kind: 'lane-gone', lane: id });
    }
    return same.at(-1)?.found;
  };

  /** What came is not what its lane is kept for: that one waits on, and the newcomer has a lane of its own. */
  const stepAside = (board: BoardAtWork, awaited: BoardAtWork) => {
    const { id } = board.lane.view;
    // On a cable that was never pulled the port is the newcomer's now.
    if (awaited.seen.id === board.seen.id) awaited.seen = { ...awaited.seen, id: outside.newId() };
    const own = outside.newId();
    boards.set(id, awaited).set(own, board);
    awaited.lane.set({ port: { ...awaited.lane.view.port, id: awaited.seen.id }, cameInstead: cameAs(board) });
    board.lane.moveTo(own);
  };
  const cameAs = (board: BoardAtWork) => ({ mac: ownMac(board) });

  /** A lane that never learned its board, and whose port is gone: whatever comes on such an adapter takes its place. */
  const leftUnknown = ({ usb }: SeenPort): BoardAtWork | undefined =>
    [...boards.values()].findLast(
      ({ lane, seen, awaited }) =>
        lane.view.endedAt !== undefined &&
        !lane.view.chip &&
        !awaited &&
        !ports.some(({ id }) => id === seen.id) &&
        (usb && seen.usb ? adapterId(usb) === adapterId(seen.usb) : usb === seen.usb),
    );

  /** The one lane that waits for a board on such an adapter: whoever comes by itself may have been taken for it. */
  const tellWaiting = (board: BoardAtWork) => {
    const { usb } = board.seen;
    const waits = ({ lane, seen, abort }: BoardAtWork) =>
      !abort && !ports.some(({ id }) => id === seen.id) && interruptedAt(lane.view) !== undefined;
    const isLike = ({ seen }: BoardAtWork) =>
      usb && seen.usb && !seen.virtual && !board.seen.virtual && adapterId(seen.usb) === adapterId(usb);
    const [only, ...others] = [...boards.values()].filter((other) => waits(other) && isLike(other));
    if (only && others.length === 0) only.lane.set({ cameInstead: cameAs(board) });
  };

  /** The same board on another port: its cable was pulled, and now it is known what the browser makes of that. */
  const learnGrant = async (old: BoardAtWork, { seen }: BoardAtWork) => {
    if (seen.virtual || old.seen.id === seen.id || ports.some(({ id }) => id === old.seen.id)) return;
    const grant = chosen.has(seen.id) ? 'chosen-again' : pluggedAt.has(seen.id) ? 'came-back' : undefined;
    if (!grant) return;
    await learn(seen, outside.db, { grant });
    await lookUpMet();
    // Also told on lanes whose port is gone: there it is what a person wants to know.
    for (const { lane, seen: other } of boards.values())
      if (seen.usb && other.usb && adapterId(seen.usb) === adapterId(other.usb) && lane.view.port.grant !== grant)
        lane.set({ port: { ...lane.view.port, grant } });
  };

  /** `into`: a person said of the port that it is the board this lane waits for. */
  const recogniseBoard = async (
    seen: SeenPort,
    asked: boolean,
    { restore, into }: { restore?: string; into?: BoardAtWork } = {},
  ) => {
    unread.delete(seen.id);
    if (logPorts.flashOf(seen.id) !== undefined || logPorts.isBorrowed(seen.id)) return;
    if (asked) logPorts.stopWaiting(seen.id);
    const before = into ?? laneOfPort(seen.id) ?? leftUnknown(seen);
    if (before && !(await isFree(before))) return;
    const awaited = before && awaitedOn(before, Boolean(into));
    const id = before?.lane.view.id ?? outside.newId();
    const lane = createLane(id, viewOf(seen), outside, (event) => {
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
      boards.delete(id);
      tell({ kind: 'lane-gone', lane: id });
      use(seen.id, undefined, 'elsewhere');
      return;
    }
    // Not waited for: whoever sees a board ready may start it, and what goes on by itself has to be the first.
    void mayAskForLog(board).catch(tellTrouble);
    const mine = settleAwaited(board);
    const olds = [mine, takeOldLane(board)].filter((old) => old !== undefined);
    for (const old of olds) await learnGrant(old, board);
    if (!asked && lane.view.chip && olds.length === 0) tellWaiting(board);
    if (state !== 'ready') return;
    const old = olds.find((each) => interruptedAt(each.lane.view));
    const from = old && interruptedAt(old.lane.view);
    if (old && from) await goOn(board, old, from);
    else if (plan.startByItself && (asked || !wereHere.has(seen.id))) await start(board);
  };

  /** Whose run goes on, when this is that board. */
  const settleAwaited = (board: BoardAtWork): BoardAtWork | undefined => {
    const { awaited, lane } = board;
    if (!awaited || !lane.view.chip) return undefined;
    const same = isSame(awaited, board);
    board.awaited = undefined;
    if (same) lane.set({ awaits: undefined });
    else {
      lane.set({ awaits: undefined }, 'soon');
      stepAside(board, awaited);
    }
    return same ? awaited : undefined;
  };

  /** The second of two ports that came together waits for what becomes of the first: it may be the log of that board. */
  const welcome = async (seen: SeenPort) => {
    const isFirst = (board: BoardAtWork) => board.abort && board.seen !== seen && !board.lane.view.chip;
    const [first] = [...boards.values()].filter(isFirst);
    if (first && (await logPorts.mayBelong(seen, first.seen))) {
      await atMost(toldWithinMs, first.done);
      if (first.lane.view.chip) await first.done;
      if (logPorts.waitsFor(seen.id) !== undefined || laneOfPort(seen.id)) return;
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
    ports = [...real, ...((await virtual?.list()) ?? [])];
    void lookUpMet();
    for (const id of inUse.keys()) if (!ports.some((port) => port.id === id)) inUse.delete(id);
    for (const id of plugged) pluggedAt.set(id, outside.ticks());
    logPorts.forget();
    tellPorts();
    for (const { lane, seen, abort } of boards.values()) {
      const here = ports.some((port) => port.id === seen.id);
      if (!here && !abort && (lane.view.state === 'ready' || lane.view.state === 'proven')) lane.set({ state: 'gone' });
    }
    if (plugged.length === 0 || (await view.anotherIs())) return;
    for (const id of plugged) {
      const seen = ports.find((port) => port.id === id);
      if (seen) void welcome(seen).catch(tellTrouble);
    }
  };

  /** After the chooser: a port that was granted before is not new, but somebody wants it now. */
  const lookForPorts = async ({ picked, logOf, lane }: Extract<BenchCommand, { kind: 'look-for-ports' }>) => {
    const known = new Set(ports.map((port) => port.id));
    await refresh();
    if (!picked) return;
    const fits = ports.filter(
      ({ usb }) => usb?.vendorId === picked.usbVendorId && usb?.productId === picked.usbProductId,
    );
    const fresh = fits.find((port) => !known.has(port.id));
    if (fresh) chosen.add(fresh.id);
    const wanted = fresh ?? fits.find((port) => !laneOfPort(port.id));
    if (!wanted) return;
    const into = lane === undefined ? undefined : boards.get(lane);
    if (into) return void recogniseBoard(wanted, true, { into }).catch(tellTrouble);
    const board = logOf === undefined ? undefined : boards.get(logOf);
    if (!board) return void recogniseBoard(wanted, true).catch(tellTrouble);
    logPorts.expect(wanted.id, board.seen.id);
    lookedAt.add(wanted.id);
    asksForLog.delete(board.seen.id);
    tellPorts();
    tellPortOf(board.seen.id);
    // A board that has not begun yet may be restarted for it; any other tells with its next start.
    if (board.lane.view.state === 'ready') void recogniseBoard(board.seen, true).catch(tellTrouble);
  };

  /** The browser shows one port of two, or a person has not said yet whether that is all right. */
  const mayAskForLog = async ({ seen, lane }: BoardAtWork) => {
    const { chip } = lane.view;
    if (seen.virtual || !chip || logPortBaud[chip.chip] === undefined) return;
    const { withoutLog } = await recall(seen, outside.db);
    if (withoutLog || viewOf(seen).log) asksForLog.delete(seen.id);
    else asksForLog.add(seen.id);
    tellPortOf(seen.id);
  };

  const goWithoutLog = async ({ seen }: BoardAtWork) => {
    asksForLog.clear();
    for (const { lane } of boards.values()) tellPortOf(lane.view.port.id);
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
    dismiss(lane.view.id);
    await seen.forget?.();
    await refresh();
    if (ports.some(({ id }) => id === seen.id)) throw new BenchError('port.kept', { name: seen.name });
  };

  const dismiss = (id: string) => {
    if (boards.get(id)?.abort) return;
    boards.delete(id);
    tell({ kind: 'lane-gone', lane: id });
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
        for (const seen of ports) void welcome(seen).catch(tellTrouble);
        return;
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
        return seenPort(command.port).virtual?.holdBoot(command.held);
      case 'virtual-internet':
        seenPort(command.port).virtual?.internet?.set(command.on);
        return tellPorts();
      case 'pair-virtual-board':
        return seenPort(command.port).virtual?.pair?.(command.token);
      case 'set-plan':
        plan = command.plan;
        // The later word; what it does not speak of stays answered.
        for (const board of boards.values()) board.said = { ...board.said, change: {} };
        return;
      case 'recognise':
        return recogniseBoard(seenPort(command.port), true);
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
        return dismiss(command.lane);
      case 'console-open':
        if (laneOfPort(command.port)?.abort) return consoles.wantLater(command.port, command.baud);
        return consoles.open(seenPort(command.port), command.baud);
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
    for (const { id } of ports) if (!laneOfPort(id)) unread.add(id);
    if (unread.size > 0) tellPorts();
    await outside.alone;
    if (isFresh()) await lookAt(ports.filter(({ id }) => unread.has(id)).map(({ id }) => id));
    if (!isFresh() || !(await outside.hasVirtualBoards?.())) return;
    await lookAt((await (await table()).putBack?.()) ?? []);
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
      const live = () => liveRuns(outside.locks);
      await sweepDeadRuns(outside.db, { live, now: outside.now() }).catch(tellTrouble);
      await sweepCutOff(outside.db, { live, now: outside.now() }).catch(tellTrouble);
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
