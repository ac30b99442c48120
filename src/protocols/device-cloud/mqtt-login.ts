/** Who a device says it is to the broker, and which topics are its own, before and after activation (device-cloud, section 4). */
import type { License } from '../../model/license';
import { loginPassword } from './keys';

export interface MqttCredentials {
  clientId: string;
  username: string;
  password: string;
}

const bindPrefix = 'acon_';

/** Not activated: waits for a token on the bind channel. */
export const bindLogin = ({ uuid, authKey }: License): MqttCredentials => ({
  clientId: `${bindPrefix}${uuid}`,
  username: `${bindPrefix}${uuid}|pv=2.3`,
  password: loginPassword(authKey),
});

export const deviceLogin = (devId: string, secKey: string): MqttCredentials => ({
  clientId: devId,
  username: devId,
  password: loginPassword(secKey),
});

/** Whom a client id speaks for. */
export const readClientId = (clientId: string): { uuid: string } | { devId: string } =>
  clientId.startsWith(bindPrefix) ? { uuid: clientId.slice(bindPrefix.length) } : { devId: clientId };

export const bindTopic = (uuid: string): string => `d/ai/${uuid}`;

export const deviceTopics = (devId: string) =>
  ({
    in: `smart/device/in/${devId}`,
    out: `smart/device/out/${devId}`,
    rpcRequest: `rpc/req/${devId}`,
    rpcAnswer: `rpc/rsp/${devId}`,
    rpcFile: `rpc/file/${devId}`,
  }) as const;
