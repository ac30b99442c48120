/**
 * The cloud client of a TuyaOpen device: waits for a token, activates, goes online, and begins again when it is unbound
 * (device-cloud, sections 1 to 6; the order of states is that of authorize-cli, section 6).
 */
import { type Identity, writeActivation } from '../../protocols/device-cloud/activation';
import { atopCalls } from '../../protocols/device-cloud/atop';
import type { Endpoints } from '../../protocols/device-cloud/discovery';
import { splitPairingToken } from '../../protocols/device-cloud/pairing-token';
import type { PairingCredentials } from '../firmware';
import { bindStart } from '../tuya-firmware-log';
import { type BindChannel, type Binding, openBindChannel } from './bind-channel';
import { type ClientHost, logEvent, returnCodes, syncTime } from './host';
import {
  forgetBinding,
  keepEndpoints,
  keepIdentity,
  keepRegion,
  keptEndpoints,
  keptIdentity,
  keptRegion,
  keptText,
  keysOf,
} from './memory';
import { goOnline, logReset, type OnlineDevice, resetKinds } from './online';
import { callAtop, discover } from './requests';

export interface CloudClient {
  /** Bound and logged in: the radio stops looking for an app. */
  readonly online: boolean;
  readonly deviceId: string | undefined;
  /** As the console reports a data point: `{"1": true}`. The SDK's return code. */
  report(dps: string): number;
  /** Unbinds, as the console and the key on a board do. */
  reset(): void;
  pair(credentials: PairingCredentials): void;
  /** The chip was reset. */
  drop(): void;
}

/** The channel lingers while the device goes online (device-cloud, section 4). */
const lingerMs = 4000;
/** Between two tries with a token that was refused (vectors: 1.1 s from one request to the next). */
const hammerMs = 1000;

/** What became of a wait that a reset may cut short. */
type Waited<T> = { value: T } | 'reset';

export const startCloudClient = (host: ClientHost): CloudClient => {
  const { log, kv, license } = host;
  let identity: Identity | undefined;
  let channel: BindChannel | undefined;
  let device: OnlineDevice | undefined;
  let took: ((binding: Waited<Binding>) => void) | undefined;
  let resetAsked = false;
  let upgradeChecked = false;
  const network = host.network();

  /** The time zone comes with the identity. */
  const know = (): void => {
    identity = keptIdentity(kv, license.uuid);
    if (identity?.stdTimeZone) host.setZone(identity.stdTimeZone);
  };

  const waitForToken = async (): Promise<Waited<Binding>> => {
    for (const entry of bindStart) log(...entry);
    channel?.drop();
    const waiting = new Promise<Waited<Binding>>((resolve) => {
      took = resolve;
    });
    channel = openBindChannel(host, network, (binding) => took?.({ value: binding }));
    const waited = await host.outlive(waiting);
    took = undefined;
    if (waited === 'reset') {
      channel.leave();
      log('E', 'tuya_iot.c:846', 'Get token fail, retry..');
    } else leaveLater(channel);
    return waited;
  };

  const leaveLater = (used: BindChannel): void => {
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

  /** Asks until somebody answers. */
  const findEndpoints = async (region: string | undefined, registKey: string): Promise<Waited<Endpoints>> => {
    while (!resetAsked) {
      const found = await discover(host, region, registKey);
      if (found) return { value: found };
      await host.pause(1000);
    }
    return 'reset';
  };

  /** A token that the cloud refuses is offered again for ever: only a reset leads out of here. */
  const activate = async ({ token }: Binding, endpoints: Endpoints): Promise<'done' | 'reset' | 'restart'> => {
    const devId = keptText(kv, keysOf(license.uuid).devId);
    const call = { a: atopCalls.activate, v: '1.0', uuid: license.uuid };
    while (!resetAsked) {
      const { rt, answer } = await callAtop(host, endpoints, license.authKey, call, (t) =>
        writeActivation({ token, softVer: host.softVer, productKey: host.pid, devId, t }),
      );
      if (!answer) {
        log('E', 'tuya_iot.c:262', `http active error:${rt}`);
        await host.pause(hammerMs);
        return 'restart';
      }
      syncTime(host, answer.t);
      const failed = answer.success ? await keep(answer.result) : returnCodes.parameter;
      if (failed === 0) return 'done';
      log('E', 'tuya_iot.c:281', `activate_response_parse error:${failed}`);
      await host.pause(hammerMs);
    }
    return 'reset';
  };

  const keep = async (result: unknown): Promise<number> => {
    const told = result as Record<string, unknown> | undefined;
    if (typeof told?.schema !== 'string' || typeof told.schemaId !== 'string') {
      log('E', 'tuya_iot.c:172', 'not found schema');
      return returnCodes.json;
    }
    const { schema: _schema, ...rest } = told;
    const text = JSON.stringify(rest);
    log('D', 'tuya_iot.c:190', `result len ${text.length} :${text}`);
    return (await host.spend(keepIdentity(kv, license.uuid, told))) ? 0 : -17;
  };

  const bind = async (): Promise<Endpoints | undefined> => {
    const waited = await waitForToken();
    if (waited === 'reset') return undefined;
    await takeToken(waited.value);
    await network;
    const found = await findEndpoints(waited.value.region, waited.value.registKey);
    if (found === 'reset') return undefined;
    const activated = await activate(waited.value, found.value);
    if (activated !== 'done') return undefined;
    know();
    if (!identity) return undefined;
    log('D', 'dp_schema.c:1230', 'create dp_schema Success ');
    await host.spend(keepEndpoints(kv, found.value));
    logEvent(host, 'ACTIVATE_SUCCESSED');
    return found.value;
  };

  /** A bound device knows the way; without it, it asks again. */
  const recall = async (): Promise<Endpoints | undefined> => {
    await network;
    const kept = keptEndpoints(kv);
    if (kept) return kept;
    log('W', 'tuya_iot.c:876', 'tuya endpoint get error -18; need update');
    const { region, registKey } = keptRegion(kv);
    const found = await findEndpoints(region, registKey);
    if (found === 'reset') return undefined;
    await host.spend(keepEndpoints(kv, found.value));
    return found.value;
  };

  const wipe = async (): Promise<void> => {
    log('W', 'tuya_iot.c:481', 'CLIENT RESET...');
    device?.stop();
    device = undefined;
    log('D', 'mqtt_service.c:560', 'Unregister all MQTT Protocol');
    log('W', 'tuya_iot.c:1003', 'Activated data remove...');
    if (!identity) return;
    await host.spend(forgetBinding(kv, license.uuid, identity));
    identity = undefined;
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
    for (let first = true; ; first = false) {
      if (!first) {
        log('W', 'tuya_iot.c:472', 'CLIENT RESTART!');
        log('I', 'tuya_iot.c:768', 'STATE_START');
        if (!identity) log('I', 'tuya_iot.c:350', 'Activation data read fail, go activation mode...');
      }
      const endpoints = await (identity ? recall() : bind());
      if (endpoints && identity && !resetAsked) {
        device = goOnline(host, identity, endpoints, firstCheck);
        await host.outlive(device.reset);
        await wipe();
      } else if (resetAsked) await wipe();
      resetAsked = false;
    }
  };
  void run();

  return {
    get online() {
      return device?.connected ?? false;
    },
    get deviceId() {
      return identity?.devId;
    },
    report: (dps) => (device ? device.report(dps) : returnCodes.parameter),
    reset() {
      if (device) {
        device.resetHere();
        return;
      }
      logReset(host, resetKinds.factoryKey);
      resetAsked = true;
      took?.('reset');
    },
    pair({ ssid, password, token }) {
      log('I', 'ble_mgr.c:388', 'Ble Connected');
      log('N', 'ble_netcfg.c:96', `cfg ssid:${ssid}, passwd:${password}, token:${token}`);
      const parts = splitPairingToken(token);
      if (!parts) {
        log('E', 'ble_netcfg.c:101', 'token length error');
        return;
      }
      log('N', 'netcfg.c:172', `netcfg finished,  ssid ${ssid}, passwd ${password}, token ${token}`);
      log('D', 'netconn_wifi.c:300', `wifi connnet ${ssid}`);
      log('N', 'netconn_wifi.c:106', 'wifi status changed to 0, old stat: 1');
      log('D', 'netmgr.c:113', 'netmgr status changed to 1, old 0, active 1');
      const { region, secret } = parts;
      took?.({ value: { token: parts.token, region, registKey: secret } });
    },
    drop() {
      channel?.drop();
      device?.drop();
    },
  };
};
