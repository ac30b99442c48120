import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWireUrl, sign, signSource, verify, wireUrl } from '../../../src/protocols/openapi/sign';
import { bytes, exceptions, ours, received, signedHeaders, vectors } from './recorded-signatures';

/** The vectors are of three official clients and the vendor's published examples (openapi, sections 11 and 12). */

it('has all 31 vectors before it', () => expect(vectors).toHaveLength(31));

describe('calls of official clients', () => {
  it.each(vectors.filter(({ index }) => !exceptions.includes(index)))('$index $client: $case', (vector) => {
    const { contentSha256, canonicalUrl: url, stringToSign: text, signSource: source, sign: signature } = vector;
    expect(ours(vector)).toEqual({
      contentSha256,
      canonicalUrl: url,
      stringToSign: text,
      signSource: source,
      sign: signature,
    });
    expect(verify(received(vector), vector.secret)).toBe(true);
  });

  it.each(vectors.filter(({ index }) => exceptions.includes(index)))('$index does not follow: $case', (vector) => {
    expect(ours(vector).sign).not.toBe(vector.sign);
    expect(verify(received(vector), vector.secret)).toBe(false);
  });

  it('every one is refused when one character of anything signed changes', () => {
    for (const vector of vectors.filter(({ index }) => !exceptions.includes(index))) {
      const good = received(vector);
      const other = (name: string) => (asked: string) =>
        asked.toLowerCase() === name ? `${good.header(asked) ?? ''}0` : good.header(asked);
      const changed = [
        { ...good, method: good.method === 'GET' ? 'DELETE' : 'GET' },
        { ...good, pathAndQuery: `${good.pathAndQuery}0` },
        { ...good, body: bytes(`${vector.body} `) },
        { ...good, header: other('t') },
        { ...good, header: other('client_id') },
        { ...good, header: other('nonce') },
        { ...good, header: other('sign') },
        { ...good, header: other('sign_method') },
        ...signedHeaders(vector).map(([name]) => ({ ...good, header: other(name.toLowerCase()) })),
      ];
      for (const call of changed) expect(verify(call, vector.secret)).toBe(false);
      expect(verify(good, `${vector.secret.slice(1)}0`)).toBe(false);
    }
  });
});

it('gives the known-good figure of a token call', () => {
  const source = signSource(
    { method: 'get', url: '/v1.0/token?grant_type=1' },
    { accessId: 'benchaccessid000001q', accessToken: 'left out', t: '1795379605000' },
  );
  expect(sign('0f1e2d3c4b5a69788796a5b4c3d2e1f0', source)).toBe(
    '010E2D22EEB326B4C9043BC3CFA134102C361FC91F7AACC97151D4CDFFA33834',
  );
});

it('reads back any query it wrote, and signs decoded values', () => {
  const text = fc.string({ minLength: 1, unit: 'grapheme' });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { maxLength: 5 }), (query) => {
      expect(readWireUrl(wireUrl('/v1.0/x', query))).toEqual({ path: '/v1.0/x', query });
    }),
  );
  expect(wireUrl('/v', [['name', 'lamp one']])).toBe('/v?name=lamp%20one');
  expect(readWireUrl('/v?a=1+1')?.query).toEqual([['a', '1+1']]);
  expect(readWireUrl('/v?a=%zz')).toBeUndefined();
});
