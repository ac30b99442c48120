/** Where the cloud is: what a device asks the register centre, and the answer (device-cloud, section 1). */
import { readObject } from './read-object';

/** As TuyaOpen writes it; no region while there is no token. `env` is the secret of a pairing token, or `pro`. */
export const writeDiscovery = (region?: string, env = 'pro'): string => {
  const config = ['httpsSelfUrl', 'mqttsSelfUrl'].map((key) => ({ key, need_ca: true }));
  return JSON.stringify({ config, region, env });
};

export interface DiscoveryRequest {
  /** In the order asked: `httpsSelfUrl`, `mqttsUrl` … */
  keys: readonly string[];
  region?: string;
  env?: string;
}

export const readDiscovery = (text: string): DiscoveryRequest | undefined => {
  const told = readObject(text);
  if (!Array.isArray(told?.config)) return undefined;
  const keys = told.config.flatMap((entry: unknown) => {
    const key = (entry as { key?: unknown } | null)?.key;
    return typeof key === 'string' ? [key] : [];
  });
  const asked = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return { keys, region: asked(told.region), env: asked(told.env) };
};

export interface Endpoints {
  /** `https://host/d.json` */
  https?: string;
  /** `host:port` */
  mqtts?: string;
  /** Base64 of the DER of the only root to trust. */
  ca?: string;
  /** Seconds. */
  ttl: number;
}

/** Undefined for an answer without any address. */
export const readEndpoints = (text: string): Endpoints | undefined => {
  const told = readObject(text);
  const address = (scheme: string): string | undefined => {
    const entry = Object.entries(told ?? {}).find(([key]) => key.startsWith(scheme))?.[1];
    const addr = (entry as { addr?: unknown } | undefined)?.addr;
    return typeof addr === 'string' ? addr : undefined;
  };
  const https = address('https');
  const mqtts = address('mqtt');
  if (!https && !mqtts) return undefined;
  const ca = Array.isArray(told?.caArr) && typeof told.caArr[0] === 'string' ? told.caArr[0] : undefined;
  return { https, mqtts, ca, ttl: typeof told?.ttl === 'number' ? told.ttl : 600 };
};
