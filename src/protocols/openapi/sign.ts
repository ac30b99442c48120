/** The signature of OpenAPI calls, made and checked: the current rule only (openapi, section 4). */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { sha256Hex, toHex } from '../digest/digest';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A header that takes part in the text: spelled as `Signature-Headers` lists it, in that order. */
export type SignedHeader = readonly [name: string, value: string];

export interface Signable {
  method: string;
  /** As `canonicalUrl` gives it. */
  url: string;
  /** The bytes as sent; none when there is no body. */
  body?: Uint8Array;
  headers?: readonly SignedHeader[];
}

/** What goes before the text; empty where a call has none. A token call leaves its token out by itself. */
export interface Signer {
  accessId: string;
  accessToken: string;
  /** Milliseconds since 1970, 13 digits. */
  t: string;
  nonce?: string;
}

const tokenPath = '/v1.0/token';

/** Any path that begins like this is signed without an access token. */
export const isTokenCall = (url: string): boolean => url.startsWith(tokenPath);

/** Path and query as they are signed: sorted by key in plain character order, values not percent-encoded. */
export const canonicalUrl = (path: string, query: readonly (readonly [string, string])[]): string => {
  if (query.length === 0) return path;
  const sorted = [...query].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `${path}?${sorted.map(([key, value]) => `${key}=${value}`).join('&')}`;
};

/** Path and query as they travel. A space goes as `%20`: a `+` would be read back as a plus. */
export const wireUrl = (path: string, query: readonly (readonly [string, string])[]): string =>
  query.length === 0
    ? path
    : `${path}?${query.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&')}`;

/** Path and decoded query of what came over the wire; undefined when it is not decodable. */
export const readWireUrl = (wire: string): { path: string; query: [string, string][] } | undefined => {
  const mark = wire.indexOf('?');
  if (mark < 0) return { path: wire, query: [] };
  try {
    const query = wire
      .slice(mark + 1)
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair): [string, string] => {
        const equals = pair.indexOf('=');
        const key = equals < 0 ? pair : pair.slice(0, equals);
        return [decodeURIComponent(key), equals < 0 ? '' : decodeURIComponent(pair.slice(equals + 1))];
      });
    return { path: wire.slice(0, mark), query };
  } catch {
    return undefined;
  }
};

export const stringToSign = ({ method, url, body, headers = [] }: Signable): string => {
  const signed = headers.map(([name, value]) => `${name}:${value}\n`).join('');
  return `${method.toUpperCase()}\n${sha256Hex(body ?? new Uint8Array())}\n${signed}\n${url}`;
};

/** What the HMAC covers. */
export const signSource = (call: Signable, { accessId, accessToken, t, nonce = '' }: Signer): string =>
  `${accessId}${isTokenCall(call.url) ? '' : accessToken}${t}${nonce}${stringToSign(call)}`;

/** Upper-case hex. The secret is a key as text, although it may look like hex. */
export const sign = (secret: string, source: string): string =>
  toHex(hmac(sha256, bytesOf(secret), bytesOf(source))).toUpperCase();

/** A call as it arrived. `headers` finds a header without regard to case; null or undefined when it is missing. */
export interface ReceivedCall {
  method: string;
  /** From the first slash, still percent-encoded. */
  pathAndQuery: string;
  header(name: string): string | null | undefined;
  body: Uint8Array;
}

/**
 * Whether the signature of a received call follows the rule: hashes the body that came (a GET with `{}` too), sorts the
 * query, and takes every header that `Signature-Headers` names from the headers that came.
 */
export const verify = (call: ReceivedCall, secret: string): boolean => {
  const read = readWireUrl(call.pathAndQuery);
  const given = (name: string): string => call.header(name) ?? '';
  const names = given('Signature-Headers')
    .split(':')
    .filter((name) => name !== '');
  if (!read || given('sign_method') !== 'HMAC-SHA256') return false;
  const source = signSource(
    {
      method: call.method,
      url: canonicalUrl(read.path, read.query),
      body: call.body,
      headers: names.map((name): SignedHeader => [name, given(name)]),
    },
    {
      accessId: given('client_id'),
      accessToken: given('access_token'),
      t: given('t'),
      nonce: given('nonce'),
    },
  );
  return sign(secret, source) === given('sign');
};
