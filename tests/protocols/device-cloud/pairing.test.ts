import { describe, expect, it } from 'vitest';
import { readActivation, readIdentity, writeActivation } from '../../../src/protocols/device-cloud/activation';
import { readDiscovery, readEndpoints, writeDiscovery } from '../../../src/protocols/device-cloud/discovery';
import { joinPairingToken, splitPairingToken } from '../../../src/protocols/device-cloud/pairing-token';
import { readSchema, writeSchema } from '../../../src/protocols/device-cloud/schema';
import { atopSteps, device, productId, session, story, vectors } from './recorded';

const activations = atopSteps.filter(({ api }) => api === 'thing.device.opensdk.active');

describe('the pairing token', () => {
  it('splits into region, token and secret (openapi, section 7)', () => {
    expect(splitPairingToken('AYH73H8u7Ap4pX')).toEqual({ region: 'AY', token: 'H73H8u7A', secret: 'p4pX' });
    expect(splitPairingToken(session.secondClient.pairingTokenGiven)?.token).toBe(
      session.secondClient.pairingTokenSent,
    );
    expect(joinPairingToken({ region: 'AY', token: 'H73H8u7A', secret: 'p4pX' })).toBe('AYH73H8u7Ap4pX');
    expect(splitPairingToken('H73H8u7A')).toBeUndefined();
  });
});

describe('activation', () => {
  it('is asked for as TuyaOpen does, character by character', () => {
    const ofTuyaOpen = activations.filter(({ version }) => version === '1.0');
    expect(ofTuyaOpen.length).toBeGreaterThan(2);
    for (const { requestPlaintext } of ofTuyaOpen) {
      const request = readActivation(requestPlaintext);
      expect(request?.productKey).toBe(productId);
      expect(request && writeActivation(request)).toBe(requestPlaintext);
    }
  });

  it('reads the second client too', () => {
    const second = activations.find(({ version }) => version === '2.0');
    expect(readActivation(second?.requestPlaintext ?? '')).toMatchObject({ token: 'Tok3n7Zq', devId: undefined });
    expect(readActivation('{"token":"Tok3n7Zq"}')).toBeUndefined();
  });

  it('answers with an identity', () => {
    const { result } = JSON.parse(activations[0]?.responsePlaintext ?? '') as { result: Record<string, unknown> };
    expect(readIdentity(result)).toMatchObject({ ...device, schemaId: '00000bench', stdTimeZone: '+08:00' });
    // Section 0: the client copies these into fixed buffers.
    for (const longer of ['secKey', 'localKey', 'schemaId'])
      expect(readIdentity({ ...result, [longer]: 'x'.repeat(17) }), longer).toBeUndefined();
    expect(readIdentity({ ...result, schema: [] })).toBeUndefined();
  });
});

describe('the schema', () => {
  it('of the recorded activation is re-made character by character', () => {
    const { result } = JSON.parse(activations[0]?.responsePlaintext ?? '') as { result: { schema: string } };
    const points = readSchema(result.schema);
    expect(points?.map(({ type }) => type)).toEqual(['bool', 'value', 'enum', 'string', 'bitmap', 'raw']);
    expect(points && writeSchema(points)).toBe(result.schema);
    expect(JSON.parse(result.schema)).toEqual(vectors.schemaGivenAtActivation);
  });

  it('keeps passive and trigger, and leaves out what the device does not know', () => {
    const text = '[{"mode":"rw","property":{"type":"bool"},"id":1,"type":"obj","passive":true,"trigger":"direct"}]';
    expect(readSchema(text)).toEqual([
      { id: 1, code: 'dp_1', name: '', mode: 'rw', type: 'bool', passive: true, trigger: 'direct' },
    ]);
    expect(writeSchema(readSchema(text) ?? [])).toBe(text);
    expect(readSchema('[{"id":2,"mode":"rw","type":"hologram"},3]')).toEqual([]);
    expect(readSchema('{}')).toBeUndefined();
    expect(readSchema('[')).toBeUndefined();
  });
});

describe('discovery', () => {
  it('asks as recorded, with a region and without', () => {
    const asked = story.filter((step) => step.step.startsWith('endpoint discovery'));
    expect(asked).toHaveLength(4);
    for (const { requestBody = '', response } of asked) {
      const request = readDiscovery(requestBody);
      expect(request?.keys).toEqual(['httpsSelfUrl', 'mqttsSelfUrl']);
      expect(writeDiscovery(request?.region, request?.env)).toBe(requestBody);
      expect(readEndpoints(JSON.stringify(response))).toMatchObject({
        https: 'https://a1.bench.test/d.json',
        mqtts: 'm1.bench.test:8883',
        ttl: 600,
      });
    }
    expect(readDiscovery('[]')).toBeUndefined();
    expect(readEndpoints('{}')).toBeUndefined();
  });
});
