import { describe, expect, it } from 'vitest';
import {
  atopPath,
  atopSignSource,
  openAtopAnswer,
  openAtopRequest,
  readAtopParams,
  readAtopResult,
  sealAtopAnswer,
  sealAtopRequest,
  signAtop,
} from '../../../src/protocols/device-cloud/atop';
import { cipherKey, loginPassword } from '../../../src/protocols/device-cloud/keys';
import { asciiBytes, atopSteps, hexBytes, hexOf, requestNonce, session } from './recorded';

// Recorded from TuyaOpen and agentic-kit: activation-session.json. Rules: device-cloud, section 3.
describe('every recorded ATOP call', () => {
  it('has all calls of both clients', () => {
    expect(atopSteps).toHaveLength(10);
  });

  for (const step of atopSteps) {
    const name = `${step.api} ${step.version} at ${step.urlParams.t}`;
    const query = step.path.split('?')[1] ?? '';

    it(`${name} is signed as recorded`, () => {
      expect(readAtopParams(query)).toEqual(step.urlParams);
      expect(atopSignSource(step.urlParams, step.key)).toBe(step.signSource);
      expect(signAtop(step.urlParams, step.key)).toBe(step.sign);
      const { a = '', v = '', t, devId, uuid } = step.urlParams;
      expect(atopPath({ a, v, t: Number(t), devId, uuid }, step.key)).toBe(step.path);
    });

    it(`${name}: the body opens and is re-made`, () => {
      const opened = openAtopRequest(step.requestBody, step.key);
      expect(opened?.text).toBe(step.requestPlaintext);
      expect(opened && hexOf(opened.nonce)).toBe(hexOf(requestNonce(step)));
      expect(sealAtopRequest(step.requestPlaintext, step.key, requestNonce(step))).toBe(step.requestBody);
    });

    it(`${name}: the answer opens and is re-made, its outer sign included`, () => {
      expect(openAtopAnswer(step.responseBody, step.key)?.text).toBe(step.responsePlaintext);
      const { t } = JSON.parse(step.responseBody) as { t: number };
      const nonce = hexBytes(step.responseNonceHex);
      expect(sealAtopAnswer(step.responsePlaintext, step.key, nonce, t)).toBe(step.responseBody);
    });

    it(`${name} does not open with another key or after a changed byte`, () => {
      const otherKey = `x${step.key.slice(1)}`;
      expect(openAtopRequest(step.requestBody, otherKey)).toBeUndefined();
      expect(openAtopAnswer(step.responseBody, otherKey)).toBeUndefined();
      const last = step.requestBody.at(-1) === '0' ? '1' : '0';
      expect(openAtopRequest(step.requestBody.slice(0, -1) + last, step.key)).toBeUndefined();
    });
  }
});

describe('around the recorded calls', () => {
  const authKey = session.licence.authKey;
  const secKey = session.device.secKey;

  it('has the known-good figures of section 10', () => {
    expect(loginPassword(authKey)).toBe('ddea92bca960cac2');
    expect(loginPassword(secKey)).toBe('e0a67551eba731ba');
    expect(hexOf(cipherKey(authKey))).toBe('617574686b657962656e636830303030');
    expect(sealAtopRequest('{"t":1559}', secKey, asciiBytes('3c791f32002a'))).toBe(
      'data=3363373931663332303032615A8A710D3FD510B44A260B0EB45C72D7576E122DB6E5E9C2D777',
    );
  });

  it('takes off the NUL that some calls seal with the JSON', () => {
    const body = sealAtopRequest('{"t":1}\0', secKey, asciiBytes('abcdefabcdef'));
    expect(openAtopRequest(body, secKey)?.text).toBe('{"t":1}');
  });

  it('takes a plain answer as it is, and nothing that is neither', () => {
    const plain = '{"success":false,"errorCode":"GATEWAY_NOT_EXISTS","errorMsg":"no","t":7}';
    expect(openAtopAnswer(plain, secKey)).toEqual({ text: plain });
    expect(openAtopAnswer('{"result":"!"}', secKey)).toBeUndefined();
    expect(openAtopAnswer('<html>', secKey)).toBeUndefined();
    expect(openAtopRequest('data=12', secKey)).toBeUndefined();
    expect(openAtopRequest('data=xyz', secKey)).toBeUndefined();
  });

  it('reads what an answer says', () => {
    const refused = session.rejectedToken.first.responsePlaintext;
    expect(readAtopResult(refused)).toMatchObject({ success: false, errorCode: 'EXPIRED', errorMsg: 'token invalid' });
    const synced = session.unboundWhileOffline.sync.responsePlaintext;
    expect(readAtopResult(synced)).toEqual({ success: true, t: 1795379368, result: 'CUSTOM' });
    expect(readAtopResult('{}')).toBeUndefined();
  });
});
