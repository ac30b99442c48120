import type { DpValue } from '../../../src/model/data-point';
import type { License } from '../../../src/model/license';
import { readIdentity, writeActivation } from '../../../src/protocols/device-cloud/activation';
import {
  atopCalls,
  atopPath,
  openAtopAnswer,
  readAtopResult,
  sealAtopRequest,
} from '../../../src/protocols/device-cloud/atop';
import { protocols, readDps, readMessage, writeDps, writeMessage } from '../../../src/protocols/device-cloud/messages';
import { deviceLogin, deviceTopics } from '../../../src/protocols/device-cloud/mqtt-login';
import { openPacket, sealPacket } from '../../../src/protocols/device-cloud/packet';
import type { DeviceDoor } from '../../../src/virtual/cloud/device-door';

/** A device in a few lines, over the door alone: activates with a token, logs in, and echoes what it is sent. */

export const license: License = { uuid: 'uuiddemo000000000001', authKey: 'demoauthkey00000000000000000000x' };
const nonce = new Uint8Array(12).fill(48);

/** Undefined when the cloud refuses the activation; `deaf` devices hear and do not answer. */
export const bindDevice = async (
  door: DeviceDoor,
  given: { token: string; pid: string; license?: License; deaf?: boolean },
) => {
  const { uuid, authKey } = given.license ?? license;
  const text = writeActivation({ token: given.token, softVer: '1.0.0', productKey: given.pid, t: 1430 });
  const path = atopPath({ a: atopCalls.activate, v: '1.0', t: 1430, uuid }, authKey);
  const body = sealAtopRequest(text, authKey, nonce);
  const response = await door.http(new Request(`https://a1.virtual.test${path}`, { method: 'POST', body }));
  const result = readAtopResult(openAtopAnswer(await response.text(), authKey)?.text ?? '');
  const identity = result?.success ? readIdentity(result.result) : undefined;
  if (!identity) return undefined;
  const { devId, secKey, localKey } = identity;

  const topics = deviceTopics(devId);
  let sequence = 0;
  const report = (values: readonly { dpId: number; value: DpValue }[]): void => {
    const message = writeMessage({ protocol: protocols.report, t: 1431, data: { devId, dps: writeDps(values) } });
    sequence += 1;
    if (outcome.code === 0)
      outcome.session.publish(topics.out, sealPacket({ text: message, sequence, from: 1, nonce }, localKey));
  };
  const outcome = door.mqtt(
    deviceLogin(devId, secKey),
    (_, payload) => {
      const message = readMessage(openPacket(payload, localKey)?.text ?? '');
      if (message?.protocol === protocols.command && !given.deaf) report(readDps(message.data));
    },
    () => undefined,
  );
  if (outcome.code === 0) outcome.session.subscribe(topics.in);
  return { devId, report, leave: () => outcome.code === 0 && outcome.session.close() };
};
