/**
 * How a device reaches the emulated cloud: HTTP for discovery and ATOP, and an MQTT session without its bytes on the
 * wire. In the page a virtual board calls these directly; `npm run cloud` puts TLS and a broker in front of them.
 */
export interface DeviceDoor {
  /** `POST /v2/url_config`, `POST /device/dns_query`, `POST /d.json?...` (device-cloud, sections 1 and 3). */
  http(request: Request): Promise<Response>;
  mqtt(login: MqttLogin, deliver: (topic: string, payload: Uint8Array) => void, closed: () => void): MqttOutcome;
}

export interface MqttLogin {
  clientId: string;
  username: string;
  password: string;
}

/** CONNACK: 0 accepted; 4 bad user or password; 5 not authorised = "you were unbound" (device-cloud, section 4). */
export type MqttOutcome = { code: 0; session: MqttSession } | { code: 4 | 5 };

export interface MqttSession {
  /** False when the topic is not this client's own. */
  subscribe(topic: string): boolean;
  publish(topic: string, payload: Uint8Array): void;
  /** The client went away. */
  close(): void;
}
