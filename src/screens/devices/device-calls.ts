/** The calls behind the device screens. Keys are asked for only while a hand holds their dots. */
import type { Cloud } from '../../model/cloud';

import { askCloud, type Got } from '../../steps/ask-cloud';
import { type CloudDeviceFacts, fieldsOf, readDevice, readDevices } from '../../steps/device-answers';

const pageSize = 20;
/** Pages asked for at most; a bench is not a fleet. */
const mostPages = 25;

/** All devices of the project. A cloud that gives all of them at once names no new one on the next page. */
export const listCloudDevices = async (cloud: Cloud): Promise<Got<CloudDeviceFacts[]>> => {
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

const thing = (deviceId: string) => `/v2.0/cloud/thing/${deviceId}`;

/** Undefined when the cloud's answer names no device. */
export const getDevice = async (cloud: Cloud, deviceId: string): Promise<Got<CloudDeviceFacts | undefined>> => {
  const asked = await askCloud(cloud, { method: 'GET', path: thing(deviceId) });
  return asked.ok ? { ok: true, value: readDevice(asked.result) } : asked;
};

/** 16 characters, asked for anew each time and kept nowhere. */
export const getLocalKey = async (cloud: Cloud, deviceId: string): Promise<string | undefined> => {
  const asked = await askCloud(cloud, { method: 'GET', path: thing(deviceId) });
  const key = asked.ok ? fieldsOf(asked.result).local_key : undefined;
  return typeof key === 'string' && key !== '' ? key : undefined;
};

export interface AgentFacts {
  /** `unknown`: the cloud did not tell. */
  has: 'yes' | 'no' | 'unknown';
  roles: readonly { id: string; name: string }[];
  speaking?: string;
}

/** What the API gives of a device's agent: the roles there are, and the one in force. */
export const getAgent = async (cloud: Cloud, deviceId: string): Promise<AgentFacts> => {
  const base = `/v1.0/cloud/agent/ai/chat/b/devices/${deviceId}`;
  const [templates, bound] = await Promise.all([
    askCloud(cloud, { method: 'GET', path: `${base}/role-templates` }),
    askCloud(cloud, { method: 'GET', path: `${base}/role-bindings` }),
  ]);
  if (!templates.ok) {
    const none = templates.trouble.kind === 'refused' && templates.trouble.code === 2009;
    return { has: none ? 'no' : 'unknown', roles: [] };
  }
  const rows = Array.isArray(templates.result) ? templates.result : [];
  const roles = rows.flatMap((row) => {
    const { role_id: id, role_name: name } = fieldsOf(row);
    return typeof id === 'string' && typeof name === 'string' ? [{ id, name }] : [];
  });
  const speaking = bound.ok ? fieldsOf(bound.result).role_name : undefined;
  return { has: 'yes', roles, ...(typeof speaking === 'string' && { speaking }) };
};

/** Unbind, or unbind and wipe (openapi, section 7). */
export const endDevice = (cloud: Cloud, deviceId: string, how: 'unbind' | 'reset') =>
  askCloud(
    cloud,
    how === 'unbind'
      ? { method: 'DELETE', path: `/v1.0/devices/${deviceId}` }
      : { method: 'POST', path: `${thing(deviceId)}/reset` },
  );
