/** The models of a project's products, which its cloud tells only device by device (openapi, section 7). */
import type { Cloud } from '../../model/cloud';
import type { AgentEntry } from '../../model/product';
import { askCloud, type Got } from '../../steps/device/ask-cloud';
import { agentRoles, listCloudDevices } from '../../steps/device/cloud-devices';
import type { CloudDeviceFacts } from '../../steps/device/device-answers';

/** A product shows up among the first devices, or somebody drops its model. */
const mostPages = 5;

/** One device for each product, by name of the product. */
export const oneDeviceEach = async (cloud: Cloud): Promise<Got<readonly CloudDeviceFacts[]>> => {
  const listed = await listCloudDevices(cloud, mostPages);
  if (!listed.ok) return listed;
  const found = new Map<string, CloudDeviceFacts>();
  for (const device of listed.value) if (!found.has(device.pid)) found.set(device.pid, device);
  return { ok: true, value: [...found.values()].sort((a, b) => a.productName.localeCompare(b.productName)) };
};

/** `result` of the answer, as it stands. */
export const modelOf = async (cloud: Cloud, deviceId: string): Promise<Got<unknown>> => {
  const asked = await askCloud(cloud, { method: 'GET', path: `/v2.0/cloud/thing/${deviceId}/model` });
  return asked.ok ? { ok: true, value: asked.result } : asked;
};

/** The agent as far as the API tells; undefined where there is none, or where it does not say. */
export const agentOf = async (cloud: Cloud, deviceId: string): Promise<AgentEntry | undefined> => {
  const roles = await agentRoles(cloud, deviceId);
  // The agent's own name is not among what the API gives.
  return roles.ok ? { name: '', roles: roles.value } : undefined;
};
