/**
 * Fetches one file from elsewhere for the page, whose policy lets it speak to nobody but this server. Each address on the
 * way, redirects included, is checked by name and, once resolved, by where it leads; the connection then goes to the very
 * addresses that were checked, since a second look-up may say something else (DNS rebinding).
 */
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { longestOutside, mostOutside, type OutsideFault, type OutsideKind } from '../../model/outside';
import { BenchError, type Details } from '../../model/problem';
import { hostOf, isLoopback, type ReadAddress, readAddress, readRedirect } from '../../protocols/catalogue/address';
import { kindFault } from './media-types';
import { isOpenAddress } from './near-addresses';

export interface Resolved {
  address: string;
  family: number;
}

export interface OutsideSettings {
  /** Hosts, with their port where it is not the usual one, that may be near: this computer or its network. */
  nearHosts: ReadonlySet<string>;
  resolve(host: string): Promise<readonly Resolved[]>;
  /** Milliseconds; missing: `longestOutside`. */
  longestMs?: number;
  /** Milliseconds without a byte. */
  idleMs?: number;
}

const mostRedirects = 5;
const usualIdleMs = 15_000;

/** Facts without the address itself: a path may tell more than a log should keep. */
export const notFetched = (reason: OutsideFault, url: string, details: Details = {}): BenchError => {
  const host = hostOf(url);
  return new BenchError('catalogue.not-fetched', { reason, ...(host && { host }), ...details });
};

const withoutBrackets = (host: string): string => host.replace(/^\[(.*)\]$/, '$1');

/** A look-up cannot be called off; nobody has to wait for it. */
const unlessLeft = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((done, failed) => {
    const leave = () => failed(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave);
    void work.then(done, failed).finally(() => signal.removeEventListener('abort', leave));
  });

/** Throws `catalogue.not-fetched`. */
const whereTo = async (
  url: URL,
  { nearHosts, resolve }: OutsideSettings,
  signal: AbortSignal,
): Promise<readonly Resolved[]> => {
  const host = withoutBrackets(url.hostname);
  const mayBeNear = nearHosts.has(url.host);
  if (url.protocol === 'http:' && !(mayBeNear && isLoopback(url.hostname))) throw notFetched('near', url.href);
  const family = isIP(host);
  const found = family
    ? [{ address: host, family }]
    : await unlessLeft(resolve(host), signal).catch(() => {
        throw notFetched('unreachable', url.href, { cause: 'name' });
      });
  if (found.length === 0) throw notFetched('unreachable', url.href, { cause: 'name' });
  // One that is near among several is enough: which of them is tried first is not ours to say.
  if (!mayBeNear && !found.every(({ address }) => isOpenAddress(address))) throw notFetched('near', url.href);
  return found;
};

const pinned =
  (found: readonly Resolved[]): LookupFunction =>
  (_host, { all }, done) => {
    const [first] = found;
    if (all) done(null, [...found]);
    else done(null, first?.address ?? '', first?.family);
  };

const faultOfConnection = (fault: unknown, url: string): BenchError => {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
  const certificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME|^ERR_TLS/.test(code);
  return notFetched(certificate ? 'certificate' : 'unreachable', url, code ? { cause: code } : {});
};

const accepted: Readonly<Record<OutsideKind, string>> = {
  list: 'application/json, text/plain;q=0.5, */*;q=0.1',
  text: 'text/markdown, text/plain;q=0.9, */*;q=0.1',
  bytes: 'application/octet-stream, */*;q=0.1',
};

const ask = (url: URL, kind: OutsideKind, found: readonly Resolved[], signal: AbortSignal): Promise<IncomingMessage> =>
  new Promise((answered, failed) => {
    const send = url.protocol === 'http:' ? plainRequest : tlsRequest;
    // No agent: no connection is shared, so none is open to an address that was not checked.
    const asked = send(url, {
      method: 'GET',
      agent: false,
      lookup: pinned(found),
      signal,
      headers: { Accept: accepted[kind], 'Accept-Encoding': 'identity', 'User-Agent': 'Bindery' },
    });
    asked.on('response', answered);
    asked.on('error', failed);
    asked.end();
  });

const bodyOf = async (response: IncomingMessage, url: string, most: number, alive: () => void): Promise<Uint8Array> => {
  const tooLarge = () => notFetched('too-large', url, { most });
  const promised = response.headers['content-length'];
  if (promised !== undefined && Number(promised) > most) throw tooLarge();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Uint8Array>) {
    alive();
    size += part.length;
    if (size > most) throw tooLarge();
    parts.push(part);
  }
  if (!response.complete || (promised !== undefined && Number(promised) !== size)) throw notFetched('cut-off', url);
  return Buffer.concat(parts, size);
};

/**
 * The bytes at `address`, at most `mostOutside[kind]` of them. Throws `catalogue.not-fetched` {reason, host, …}; `signal`
 * ends it where nobody waits any more.
 */
export const fetchOutside = async (
  address: string,
  kind: OutsideKind,
  settings: OutsideSettings,
  signal?: AbortSignal,
): Promise<Uint8Array> => {
  const { longestMs = longestOutside[kind], idleMs = usualIdleMs } = settings;
  const stopped = new AbortController();
  let late = false;
  const tooLate = () => {
    late = true;
    stopped.abort();
  };
  const left = () => stopped.abort();
  const whole = setTimeout(tooLate, longestMs);
  let idle = setTimeout(tooLate, idleMs);
  const alive = () => {
    clearTimeout(idle);
    idle = setTimeout(tooLate, idleMs);
  };
  signal?.addEventListener('abort', left);
  if (signal?.aborted) left();
  let at = address;
  let read: ReadAddress = readAddress(address);
  try {
    for (let redirects = 0; ; redirects++) {
      if (read.kind === 'refused') throw notFetched(read.fault, at);
      at = read.url;
      const url = new URL(at);
      const response = await ask(url, kind, await whereTo(url, settings, stopped.signal), stopped.signal);
      alive();
      const status = response.statusCode ?? 0;
      const { location } = response.headers;
      if (status >= 300 && status < 400 && location !== undefined) {
        response.destroy();
        if (redirects >= mostRedirects) throw notFetched('redirects', at);
        read = readRedirect(location, at);
        continue;
      }
      try {
        if (status !== 200) throw notFetched('status', at, { status });
        const fault = kindFault(kind, response.headers);
        if (fault) throw notFetched(fault.fault, at, { type: fault.type });
        return await bodyOf(response, at, mostOutside[kind], alive);
      } finally {
        response.destroy();
      }
    }
  } catch (fault) {
    if (late) throw notFetched('too-slow', at, { seconds: Math.round(longestMs / 1000) });
    if (fault instanceof BenchError) throw fault;
    // Cut in mid-answer: Node says `aborted` and ECONNRESET, as it does for one that never came.
    throw faultOfConnection(fault, at);
  } finally {
    clearTimeout(whole);
    clearTimeout(idle);
    signal?.removeEventListener('abort', left);
  }
};
