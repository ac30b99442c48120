/**
 * The cloud client of a TuyaOpen device: waits for a token, activates, goes online, and begins again when it is unbound
 * (device-cloud, sections 1 to 6; the order of states is that of authorize-cli, section 6).
 */
import type { Identity } from '../../protocols/device-cloud/activation';
import type { Endpoints } from '../../protocols/device-cloud/discovery';
import { readSchema } from '../../protocols/device-cloud/schema';
import type { NetworkTold, RadioBinding, RadioDp } from '../ble/radio-host';
import type { PairingCredentials } from '../parts/firmware';
import { bindStart } from '../parts/log';
import { activate, findEndpoints, type Waited } from './activation';
import { type BindChannel, type Binding, openBindChannel } from './bind-channel';
import { createDataPoints, type DataPoints, senders } from './data-points';
import { type ClientHost, logEvent, returnCodes } from './host';
import {
  forgetBinding,
  keepEndpoints,
  keepNetwork,
  keepRegion,
  keptEndpoints,
  keptIdentity,
  keptNetwork,
  keptRegion,
} from './memory';
import { goOnline, logReset, type OnlineDevice, resetKinds } from './online';

export interface CloudClient {
  /** Bound and logged in: the radio stops looking for an app. */
  readonly online: boolean;
  readonly deviceId: string | undefined;
  /** As the console reports a data point: `{"1": true}`. The SDK's return code. */
  report(dps: string): number;
  /** Unbinds, as the console and the key on a board do. */
  reset(): void;
  pair(credentials: PairingCredentials): void;
  /** Gone from the moment of a reset, though what is kept goes later. */
  binding(): RadioBinding | undefined;
  /** Takes a network and a token; undefined while nobody waits for them. */
  configure(): ((network: NetworkTold) => void) | undefined;
  /** Data points set by an app beside it. */
  appCommand(dps: readonly RadioDp[]): void;
  /** The chip was reset. */
  drop(): void;
}

/** The channel lingers while the device goes online (device-cloud, section 4). */
const lingerMs = 4000;
/** After it was told to an app. */
const syncMs = 5000;

export const startCloudClient = (host: ClientHost): CloudClient => {
  const { log, kv, license } = host;
  let identity: Identity | undefined;
  let channel: BindChannel | undefined;
  let device: OnlineDevice | undefined;
  let took: ((binding: Waited<Binding>) => void) | undefined;
  let dataPoints: DataPoints | undefined;
  let resetAsked = false;
  /** A reset ends the wait for a network, too. */
  let interrupt = (): void => {};
  let forgetting = false;
  let upgradeChecked = false;

  const isReset = (): boolean => resetAsked;
  const online = (): boolean => !forgetting && (device?.connected ?? false);

  const channels = {
    online,
    sync: (text: string): void => void host.sleep(syncMs).then(() => online() && device?.publish(text)),
  };

  /** The time zone comes with the identity. */
  const know = (): void => {
    identity = keptIdentity(kv, license.uuid);
    if (identity?.stdTimeZone) host.setZone(identity.stdTimeZone);
    dataPoints = identity && createDataPoints(host, readSchema(identity.schema) ?? [], channels);
  };

  const network = async (): Promise<'up' | 'reset'> => {
    if (resetAsked) return 'reset';
    const cut = new Promise<'reset'>((resolve) => {
      interrupt = () => resolve('reset');
    });
    return Promise.race([host.network().then(() => 'up' as const), cut]);
  };

  const waitForToken = async (): Promise<Waited<Binding>> => {
    for (const entry of bindStart) log(...entry);
    channel?.drop();
    const waiting = new Promise<Waited<Binding>>((resolve) => {
      took = resolve;
    });
    channel = openBindChannel(host, host.network(), (binding) => took?.({ value: binding }));
    host.listening();
    const waited = await host.outlive(waiting);
    took = undefined;
    if (waited === 'reset') {
      channel.leave();
      log('E', 'tuya_iot.c:846', 'Get token fail, retry..');
    } else leaveLater(channel);
    return waited;
  };

  const leaveLater = (used: BindChannel): void => {
    // Nothing to linger for where there was no network yet.
    if (!used.connected) {
      used.leave();
      return;
    }
    void host.sleep(lingerMs).then(() => {
      used.leave();
      if (channel === used) channel = undefined;
    });
  };

  const takeToken = async ({ token, region, registKey }: Binding): Promise<void> => {
    log('I', 'tuya_iot.c:850', `token: ${token}`);
    log('I', 'tuya_iot.c:851', `region: ${region}`);
    log('I', 'tuya_iot.c:852', `regist_key: ${registKey}`);
    await host.spend(keepRegion(kv, region, registKey));
    logEvent(host, 'BIND_TOKEN_ON');
  };

  const bind = async (): Promise<Endpoints | undefined> => {
    const waited = await waitForToken();
    if (waited === 'reset') return undefined;
    await takeToken(waited.value);
    if ((await network()) === 'reset') return undefined;
    const found = await findEndpoints(host, isReset, waited.value.region, waited.value.registKey);
    if (found === 'reset') return undefined;
    if ((await activate(host, isReset, waited.value, found.value)) !== 'done') return undefined;
    know();
    if (!identity) return undefined;
    log('D', 'dp_schema.c:1230', 'create dp_schema Success ');
    await host.spend(keepEndpoints(kv, found.value));
    logEvent(host, 'ACTIVATE_SUCCESSED');
    return found.value;
  };

  /** A bound device knows the way; without it, it asks again. */
  const recall = async (): Promise<Endpoints | undefined> => {
    if ((await network()) === 'reset') return undefined;
    const kept = keptEndpoints(kv);
    if (kept) return kept;
    log('W', 'tuya_iot.c:876', 'tuya endpoint get error -18; need update');
    const { region, registKey } = keptRegion(kv);
    const found = await findEndpoints(host, isReset, region, registKey);
    if (found === 'reset') return undefined;
    await host.spend(keepEndpoints(kv, found.value));
    return found.value;
  };

  const wipe = async (): Promise<void> => {
    log('W', 'tuya_iot.c:481', 'CLIENT RESET...');
    forgetting = true;
    host.leaveWifi();
    device?.stop();
    device = undefined;
    log('D', 'mqtt_service.c:560', 'Unregister all MQTT Protocol');
    log('W', 'tuya_iot.c:1003', 'Activated data remove...');
    if (!identity) return;
    await host.spend(forgetBinding(kv, license.uuid, identity));
    identity = undefined;
    dataPoints = undefined;
    log('I', 'tuya_iot.c:1023', 'Activated data remove successed');
    logEvent(host, 'RESET_COMPLETE');
  };

  const firstCheck = (): boolean => {
    const first = !upgradeChecked;
    upgradeChecked = true;
    return first;
  };

  const run = async (): Promise<void> => {
    know();
    rejoin();
    for (let first = true; ; first = false) {
      if (!first) {
        log('W', 'tuya_iot.c:472', 'CLIENT RESTART!');
        log('I', 'tuya_iot.c:768', 'STATE_START');
        if (!identity) log('I', 'tuya_iot.c:350', 'Activation data read fail, go activation mode...');
      }
      const endpoints = await (identity ? recall() : bind());
      if (endpoints && identity && dataPoints && !resetAsked) {
        device = goOnline(host, identity, endpoints, dataPoints, firstCheck);
        await host.outlive(device.reset);
        await wipe();
      } else if (resetAsked) await wipe();
      resetAsked = false;
      forgetting = false;
    }
  };

  /** A bound device knows its Wi-Fi. */
  const rejoin = (): void => {
    const kept = identity && keptNetwork(kv);
    if (kept) host.joinWifi(kept);
  };

  /** Kept first, then handed on; only the first one of a wait is taken. */
  const configured = async (told: NetworkTold, take: NonNullable<typeof took>): Promise<void> => {
    const { ssid, password, token } = told;
    log('D', 'netconn_wifi.c:219', `netcfg finished,  ssid ${ssid}, passwd ${password}, token ${token}`);
    log('D', 'ble_netcfg.c:170', 'bt netcfg stop');
    await host.spend(keepNetwork(kv, told));
    // Cut where they have to be, whatever the length: nobody counts here (ble-pairing, section 1).
    take({ value: { region: token.slice(0, 2), token: token.slice(2, 10), registKey: token.slice(10, 14) } });
    host.joinWifi({ ssid, password });
  };

  const configure = (): ((network: NetworkTold) => void) | undefined => {
    const take = took;
    if (!take) return undefined;
    return (network) => {
      if (took === take) took = undefined;
      void configured(network, take);
    };
  };
  void run();

  return {
    get online() {
      return online();
    },
    get deviceId() {
      return identity?.devId;
    },
    report: (dps) => (device ? device.report(dps) : returnCodes.parameter),
    reset() {
      if (device) {
        device.resetHere();
        forgetting = true;
        return;
      }
      logReset(host, resetKinds.factoryKey);
      resetAsked = true;
      forgetting = true;
      took?.('reset');
      interrupt();
    },
    pair(credentials) {
      const { ssid, password, token } = credentials;
      log('N', 'ble_mgr.c:868', 'Ble Connected');
      log('N', 'ble_netcfg.c:96', `cfg ssid:${ssid}, passwd:${password}, token:${token}`);
      configure()?.(credentials);
    },
    binding: () =>
      identity && dataPoints && !forgetting
        ? {
            localKey: identity.localKey,
            secKey: identity.secKey,
            points: dataPoints.points,
            value: dataPoints.value,
          }
        : undefined,
    configure,
    appCommand(dps) {
      log('W', 'tuya_iot_dp.c:160', 'devid is null');
      const { devId } = identity ?? {};
      if (!devId || !dataPoints) return;
      const wanted = dps.map(({ id, value }) => [String(id), value] as const);
      for (const text of dataPoints.command(senders.app, devId, wanted)) device?.publish(text);
    },
    drop() {
      channel?.drop();
      device?.drop();
    },
  };
};
