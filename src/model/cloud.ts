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
