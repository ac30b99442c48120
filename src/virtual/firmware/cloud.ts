/** Gives the firmware's cloud client its license, memory, clock and network, and puts the client's life into the chip's. */
import type { License } from '../../model/license';
import type { DeviceDoor } from '../cloud/device-door';
import type { FirmwareIo } from '../parts/firmware';
import { type CloudClient, startCloudClient } from '../tuya-cloud-client/client';
import type { ClientHost } from '../tuya-cloud-client/host';
import type { Device } from './device';

/** Compiled into firmware that nobody gave a license (authorize-cli, section 2). */
export const placeholder: License = {
  uuid: 'uuidxxxxxxxxxxxxxxxx',
  authKey: 'keyxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
};

/** Made-up firmware is for the demo's lamp unless it says otherwise. */
export const pidOf = ({ pid }: FirmwareIo['app']): string => pid ?? 'demolamp00000001';

/** One way over the network; nothing where time is not modelled. */
const oneWayMs = 40;
/** What a real board repeats for ever. */
const triesWithoutTime = 8;

/** xorshift, begun from what differs from board to board and from start to start. */
export const randomFrom = (text: string): (() => number) => {
  let state = 0x811c9dc5;
  for (const letter of text) state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193);
  state ||= 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
};

const never = <T>(): Promise<T> => new Promise(() => {});

/** What the client needs of the rest of the firmware. */
export type CloudLinks = Pick<ClientHost, 'network' | 'joinWifi' | 'leaveWifi' | 'appReport' | 'listening' | 'changed'>;

export const joinCloud = (device: Device, door: DeviceDoor, license: License, links: CloudLinks): CloudClient => {
  const { io, kv } = device;
  const timed = io.bootMs > 0;
  let tries = 0;
  const sleep = (ms: number): Promise<void> =>
    ms === 0 ? Promise.resolve() : new Promise((done) => device.later(ms, done));

  const host: ClientHost = {
    door,
    license,
    kv,
    pid: pidOf(io.app),
    softVer: io.app.version,
    log: device.log,
    sleep,
    pause(ms) {
      tries += 1;
      return timed || tries < triesWithoutTime ? sleep(ms) : never();
    },
    travel: () => sleep(timed ? oneWayMs : 0),
    ...links,
    spend: (steps) => new Promise((done) => device.spend(steps, done)),
    outlive: (promise) =>
      new Promise((done, failed) => {
        promise.then(
          (value) => device.alive() && done(value),
          (fault: unknown) => device.alive() && failed(fault),
        );
      }),
    posix: () => Math.floor(device.calendar.posixMs() / 1000),
    setPosix: (seconds) => device.calendar.set(seconds * 1000),
    setZone: (zone) => device.calendar.setZone(zone),
    random: randomFrom(`${io.mac} ${license.uuid} ${io.clock.now()}`),
  };
  return startCloudClient(host);
};
