import type { BindFault, BindView } from '../../model/bind';
import { type Clock, momentOf, msBetween } from '../../model/clock';
import type { LogLine } from '../../model/log-line';
import { unboundStation } from '../../model/plan-rules';
import type { Details, Problem } from '../../model/problem';
import type {
  Evidence,
  Fact,
  FactCode,
  LaneState,
  LaneView,
  Plan,
  PortView,
  StationName,
  StationView,
} from '../../model/run';
import { stationNames } from '../../model/run';
import { type BindNews, emptyBind, foldBind } from '../../protocols/bind-log/fold-bind';
import type { BenchEvent } from './messages';

/** Evidence kept per lane; a run tells about thirty facts. */
const keptEvidence = 60;
/** Progress goes to the page at most this often, ms; plots redraw no faster. */
const tellEvery = 100;

/** One board's lane: holds the view, tells the page, and owns what must not be told twice. */
export interface Lane {
  readonly view: LaneView;
  /** Goes on as a lane of its own, under another id. */
  moveTo(id: string): void;
  /** Changes the view; `soon` lets changes within 100 ms travel together. */
  set(change: Partial<LaneView>, soon?: 'soon'): void;
  station(name: StationName, change: Partial<StationView>): void;
  /** `quietly`: under the station only, not a line of evidence of its own. */
  fact(name: StationName, code: FactCode, details?: Details, quietly?: 'quietly'): void;
  /** A line of the board's own words, already masked. */
  heard(text: string): void;
  /** Stations as a plan has them, from the given one on unlit. */
  lay(plan: Plan, from: StationName): void;
  /** One more piece of evidence for the binding rail. */
  bind(news: BindNews): void;
  /** Tells the binding rail after every change; the answer stops it. */
  onBind(heard: (view: BindView) => void): () => void;
  /** The board's lines as they come; the answer stops it. */
  onLog(heard: (lines: readonly LogLine[]) => void): () => void;
  end(state: LaneState, station: StationName | undefined, problem?: Problem): void;
  /** The last board lines, for "what we know". */
  noteLog(lines: readonly LogLine[]): void;
}

const unlit = (name: StationName): StationView => ({ name, state: 'ahead' });

/** What the board said last; the line that told a fault of the binding says more than the chatter behind it. */
const lastLines = (log: readonly LogLine[], fault: BindFault | undefined): Evidence[] => {
  const lines: Evidence[] = log.map(({ at, ticks, text, from }) => ({ at, ticks, text, ...(from && { from }) }));
  if (fault?.text === undefined) return lines;
  const told = lines.findIndex(({ text }) => text === fault.text);
  if (told >= 0) return lines.map((line, index) => (index === told ? { ...line, decides: true } : line));
  const { at, ticks, text, from } = fault;
  return [{ at, ticks, text, ...(from && { from }), decides: true }, ...lines.slice(-2)];
};

export const createLane = (id: string, port: PortView, clock: Clock, tell: (event: BenchEvent) => void): Lane => {
  let view: LaneView = { id, port, state: 'recognising', stations: stationNames.map(unlit), evidence: [] };
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;
  let lastLog: readonly LogLine[] = [];
  const bindEars = new Set<(view: BindView) => void>();
  const logEars = new Set<(lines: readonly LogLine[]) => void>();

  const send = () => {
    clearTimeout(waiting);
    waiting = undefined;
    toldAt = clock.ticks();
    tell({ kind: 'lane', lane: view });
  };
  const set = (change: Partial<LaneView>, soon?: 'soon') => {
    view = { ...view, ...change };
    if (!soon) send();
    else waiting ??= setTimeout(send, Math.max(0, toldAt + tellEvery - clock.ticks()));
  };
  const withEvidence = (line: Evidence): readonly Evidence[] => [...view.evidence, line].slice(-keptEvidence);
  const withStation = (name: StationName, change: Partial<StationView>) =>
    view.stations.map((station) => (station.name === name ? { ...station, ...change } : station));

  return {
    get view() {
      return view;
    },
    set,
    moveTo: (own) => set({ id: own }),
    station: (name, change) => set({ stations: withStation(name, change) }),
    bind: (news) => {
      const before = view.bind ?? emptyBind();
      const bind = foldBind(before, news);
      if (bind === before) return;
      set({ bind }, 'soon');
      for (const heard of [...bindEars]) heard(bind);
    },
    onBind: (heard) => {
      bindEars.add(heard);
      return () => bindEars.delete(heard);
    },
    onLog: (heard) => {
      logEars.add(heard);
      return () => logEars.delete(heard);
    },
    fact: (name, code, details = {}, quietly) => {
      const fact: Fact = { code, details };
      const state = view.stations.find((station) => station.name === name)?.state;
      set({
        stations: withStation(name, { fact }),
        ...(!quietly && { evidence: withEvidence({ ...momentOf(clock), fact, ...(state && { state }) }) }),
      });
    },
    heard: (text) => set({ evidence: withEvidence({ ...momentOf(clock), text }) }),
    noteLog: (lines) => {
      for (const heard of [...logEars]) heard(lines);
      lastLog = [...lastLog, ...lines.filter((line) => !line.sent && line.text.trim() !== '')].slice(-3);
    },
    lay: (plan, from) => {
      const planned: Record<StationName, boolean> = { recognise: true, ...plan };
      const start = stationNames.indexOf(from);
      const stations = view.stations.map((station, at): StationView => {
        if (at < start) return station;
        if (!planned[station.name])
          return { name: station.name, state: 'left-out', fact: { code: 'not-in-plan', details: {} } };
        if (unboundStation(plan, station.name, Boolean(view.port.virtual)))
          return { name: station.name, state: 'left-out', fact: { code: 'not-bound-here', details: {} } };
        return unlit(station.name);
      });
      const again = (name: StationName) => start <= stationNames.indexOf(name);
      set({
        stations,
        problem: undefined,
        progress: undefined,
        handshake: undefined,
        readBack: undefined,
        firstPoint: undefined,
        ...(again('activate') && { device: undefined, keysNotKept: undefined }),
        ...(again('flash') && { written: undefined }),
      });
    },
    end: (state, station, problem) => {
      const fault = view.bind?.fault?.code === problem?.code ? view.bind?.fault : undefined;
      const lines = problem ? lastLines(lastLog, fault) : [];
      lastLog = [];
      const shown = state === 'failed' || state === 'doubtful' || state === 'yours' ? state : undefined;
      const stations = station && shown ? withStation(station, { state: shown }) : view.stations;
      set({
        state,
        stations,
        problem,
        evidence: [...view.evidence, ...lines].sort((a, b) => msBetween(b, a)).slice(-keptEvidence),
        progress: undefined,
        handshake: undefined,
        radio: undefined,
        qr: undefined,
        endedAt: clock.now(),
        ...(view.startedTicks !== undefined && { tookMs: clock.ticks() - view.startedTicks }),
      });
    },
  };
};
