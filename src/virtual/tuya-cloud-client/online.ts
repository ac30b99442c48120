/** A bound device: version report, login, commands obeyed, until it is unbound or reset (device-cloud, sections 3 to 6). */
import type { Identity } from '../../protocols/device-cloud/activation';
import { atopCalls } from '../../protocols/device-cloud/atop';
import type { Endpoints } from '../../protocols/device-cloud/discovery';
import { type DeviceMessage, protocols, readRpcAnswer, writeRpcRequest } from '../../protocols/device-cloud/messages';
import { deviceLogin, deviceTopics } from '../../protocols/device-cloud/mqtt-login';
import { backoffMs } from './bind-channel';
import { type DataPoints, senders } from './data-points';
import { type ClientHost, logEvent, returnCodes, syncTime } from './host';
import { keepText, keptText, keysOf } from './memory';
import { callAtop } from './requests';
import { type Connection, connect, connectStatus } from './session';

/** As `Device Reset:` shows it (authorize-cli, section 6). */
export const resetKinds = { factoryKey: 0, remote: 1, remoteFactory: 3 } as const;
export type ResetKind = (typeof resetKinds)[keyof typeof resetKinds];

export const logReset = (host: Pick<ClientHost, 'log'>, kind: ResetKind): void =>
  logEvent(host, 'RESET', ['I', 'tuya_main.c:135', `Device Reset:${kind}`]);

export interface OnlineDevice {
  readonly connected: boolean;
  /** Settles when the binding has to go. */
  readonly reset: Promise<ResetKind>;
  /** Reports `{"1": true}` without looking at the schema, as the console's commands do; the SDK's return code. */
  report(dps: string): number;
  /** As the application reports: with an acknowledgement. */
  publish(dps: string): void;
  /** Unbinds from here: tells the cloud, waits for nothing. */
  resetHere(): void;
  stop(): void;
  drop(): void;
}

const silentGet = 1;

/** `checkUpgrade`: once after a start of the chip; then its timer runs for a day, whatever happens to the connection. */
export const goOnline = (
  host: ClientHost,
  identity: Identity,
  endpoints: Endpoints,
  dataPoints: DataPoints,
  checkUpgrade: () => boolean,
): OnlineDevice => {
  const { log, kv, license } = host;
  const { devId, secKey, localKey } = identity;
  const topics = deviceTopics(devId);
  let connection: Connection | undefined;
  let ended = false;
  let nextRpc = silentGet;
  let unbind = (_kind: ResetKind): void => {};
  const reset = new Promise<ResetKind>((resolve) => {
    unbind = (kind) => {
      ended = true;
      resolve(kind);
    };
  });

  const reportVersion = async (): Promise<void> => {
    const { version } = keysOf(license.uuid);
    const facts = { otaChannel: 0, protocolVer: '2.3', baselineVer: '40.07', softVer: host.softVer };
    const versions = JSON.stringify([facts]);
    log('D', 'tuya_iot.c:1150', JSON.stringify(versions).slice(1, -1));
    const before = keptText(kv, version);
    if (before === undefined) log('W', 'tuya_iot.c:1163', `version save info not found:${returnCodes.notFound}`);
    if (before === versions) {
      log('D', 'tuya_iot.c:1168', 'The verison unchanged, dont need sync.');
      return;
    }
    const call = { a: atopCalls.versions, v: '4.1', devId };
    const { rt } = await callAtop(host, endpoints, secKey, call, (t) => JSON.stringify({ versions, t }));
    if (rt === 0) await host.spend(keepText(kv, version, versions));
  };

  const rpc = (a: string, v: string, write: (t: number) => unknown): number => {
    const [id, t] = [nextRpc, host.posix()];
    nextRpc += 1;
    connection?.publishPlain(topics.rpcRequest, writeRpcRequest({ id, a, t, data: write(t), v }));
    return id;
  };

  const askForUpgrade = async (): Promise<void> => {
    await host.sleep(1000);
    if (connection?.connected) rpc(atopCalls.upgradeSilentGet, '4.4', (t) => ({ subId: null, t }));
  };

  const rpcAnswered = (text: string): void => {
    const told = readRpcAnswer(text);
    const t = /"t":(\d+)/.exec(text)?.[1];
    // No result means "no update"; the time comes with it all the same.
    if (told && t) syncTime(host, Number(t));
  };

  /** Refused as "not authorised": somebody unbound the device while it was away. The binding goes, whatever the answer. */
  const unboundMeanwhile = async (): Promise<void> => {
    log('I', 'tuya_iot.c:392', 'MQTT unbind callback.');
    const call = { a: atopCalls.infoSync, v: '1.0', devId };
    const { answer } = await callAtop(host, endpoints, secKey, call, (t) => JSON.stringify({ t }));
    const result = answer?.success ? (answer.result as { status?: unknown } | undefined) : undefined;
    const kind = result?.status === 'reset_factory' ? resetKinds.remoteFactory : resetKinds.remote;
    logReset(host, kind);
    unbind(kind);
  };

  const publish = (dps: string, qos: 0 | 1): void =>
    connection?.publish(topics.out, protocols.report, `{"devId":"${devId}","dps":${dps}}`, qos);

  const told = ({ protocol, data, type }: DeviceMessage): void => {
    if (protocol === protocols.command) {
      if (typeof data.dps !== 'object' || data.dps === null) {
        log('E', 'tuya_iot.c:300', 'not found dps');
        return;
      }
      for (const dps of dataPoints.command(senders.cloud, devId, Object.entries(data.dps))) publish(dps, 1);
    } else if (protocol === protocols.reset) {
      log('W', 'tuya_iot.c:317', `Reset id:${String(data.gwId ?? '')}`);
      const factory = type === 'reset_factory';
      log('D', 'tuya_iot.c:326', factory ? 'cmd is reset factory, ungister' : 'unactive');
      const kind = factory ? resetKinds.remoteFactory : resetKinds.remote;
      logReset(host, kind);
      log('I', 'tuya_iot.c:333', 'STATE_RESET...');
      unbind(kind);
    } else if (protocol === protocols.dpCache) logEvent(host, 'DPCACHE_NOTIFY');
  };

  const stayConnected = async (): Promise<void> => {
    for (let failures = 0; !ended; ) {
      const outcome = await connect(host, {
        login: deviceLogin(devId, secKey),
        key: localKey,
        topics: [topics.in, topics.rpcAnswer, topics.rpcFile],
        topicOut: topics.out,
        connected: () => logEvent(host, 'MQTT_CONNECTED', ['I', 'tuya_main.c:120', 'Device MQTT Connected!']),
        message: told,
        plain: (_topic, text) => rpcAnswered(text),
        disconnected() {
          logEvent(host, 'MQTT_DISCONNECT');
          host.changed();
        },
      });
      if (outcome.status === connectStatus.notAuthorized) return unboundMeanwhile();
      if (outcome.status === 0) {
        connection = outcome.connection;
        failures = 0;
        if (ended) {
          connection.stop();
          return;
        }
        log('I', 'tuya_iot.c:921', 'Tuya MQTT connected.');
        host.changed();
        if (checkUpgrade()) void askForUpgrade();
        await host.outlive(connection.closed);
        if (ended) return;
      }
      failures += 1;
      const wait = backoffMs(failures);
      log(
        'W',
        'mqtt_service.c:469',
        `Connection to the MQTT server failed. Retrying connection after ${wait} ms backoff.`,
      );
      await host.pause(wait);
    }
  };

  const run = async (): Promise<void> => {
    logEvent(host, 'BINDED_NOTIFY');
    await reportVersion();
    if (!ended) await stayConnected();
  };
  void run();

  return {
    get connected() {
      return connection?.connected ?? false;
    },
    reset,
    report(dps) {
      if (!connection?.connected) return returnCodes.general;
      publish(dps, 0);
      return 0;
    },
    publish: (dps) => publish(dps, 1),
    resetHere() {
      if (connection?.connected) rpc(atopCalls.reset, '4.0', (t) => ({ t }));
      logReset(host, resetKinds.factoryKey);
      unbind(resetKinds.factoryKey);
    },
    stop() {
      ended = true;
      connection?.stop();
    },
    drop() {
      ended = true;
      connection?.drop();
    },
  };
};
