/** The calls behind the device screens. Keys are asked for only while a hand holds their dots. */
import type { Cloud } from '../../../model/cloud';
import { type Asked, askCloud, type Got } from '../../../steps/device/ask-cloud';
import { agentCalls, agentRoles } from '../../../steps/device/cloud-devices';
import { type CloudDeviceFacts, fieldsOf, readDevice } from '../../../steps/device/device-answers';

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

/** Longer ones do not fit a line of the phone app. */
export const nameMost = 40;

export const renameDevice = (cloud: Cloud, deviceId: string, name: string): Promise<Asked> =>
  askCloud(cloud, { method: 'PUT', path: `/v1.0/devices/${deviceId}`, body: { name } });

export interface AgentFacts {
  /** `unknown`: the cloud did not tell. */
  has: 'yes' | 'no' | 'unknown';
  roles: readonly { id: string; name: string }[];
  speaking?: string;
}

/** What the API gives of a device's agent: the roles there are, and the one in force. */
export const getAgent = async (cloud: Cloud, deviceId: string): Promise<AgentFacts> => {
  const [roles, bound] = await Promise.all([
    agentRoles(cloud, deviceId),
    askCloud(cloud, { method: 'GET', path: `${agentCalls(deviceId)}/role-bindings` }),
  ]);
  if (!roles.ok) {
    const none = roles.trouble.kind === 'refused' && roles.trouble.code === 2009;
    return { has: none ? 'no' : 'unknown', roles: [] };
  }
  const speaking = bound.ok ? fieldsOf(bound.result).role_name : undefined;
  return { has: 'yes', roles: roles.value, ...(typeof speaking === 'string' && { speaking }) };
};

/** Of a device that is not linked to the project (openapi, section 5). */
const notLinked = 1106;

const isNotLinked = (asked: Asked): boolean =>
  !asked.ok && asked.trouble.kind === 'refused' && asked.trouble.code === notLinked;

/**
 * Unbind, or unbind and wipe (openapi, section 7). The deed counts: where the answer is lost, or says that there is nothing
 * to end, the cloud is asked whether it still has the device.
 */
export const endDevice = async (cloud: Cloud, deviceId: string, how: 'unbind' | 'reset'): Promise<Asked> => {
  const asked = await askCloud(
    cloud,
    how === 'unbind'
      ? { method: 'DELETE', path: `/v1.0/devices/${deviceId}` }
      : { method: 'POST', path: `${thing(deviceId)}/reset` },
  );
  if (asked.ok || (asked.trouble.kind === 'refused' && !isNotLinked(asked))) return asked;
  const still = await askCloud(cloud, { method: 'GET', path: thing(deviceId) });
  return isNotLinked(still) ? { ok: true, result: true } : asked;
};
