/** Waiting for a token without an app's radio: the unactivated device listens on its own topic for protocol 46 (device-cloud, section 2). */
import { protocols } from '../../protocols/device-cloud/messages';
import { bindLogin, bindTopic } from '../../protocols/device-cloud/mqtt-login';
import { type ClientHost, logEvent } from './host';
import { discover } from './requests';
import { type Connection, connect } from './session';

/** The token as the device splits it. */
export interface Binding {
  /** 8 characters. */
  token: string;
  /** 2 characters. */
  region: string;
  /** 4 characters; `pro` unless told otherwise. */
  registKey: string;
}

export interface BindChannel {
  readonly connected: boolean;
  /** A token came another way, or a reset: the channel is left. */
  leave(): void;
  drop(): void;
}

/** Longest the firmware takes of token, region and environment. */
const longest = { token: 8, region: 2, registKey: 4 } as const;

export const checkBinding = (
  host: Pick<ClientHost, 'log'>,
  data: Readonly<Record<string, unknown>>,
): Binding | undefined => {
  const { token, region, env = 'pro' } = data;
  const refuse = (why: string): undefined => host.log('E', 'mqtt_bind.c:95', why) as undefined;
  if (typeof token !== 'string') return refuse('not found token');
  if (typeof region !== 'string') return refuse('not found region');
  if (token.length > longest.token) return refuse('token length error');
  if (region.length > longest.region) return refuse('region length error');
  if (typeof env !== 'string' || env.length > longest.registKey) return refuse('regist_key length error');
  return { token, region, registKey: env };
};

/** TuyaOpen's own back-off: doubled from one second up to eight. */
export const backoffMs = (failures: number): number => Math.min(8000, 1000 * 2 ** (failures - 1));

export const openBindChannel = (
  host: ClientHost,
  network: Promise<void>,
  found: (binding: Binding) => void,
): BindChannel => {
  const { log, license, pid } = host;
  let left = false;
  let connection: Connection | undefined;

  const connected = (): void => {
    logEvent(host, 'DIRECT_MQTT_CONNECTED');
    log('I', 'tuya_main.c:113', `https://smartapp.tuya.com/s/p?p=${pid}&uuid=${license.uuid}&v=2.0`);
  };

  const run = async (): Promise<void> => {
    await network;
    if (left) return;
    log('N', 'mqtt_bind.c:146', '[mqbind] network is up, starting binding...');
    for (;;) {
      log('N', 'mqtt_bind.c:155', '[mqbind] updating endpoint region...');
      const endpoints = await discover(host);
      if (left) return;
      if (endpoints) {
        log('N', 'mqtt_bind.c:161', '[mqbind] endpoint region OK, initialising MQTT...');
        log('N', 'mqtt_bind.c:187', `[mqbind] connecting to MQTT broker ${endpoints.mqtts?.replace(/^.*\//, '')}...`);
        return login();
      }
      log('W', 'mqtt_bind.c:157', '[mqbind] endpoint region update failed, retry in 1s...');
      await host.pause(1000);
      if (left) return;
    }
  };

  const login = async (): Promise<void> => {
    for (let failures = 0; ; ) {
      const outcome = await connect(host, {
        login: bindLogin(license),
        key: license.authKey,
        topics: [bindTopic(license.uuid)],
        connected,
        message({ protocol, data }) {
          const binding = protocol === protocols.token ? checkBinding(host, data) : undefined;
          if (binding && !left) found(binding);
        },
        disconnected() {},
      });
      if (outcome.status === 0) {
        connection = outcome.connection;
        if (left) {
          connection.stop();
          return;
        }
        log('I', 'mqtt_bind.c:207', 'MQTT direct connected!');
        log('I', 'mqtt_bind.c:208', 'Wait Tuya APP scan the Device QR code...');
        await host.outlive(connection.closed);
        failures = 0;
      }
      if (left) return;
      failures += 1;
      log(
        'W',
        'mqtt_service.c:469',
        `Connection to the MQTT server failed. Retrying connection after ${backoffMs(failures)} ms backoff.`,
      );
      await host.pause(backoffMs(failures));
      if (left) return;
    }
  };

  void run();
  return {
    get connected() {
      return connection?.connected ?? false;
    },
    leave() {
      if (left) return;
      left = true;
      log('D', 'mqtt_bind.c:218', 'STATE_MQTT_BIND_COMPLETE');
      connection?.stop();
    },
    drop() {
      left = true;
      connection?.drop();
    },
  };
};
