import type { DataPoint, DpSource, DpValue } from '../../model/data-point';
import type { License } from '../../model/license';
import type { AgentEntry } from '../../model/product';

/**
 * What the emulated cloud knows: one plain object, so that it can be kept, shown and compared. Only `virtual/cloud`
 * changes it. Everything in it is made up and says so by its ids.
 */

export interface CloudProject {
  accessId: string;
  /** 32 characters, an HMAC key as text. */
  secret: string;
  region: string;
  /** The access token in force; one at a time (openapi, section 3). */
  token?: { access: string; refresh: string; expiresAt: number };
  /** Tokens that were in force once, newest last; of these the newest few. */
  spentTokens?: string[];
  /** Schemas of the apps linked to it. */
  apps?: readonly string[];
}

/** An end user, by the app it came through; `asset` style users have none. */
export interface CloudUser {
  uid: string;
  app?: string;
  username: string;
}

export interface CloudAsset {
  id: string;
  name: string;
}

export interface CloudProduct {
  pid: string;
  name: string;
  category: string;
  dataPoints: readonly DataPoint[];
  agent?: AgentEntry;
}

export interface PairingToken {
  /** 8 characters. */
  token: string;
  /** 4 characters; an environment selector (device-cloud, section 1). */
  secret: string;
  region: string;
  uid: string;
  expiresAt: number;
  /** The device id, set at its one use. */
  usedBy?: string;
  /** The device it was made for, where the caller named one. */
  uuid?: string;
  /** Asset style: the asset that the device will belong to. */
  assetId?: string;
  failed: { name: string; code: string; msg: string }[];
}

export interface DpChange {
  at: number;
  dpId: number;
  value: DpValue;
  source: DpSource;
}

export interface CloudDevice {
  /** 22 characters. */
  deviceId: string;
  uuid: string;
  pid: string;
  name: string;
  /** 16 characters each (device-cloud, section 0). */
  secKey: string;
  localKey: string;
  schemaId: string;
  bound: boolean;
  online: boolean;
  uid?: string;
  softVer?: string;
  activeAt: number;
  values: Record<number, { value: DpValue; at: number }>;
  log: DpChange[];
  /** As far as the board told it. */
  mac?: string;
  /** Asset style: where it belongs. */
  assetId?: string;
  /** Values set while it may be away, by data point. */
  desired?: Record<number, { value: DpValue; at: number }>;
  /** The role its agent speaks in. */
  role?: string;
  /** Told to the device at its next info sync after a refused login. */
  pending?: 'reset' | 'reset_factory';
}

/** Faults on request (issue 3); each stays until it is taken away, or for `times` uses. */
export type CloudFault =
  | 'token-expired'
  | 'token-used'
  | 'wrong-auth-key'
  | 'license-elsewhere'
  /** The license is of another SDK (authorize-cli, section 4). */
  | 'license-foreign'
  | 'unknown-pid'
  | 'clock-skew'
  | 'wrong-data-centre'
  | 'rate-limit'
  | 'device-offline'
  | 'report-lost'
  | 'login-refused'
  | 'subscription-expired'
  | 'not-subscribed'
  | 'data-centre-suspended'
  | 'cross-region';

export interface CloudState {
  projects: CloudProject[];
  products: CloudProduct[];
  /** Licenses this cloud has issued; a device with another one is refused. */
  licenses: License[];
  tokens: PairingToken[];
  devices: CloudDevice[];
  faults: { fault: CloudFault; times?: number }[];
  users?: CloudUser[];
  assets?: CloudAsset[];
  /** How often a seeded cloud has asked for random bytes. */
  draws?: number;
}

/** What happens in the emulated cloud, for the event stream, the boards and the control page. */
export type CloudHappening =
  | { kind: 'online' | 'offline' | 'bound' | 'unbound'; deviceId: string; at: number }
  | { kind: 'reported'; deviceId: string; at: number; values: readonly { dpId: number; value: DpValue }[] }
  | {
      kind: 'commanded';
      deviceId: string;
      at: number;
      values: readonly { dpId: number; value: DpValue }[];
      source: DpSource;
    };

/** Time and chance, given from outside: the same seed and clock give the same cloud, byte for byte. */
export interface CloudWorld {
  /** Milliseconds since 1970. */
  now(): number;
  /** As `Clock.ticks`; without it `now` is taken for a clock that nobody sets. */
  ticks?(): number;
  /** Random bytes. */
  random(length: number): Uint8Array;
}
