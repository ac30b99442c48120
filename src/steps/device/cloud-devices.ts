/** The devices of a cloud's project, and what it tells of their agent (openapi, section 7). */
import type { Cloud } from '../../model/cloud';
import { askCloud, type Got } from './ask-cloud';
import { type CloudDeviceFacts, fieldsOf, readDevices } from './device-answers';

const pageSize = 20;
/** A bench is not a fleet. */
const usualPages = 25;

/** All of them, or those of the first pages. A cloud that gives all at once names no new one on the next page. */
export const listCloudDevices = async (cloud: Cloud, mostPages = usualPages): Promise<Got<CloudDeviceFacts[]>> => {
  const found = new Map<string, CloudDeviceFacts>();
  for (let page = 0; page < mostPages; page += 1) {
    const last = [...found.keys()].at(-1);
    const query = { page_size: String(pageSize), ...(last !== undefined && { last_id: last }) };
    const asked = await askCloud(cloud, { method: 'GET', path: '/v2.0/cloud/thing/device', query });
    if (!asked.ok) return asked;
    const rows = readDevices(asked.result);
    const fresh = rows.filter(({ deviceId }) => !found.has(deviceId));
    for (const row of fresh) found.set(row.deviceId, row);
    if (rows.length < pageSize || fresh.length === 0) break;
  }
  return { ok: true, value: [...found.values()] };
};

export const agentCalls = (deviceId: string) => `/v1.0/cloud/agent/ai/chat/b/devices/${deviceId}`;

/** The roles its agent can speak in; refused with 2009 where it has none. */
export const agentRoles = async (cloud: Cloud, deviceId: string): Promise<Got<{ id: string; name: string }[]>> => {
  const asked = await askCloud(cloud, { method: 'GET', path: `${agentCalls(deviceId)}/role-templates` });
  if (!asked.ok) return asked;
  const rows = Array.isArray(asked.result) ? asked.result : [];
  const value = rows.flatMap((row) => {
    const { role_id: id, role_name: name } = fieldsOf(row);
    return typeof id === 'string' && typeof name === 'string' ? [{ id, name }] : [];
  });
  return { ok: true, value };
};
