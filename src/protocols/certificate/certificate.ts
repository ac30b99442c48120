/**
 * What a run leaves behind on paper and in files. Taken over by name from what was kept, and looked through once more,
 * so that nothing travels that nobody thought of.
 */
import type { BindStepName, Witness } from '../../model/bind';
import type { AppFacts, ChipFacts } from '../../model/chip';
import { type DataCentreId, dataCentres } from '../../model/cloud';
import type { FirmwareRow } from '../../model/firmware';
import type { Problem } from '../../model/problem';
import type { BoundDevice, Fact, FirstPoint, RunRow, StationName, StationState } from '../../model/run';
import { withoutSecrets } from './without-secrets';

/** `proven` did all its plan asked for, which was not binding. */
export type CertificateKind = 'bound' | 'proven' | 'doubtful' | 'failed' | 'waiting' | 'stopped';

export interface CertificateStation {
  name: StationName;
  state: StationState;
  /** Milliseconds it took. */
  ms?: number;
  fact?: Fact;
}

export interface Certificate {
  run: string;
  /** Running number of the bench that did it. */
  number?: number;
  kind: CertificateKind;
  /** No hardware was there. */
  virtual: boolean;
  /** How many times as fast as life the virtual board was, where it was not as in life. */
  virtualSpeed?: number;
  /** Milliseconds since 1970. */
  startedAt: number;
  endedAt: number;
  /**
   * Milliseconds by which the computer's clock moved between start and end beyond the time that went by: it was set, or
   * the computer slept. Missing when the two times of day can be taken from each other.
   */
  clockMovedMs?: number;
  /** Milliseconds at the stations, without the waiting between them. */
  workedMs: number;
  board?: ChipFacts;
  app?: AppFacts;
  /** `size` in bytes. */
  firmware?: { name?: string; sha256?: string; size?: number };
  uuid?: string;
  device?: BoundDevice & { dataCentre?: DataCentreId };
  firstPoint?: FirstPoint;
  stations: readonly CertificateStation[];
  /** Steps of the binding, with the milliseconds since the step before. */
  binding: readonly { name: BindStepName; state: StationState; ms?: number; witness?: Witness }[];
  /** Where it ended, unless all was proven. */
  endedIn?: StationName;
  problem?: Problem;
  /** The board's last words, when something is left to explain. */
  heard: readonly { at: number; text: string }[];
  recipe?: string;
}

/** Enough to see what it was about, few enough for a page. */
const mostHeard = 4;

const heardIn = ({ outcome, evidence }: RunRow): Certificate['heard'] =>
  outcome === 'proven' ? [] : evidence.flatMap(({ at, text }) => (text ? [{ at, text }] : [])).slice(-mostHeard);

const kindOf = ({ outcome, device }: RunRow): CertificateKind => (outcome === 'proven' && device ? 'bound' : outcome);

const dataCentreOf = ({ bind }: RunRow): DataCentreId | undefined => {
  const region = bind?.steps.map(({ details }) => details?.region).findLast((told) => told !== undefined);
  return dataCentres.find((each) => each.region === region)?.id;
};

const firmwareOf = (run: RunRow, row: FirmwareRow | undefined): Certificate['firmware'] => {
  const named = row?.facts.app ? [row.facts.app, row.facts.version].filter(Boolean).join(' ') : row?.fileName;
  const name = named ?? run.firmwareName;
  const size = run.firmwareBytes ?? row?.facts.size;
  if (!name && !run.firmware) return undefined;
  return { ...(name && { name }), ...(run.firmware && { sha256: run.firmware }), ...(size !== undefined && { size }) };
};

/** A clock that is kept right over the network is moved by less. */
const smallestMoveMs = 5000;

const clockMovedMs = ({ startedAt, endedAt, tookMs }: RunRow): number | undefined => {
  const moved = tookMs === undefined ? 0 : Math.round(endedAt - startedAt - tookMs);
  return Math.abs(moved) >= smallestMoveMs ? moved : undefined;
};

const endOf = ({ outcome, stations }: RunRow): StationName | undefined =>
  outcome === 'proven'
    ? undefined
    : stations.findLast(({ state }) => state !== 'proven' && state !== 'ahead' && state !== 'left-out')?.name;

const chosen = <Whole extends object, Key extends keyof Whole>(whole: Whole, keys: readonly Key[]): Pick<Whole, Key> =>
  Object.fromEntries(keys.filter((key) => whole[key] !== undefined).map((key) => [key, whole[key]])) as unknown as Pick<
    Whole,
    Key
  >;

/** `firmware` is the row of the shelf that the run names by its digest, if it is still there. */
export const certificateOf = (run: RunRow, firmware?: FirmwareRow): Certificate => {
  const { chip, app, device, firstPoint, bind, problem } = run;
  const dataCentre = device?.place === 'relay' ? dataCentreOf(run) : undefined;
  const endedIn = endOf(run);
  const written = firmwareOf(run, firmware);
  const movedMs = clockMovedMs(run);
  return withoutSecrets({
    run: run.id,
    ...(run.number !== undefined && { number: run.number }),
    kind: kindOf(run),
    virtual: run.virtual,
    ...(run.virtualSpeed && { virtualSpeed: run.virtualSpeed }),
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    ...(movedMs !== undefined && { clockMovedMs: movedMs }),
    workedMs: run.stations.reduce((sum, { ms = 0 }) => sum + ms, 0),
    ...(chip && { board: chosen(chip, ['chip', 'revision', 'mac', 'flashBytes', 'flashId']) }),
    ...(app && { app: chosen(app, ['name', 'version', 'platform']) }),
    ...(written && { firmware: written }),
    ...(run.uuid && { uuid: run.uuid }),
    ...(device && {
      device: { ...chosen(device, ['deviceId', 'pid', 'product', 'place']), ...(dataCentre && { dataCentre }) },
    }),
    ...(firstPoint && { firstPoint: chosen(firstPoint, ['id', 'code', 'value', 'latencyMs']) }),
    stations: run.stations.map((station) => chosen(station, ['name', 'state', 'ms', 'fact'])),
    binding: (bind?.steps ?? []).map((step) => chosen(step, ['name', 'state', 'ms', 'witness'])),
    ...(endedIn && { endedIn }),
    ...(problem && { problem: chosen(problem, ['code', 'details']) }),
    heard: heardIn(run),
    ...(run.recipe && { recipe: run.recipe }),
  });
};
