/** The calls a binding bench needs, and nothing else (openapi, section 7): method, path, and the limit it counts for. */
import type { CloudCall } from '../../model/cloud';
import type { RateBucket } from './limits';

export interface KnownCall {
  method: CloudCall['method'];
  /** `{}` stands for one part: letters, digits, `_` and `-`. */
  path: string;
  bucket: RateBucket;
}

const row = (method: CloudCall['method'], path: string, bucket: RateBucket = 'other'): KnownCall => ({
  method,
  path,
  bucket,
});

/** Token calls are missing on purpose: whoever owns the token makes them. */
export const knownCalls: readonly KnownCall[] = [
  row('POST', '/v1.0/apps/{}/user'),
  row('GET', '/v1.0/apps/{}/users'),
  row('GET', '/v2.0/apps/{}/users'),
  row('GET', '/v1.0/iot-02/assets'),
  row('POST', '/v1.0/iot-02/assets'),
  row('GET', '/v1.0/iot-02/users'),
  row('POST', '/v1.0/iot-02/users'),

  row('POST', '/v1.0/device/paring/token'),
  row('GET', '/v1.0/device/paring/tokens/{}', 'pairing-poll'),
  row('POST', '/v1.0/iot-03/device-registration/token'),
  row('GET', '/v1.0/iot-03/device-registration/tokens/{}', 'pairing-poll'),
  row('POST', '/v2.0/cloud/thing/active/qrcode'),

  row('GET', '/v1.0/users/{}/devices'),
  row('GET', '/v1.0/devices'),
  row('GET', '/v1.0/iot-03/devices'),
  row('GET', '/v2.0/cloud/thing/device'),
  row('GET', '/v1.0/devices/factory-infos'),
  row('GET', '/v1.0/devices/{}'),
  row('GET', '/v2.0/cloud/thing/{}'),
  row('GET', '/v1.0/iot-03/devices/{}'),

  row('GET', '/v1.0/devices/{}/specifications'),
  row('GET', '/v1.1/devices/{}/specifications'),
  row('GET', '/v1.0/devices/{}/functions'),
  row('GET', '/v1.0/iot-03/devices/{}/specification'),
  row('GET', '/v1.0/iot-03/devices/{}/functions'),
  row('GET', '/v1.0/iot-03/categories/{}/functions'),
  row('GET', '/v2.0/cloud/thing/{}/model', 'model'),

  row('GET', '/v1.0/devices/{}/status'),
  row('GET', '/v1.0/iot-03/devices/{}/status'),
  row('GET', '/v2.0/cloud/thing/{}/shadow/properties', 'shadow-read'),
  row('POST', '/v2.0/cloud/thing/{}/shadow/properties', 'shadow-write'),
  row('POST', '/v2.0/cloud/thing/{}/shadow/properties/issue', 'shadow-write'),
  row('GET', '/v2.0/cloud/thing/{}/shadow/properties/desired', 'desired-read'),
  row('POST', '/v2.0/cloud/thing/{}/shadow/properties/desired', 'shadow-write'),
  row('POST', '/v2.0/cloud/thing/{}/shadow/actions', 'shadow-write'),
  // No figure is published for the older way to send; it ends at the same devices, so it counts like the newer one.
  row('POST', '/v1.0/devices/{}/commands', 'shadow-write'),
  row('POST', '/v1.0/iot-03/devices/{}/commands', 'shadow-write'),

  row('GET', '/v1.0/devices/{}/logs'),
  row('GET', '/v2.0/cloud/thing/{}/report-logs'),

  row('PUT', '/v1.0/devices/{}'),
  row('DELETE', '/v1.0/devices/{}'),
  row('POST', '/v2.0/cloud/thing/{}/reset'),
  row('PUT', '/v1.0/devices/{}/reset-factory'),
  row('POST', '/v1.0/iot-03/devices/{}/actions/reset'),

  row('POST', '/v1.0/cloud/agent/ai/chat/b/devices/{}/agent-roles/initialization'),
  row('GET', '/v1.0/cloud/agent/ai/chat/b/devices/{}/role-bindings'),
  row('GET', '/v1.0/cloud/agent/ai/chat/b/devices/{}/role-templates'),
];

/** Calls that only the emulated cloud has; no real one is ever asked them. */
const emulatedCalls: readonly KnownCall[] = [row('POST', '/emulated/devices/{}/agent')];

const part = '[A-Za-z0-9_-]+';
const matching = (calls: readonly KnownCall[]) =>
  calls.map((call) => ({
    call,
    pattern: new RegExp(`^${call.path.replaceAll('.', '\\.').replaceAll('{}', part)}$`),
  }));
const patterns = matching(knownCalls);
const emulatedPatterns = matching(emulatedCalls);

/**
 * The row a call belongs to, a fixed path before one with a part that varies; undefined when the bench has no use for
 * it. `path` is without query.
 */
export const knownCall = (method: string, path: string, emulated = false): KnownCall | undefined =>
  [...patterns, ...(emulated ? emulatedPatterns : [])].find(
    ({ call, pattern }) => call.method === method && pattern.test(path),
  )?.call;
