import type { AgentEntry } from '../../model/product';
import { type Call, refuse, textOf } from './call';
import { boundDevices, sendValues } from './commands';
import type { CloudCore, DeviceSide } from './core';
import { agentCommands } from './emulated-agent';
import type { CloudDevice, CloudProduct } from './state';

/** The AI agent of a device: the role it speaks in, and a say at the emulated one (openapi, section 7). */

/** 1106 as for any device call; 2009 when its product has no agent. */
const named = (call: Call): { device: CloudDevice; product: CloudProduct; agent: AgentEntry } => {
  const found = call.core.strikes('wrong-data-centre')
    ? undefined
    : boundDevices(call.core).find(({ device }) => device.deviceId === call.parts[0]);
  if (!found) return refuse(1106);
  const { agent } = found.product;
  return agent ? { ...found, agent } : refuse(2009);
};

type Role = AgentEntry['roles'][number];

const shown = (agent: AgentEntry, role: Role | undefined) => ({
  // 2 = no role, the agent itself; 1 = one made from a template.
  bind_role_type: role ? 1 : 2,
  role_id: role?.id ?? '',
  role_name: role?.name ?? agent.name,
  role_desc: '',
  role_introduce: '',
  role_img_url: '',
  template_id: role?.id ?? '',
  use_lang_code: 'en',
  use_lang_name: 'English',
  use_llm_id: 'emulated',
  use_llm_name: 'Emulated agent, no language model',
  use_timbre_id: '',
  use_timbre_name: '',
  workflow: 'emulated',
});

/** `POST …/agent-roles/initialization`: the first role of the product, and every call again gives the bound one. */
export const bindFirstRole = (call: Call) => {
  const { device, agent } = named(call);
  device.role ??= agent.roles[0]?.id ?? '';
  return shown(
    agent,
    agent.roles.find(({ id }) => id === device.role),
  );
};

/** `GET …/role-bindings`: the role in force. 1109 before one was bound. */
export const boundRole = (call: Call) => {
  const { device, agent } = named(call);
  if (device.role === undefined) return refuse(1109);
  return shown(
    agent,
    agent.roles.find(({ id }) => id === device.role),
  );
};

/** `GET …/role-templates`: the roles there are. */
export const roleTemplates = (call: Call) => {
  const { device, agent } = named(call);
  return agent.roles.map((role) => ({ ...shown(agent, role), bind_status: device.role === role.id }));
};

/** What `say` answers: `emulated` is always true, so that nobody takes it for the vendor's agent. */
export type Said =
  | { emulated: true; understood: true; commands: { code: string; value: unknown }[] }
  | { emulated: true; understood: false; commands: [] };

/** A sentence to the agent of a bound device. Throws a `Refusal`: 2009 without an agent, 2001 offline. */
export const sayTo = (
  core: CloudCore,
  devices: DeviceSide,
  { device, product }: { device: CloudDevice; product: CloudProduct },
  sentence: string,
): Said => {
  if (!product.agent) return refuse(2009);
  const current = Object.fromEntries(Object.entries(device.values).map(([id, { value }]) => [id, value]));
  const answer = agentCommands(product, sentence, current);
  if (answer.kind === 'unknown') return { emulated: true, understood: false, commands: [] };
  sendValues(core, devices, device, answer.commands, 'agent');
  const commands = answer.commands.map(({ code, value }) => ({ code, value }));
  return { emulated: true, understood: true, commands };
};

/** `POST /emulated/devices/{id}/agent` `{sentence}`: no call of the real cloud, where one talks to the device itself. */
export const sayToAgent = (call: Call): Said => sayTo(call.core, call.devices, named(call), textOf(call.body.sentence));
