/**
 * The Bluetooth of a TuyaOpen device over what its firmware lends it: when it advertises and what, one connection at a
 * time, one queue for all work (ble-pairing, sections 2 to 10; the order of things is that of TuyaOpen's `ble_mgr.c`).
 */
import { writeAdvertisement } from '../../protocols/tuya-ble/advertisement';
import { commands } from '../../protocols/tuya-ble/commands';
import { deviceIdOf } from '../../protocols/tuya-ble/device-id';
import { lifeMs } from '../parts/clock';
import type { Advertisement, Central, Peripheral } from '../parts/peripheral';
import { createKeyring } from './keyring';
import { createChannel } from './radio-channel';
import { answerDeviceInfo, answerPair, answerRelease } from './radio-commands';
import type { RadioDp, RadioHost } from './radio-host';
import { createInbox } from './radio-inbox';
import { createPoints } from './radio-points';
import { bootPkgLen, createTalk, type Request, type Steps } from './radio-talk';

export interface TuyaRadio extends Peripheral {
  /** Reports go this way and no other while it is. */
  readonly paired: boolean;
  report(dps: readonly RadioDp[]): void;
  /** Takes the device's state onto the air: a configuration was opened. */
  refresh(): void;
  /** The cloud was reached or lost; looked at every three seconds. */
  changed(): void;
  /** The chip was reset: whoever was connected is not any more. */
  stop(): void;
}

/** Done at once, or in steps. */
type Job = () => Steps | undefined;

const pairLimitMs = 30_000;
const monitorMs = 3000;

export const startTuyaRadio = (host: RadioHost): TuyaRadio => {
  const { log, clock, license, pid, generation } = host;
  const startedAt = clock.now();
  const deviceId = deviceIdOf(license.uuid);
  const keyring = createKeyring(host, deviceId);
  const channel = createChannel();
  const points = createPoints(host);
  const watchers = new Set<() => void>();
  const waiting = new Set<() => void>();
  const jobs: Job[] = [];
  let stopped = false;
  let busy = false;
  let onAir: Advertisement | undefined;
  let advertising = false;
  let central: Central | undefined;
  let nextSn = 1;
  let seenOnline = false;
  let monitorDue = false;
  let pairInTime = (): void => {};

  const after = (ms: number, work: () => void): (() => void) => {
    const stop = clock.after(ms, () => {
      waiting.delete(cancel);
      work();
    });
    const cancel = (): void => {
      waiting.delete(cancel);
      stop();
    };
    waiting.add(cancel);
    return cancel;
  };

  const tellWatchers = (): void => {
    for (const changed of [...watchers]) changed();
  };

  const run = (): void => {
    const job = busy || stopped ? undefined : jobs.shift();
    if (!job) return;
    busy = true;
    const steps = job();
    const next = (): void => {
      const step = steps?.next();
      if (step && !step.done) after(step.value, next);
      else {
        busy = false;
        run();
      }
    };
    next();
  };
  const queue = (job: Job): void => {
    jobs.push(job);
    run();
  };

  const refresh = (): void => {
    const { secKey } = host.binding() ?? {};
    const told = { uuid: license.uuid, pid, bound: secKey !== undefined, linkUp: host.link() !== 0, secKey };
    onAir = writeAdvertisement({ ...told, generation: host.mangledName ? 1 : generation });
    // While connected only the contents change.
    if (!central) advertising = true;
    log('N', 'ble_mgr.c:343', 'ble adv updated 0');
    tellWatchers();
  };

  const gone = (): undefined => {
    keyring.disconnected();
    if (generation >= 3) talk.pkgLen = bootPkgLen;
    pairInTime();
    talk.paired = false;
    if (!host.online()) refresh();
    log('N', 'ble_mgr.c:884', 'Ble Disonnected');
  };

  const drop = (): void => {
    const dropped = central;
    central = undefined;
    if (!dropped) return;
    dropped.disconnected();
    queue(gone);
  };

  const wire = {
    notify(bytes: Uint8Array): boolean {
      central?.notified(bytes);
      return central !== undefined;
    },
    disconnect: drop,
  };
  const talk = createTalk(host, keyring, deviceId, wire, () => nextSn++);
  const inbox = createInbox(talk);

  function* obey(request: Request): Steps {
    const { command } = request.frame;
    if (command === commands.deviceInfo) yield* answerDeviceInfo(talk, request);
    else if (command === commands.pair) yield* answerPair(talk, request, () => pairInTime());
    else if (command === commands.unbind || command === commands.reset) yield* answerRelease(talk, request);
    else if (command === commands.channelDown || command === commands.specialDown) yield* channel.hear(talk, request);
    else if (command === commands.dpSet) yield* points.answerSet(talk, request);
    else if (command === commands.state) yield* points.answerState(talk, request);
  }

  const connected = (): undefined => {
    keyring.connected();
    inbox.connected();
    nextSn = 1;
    pairInTime = after(lifeMs(clock, pairLimitMs), () => {
      log('D', 'ble_mgr.c:372', 'ble pair timeout then disconnect!!');
      drop();
    });
    log('N', 'ble_mgr.c:868', 'Ble Connected');
  };

  const look = (): void => {
    monitorDue = false;
    const online = host.online();
    if (online === seenOnline) return;
    seenOnline = online;
    log('D', 'ble_mgr.c:395', `ble monitor check iot is ${online ? 'connected, stop' : 'disconnected, start'} adv!`);
    if (online && talk.paired) drop();
    else if (online) {
      advertising = false;
      tellWatchers();
    } else if (!talk.paired) refresh();
    else log('D', 'ble_mgr.c:409', 'ble still connected!');
  };

  refresh();
  return {
    get paired() {
      return talk.paired;
    },
    advertisement: () => (advertising && !central && !stopped ? onAir : undefined),
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    connect(newcomer) {
      if (!advertising || central || stopped) return undefined;
      advertising = false;
      central = newcomer;
      queue(connected);
      tellWatchers();
      return {
        write(bytes) {
          if (central !== newcomer) return;
          const write = Uint8Array.from(bytes);
          queue(() => {
            const request = central === newcomer ? inbox.take(write) : undefined;
            return request && obey(request);
          });
        },
        disconnect() {
          if (central !== newcomer) return;
          central = undefined;
          queue(gone);
        },
      };
    },
    report: (dps) => queue(() => points.report(talk, dps)),
    refresh,
    changed() {
      if (monitorDue || stopped || host.online() === seenOnline) return;
      monitorDue = true;
      after(monitorMs - ((clock.now() - startedAt) % monitorMs), look);
    },
    stop() {
      stopped = true;
      for (const cancel of [...waiting]) cancel();
      const left = central;
      central = undefined;
      left?.disconnected();
      tellWatchers();
    },
  };
};
