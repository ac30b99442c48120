/**
 * Live reports where there is no push, and the one poller of the bench: every call is paid for (trial plans have a
 * monthly number, openapi, section 6). At rest one call in turn for all devices somebody looks at; only in the seconds
 * after a command is its device asked quickly. What pages ask for themselves is news as well, and costs nothing more.
 */
import { type CloudAnswer, type CloudCall, type CloudEvent, cloudTime } from '../../model/cloud';
import { type Clock, repeat } from './clock';

export interface DeviceWatch {
  /** A page's own call and what the cloud said. */
  heard(call: CloudCall, answer: CloudAnswer): void;
  start(): void;
  stop(): void;
}

interface Watched {
  id: string;
  turns: number;
  /** As `Clock.ticks`: until then an answer to a command is waited for. */
  quickUntil: number;
  /** The cloud's time of the first command, where nothing was known before it: what is newer is its answer. */
  since?: number;
  online?: boolean;
  /** The value last told of each code, with the time the cloud gives for it. */
  known: Map<string, string>;
  /** False until its first answer, which is what the page has seen already. */
  begun: boolean;
}

const quickMs = 2000;
/** As long as a person waits for an answer, and a little more. */
const quickForMs = 20_000;
/** 40 calls an hour, so that with opening a page, the token and the log asked now and then an hour stays below 60. */
const restMs = 90_000;
const most = 50;
/** Every so many turns of a device its online state is asked for instead. */
const stateEvery = 5;

const records = (value: unknown): Record<string, unknown>[] =>
  (Array.isArray(value) ? value : []).filter((each) => typeof each === 'object' && each !== null);

/** The device a call is about, by its path: `/v1.0/devices/abc/commands` and the like. */
export const deviceOf = (path: string): string | undefined =>
  /^\/v[12]\.\d\/(?:iot-03\/devices|devices|cloud\/thing)\/([A-Za-z0-9_-]{16,})(?:\/|$)/.exec(path)?.[1];

export const createDeviceWatch = (
  call: (call: CloudCall) => Promise<CloudAnswer>,
  tell: (event: CloudEvent) => void,
  clock: Clock,
): DeviceWatch => {
  const devices = new Map<string, Watched>();
  let stop: (() => void) | undefined;

  const timeOf = ({ t }: CloudAnswer): number => cloudTime(t) ?? clock.now();

  const values = (device: Watched, answer: CloudAnswer): void => {
    if (!answer.success) return;
    const { properties } = (answer.result ?? {}) as { properties?: unknown };
    const changed = records(properties).flatMap(({ code, dp_id, time, value }) => {
      if (typeof code !== 'string') return [];
      const now = JSON.stringify([time, value]);
      if (device.known.get(code) === now) return [];
      device.known.set(code, now);
      const isNew = device.begun || (device.since !== undefined && typeof time === 'number' && time >= device.since);
      return isNew ? [{ code, value, ...(typeof dp_id === 'number' ? { dpId: dp_id } : {}) }] : [];
    });
    device.begun = true;
    if (changed.length > 0) tell({ kind: 'reported', deviceId: device.id, at: timeOf(answer), properties: changed });
  };

  const state = (device: Watched, answer: CloudAnswer): void => {
    if (!answer.success) return;
    const told = (answer.result ?? {}) as { online?: unknown; is_online?: unknown };
    const online = told.online ?? told.is_online;
    if (typeof online !== 'boolean') return;
    const changed = device.online !== undefined && device.online !== online;
    device.online = online;
    if (changed) tell({ kind: online ? 'online' : 'offline', deviceId: device.id, at: timeOf(answer) });
  };

  const read = (device: Watched, path: string, answer: CloudAnswer): void => {
    if (path.endsWith('/shadow/properties')) values(device, answer);
    else if (path.endsWith(`/${device.id}`)) state(device, answer);
  };

  const quick = (): Watched[] => [...devices.values()].filter(({ quickUntil }) => quickUntil > clock.ticks());

  /** When the next call at rest may be sent; what pages ask counts as one. */
  let restUntil = Number.NEGATIVE_INFINITY;

  const ask = async (device: Watched, path: string): Promise<void> => {
    // Busy or unreachable this time: a later turn asks again.
    const answer = await call({ method: 'GET', path }).catch(() => undefined);
    if (answer) read(device, path, answer);
  };

  const turn = async (): Promise<void> => {
    for (const device of quick()) await ask(device, `/v2.0/cloud/thing/${device.id}/shadow/properties`);
    const [next] = devices.values();
    if (!next || clock.ticks() < restUntil) return;
    restUntil = clock.ticks() + restMs;
    // The first of the list goes to its end, so that all take turns.
    devices.delete(next.id);
    devices.set(next.id, next);
    next.turns += 1;
    const path =
      next.turns % stateEvery === 2 ? `/v1.0/devices/${next.id}` : `/v2.0/cloud/thing/${next.id}/shadow/properties`;
    await ask(next, path);
  };

  return {
    heard({ method, path }, answer) {
      const id = deviceOf(path);
      if (id === undefined) return;
      const device: Watched = devices.get(id) ?? { id, turns: 0, quickUntil: 0, known: new Map(), begun: false };
      devices.delete(id);
      devices.set(id, device);
      // Whoever was looked at longest ago makes room.
      const [oldest] = devices.keys();
      if (devices.size > most && oldest !== undefined) devices.delete(oldest);
      restUntil = clock.ticks() + restMs;
      if (method === 'GET') read(device, path, answer);
      else if (answer.success) {
        device.quickUntil = clock.ticks() + quickForMs;
        if (!device.begun) device.since ??= timeOf(answer);
      }
    },
    start() {
      stop ??= repeat(clock, () => quickMs, turn);
    },
    stop() {
      stop?.();
      stop = undefined;
    },
  };
};
