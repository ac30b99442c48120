/** Boards that come: by a plug, by the browser's chooser, or looked at once more. Whose they are, and what follows from it. */
import { atMost } from '../../links/wait';
import { logPortBaud } from '../../model/chip';
import type { ProblemCode } from '../../model/problem';
import type { Plan } from '../../model/run';
import { interruptedAt } from '../run/again';
import { createLane } from '../run/lane';
import type { BenchCommand, BenchEvent } from '../run/messages';
import { learn, recall } from '../run/met';
import type { Outside, SeenPort } from '../run/outside';
import { awaitedOn, isStranger, ownMac } from './awaited';
import type { BoardAtWork, createWork } from './board-work';
import type { createLanes } from './lanes';
import type { LogPorts } from './log-ports';
import type { createPorts } from './ports';
import type { createRuns } from './runs';

/** A board that answers has told its chip by then, ms. */
export const toldWithinMs = 1300;

/** Somebody else has the port, or may have it. */
const elsewhere: ReadonlySet<ProblemCode> = new Set(['port.other-tab', 'port.busy', 'port.not-opened']);

export interface ArrivalsHands {
  outside: Outside;
  tell(event: BenchEvent): void;
  /** By lane. */
  boards: Map<string, BoardAtWork>;
  ports: ReturnType<typeof createPorts>;
  lanes: ReturnType<typeof createLanes>;
  logPorts: LogPorts;
  work: ReturnType<typeof createWork>['run'];
  runs: ReturnType<typeof createRuns>;
  plan(): Plan;
  isFree(board: BoardAtWork): Promise<boolean>;
  /** It is told what it is, and nothing goes on or begins on it. */
  settled(board: BoardAtWork): void;
  /** Ports that somebody looks for a board at while they are borrowed: that goes on when they are not what was thought. */
  lookedAt: Set<string>;
  /** Nothing is started by itself on these. */
  wereHere: ReadonlySet<string>;
  /** Asks for the ports that are there now. */
  refresh(): Promise<void>;
  tellTrouble(fault: unknown): void;
}

export const createArrivals = (hands: ArrivalsHands) => {
  const { outside, tell, boards, ports, lanes, logPorts, work, runs, plan } = hands;
  const { isFree, lookedAt, wereHere, refresh, tellTrouble } = hands;

  /** `into`: a person said of the port that it is the board this lane waits for. */
  const recognise = async (
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
    if (!asked && problem && elsewhere.has(problem.code)) {
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
    if (old && from) await runs.goOn(board, old, from);
    else if (plan().startByItself && (asked || !wereHere.has(seen.id))) await runs.start(board);
    else hands.settled(board);
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
    await recognise(seen, false);
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
    if (into) return void recognise(wanted, true, { into }).catch(tellTrouble);
    const board = logOf === undefined ? undefined : boards.get(logOf);
    if (!board) return void recognise(wanted, true).catch(tellTrouble);
    logPorts.expect(wanted.id, board.seen.id);
    lookedAt.add(wanted.id);
    ports.asksForLog.delete(board.seen.id);
    ports.tellAll();
    ports.tellLaneOf(board.seen.id);
    // A board that has not begun yet may be restarted for it; any other tells with its next start.
    if (board.lane.view.state === 'ready') void recognise(board.seen, true).catch(tellTrouble);
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

  return { recognise, welcome, lookForPorts, goWithoutLog };
};
