/** What an activated device asks the cloud by name, over HTTP or as RPC over MQTT (device-cloud, sections 3 and 5). */
import { own } from '../../model/own';
import { atopCalls } from '../../protocols/device-cloud/atop';
import { writeDps } from '../../protocols/device-cloud/messages';
import { writeSchema } from '../../protocols/device-cloud/schema';
import type { CloudCore } from './core';
import { DeviceRefusal } from './device-refusal';
import type { CloudDevice } from './state';

export interface DeviceAsk {
  core: CloudCore;
  device: CloudDevice;
  data: Readonly<Record<string, unknown>>;
  /** Seconds. */
  t: number;
  /** Ends the binding from the device's side. */
  unbound(): void;
}

const timeZone = { stdTimeZone: '+08:00', dstIntervals: [] };
const validSeconds = 1800;

const softVersion = (versions: unknown): string | undefined => {
  try {
    const told: unknown = typeof versions === 'string' ? JSON.parse(versions) : versions;
    const main: unknown = Array.isArray(told) ? told.find((each) => each?.otaChannel === 0) : undefined;
    const { softVer } = (main ?? {}) as { softVer?: unknown };
    return typeof softVer === 'string' ? softVer : undefined;
  } catch {
    return undefined;
  }
};

const valuesOf = ({ device, data }: DeviceAsk) => {
  const asked = Array.isArray(data.dps) ? data.dps.map(Number) : [];
  const values = Object.entries(device.values).map(([id, { value }]) => ({ dpId: Number(id), value }));
  return writeDps(asked.length > 0 ? values.filter(({ dpId }) => asked.includes(dpId)) : values);
};

/** The answer's `result`; undefined = none, which for upgrades means "nothing new". */
const handlers: Readonly<Record<string, (ask: DeviceAsk) => unknown>> = {
  [atopCalls.versions]: ({ device, data }) => {
    device.softVer = softVersion(data.versions) ?? device.softVer;
    return true;
  },
  [atopCalls.infoSync]: ({ device }) => ({ status: device.bound ? 'enable' : (device.pending ?? 'reset') }),
  [atopCalls.reset]: ({ unbound }) => {
    unbound();
    return true;
  },
  [atopCalls.upgradeGet]: () => undefined,
  [atopCalls.upgradeSilentGet]: () => undefined,
  [atopCalls.upgradeStatus]: () => true,
  [atopCalls.dynamicConfig]: ({ t }) => {
    const config = { ackId: '0-0', validTime: validSeconds, time: t, config: timeZone };
    return { ...config, timezone: config };
  },
  [atopCalls.dpGet]: (ask) => ({ devId: ask.device.deviceId, dps: valuesOf(ask) }),
  [atopCalls.metaSave]: () => true,
  [atopCalls.schemaNewest]: ({ core, device }) => {
    const product = core.product(device.pid);
    return product && { schemaId: device.schemaId, schema: writeSchema(product.dataPoints) };
  },
  [atopCalls.agentToken]: ({ core, device }) => {
    const agent = core.product(device.pid)?.agent;
    if (!agent) throw new DeviceRefusal('AGENT_NOT_EXIST', 'product has no agent');
    return { virtual: true, agent: agent.name, token: core.text(32) };
  },
};

/** Throws DeviceRefusal, also when there is no such call or no such device any more. */
export const answerDevice = (name: string, ask: DeviceAsk): unknown => {
  const handle = own(handlers, name);
  if (!handle) throw new DeviceRefusal('API_OR_API_VERSION_WRONG', 'no such call');
  if (!ask.device.bound && name !== atopCalls.infoSync)
    throw new DeviceRefusal('GATEWAY_NOT_EXISTS', 'device does not exist');
  return handle(ask);
};
