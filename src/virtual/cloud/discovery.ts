/** The register centre: where a device finds the rest of the cloud, and which root to trust there (device-cloud, section 1). */
import { readDiscovery } from '../../protocols/device-cloud/discovery';

export interface CloudEndpoints {
  /** Host names and ports as devices are told them. TuyaOpen ignores the ATOP port and takes 443. */
  atop: { host: string; port: number };
  mqtt: { host: string; port: number };
  /** Base64 of the DER of the root. In a page nothing is encrypted and nobody reads it. */
  ca: string;
}

/** A domain that cannot exist (RFC 6761): a virtual board's log can never be taken for a real one's. */
export const pageEndpoints: CloudEndpoints = {
  atop: { host: 'a1.virtual.test', port: 443 },
  mqtt: { host: 'm1.virtual.test', port: 8883 },
  ca: 'dmlydHVhbA==',
};

const ttlSeconds = 600;

/** An https address is a URL, an mqtt address is not: with a scheme agentic-kit never connects. */
const addressOf = (key: string, { atop, mqtt }: CloudEndpoints): string | undefined => {
  // Pre-shared keys are an older way of these keys' names; this cloud has certificates alone.
  if (/psk/i.test(key)) return undefined;
  if (key.startsWith('https')) return `https://${atop.host}${atop.port === 443 ? '' : `:${atop.port}`}/d.json`;
  return key.startsWith('mqtt') ? `${mqtt.host}:${mqtt.port}` : undefined;
};

/** The text of the answer to `/v2/url_config`; undefined for something else than a question. */
export const answerUrlConfig = (body: string, endpoints: CloudEndpoints): string | undefined => {
  const asked = readDiscovery(body);
  if (!asked) return undefined;
  const told = asked.keys.flatMap((key) => {
    const addr = addressOf(key, endpoints);
    return addr === undefined ? [] : [[key, { addr, ips: [] }] as const];
  });
  return JSON.stringify({ ...Object.fromEntries(told), caArr: [endpoints.ca], ttl: ttlSeconds });
};

/** The text of the answer to `/device/dns_query`: a root for each host asked. */
export const answerDnsQuery = (body: string, { ca }: CloudEndpoints): string | undefined => {
  try {
    const asked: unknown = JSON.parse(body);
    return Array.isArray(asked) ? JSON.stringify(asked.map(() => ({ ca }))) : undefined;
  } catch {
    return undefined;
  }
};
