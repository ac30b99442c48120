/**
 * Bound devices over Bluetooth, for screens: opens the conversation with the keys this bench holds, passes calls on,
 * releases. Lives where the ports live; keys are opened here and go no further.
 */
import { type BleSession, openBleSession } from '../../links/ble-session';
import type { Radio, RadioDevice, RadioFilter } from '../../links/radio';
import { atMost, pause } from '../../links/wait';
import type { AirView } from '../../model/air';
import type { Cloud } from '../../model/cloud';
import { asBenchError, BenchError } from '../../model/problem';
import { filtersFor } from '../../protocols/tuya-ble/advertisement';
import type { BenchDatabase, DeviceKeysRow } from '../../records/database';
import { type DeviceKeys, forgetDeviceKeys, openDeviceKeys } from '../../records/device-keys';
import { licenseOfUuid, openLicense } from '../../records/license-questions';
import { openBleControl } from '../device/ble-control';
import type { AirCommand, AirTold } from '../run/messages';

export interface AirOutside {
  db: BenchDatabase;
  /** The browser's, or that of the virtual boards; undefined when there is no virtual board. */
  radio(virtual: boolean): Promise<Radio | undefined>;
  random(length: number): Uint8Array;
  /** Milliseconds since 1970. */
  now(): number;
  tell(told: AirTold): void;
  /** For a device that nobody chooses in a list. */
  findWithinMs?: number;
}

interface Talk {
  stop: AbortController;
  name: string;
  device?: RadioDevice;
  session?: BleSession;
  cloud?: Cloud;
}

/** Exactly this device: its secKey tells what it advertises while it is bound. */
const filtersOf = ({ uuid, pid }: DeviceKeysRow, { secKey }: DeviceKeys): RadioFilter[] =>
  filtersFor({ uuid, pid, secKey });

/** A board that was let go is on the air again within seconds. */
const lookAgainMs = [500, 2000, 4000] as const;

/** A device that is online is off the air for as long; one that went offline looks at it every 3 s (ble-pairing, section 2). */
const usualFindMs = 20_000;

export const createAir = (outside: AirOutside) => {
  const { db, random, now, tell, findWithinMs = usualFindMs } = outside;
  const talks = new Map<string, Talk>();

  const show = (device: string, view: AirView): void => tell({ kind: 'air-view', device, view });

  /** The ledger's; without it only the cloud keys open the conversation. */
  const authKeyOf = async (uuid: string): Promise<string> =>
    (await licenseOfUuid(db, uuid)) ? (await openLicense(db, uuid)).authKey : '';

  /** Keys that open nothing any more: where storage keeps them, the next visit to the device finds that out again. */
  const forget = (deviceId: string) => forgetDeviceKeys(db, deviceId).catch(() => {});

  const find = async (talk: Talk, { row, keys }: { row: DeviceKeysRow; keys: DeviceKeys }) => {
    const { deviceId, virtual } = row;
    const radio = await outside.radio(virtual);
    if (!radio) throw new BenchError('radio.not-found', { uuid: row.uuid });
    show(deviceId, { state: 'looking' });
    const asking = (ask: number) => show(deviceId, { state: 'asking', ask });
    const finding = radio.find(filtersOf(row, keys), talk.stop.signal, asking);
    // A person who has a list before him takes his time.
    const found = await (virtual ? atMost(findWithinMs, finding) : finding);
    if (!found) throw new BenchError('radio.not-found', { uuid: row.uuid });
    return found;
  };

  const converse = async (talk: Talk, deviceId: string): Promise<AirView> => {
    const held = await openDeviceKeys(db, deviceId);
    if (!held) throw new BenchError('unexpected', { reason: 'no keys of this device' });
    const { row, keys } = held;
    const { signal } = talk.stop;
    const found = await find(talk, held);
    talk.name = found.name;
    talk.device = found;
    show(deviceId, { state: 'connecting', name: talk.name });
    const link = await found.connect(signal);
    const reopen = (again: AbortSignal) => found.connect(again);
    const authKey = await authKeyOf(row.uuid);
    const session = openBleSession(link, { uuid: row.uuid, authKey, ...keys }, { random, reopen });
    talk.session = session;
    const { bound } = await session.deviceInfo(signal);
    if (!bound) {
      await session.close();
      await forget(deviceId);
      return { state: 'unbound' };
    }
    await session.pair(signal);
    talk.cloud = openBleControl({ session, device: row, now });
    talk.cloud.listen((event) => tell({ kind: 'air-event', device: deviceId, event }));
    void session.closed.then((by) => {
      if (talks.get(deviceId) !== talk) return;
      talks.delete(deviceId);
      show(deviceId, { state: 'closed', by });
    });
    return { state: 'connected', name: talk.name, since: now() };
  };

  const end = async (deviceId: string, talk: Talk): Promise<void> => {
    if (talks.get(deviceId) === talk) talks.delete(deviceId);
    talk.stop.abort(new BenchError('cancelled'));
    await talk.session?.close();
  };

  const open = async (deviceId: string): Promise<void> => {
    if (talks.has(deviceId)) return;
    const talk: Talk = { stop: new AbortController(), name: '' };
    talks.set(deviceId, talk);
    try {
      const view = await converse(talk, deviceId);
      if (view.state !== 'connected') await end(deviceId, talk);
      // A link that broke in the same turn has said so already.
      else if (talks.get(deviceId) !== talk) return;
      show(deviceId, view);
    } catch (fault) {
      const stopped = talk.stop.signal.aborted;
      await end(deviceId, talk);
      show(deviceId, stopped ? { state: 'closed', by: 'host' } : failed(fault));
    }
  };

  const failed = (fault: unknown): AirView => ({ state: 'failed', problem: asBenchError(fault).problem });

  const close = async (deviceId: string): Promise<void> => {
    const talk = talks.get(deviceId);
    if (!talk) return;
    const connected = talk.cloud !== undefined;
    await end(deviceId, talk);
    if (connected) show(deviceId, { state: 'closed', by: 'host' });
  };

  /** What it says of itself by its license alone; undefined when it is not met again. */
  const isStillBound = async (deviceId: string, { device, stop }: Talk): Promise<boolean | undefined> => {
    const held = await openDeviceKeys(db, deviceId);
    if (!device || !held) return undefined;
    const { uuid } = held.row;
    const authKey = await authKeyOf(uuid);
    for (const ms of lookAgainMs) {
      await pause(ms, stop.signal);
      try {
        const session = openBleSession(await device.connect(stop.signal), { uuid, authKey }, { random });
        try {
          return (await session.deviceInfo(stop.signal)).bound;
        } finally {
          await session.close();
        }
      } catch {
        stop.signal.throwIfAborted();
      }
    }
    return undefined;
  };

  /** The deed counts and not the answer, which may be lost with the link. Keys are forgotten for what was seen alone. */
  const letGo = async (deviceId: string, talk: Talk, session: BleSession): Promise<AirView> => {
    const { signal } = talk.stop;
    const how = await session.release(signal).catch(async (fault: unknown) => {
      if (!(fault instanceof BenchError) || fault.code !== 'pair.no-answer') throw fault;
      await session.close();
      return fault;
    });
    const bound = how === 'said' ? false : await isStillBound(deviceId, talk);
    if (bound) throw new BenchError('pair.still-bound');
    if (bound === undefined && how instanceof BenchError) throw how;
    if (bound === undefined) return { state: 'released', seen: false };
    await forget(deviceId);
    return { state: 'released', seen: true };
  };

  /** Whatever becomes of it, the conversation is over. */
  const release = async (deviceId: string): Promise<void> => {
    const talk = talks.get(deviceId);
    if (!talk?.session || !talk.cloud) return;
    talks.delete(deviceId);
    show(deviceId, { state: 'releasing', name: talk.name });
    try {
      show(deviceId, await letGo(deviceId, talk, talk.session));
    } catch (fault) {
      show(deviceId, failed(fault));
    } finally {
      await end(deviceId, talk);
    }
  };

  const call = async ({ id, device, call: asked }: Extract<AirCommand, { kind: 'air-call' }>): Promise<void> => {
    try {
      const cloud = talks.get(device)?.cloud;
      if (!cloud) throw new BenchError('radio.lost');
      tell({ kind: 'air-answer', id, answer: await cloud.call(asked) });
    } catch (fault) {
      tell({ kind: 'air-answer', id, problem: asBenchError(fault).problem });
    }
  };

  return {
    handle(command: AirCommand): Promise<void> {
      if (command.kind === 'air-open') return open(command.device);
      if (command.kind === 'air-close') return close(command.device);
      return command.kind === 'air-release' ? release(command.device) : call(command);
    },
  };
};
