import type { License } from '../../model/license';
import type { RadioDp } from '../ble/radio-host';
import type { DeviceDoor } from '../cloud/device-door';
import type { FlashSteps, KvStore } from '../parts/kv';
import type { LogEntry } from '../parts/log';

/** What the firmware lends to its cloud client. Everything that takes time never comes back once the chip was reset. */
export interface ClientHost {
  door: DeviceDoor;
  license: License;
  /** The product the firmware was built for. */
  pid: string;
  softVer: string;
  kv: KvStore;
  log(...entry: LogEntry): void;
  sleep(ms: number): Promise<void>;
  /** A pause before another try; where time is not modelled the tries come to an end. */
  pause(ms: number): Promise<void>;
  /** One way over the network. */
  travel(): Promise<void>;
  /** Until there is a network at all. */
  network(): Promise<void>;
  /** Joins the Wi-Fi it was configured for; leaves it for good. */
  joinWifi(network: { ssid: string; password: string }): void;
  leaveWifi(): void;
  /** Reports over Bluetooth while an app is paired; undefined else. */
  appReport(): ((dps: readonly RadioDp[]) => void) | undefined;
  /** It waits to be configured. */
  listening(): void;
  /** The cloud was reached or lost. */
  changed(): void;
  /** The flash at work; tells whether it went well. */
  spend(steps: FlashSteps): Promise<boolean>;
  /** The answer, unless the chip was reset meanwhile. */
  outlive<T>(promise: Promise<T>): Promise<T>;
  /** Seconds since 1970; since power-on until the cloud has told the time. */
  posix(): number;
  setPosix(seconds: number): void;
  /** `+08:00` */
  setZone(zone: string): void;
  /** Unsigned 32 bits; the same board at the same time draws the same numbers. */
  random(): number;
}

/** The log of the event backbone: every event passes through the application (authorize-cli, section 6). */
const eventNames = [
  'RESET',
  'BIND_START',
  'BIND_TOKEN_ON',
  'ACTIVATE_SUCCESSED',
  'MQTT_CONNECTED',
  'MQTT_DISCONNECT',
  'DP_RECEIVE',
  'DP_RECEIVE_CJSON',
  'DP_RECEIVE_OBJ',
  'DP_RECEIVE_RAW',
  'UPGRADE_NOTIFY',
  'RESET_COMPLETE',
  'TIMESTAMP_SYNC',
  'DPCACHE_NOTIFY',
  'BINDED_NOTIFY',
  'DIRECT_MQTT_CONNECTED',
] as const;
export type EventName = (typeof eventNames)[number];

export const logEvent = ({ log }: Pick<ClientHost, 'log'>, name: EventName, ...said: LogEntry[]): void => {
  log('D', 'tuya_main.c:103', `Tuya Event ID:${eventNames.indexOf(name)}(TUYA_EVENT_${name})`);
  log('I', 'tuya_main.c:104', 'Device Free heap 187652');
  for (const entry of said) log(...entry);
};

/** The time comes with every answer; the application sets the clock by it. */
export const syncTime = (host: ClientHost, t: number): void => {
  logEvent(host, 'TIMESTAMP_SYNC', ['I', 'tuya_main.c:131', `Sync timestamp:${t}`]);
  host.setPosix(t);
};

/** Twelve hex digits, as TuyaOpen makes its nonces. */
export const nonce = (host: ClientHost): Uint8Array => {
  const digits = [host.random(), host.random()].map((word) => word.toString(16).padStart(8, '0')).join('');
  return new TextEncoder().encode(digits.slice(0, 12));
};

/** Return codes that the log shows (authorize-cli, section 6). */
export const returnCodes = {
  general: -1,
  parameter: -2,
  json: -9,
  notFound: -18,
  httpSend: -7689,
  gatewayNotExists: -7691,
} as const;
