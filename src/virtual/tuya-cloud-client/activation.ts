/** From a token to an identity: the way to the cloud, and activation until it is granted (device-cloud, sections 1 and 3). */
import { writeActivation } from '../../protocols/device-cloud/activation';
import { atopCalls } from '../../protocols/device-cloud/atop';
import type { Endpoints } from '../../protocols/device-cloud/discovery';
import type { Binding } from './bind-channel';
import { type ClientHost, returnCodes, syncTime } from './host';
import { keepIdentity, keptText, keysOf } from './memory';
import { callAtop, discover } from './requests';

/** What became of a wait that a reset may cut short. */
export type Waited<T> = { value: T } | 'reset';

/** Between two tries with a token that was refused (vectors: 1.1 s from one request to the next). */
const hammerMs = 1000;

/** Asks until somebody answers, or until a reset. */
export const findEndpoints = async (
  host: ClientHost,
  isReset: () => boolean,
  region: string | undefined,
  registKey: string,
): Promise<Waited<Endpoints>> => {
  while (!isReset()) {
    const found = await discover(host, region, registKey);
    if (found) return { value: found };
    await host.pause(1000);
  }
  return 'reset';
};

const keep = async ({ log, kv, license, spend }: ClientHost, result: unknown): Promise<number> => {
  const told = result as Record<string, unknown> | undefined;
  if (typeof told?.schema !== 'string' || typeof told.schemaId !== 'string') {
    log('E', 'tuya_iot.c:172', 'not found schema');
    return returnCodes.json;
  }
  const { schema: _schema, ...rest } = told;
  const text = JSON.stringify(rest);
  log('D', 'tuya_iot.c:190', `result len ${text.length} :${text}`);
  return (await spend(keepIdentity(kv, license.uuid, told))) ? 0 : -17;
};

/** A token that the cloud refuses is offered again for ever: only a reset leads out of here. */
export const activate = async (
  host: ClientHost,
  isReset: () => boolean,
  { token }: Binding,
  endpoints: Endpoints,
): Promise<'done' | 'reset' | 'restart'> => {
  const { log, kv, license } = host;
  const devId = keptText(kv, keysOf(license.uuid).devId);
  const call = { a: atopCalls.activate, v: '1.0', uuid: license.uuid };
  while (!isReset()) {
    const { rt, answer } = await callAtop(host, endpoints, license.authKey, call, (t) =>
      writeActivation({ token, softVer: host.softVer, productKey: host.pid, devId, t }),
    );
    if (!answer) {
      log('E', 'tuya_iot.c:262', `http active error:${rt}`);
      await host.pause(hammerMs);
      return 'restart';
    }
    syncTime(host, answer.t);
    const failed = answer.success ? await keep(host, answer.result) : returnCodes.parameter;
    if (failed === 0) return 'done';
    log('E', 'tuya_iot.c:281', `activate_response_parse error:${failed}`);
    await host.pause(hammerMs);
  }
  return 'reset';
};
