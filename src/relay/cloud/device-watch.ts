/**
 * Live reports where there is no push: asks for the values of the devices that somebody looked at lately, a few a second,
 * one after the other, and tells what changed. Costs the project a small, fixed number of calls.
 */
import type { CloudAnswer, CloudCall, CloudEvent } from '../../model/cloud';
import { type Clock, repeat } from './clock';

export interface DeviceWatch {
  /** Somebody asked about this device just now. */
  seen(deviceId: string): void;
  start(): void;
  stop(): void;
}

interface Watched {
  id: string;
  /** When somebody last asked. */
  seenAt: number;
  turns: number;
  online?: boolean;
  /** The value last told of each code, with the time the cloud gives for it. */
  known: Map<string, string>;
  /** False until its first answer, which is what the page has seen already. */
  begun: boolean;
}

const turnMs = 2000;
const perTurn = 5;
const most = 50;
/** Trial plans have a monthly number of calls (openapi, section 6): nobody looks, nobody asks. */
const forgottenAfterMs = 300_000;
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

  const askValues = async (device: Watched): Promise<void> => {
    const answer = await call({ method: 'GET', path: `/v2.0/cloud/thing/${device.id}/shadow/properties` });
    if (!answer.success) return;
    const { properties } = (answer.result ?? {}) as { properties?: unknown };
    const changed = records(properties).flatMap(({ code, dp_id, time, value }) => {
      if (typeof code !== 'string') return [];
      const now = JSON.stringify([time, value]);
      if (device.known.get(code) === now) return [];
      device.known.set(code, now);
      return [{ code, value, ...(typeof dp_id === 'number' ? { dpId: dp_id } : {}) }];
    });
    if (device.begun && changed.length > 0)
      tell({ kind: 'reported', deviceId: device.id, at: answer.t, properties: changed });
    device.begun = true;
  };

  const askState = async (device: Watched): Promise<void> => {
    const answer = await call({ method: 'GET', path: `/v1.0/devices/${device.id}` });
    if (!answer.success) return;
    const { online } = (answer.result ?? {}) as { online?: unknown };
    if (typeof online !== 'boolean') return;
    if (device.online !== undefined && device.online !== online)
      tell({ kind: online ? 'online' : 'offline', deviceId: device.id, at: answer.t });
    device.online = online;
  };

  /** The first of the list goes to its end, so that all take turns. */
  const turn = async (): Promise<void> => {
    for (const device of [...devices.values()].slice(0, perTurn)) {
      devices.delete(device.id);
      if (clock.ticks() - device.seenAt > forgottenAfterMs) continue;
      devices.set(device.id, device);
      device.turns += 1;
      const ask = device.turns % stateEvery === 2 ? askState : askValues;
      // Busy or unreachable this time: the next turn asks again.
      await ask(device).catch(() => {});
    }
  };

  return {
    seen(id) {
      const device = devices.get(id);
      if (device) device.seenAt = clock.ticks();
      else if (devices.size < most)
        devices.set(id, { id, seenAt: clock.ticks(), turns: 0, known: new Map(), begun: false });
    },
    start() {
      stop ??= repeat(clock, () => turnMs, turn);
    },
    stop() {
      stop?.();
      stop = undefined;
    },
  };
};
