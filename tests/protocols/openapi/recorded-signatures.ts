import { sha256Hex } from '../../../src/protocols/digest/digest';
import {
  canonicalUrl,
  readWireUrl,
  type SignedHeader,
  sign,
  signSource,
  stringToSign,
} from '../../../src/protocols/openapi/sign';
import recorded from '../../vectors/openapi-signatures.json';

/** The recorded calls, and what our own signing makes of them. No test runner in here: it also runs in a browser. */

export const exceptions = [9, 11];
export const vectors = recorded.vectors.map((vector, index) => ({ ...vector, index }));
export const bytes = (text: string) => new TextEncoder().encode(text);

const headersOf = (vector: (typeof vectors)[number]): Record<string, string> => {
  const named: Record<string, string> = {};
  for (const [name, value] of Object.entries(vector.headers))
    if (value !== undefined) named[name.toLowerCase()] = value;
  return named;
};

/** The documentation's vectors list only what is signed, the computed ones nothing: what must have been there is added. */
export const received = (vector: (typeof vectors)[number]) => {
  const sent = headersOf(vector);
  const full: Record<string, string> = {
    client_id: vector.accessId,
    t: vector.t,
    sign_method: 'HMAC-SHA256',
    sign: vector.sign,
    access_token: vector.token,
    nonce: vector.nonce,
    'signature-headers': vector.client.startsWith('@') ? '' : Object.keys(vector.headers).join(':'),
    ...sent,
  };
  if (sent.client_id !== undefined) full['signature-headers'] = sent['signature-headers'] ?? '';
  return {
    method: vector.method,
    pathAndQuery: vector.pathAndQueryOnTheWire,
    header: (name: string) => full[name.toLowerCase()],
    body: bytes(vector.body),
  };
};

export const signedHeaders = (vector: (typeof vectors)[number]): SignedHeader[] => {
  const call = received(vector);
  return (call.header('signature-headers') ?? '')
    .split(':')
    .filter(Boolean)
    .map((name): SignedHeader => [name, call.header(name) ?? '']);
};

export const ours = (vector: (typeof vectors)[number]) => {
  const read = readWireUrl(vector.pathAndQueryOnTheWire);
  const call = {
    method: vector.method,
    url: canonicalUrl(read?.path ?? '', read?.query ?? []),
    body: bytes(vector.body),
    headers: signedHeaders(vector),
  };
  const signer = { accessId: vector.accessId, accessToken: vector.token, t: vector.t, nonce: vector.nonce };
  return {
    contentSha256: sha256Hex(call.body),
    canonicalUrl: call.url,
    stringToSign: stringToSign(call),
    signSource: signSource(call, signer),
    sign: sign(vector.secret, signSource(call, signer)),
  };
};
