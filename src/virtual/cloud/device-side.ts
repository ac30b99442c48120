/** The emulated cloud as devices meet it: register centre, ATOP and broker behind one door (device-cloud). */
import type { License } from '../../model/license';
import { asBytes, nonceBytes } from '../../protocols/device-cloud/keys';
import {
  type DeviceMessage,
  protocols,
  readMessage,
  readRpcRequest,
  writeDps,
  writeMessage,
  writeRpcAnswer,
} from '../../protocols/device-cloud/messages';
import { bindTopic, deviceTopics } from '../../protocols/device-cloud/mqtt-login';
import { openPacket, sealPacket } from '../../protocols/device-cloud/packet';
import { answerAtop } from './atop';
import { answerDevice } from './atop-calls';
import type { CloudCore, DeviceSide } from './core';
import { DeviceRefusal } from './device-refusal';
import { answerDnsQuery, answerUrlConfig, type CloudEndpoints, pageEndpoints } from './discovery';
import { createSessions } from './mqtt-sessions';
import { forgetReports, keepReport } from './report';
import { type SeenMessage, withoutSecrets } from './seen';
import type { CloudDevice } from './state';

export interface DeviceSideSettings {
  endpoints?: CloudEndpoints;
  /** Licenses this cloud honours besides those in its state. */
  license?(uuid: string): License | undefined;
  /** Told every message, opened and without secrets. */
  seen?(message: SeenMessage): void;
}

/** Where the recorded cloud began to count its messages; the number proves nothing. */
const firstSequence = 1001;

export const createDeviceSide = (core: CloudCore, settings: DeviceSideSettings = {}): DeviceSide => {
  const endpoints = settings.endpoints ?? pageEndpoints;
  let sequence = firstSequence;
  // A cloud that was kept and restored has no connections left.
  for (const device of core.state.devices) device.online = false;

  const seconds = (): number => Math.floor(core.world.now() / 1000);
  const seen = (who: string, way: SeenMessage['way'], where: string, text: string): void =>
    settings.seen?.({ at: core.world.now(), who, way, where, text: withoutSecrets(text) });
  const license = (uuid: string): License | undefined =>
    core.state.licenses.find((each) => each.uuid === uuid) ?? settings.license?.(uuid);

  const say = (who: string, topic: string, key: string, message: Omit<DeviceMessage, 't'>): boolean => {
    const text = writeMessage({ ...message, t: seconds() });
    const packet = { text, sequence, from: 0, nonce: core.world.random(nonceBytes) };
    const heard = sessions.deliver(topic, sealPacket(packet, key));
    if (!heard) return false;
    sequence += 1;
    seen(who, 'down', topic, text);
    return true;
  };

  const end = (device: CloudDevice, pending: CloudDevice['pending']): void => {
    if (!device.bound) return;
    device.bound = false;
    device.pending = pending;
    if (pending === 'reset_factory') forgetReports(device);
    core.tell({ kind: 'unbound', deviceId: device.deviceId, at: core.world.now() });
  };

  const hearRpc = (device: CloudDevice, text: string): void => {
    const { deviceId } = device;
    const request = readRpcRequest(text);
    if (!request) return;
    const t = seconds();
    const data = (request.data ?? {}) as Record<string, unknown>;
    const told = { core, device, data, t, unbound: () => end(device, undefined) };
    const answer = rpcAnswer(request.id, t, () => answerDevice(request.a, told));
    const { rpcAnswer: topic } = deviceTopics(deviceId);
    if (sessions.deliver(topic, asBytes(answer))) seen(deviceId, 'down', topic, answer);
  };

  const sessions = createSessions({
    core,
    license,
    published(device, topic, payload) {
      const { deviceId, localKey } = device;
      const plain = topic === deviceTopics(deviceId).rpcRequest;
      const text = plain ? new TextDecoder().decode(payload) : openPacket(payload, localKey)?.text;
      if (text === undefined) return;
      seen(deviceId, 'up', topic, text);
      if (plain) return hearRpc(device, text);
      const message = readMessage(text);
      if (message?.protocol === protocols.report) keepReport(core, device, message.data);
    },
  });

  const atop = { core, license, seen, unbound: (device: CloudDevice) => end(device, undefined) };

  const answerTo = (path: string, query: string, body: string): string | undefined => {
    if (path === '/d.json') return answerAtop(atop, query, body);
    const answer =
      path === '/v2/url_config'
        ? answerUrlConfig(body, endpoints)
        : path === '/device/dns_query'
          ? answerDnsQuery(body, endpoints)
          : undefined;
    if (answer !== undefined) {
      seen('', 'up', path, body);
      seen('', 'down', path, answer);
    }
    return answer;
  };

  return {
    door: {
      async http(request) {
        const { pathname, search } = new URL(request.url);
        const body = await request.text();
        const answer = request.method === 'POST' ? answerTo(pathname, search, body) : undefined;
        if (answer === undefined) return new Response(null, { status: 404 });
        return new Response(answer, { headers: { 'content-type': 'application/json;charset=UTF-8' } });
      },
      mqtt: sessions.open,
    },

    send(deviceId, values) {
      const device = core.device(deviceId);
      if (!device?.bound) return false;
      const data = { devId: deviceId, dps: writeDps(values) };
      return say(deviceId, deviceTopics(deviceId).in, device.localKey, { protocol: protocols.command, data });
    },

    unbind(deviceId, wipe) {
      const device = core.device(deviceId);
      if (!device?.bound) return;
      const type = wipe ? 'reset_factory' : undefined;
      // Kept until the next activation: a device that misses the message learns of it by its refused login.
      end(device, type ?? 'reset');
      const message = { protocol: protocols.reset, data: { gwId: deviceId }, type };
      say(deviceId, deviceTopics(deviceId).in, device.localKey, message);
    },

    pushToken(uuid, { token, region, secret }) {
      const known = license(uuid);
      if (!known) return false;
      const message = { protocol: protocols.token, data: { token, region, env: secret } };
      return say(uuid, bindTopic(uuid), known.authKey, message);
    },
  };
};

const rpcAnswer = (id: number, t: number, answer: () => unknown): string => {
  try {
    return writeRpcAnswer(id, t, answer());
  } catch (fault) {
    if (!(fault instanceof DeviceRefusal)) throw fault;
    const result = { success: false, errorCode: fault.code, errorMsg: fault.message, t };
    return JSON.stringify({ id, data: { result, t } });
  }
};
