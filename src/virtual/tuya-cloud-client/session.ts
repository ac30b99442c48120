/** A device's MQTT connection: login, its topics, sealed packets in and out, and what the log shows (device-cloud, section 4). */
import { type DeviceMessage, readMessage } from '../../protocols/device-cloud/messages';
import type { MqttCredentials } from '../../protocols/device-cloud/mqtt-login';
import { openPacket, sealPacket } from '../../protocols/device-cloud/packet';
import type { MqttSession } from '../cloud/device-door';
import { type ClientHost, nonce } from './host';

/** Numbers of the SDK's own enumeration, as `MQTT connect fail:` shows them. */
export const connectStatus = { failed: 2, notAuthorized: 3, networkFailed: 5 } as const;

export interface Connection {
  /** QoS 1: is acknowledged. The message's data is sealed as it stands. */
  publish(topic: string, protocol: number, data: string, qos: 0 | 1): void;
  /** Beside the packets: plain JSON. */
  publishPlain(topic: string, text: string): void;
  readonly connected: boolean;
  /** Settles when the other side hung up. */
  readonly closed: Promise<void>;
  /** Leaves in order. */
  stop(): void;
  /** The chip was reset: the socket is gone, nothing is said. */
  drop(): void;
}

export interface ConnectionPlan {
  login: MqttCredentials;
  /** Of the packets: localKey, or AuthKey on the bind channel. */
  key: string;
  topics: readonly string[];
  /** A line of the log, and only there. */
  topicOut?: string;
  /** Right behind the login, before the subscriptions are confirmed. */
  connected(): void;
  message(message: DeviceMessage): void;
  plain?(topic: string, text: string): void;
  disconnected(): void;
}

export type ConnectOutcome =
  | { status: 0; connection: Connection }
  | { status: (typeof connectStatus)[keyof typeof connectStatus] };

export const connect = async (host: ClientHost, plan: ConnectionPlan): Promise<ConnectOutcome> => {
  const { log, door } = host;
  const { login, key, topics } = plan;
  log('I', 'mqtt_service.c:442', `clientid:${login.clientId}`);
  log('I', 'mqtt_service.c:443', `username:${login.username}`);
  log('D', 'mqtt_service.c:444', `password:${login.password}`);
  log('I', 'mqtt_service.c:445', `topic_in:${topics[0]}`);
  log('I', 'mqtt_service.c:446', `topic_out:${plan.topicOut ?? ''}`);
  log('I', 'mqtt_service.c:447', 'tuya_mqtt_start...');
  await host.travel();

  let session: MqttSession | undefined;
  let hungUp = (): void => {};
  const closed = new Promise<void>((resolve) => {
    hungUp = resolve;
  });
  let sequence = host.random();
  let messageId = 0;

  const open = (payload: Uint8Array): void => {
    const packet = openPacket(payload, key);
    if (!packet) {
      log('E', 'mqtt_service.c:240', 'Cmd Parse Fail:-1');
      return;
    }
    log('D', 'mqtt_service.c:244', `Data JSON:${packet.text}`);
    const message = readMessage(packet.text);
    if (message) plan.message(message);
    else log('E', 'mqtt_service.c:258', 'param is no correct');
  };
  const deliver = (topic: string, payload: Uint8Array): void => {
    // What arrives in the turn of the login itself is read in the next one, as from a socket.
    void host.travel().then(() => {
      if (!session) return;
      log('D', 'mqtt_service.c:322', `recv message TopicName:${topic}, payload len:${payload.length}`);
      if (topic === topics[0]) open(payload);
      else plan.plain?.(topic, new TextDecoder().decode(payload));
    });
  };
  const gone = (): void => {
    if (!session) return;
    session = undefined;
    log('I', 'mqtt_service.c:312', 'mqtt client disconnected!');
    plan.disconnected();
    hungUp();
  };
  const acknowledged = (id: number): void => {
    void host.travel().then(() => {
      if (!session) return;
      log('D', 'mqtt_client_wrapper.c:72', `MQTT_PACKET_TYPE_PUBACK id:${id}`);
      log('D', 'mqtt_service.c:338', `PUBACK ID:${id}`);
    });
  };

  let outcome: ReturnType<typeof door.mqtt>;
  try {
    outcome = door.mqtt(login, deliver, () => gone());
  } catch {
    log('E', 'mqtt_service.c:461', `MQTT connect fail:${connectStatus.networkFailed}`);
    return { status: connectStatus.networkFailed };
  }
  if (outcome.code !== 0) {
    const status = outcome.code === 5 ? connectStatus.notAuthorized : connectStatus.failed;
    log('E', 'mqtt_service.c:461', `MQTT connect fail:${status}`);
    return { status };
  }
  session = outcome.session;
  log('I', 'mqtt_service.c:296', 'mqtt client connected!');
  log('D', 'mqtt_service.c:300', `SUBSCRIBE sent for topic ${topics[0]} to broker.`);
  plan.connected();
  for (const topic of topics) {
    messageId += 1;
    if (session.subscribe(topic)) log('D', 'mqtt_service.c:331', `Subscribe successed ID:${messageId}`);
  }

  const connection: Connection = {
    get connected() {
      return session !== undefined;
    },
    closed,
    publish(topic, protocol, data, qos) {
      // The header of the message is the SDK's, the data the application's, spaces and all.
      const text = `{"protocol":${protocol},"t":${host.posix()},"data":${data}}`;
      session?.publish(topic, sealPacket({ text, sequence, from: 1, nonce: nonce(host) }, key));
      sequence = (sequence + 1) >>> 0;
      messageId += 1;
      if (qos === 1) acknowledged(messageId);
    },
    publishPlain(topic, text) {
      messageId += 1;
      session?.publish(topic, new TextEncoder().encode(text));
    },
    stop() {
      if (!session) return;
      const leaving = session;
      log('D', 'mqtt_service.c:505', 'MQTT unsubscribe result:0');
      gone();
      leaving.close();
      log('D', 'mqtt_service.c:509', 'MQTT disconnect result:0');
    },
    drop() {
      const leaving = session;
      session = undefined;
      leaving?.close();
    },
  };
  return { status: 0, connection };
};
