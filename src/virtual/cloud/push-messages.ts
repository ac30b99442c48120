import type { CloudEvent } from '../../model/cloud';
import { makePushFrame, type PushCipher, type PushMessage } from '../../protocols/openapi/push';
import type { CloudCore } from './core';
import type { CloudHappening, CloudProject } from './state';

/** What happens in the emulated cloud, as its message push tells it (openapi, section 9). */

/** The current set of messages, or the older one with protocols 4 and 20. */
export type PushSet = 'current' | 'older';

const currentNames = {
  online: 'deviceOnline',
  offline: 'deviceOffline',
  bound: 'deviceBindUser',
  unbound: 'deviceDelete',
} as const;

const olderNames = { online: 'online', offline: 'offline', bound: 'bindUser', unbound: 'delete' } as const;

/** What happened in the words every cloud has. Undefined for commands: the push tells only what devices do. */
export const asCloudEvent = (core: CloudCore, happening: CloudHappening): CloudEvent | undefined => {
  if (happening.kind === 'commanded') return undefined;
  if (happening.kind !== 'reported') return happening;
  const { deviceId, at } = happening;
  const points = core.product(core.device(deviceId)?.pid ?? '')?.dataPoints ?? [];
  const properties = happening.values.flatMap(({ dpId, value }) => {
    const code = points.find(({ id }) => id === dpId)?.code;
    return code === undefined ? [] : [{ code, dpId, value }];
  });
  return { kind: 'reported', deviceId, at, properties };
};

type Body = Pick<PushMessage, 'protocol' | 'data'>;

const current = (event: CloudEvent, pid: string, uid: string, dataId: string): Body => {
  const { deviceId: devId, at } = event;
  if (event.kind !== 'reported') {
    const bizData = { devId, uid, productId: pid, time: at };
    return { protocol: 1001, data: { bizCode: currentNames[event.kind], bizData, ts: at } };
  }
  const properties = event.properties.map(({ code, dpId, value }) => ({ code, dpId, time: at, value }));
  const bizData = { dataId, devId, productId: pid, properties };
  return { protocol: 1000, data: { bizCode: 'devicePropertyMessage', bizData, ts: at } };
};

const older = (event: CloudEvent, pid: string, uid: string, dataId: string): Body => {
  const { deviceId: devId, at } = event;
  if (event.kind !== 'reported') {
    const bizData = event.kind === 'bound' ? { uid, devId, productKey: pid } : { time: at };
    return { protocol: 20, data: { bizCode: olderNames[event.kind], bizData, devId, productKey: pid, ts: at } };
  }
  const status = event.properties.map(({ code, dpId, value }) => ({
    code,
    value,
    t: at,
    [String(dpId)]: String(value),
  }));
  return { protocol: 4, data: { dataId, devId, productKey: pid, status } };
};

/** A text frame of the WebSocket for this project; undefined when the push says nothing of it. */
export const pushFrame = (
  core: CloudCore,
  project: CloudProject,
  happening: CloudHappening,
  cipher: PushCipher,
  set: PushSet,
): string | undefined => {
  const event = asCloudEvent(core, happening);
  if (!event) return undefined;
  const device = core.device(event.deviceId);
  const messageId = core.text(20);
  const body = (set === 'current' ? current : older)(event, device?.pid ?? '', device?.uid ?? '', core.text(20));
  const seal = cipher === 'aes_gcm' ? { cipher, iv: core.world.random(12) } : { cipher };
  return makePushFrame({ messageId, t: core.world.now(), ...body }, project.secret, seal);
};
