import { planFor } from '../../model/plan-rules';
import { asBenchError } from '../../model/problem';
import type { Plan, StationName } from '../../model/run';
import type { ToolAsk } from '../../model/tool';
import type { WifiNetwork } from '../../model/wifi';
import type { KnownSecrets } from '../../protocols/console/known-secrets';
import { releaseUnsent } from '../../records/licenses';
import { keepRun } from '../../records/runs';
import { tokenFromElsewhere } from '../device/pairing-token';
import { type Said, settled } from '../run/again';
import type { Answer } from '../run/answer';
import { notNoted } from '../run/deed';
import { createHands } from '../run/hands';
import type { Lane } from '../run/lane';
import type { BenchEvent } from '../run/messages';
import type { Outside, SeenPort } from '../run/outside';
import type { Learned, RunContext } from '../run/step';
import { holdRun, liveRuns } from '../run/tabs';
import type { WriteNotes } from '../run/write-notes';
import { runTool } from '../tools/run-tool';
import { keepBegun } from './begun';
import type { Consoles } from './consoles';
import type { LogPorts } from './log-ports';
import { recipeOf, runRowOf } from './remember';
import { runPlan } from './run-plan';

/** One board on the bench, and the run over it while there is one. */
export interface BoardAtWork {
  lane: Lane;
  seen: SeenPort;
  learned: Learned;
  said: Said;
  abort?: AbortController;
  /** Whose run this lane is kept for, until the MAC of what is plugged in now tells whether it is that board. */
  awaited?: BoardAtWork;
  /** Nobody is told of it any more: its port turned out to be another board's. */
  withdrawn?: true;
  /** Settled when the port is free again. */
  done: Promise<void>;
}

/** Of this run alone. */
export interface Way {
  /** To the question the run before it ended with. */
  answer?: Answer;
  /** Nobody asked for it: another tab may have been quicker, and is left alone. */
  unasked?: boolean;
  /** The browser's list, where a click has opened it already. */
  list?: number;
  /** A kept calibration of the radio, to be written back first. */
  restore?: string;
}

interface WorkPlace {
  outside: Outside;
  tell(event: BenchEvent): void;
  consoles: Consoles;
  logPorts: LogPorts;
  plan(): Plan;
  /** The password of that network, when the bench holds it. */
  wifi(ssid: string | undefined): WifiNetwork | undefined;
  /** What no line of a log may show. */
  secrets: KnownSecrets;
  bluetooth(): 'yes' | 'no' | 'off';
  /** The port is open at this speed, or closed. */
  used(port: string, baud: number | undefined): void;
  notes: WriteNotes;
}

const startOf = ({ now, ticks }: Outside) => ({ startedAt: now(), startedTicks: ticks(), tookMs: undefined });

/**
 * One run over one board, from a station to a station, or one tool. Sets `abort` at once, clears it when the port is free
 * again.
 */
export const createWork = ({
  outside,
  tell,
  consoles,
  logPorts,
  plan,
  wifi,
  secrets,
  bluetooth,
  used,
  notes: writeNotes,
}: WorkPlace) => {
  /** What a run or a tool over this board has in hand. `begun`: it is kept as a run, for the morning after a crash. */
  const contextOf = (
    board: BoardAtWork,
    abort: AbortController,
    wanted: Plan,
    begun: () => void,
    { answer, unasked, list, restore }: Way,
  ): RunContext => {
    const { lane, seen, learned } = board;
    const { anyDevice, token } = board.said;
    const givenToken = token && tokenFromElsewhere(token.text, token.at);
    const virtual = Boolean(seen.virtual);
    return {
      id: outside.newId(),
      begun,
      lane,
      plan: planFor(wanted, virtual),
      signal: abort.signal,
      virtual,
      radio: seen.virtual?.radio ?? outside.radio,
      cloud: () => outside.cloud(virtual),
      // There is no radio: a virtual board can be told of any network, and has one without being told.
      wifi: () => wifi(wanted.ssid) ?? (virtual ? outside.virtualWifi : undefined),
      bluetooth: bluetooth(),
      random: outside.random,
      zone: outside.zone,
      newId: outside.newId,
      endings: [],
      hide: (secret) => secrets.add(secret, seen.id),
      ...(anyDevice && { anyDevice }),
      ...(givenToken && { givenToken }),
      hands: createHands(
        seen,
        outside,
        {
          handshake: (handshake) => lane.set({ handshake }, 'soon'),
          lines(lines) {
            lane.noteLog(lines);
            for (const line of lines) if (!line.sent) lane.bind({ kind: 'line', line });
            tell({ kind: 'log', port: seen.id, lines });
          },
          bytes: (stream, heard) => tell({ kind: 'bytes', port: seen.id, stream, heard }),
          opened: (baud) => used(seen.id, baud),
          secrets,
          identity(told) {
            for (const key of [told.secKey, told.localKey]) secrets.add(key, seen.id);
            learned.identity = told;
          },
        },
        !unasked,
        logPorts.sideOf(seen),
      ),
      ...(list !== undefined && { list }),
      ...(answer && { answer }),
      ...(restore && { restore }),
      said: (what) => board.said.binding === what,
      settled(what) {
        board.said = settled(board.said, what);
      },
      db: outside.db,
      now: outside.now,
      ticks: outside.ticks,
      liveRuns: () => liveRuns(outside.locks),
      notes: writeNotes,
      learned,
    };
  };

  const run = async (board: BoardAtWork, abort: AbortController, from: StationName, to: StationName, way: Way) => {
    const { lane, seen } = board;
    // Without a cloud of its own the bench has nobody to send a data point through.
    const wanted = { ...plan(), ...board.said.change, ...(board.said.token && { control: false }) };
    await consoles.giveWay(seen.id);
    const notes = keepBegun(outside.db, () => runRowOf(lane.view), outside.now);
    const context = contextOf(board, abort, wanted, to === 'recognise' ? () => {} : notes.note, way);
    // What a tool had to say was of the flash as it was before.
    if (to !== 'recognise') lane.set({ tool: undefined }, 'soon');
    lane.lay(wanted, from);
    const fresh = from === 'recognise' || !lane.view.startedAt;
    lane.set({ runId: context.id, endedAt: undefined, ...(fresh && startOf(outside)) });
    const dead = await holdRun(outside.locks, context.id);
    try {
      await runPlan(context, from, to);
      const afterwards = (what: 'set-aside' | 'run') => (fault: unknown) =>
        tell({ kind: 'trouble', problem: notNoted(what, fault).problem });
      await releaseUnsent(outside.db, { run: context.id, now: outside.now() }).catch(afterwards('set-aside'));
      if (to === 'recognise') return;
      // A build of the watched folder is no step of anybody's recipe.
      const isBuild = lane.view.build !== undefined && lane.view.build.sha256 === board.said.change?.firmware;
      const recipe = isBuild ? undefined : await recipeOf(outside.db, plan()).catch(() => undefined);
      const kept = runRowOf(lane.view, recipe);
      await keepRun(outside.db, kept).catch(afterwards('run'));
      await notes.over(kept);
    } finally {
      dead();
    }
  };

  const tool = async (board: BoardAtWork, abort: AbortController, ask: ToolAsk) => {
    await consoles.giveWay(board.seen.id);
    const context = contextOf(board, abort, plan(), () => {}, {});
    const dead = await holdRun(outside.locks, context.id);
    try {
      await runTool(context, ask);
      await releaseUnsent(outside.db, { run: context.id, now: outside.now() }).catch((fault: unknown) =>
        tell({ kind: 'trouble', problem: notNoted('set-aside', fault).problem }),
      );
    } finally {
      dead();
    }
  };

  const begin = (board: BoardAtWork, work: (abort: AbortController) => Promise<void>): Promise<void> => {
    const abort = new AbortController();
    board.abort = abort;
    board.done = work(abort)
      .catch((fault: unknown) => tell({ kind: 'trouble', problem: asBenchError(fault).problem }))
      .then(() => {
        board.abort = undefined;
        return consoles.takeBack(board.seen);
      });
    return board.done;
  };

  return {
    run: (board: BoardAtWork, from: StationName, to: StationName, way: Way = {}): Promise<void> =>
      begin(board, (abort) => run(board, abort, from, to, way)),
    tool: (board: BoardAtWork, ask: ToolAsk): Promise<void> => begin(board, (abort) => tool(board, abort, ask)),
  };
};
