/** The data centres of the OpenAPI (openapi, section 1). `region` is the prefix of pairing tokens. */
export const dataCentres = [
  { id: 'cn', url: 'https://openapi.tuyacn.com', region: 'AY' },
  { id: 'us-west', url: 'https://openapi.tuyaus.com', region: 'AZ' },
  { id: 'us-east', url: 'https://openapi-ueaz.tuyaus.com', region: 'UE' },
  { id: 'eu-central', url: 'https://openapi.tuyaeu.com', region: 'EU' },
  { id: 'eu-west', url: 'https://openapi-weaz.tuyaeu.com', region: 'WE' },
  { id: 'in', url: 'https://openapi.tuyain.com', region: 'IN' },
  { id: 'sg', url: 'https://openapi-sg.iotbing.com', region: 'SG' },
] as const;
export type DataCentreId = (typeof dataCentres)[number]['id'];

/** One call of the OpenAPI before it is signed. */
export interface CloudCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Without host and query: `/v1.0/devices/abc`. */
  path: string;
  query?: Readonly<Record<string, string>>;
  /** Goes out as JSON. */
  body?: unknown;
}

/** The cloud's own envelope (openapi, section 2), whatever the HTTP status was. */
export type CloudAnswer =
  | { success: true; result: unknown; t: number; tid?: string }
  | { success: false; code: number; msg: string; t: number; tid?: string };

const earliest = Date.UTC(2024, 0);
const latest = Date.UTC(2100, 0);

/**
 * Milliseconds since 1970 as an answer or a message told them, or undefined where that is no time of a cloud: none, 0,
 * seconds. Not believed, it corrects no clock, and our own time stands for it.
 */
export const cloudTime = (t: unknown): number | undefined =>
  typeof t === 'number' && t >= earliest && t < latest ? t : undefined;

/** What the message push, the emulated cloud and polling all tell. */
export type CloudEvent =
  | { kind: 'online' | 'offline' | 'bound' | 'unbound'; deviceId: string; at: number }
  | {
      kind: 'reported';
      deviceId: string;
      at: number;
      properties: readonly { code: string; dpId?: number; value: unknown }[];
    };

/** The cloud as a screen or a step sees it; it cannot tell the relay from the make-believe one. */
export interface Cloud {
  /** Shown as virtual wherever it appears. */
  readonly virtual: boolean;
  call(call: CloudCall): Promise<CloudAnswer>;
  /** The answer stops listening. */
  listen(heard: (event: CloudEvent) => void): () => void;
}

/** What is told of an access token; the token itself stays with its owner. Milliseconds. */
export type TokenState = { held: false } | { held: true; ageMs: number; leftMs: number };

/** The one owner of a project's access token: signs, sends, renews. Neither token nor secret ever leaves it. */
export interface CloudSession {
  /** Throws `BenchError` `cloud.unreachable` or `cloud.unreadable`; a refusal of the cloud is an answer. */
  call(call: CloudCall): Promise<CloudAnswer>;
  /** Milliseconds the cloud's clock is ahead of ours; undefined until it has said anything. */
  clockOffset(): number | undefined;
  token(): TokenState;
}

/** Where live reports come from: the message push, asking again and again, the make-believe cloud, or nowhere. */
export type EventOrigin = 'push' | 'polling' | 'virtual' | 'none';

/** What the relay tells of itself. */
/** Calls sent in the project's name by this relay, by UTC days; other programs' calls are not in it. */
export interface CallsSpent {
  today: number;
  month: number;
  /** Calls a month, where the relay was told. */
  plan?: number;
}

export interface RelayStatus {
  configured: boolean;
  virtual: boolean;
  /** Where the account came from; `environment` cannot be changed from the page. */
  from: 'environment' | 'file' | 'virtual' | 'none';
  dataCentre?: DataCentreId;
  /** The last four characters. */
  accessIdTail?: string;
  clockOffsetMs?: number;
  token: TokenState;
  events: EventOrigin;
  /** Missing with the emulated cloud, whose calls cost nothing. */
  spent?: CallsSpent;
}

/** What a page gives the relay once. With `dataCentre` alone the account known before moves to another data centre. */
export type RelayAccount =
  | { accessId: string; secret: string; dataCentre: DataCentreId }
  | { dataCentre: DataCentreId };

/** What one data centre said to the account: to a token call, and, if that went well, to a call of the bench. */
export type ProbeAnswer = { dataCentre: DataCentreId; url: string; latencyMs: number; offsetMs?: number } & (
  | { outcome: 'welcome' }
  | { outcome: 'refused'; at: 'token' | 'call'; code: number; msg: string }
  | { outcome: 'unreachable'; reason: string }
);

/** Pairing to a person's home, or to an asset of an industry project. */
export type PairingKind = 'home' | 'asset';
