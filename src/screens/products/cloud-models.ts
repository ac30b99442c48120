/** The models of a project's products, which its cloud tells only device by device (openapi, section 7). */
import type { Cloud } from '../../model/cloud';
import type { AgentEntry } from '../../model/product';
import { askCloud, type CloudTrouble } from '../../steps/ask-cloud';
import { type CloudDeviceFacts, fieldsOf, readDevices } from '../../steps/device-answers';

export type Got<Value> = { ok: true; value: Value } | { ok: false; trouble: CloudTrouble };

const pageSize = 20;
/** A product shows up among the first devices, or somebody drops its model. */
const mostPages = 5;

/** One device for each product, by name of the product. */
export const oneDeviceEach = async (cloud: Cloud): Promise<Got<readonly CloudDeviceFacts[]>> => {
  const found = new Map<string, CloudDeviceFacts>();
  let last: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const query = { page_size: String(pageSize), ...(last !== undefined && { last_id: last }) };
    const asked = await askCloud(cloud, { method: 'GET', path: '/v2.0/cloud/thing/device', query });
    if (!asked.ok) return asked;
    const rows = readDevices(asked.result);
    for (const row of rows) if (!found.has(row.pid)) found.set(row.pid, row);
    const next = rows.at(-1)?.deviceId;
    if (rows.length < pageSize || next === last) break;
    last = next;
  }
  return { ok: true, value: [...found.values()].sort((a, b) => a.productName.localeCompare(b.productName)) };
};

/** `result` of the answer, as it stands. */
export const modelOf = async (cloud: Cloud, deviceId: string): Promise<Got<unknown>> => {
  const asked = await askCloud(cloud, { method: 'GET', path: `/v2.0/cloud/thing/${deviceId}/model` });
  return asked.ok ? { ok: true, value: asked.result } : asked;
};

/** The agent as far as the API tells; undefined where there is none, or where it does not say. */
export const agentOf = async (cloud: Cloud, deviceId: string): Promise<AgentEntry | undefined> => {
  const base = `/v1.0/cloud/agent/ai/chat/b/devices/${deviceId}`;
  const asked = await askCloud(cloud, { method: 'GET', path: `${base}/role-templates` });
  if (!asked.ok || !Array.isArray(asked.result)) return undefined;
  const roles = asked.result.flatMap((row) => {
    const { role_id: id, role_name: name } = fieldsOf(row);
    return typeof id === 'string' && typeof name === 'string' ? [{ id, name }] : [];
  });
  // The agent's own name is not among what the API gives.
  return { name: '', roles };
};
