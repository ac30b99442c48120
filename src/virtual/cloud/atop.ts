/** The emulated cloud's side of ATOP: finds the key, checks the signature, opens, answers, seals (device-cloud, section 3). */

import type { License } from '../../model/license';
import {
  atopCalls,
  openAtopRequest,
  readAtopParams,
  sealAtopAnswer,
  signAtop,
} from '../../protocols/device-cloud/atop';
import { nonceBytes } from '../../protocols/device-cloud/keys';
import { readObject } from '../../protocols/device-cloud/read-object';
import { activate } from './activate';
import { answerDevice } from './atop-calls';
import type { CloudCore } from './core';
import { DeviceRefusal } from './device-refusal';
import type { CloudDevice } from './state';

export interface AtopSettings {
  core: CloudCore;
  license(uuid: string): License | undefined;
  unbound(device: CloudDevice): void;
  /** Told what went either way, opened. */
  seen(who: string, way: 'up' | 'down', name: string, text: string): void;
}

interface Asker {
  who: string;
  key: string;
  device?: CloudDevice;
}

const plain = (t: number, { code, message }: DeviceRefusal): string =>
  JSON.stringify({ success: false, errorCode: code, errorMsg: message, t });

/** Whose key it is: AuthKey by UUID, secKey by device id. */
const findAsker = ({ core, license }: AtopSettings, params: Readonly<Record<string, string>>): Asker => {
  const { uuid, devId } = params;
  if (devId !== undefined) {
    const device = core.device(devId);
    if (!device) throw new DeviceRefusal('GATEWAY_NOT_EXISTS', 'device does not exist');
    return { who: devId, key: device.secKey, device };
  }
  const known = uuid === undefined ? undefined : license(uuid);
  if (!known) throw new DeviceRefusal('UUID_NOT_EXIST', 'unknown license');
  if (core.strikes('wrong-auth-key')) throw new DeviceRefusal('SIGN_INVALID', 'signature does not fit the license');
  return { who: known.uuid, key: known.authKey };
};

const answer = (settings: AtopSettings, asker: Asker, name: string, text: string, t: number): unknown => {
  const { core } = settings;
  const { device, who } = asker;
  const data = readObject(text);
  if (!data) throw new DeviceRefusal('PARAM_ILLEGAL', 'not JSON');
  if (device) return answerDevice(name, { core, device, data, t, unbound: () => settings.unbound(device) });
  if (name === atopCalls.activate) return activate(core, who, text);
  if (name === atopCalls.qrCode) return { shortUrl: `https://virtual.test/s/p?uuid=${who}&v=2.0` };
  throw new DeviceRefusal('API_OR_API_VERSION_WRONG', 'no such call');
};

/**
 * The text of the answer to `POST /d.json?query`. Refused plainly while no key is agreed on, sealed from then on. The
 * device's clock is never looked at: on first contact it is in 1970.
 */
export const answerAtop = (settings: AtopSettings, query: string, body: string): string => {
  const { core, seen } = settings;
  const t = Math.floor(core.world.now() / 1000);
  const params = readAtopParams(query);
  const name = params.a ?? '';
  const who = params.devId ?? params.uuid ?? '';
  try {
    const asker = findAsker(settings, params);
    if (params.sign !== signAtop(params, asker.key))
      throw new DeviceRefusal('SIGN_INVALID', 'signature does not fit the license');
    const opened = openAtopRequest(body, asker.key);
    if (!opened) throw new DeviceRefusal('DECRYPT_FAILED', 'body does not open');
    seen(who, 'up', name, opened.text);
    // Activation changes the key for all later calls, not for its own answer.
    const told = sealedAnswer(settings, asker, name, opened.text, t);
    seen(who, 'down', name, told);
    return sealAtopAnswer(told, asker.key, core.world.random(nonceBytes), t);
  } catch (fault) {
    if (!(fault instanceof DeviceRefusal)) throw fault;
    const told = plain(t, fault);
    seen(who, 'down', name, told);
    return told;
  }
};

const sealedAnswer = (settings: AtopSettings, asker: Asker, name: string, text: string, t: number): string => {
  try {
    return JSON.stringify({ success: true, t, result: answer(settings, asker, name, text, t) });
  } catch (fault) {
    if (!(fault instanceof DeviceRefusal)) throw fault;
    return plain(t, fault);
  }
};
