/** The emulated cloud's device side with the recorded license, product and token, and a device to ask it. */

import { writeActivation } from '../../../src/protocols/device-cloud/activation';
import { atopPath, openAtopAnswer, readAtopResult, sealAtopRequest } from '../../../src/protocols/device-cloud/atop';
import { readSchema } from '../../../src/protocols/device-cloud/schema';
import { createCore } from '../../../src/virtual/cloud/core';
import { createDeviceSide, type DeviceSideSettings } from '../../../src/virtual/cloud/device-side';
import type { CloudHappening, CloudState, PairingToken } from '../../../src/virtual/cloud/state';
import { asciiBytes, device, licence, productId, vectors } from '../../protocols/device-cloud/recorded';

export const recordedAt = 1_795_379_239_000;

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const drawsOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => alphabet.indexOf(letter));

export const pairingToken = (over: Partial<PairingToken> = {}): PairingToken => ({
  token: 'Tok3n7Zq',
  secret: 'pro',
  region: 'AY',
  uid: 'vuser1',
  expiresAt: recordedAt + 300_000,
  failed: [],
  ...over,
});

/** Chance gives the recorded keys whenever sixteen bytes are drawn, one after the other. */
export const createDeviceBench = (over: Partial<CloudState> = {}, settings: DeviceSideSettings = {}) => {
  const time = { now: recordedAt };
  let drawn = 0;
  let nonces = 0;
  const keys = [device.secKey, device.localKey];
  const world = {
    now: () => time.now,
    random: (length: number) =>
      length === 16 ? drawsOf(keys[drawn++ % 2] ?? '') : new Uint8Array(length).fill(nonces++),
  };
  const state: CloudState = {
    projects: [],
    products: [
      {
        pid: productId,
        name: 'bench lamp',
        category: 'dj',
        dataPoints: readSchema(JSON.stringify(vectors.schemaGivenAtActivation)) ?? [],
      },
    ],
    licenses: [licence],
    tokens: [pairingToken()],
    devices: [],
    faults: [],
    ...over,
  };
  const core = createCore(world, state);
  const told: CloudHappening[] = [];
  core.listen((happening) => told.push(happening));
  const side = createDeviceSide(core, settings);

  const post = async (path: string, body: string): Promise<string> => {
    const answer = await side.door.http(new Request(`https://a1.bench.test${path}`, { method: 'POST', body }));
    return answer.text();
  };

  /** One ATOP call; `text` is what the answer held, opened with the caller's key or plain. */
  const ask = async (
    who: { uuid: string } | { devId: string },
    key: string,
    call: { a: string; v?: string; text: string },
  ) => {
    const path = atopPath({ a: call.a, v: call.v ?? '1.0', t: 1430, ...who }, key);
    const body = await post(path, sealAtopRequest(call.text, key, asciiBytes('0123456789ab')));
    const opened = openAtopAnswer(body, key);
    return {
      body,
      text: opened?.text ?? '',
      plain: opened?.nonce === undefined,
      result: readAtopResult(opened?.text ?? ''),
    };
  };

  const activate = (over: Partial<Parameters<typeof writeActivation>[0]> = {}, license = licence) =>
    ask({ uuid: license.uuid }, license.authKey, {
      a: 'thing.device.opensdk.active',
      text: writeActivation({ token: 'Tok3n7Zq', softVer: '1.0.0', productKey: productId, t: 1430, ...over }),
    });

  return { core, side, state, time, told, post, ask, activate };
};
