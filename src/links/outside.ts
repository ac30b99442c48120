/**
 * A file from elsewhere: from the page's own address directly, from every other one through the bench's own server, since
 * the policy of the page lets it speak to nobody else.
 */
import { longestOutside, mostOutside, type OutsideFault, type OutsideKind } from '../model/outside';
import { BenchError, type Details } from '../model/problem';
import { hostOf } from '../protocols/catalogue/address';
import { bytesAtMost } from './bounded';

/** Throws `catalogue.not-fetched` {reason, host, …}. */
export type FetchOutside = (url: string, kind: OutsideKind, signal?: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>;

export interface OutsideOptions {
  fetch?: typeof fetch;
  /** Of the page; its server's route is there too. */
  origin?: string;
}

/** Longer than the server gives itself: its own refusal says more. */
const graceMs = 15_000;

const notFetched = (reason: OutsideFault, url: string, details: Details = {}, cause?: unknown) =>
  new BenchError('catalogue.not-fetched', { reason, host: hostOf(url), ...details }, { cause });

const isProblem = (value: unknown): value is { problem: { code: 'catalogue.not-fetched'; details: Details } } => {
  const { problem } = (value ?? {}) as { problem?: { code?: unknown } };
  return problem?.code === 'catalogue.not-fetched';
};

/** Facts alone, whoever answered. */
const detailsOf = (value: object): Details =>
  Object.fromEntries(Object.entries(value).filter(([, fact]) => typeof fact === 'string' || typeof fact === 'number'));

const refusedBy = async (response: Response, url: string): Promise<BenchError> => {
  const text = await bytesAtMost(response, 64 * 1024).catch(() => undefined);
  try {
    const told: unknown = JSON.parse(new TextDecoder().decode(text));
    if (isProblem(told)) return new BenchError('catalogue.not-fetched', detailsOf(told.problem.details ?? {}));
  } catch {
    // A server of files alone, which has a page or a word for what it does not have.
  }
  return notFetched('no-relay', url);
};

export const createFetchOutside = (options: OutsideOptions = {}): FetchOutside => {
  const send = options.fetch ?? ((url: string, init?: RequestInit) => fetch(url, init));
  const origin = () => options.origin ?? location.origin;

  const direct = async (url: string, signal: AbortSignal): Promise<Response> => {
    const asked = await send(url, { credentials: 'omit', redirect: 'error', cache: 'no-cache', signal });
    if (!asked.ok) throw notFetched('status', url, { status: asked.status });
    // A server of single pages answers with its page where it has no file.
    if (asked.headers.get('Content-Type')?.includes('text/html')) throw notFetched('web-page', url);
    return asked;
  };

  const through = async (url: string, kind: OutsideKind, signal: AbortSignal): Promise<Response> => {
    const asked = await send(`${origin()}/outside/fetch`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ address: url, kind }),
      signal,
    }).catch((cause) => {
      throw signal.aborted ? cause : notFetched('no-relay', url, {}, cause);
    });
    const isFile = asked.ok && asked.headers.get('Content-Type') === 'application/octet-stream';
    if (!isFile) throw await refusedBy(asked, url);
    return asked;
  };

  return async (url, kind, signal) => {
    const stopped = new AbortController();
    const leave = () => stopped.abort();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      stopped.abort();
    }, longestOutside[kind] + graceMs);
    signal?.addEventListener('abort', leave);
    if (signal?.aborted) leave();
    try {
      const isOwn = new URL(url).origin === origin();
      const response = isOwn ? await direct(url, stopped.signal) : await through(url, kind, stopped.signal);
      const bytes = await bytesAtMost(response, mostOutside[kind]);
      if (!bytes) throw notFetched('too-large', url, { most: mostOutside[kind] });
      return bytes;
    } catch (fault) {
      if (late) throw notFetched('too-slow', url, { seconds: Math.round(longestOutside[kind] / 1000) });
      if (signal?.aborted) throw new BenchError('cancelled');
      throw fault instanceof BenchError ? fault : notFetched('unreachable', url, {}, fault);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', leave);
    }
  };
};
