/** The broker's part of the emulated cloud without its bytes: who may log in, whose topics are whose, who is there. */
import type { License } from '../../model/license';
import {
  bindLogin,
  bindTopic,
  deviceLogin,
  deviceTopics,
  type MqttCredentials,
  readClientId,
} from '../../protocols/device-cloud/mqtt-login';
import type { CloudCore } from './core';
import type { MqttLogin, MqttOutcome } from './device-door';
import type { CloudDevice } from './state';

export interface SessionRules {
  core: CloudCore;
  license(uuid: string): License | undefined;
  /** A device published on one of its own topics. */
  published(device: CloudDevice, topic: string, payload: Uint8Array): void;
}

interface Session {
  topics: Set<string>;
  deliver(topic: string, payload: Uint8Array): void;
  closed(): void;
}

interface Welcome {
  /** Topics it may subscribe to, and those it may publish on. */
  hears: readonly string[];
  says: readonly string[];
  device?: CloudDevice;
}

const badPassword = { code: 4 } as const;
/** Means "you were unbound": the device wipes its binding. Never the answer to a passing fault (device-cloud, section 4). */
const notAuthorised = { code: 5 } as const;

/** Only the protocol version after the bar may differ. */
const isRight = (login: MqttLogin, right: MqttCredentials): boolean =>
  login.password === right.password && login.username.split('|')[0] === right.username.split('|')[0];

const welcomeOf = ({ core, license }: SessionRules, login: MqttLogin): Welcome | { code: 4 | 5 } => {
  if (core.isSet('device-offline') || core.strikes('login-refused')) return badPassword;
  const who = readClientId(login.clientId);
  if ('uuid' in who) {
    const known = license(who.uuid);
    if (!known || !isRight(login, bindLogin(known)) || core.strikes('wrong-auth-key')) return badPassword;
    if (core.isSet('license-foreign')) return notAuthorised;
    return { hears: [bindTopic(who.uuid)], says: [] };
  }
  const device = core.device(who.devId);
  if (!device || !isRight(login, deviceLogin(device.deviceId, device.secKey))) return badPassword;
  if (!device.bound) return notAuthorised;
  const topics = deviceTopics(device.deviceId);
  return { device, hears: [topics.in, topics.rpcAnswer, topics.rpcFile], says: [topics.out, topics.rpcRequest] };
};

export const createSessions = (rules: SessionRules) => {
  const { core } = rules;
  const sessions = new Map<string, Session>();

  const setOnline = (device: CloudDevice, online: boolean): void => {
    if (device.online === online) return;
    device.online = online;
    core.tell({ kind: online ? 'online' : 'offline', deviceId: device.deviceId, at: core.world.now() });
  };

  return {
    open(login: MqttLogin, deliver: Session['deliver'], closed: () => void): MqttOutcome {
      const welcome = welcomeOf(rules, login);
      if ('code' in welcome) return welcome;
      const { hears, says, device } = welcome;
      const older = sessions.get(login.clientId);
      const session: Session = { topics: new Set(), deliver, closed };
      sessions.set(login.clientId, session);
      // One connection per client id; that of the bind channel and that of the device have two (device-cloud, section 4).
      older?.closed();
      if (device) setOnline(device, true);
      const isOpen = (): boolean => sessions.get(login.clientId) === session;
      return {
        code: 0,
        session: {
          subscribe(topic) {
            if (!isOpen() || !hears.includes(topic)) return false;
            session.topics.add(topic);
            return true;
          },
          publish(topic, payload) {
            if (isOpen() && device && says.includes(topic)) rules.published(device, topic, payload);
          },
          close() {
            if (!isOpen()) return;
            sessions.delete(login.clientId);
            if (device) setOnline(device, false);
          },
        },
      };
    },

    /** False when nobody listens there. */
    deliver(topic: string, payload: Uint8Array): boolean {
      const listening = [...sessions.values()].filter(({ topics }) => topics.has(topic));
      for (const session of listening) session.deliver(topic, payload);
      return listening.length > 0;
    },
  };
};
