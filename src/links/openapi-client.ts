/**
 * A project's calls to the OpenAPI: signs them, owns the access token and keeps to the cloud's clock (openapi, sections
 * 3 and 4). One client per project: a second one would knock out the first one's token.
 */

import type { Clock } from '../model/clock';
import { type CloudAnswer, type CloudCall, type CloudSession, cloudTime } from '../model/cloud';
import { BenchError } from '../model/problem';
import { readEnvelope, readToken } from '../protocols/openapi/envelope';
import { clockRefused, isTokenStale } from '../protocols/openapi/error-codes';
import { canonicalUrl, isTokenCall, sign, signSource, wireUrl } from '../protocols/openapi/sign';
import { mostAnswerBytes, textAtMost } from './bounded';
import { atMost } from './wait';

export interface OpenApiOptions extends Clock {
  /** `fetch` itself, or the emulated cloud. */
  fetch(request: Request): Promise<Response>;
  /** Without a slash at the end: `https://openapi.tuyacn.com`. */
  baseUrl: string;
  accessId: string;
  secret: string;
  /** How long one exchange may take; 15 s. */
  withinMs?: number;
}

interface Token {
  access: string;
  refresh: string;
  /** As `Clock.ticks`, like the next two: a clock that is set does not change how long it lives. */
  at: number;
  expiresAt: number;
  /** From here on it is refreshed. */
  renewAt: number;
}

const earlyMs = 60_000;

const askForToken: CloudCall = { method: 'GET', path: '/v1.0/token', query: { grant_type: '1' } };

/** What happened to a connection, in a word; a message could carry an address with a token in it. */
const reasonOf = (fault: unknown): string => {
  const inner = fault instanceof Error && fault.cause instanceof Error ? fault.cause : fault;
  if (typeof inner === 'object' && inner && 'code' in inner && typeof inner.code === 'string') return inner.code;
  return inner instanceof Error ? inner.name : 'unknown';
};

const longestBusyMs = 3600_000;
/** The window of the real cloud is not documented; it is minutes (openapi, section 4). */
const agreedWithinMs = 3600_000;

/** Milliseconds of a `Retry-After`: seconds, or a date (RFC 9110, 10.2.3). A second where it says nothing readable. */
const waitOf = (told: string | null, now: number): number => {
  const text = (told ?? '').trim();
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(ms) ? Math.round(Math.min(Math.max(ms, 1000), longestBusyMs)) : 1000;
};

export const createOpenApiClient = (options: OpenApiOptions): CloudSession => {
  const { fetch, baseUrl, accessId, secret, now, ticks, withinMs = 15_000 } = options;
  const { host } = new URL(baseUrl);
  let offset: number | undefined;
  let held: Token | undefined;
  let renewing: Promise<string | CloudAnswer> | undefined;

  const request = ({ method, path, query, body }: CloudCall, accessToken: string, signal: AbortSignal): Request => {
    const pairs = Object.entries(query ?? {});
    const bytes = body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(body));
    const t = String(Math.round(now() + (offset ?? 0)));
    const signed = { method, url: canonicalUrl(path, pairs), body: bytes };
    const headers: Record<string, string> = {
      client_id: accessId,
      t,
      sign_method: 'HMAC-SHA256',
      sign: sign(secret, signSource(signed, { accessId, accessToken, t })),
    };
    if (!isTokenCall(path)) headers.access_token = accessToken;
    if (bytes) headers['Content-Type'] = 'application/json';
    // Signed headers must not follow a redirect to somewhere else.
    return new Request(baseUrl + wireUrl(path, pairs), { method, headers, body: bytes, redirect: 'error', signal });
  };

  /** Throws without the error of the network as cause: that may quote the address, and tokens travel in it. */
  const send = async (call: CloudCall, accessToken: string): Promise<CloudAnswer> => {
    const tooLate = new AbortController();
    const asked = request(call, accessToken, tooLate.signal);
    const exchange = async () => {
      const response = await fetch(asked);
      return { status: response.status, wait: response.headers.get('Retry-After'), text: await textAtMost(response) };
    };
    const came = await atMost(withinMs, exchange()).catch((fault: unknown) => {
      throw new BenchError('cloud.unreachable', { host, reason: reasonOf(fault) });
    });
    if (!came) {
      tooLate.abort();
      throw new BenchError('cloud.unreachable', { host, reason: 'TIMEOUT' });
    }
    if (came.status === 429) {
      const ms = waitOf(came.wait, now());
      throw new BenchError('cloud.busy', { host, seconds: Math.ceil(ms / 1000), ms });
    }
    const { status, text } = came;
    if (text === undefined) throw new BenchError('cloud.too-large', { host, status, most: mostAnswerBytes });
    const answer = readEnvelope(parsed(text));
    if (!answer) throw new BenchError('cloud.unreadable', { host, status });
    const by = cloudTime(answer.t);
    if (by !== undefined && agrees(answer, by)) offset = by - now();
    return answer;
  };

  /** Who lets a call in has agreed with its time, and cannot then mean quite another. */
  const agrees = ({ success }: CloudAnswer, by: number): boolean =>
    !success || Math.abs(by - (now() + (offset ?? 0))) < agreedWithinMs;

  /** Every answer corrects the clock, a refusal for the clock too: so the second try is by the cloud's own time. */
  const sendOnTime = async (call: CloudCall, accessToken = ''): Promise<CloudAnswer> => {
    const answer = await send(call, accessToken);
    const late = !answer.success && answer.code === clockRefused && cloudTime(answer.t) !== undefined;
    return late ? send(call, accessToken) : answer;
  };

  const keep = (answer: CloudAnswer): string | undefined => {
    const token = answer.success ? readToken(answer.result) : undefined;
    if (!token) return undefined;
    const at = ticks();
    const lifeMs = token.expire_time * 1000;
    // The rest of a running token may be handed out (openapi, section 3), and that may be short.
    const renewAt = at + lifeMs - Math.min(earlyMs, lifeMs / 2);
    held = { access: token.access_token, refresh: token.refresh_token, at, expiresAt: at + lifeMs, renewAt };
    return held.access;
  };

  const renew = async (): Promise<string | CloudAnswer> => {
    if (held?.refresh) {
      const refreshed = keep(await sendOnTime({ method: 'GET', path: `/v1.0/token/${held.refresh}` }));
      if (refreshed) return refreshed;
      held = undefined;
    }
    const answer = await sendOnTime(askForToken);
    const fresh = keep(answer);
    if (fresh === undefined && answer.success) throw new BenchError('cloud.unreadable', { host });
    return fresh ?? answer;
  };

  /** The token, or why there is none. All who ask while it is renewed wait for the same one. */
  const accessToken = async (): Promise<string | CloudAnswer> => {
    if (!renewing && held && ticks() < held.renewAt) return held.access;
    renewing ??= renew().finally(() => {
      renewing = undefined;
    });
    return renewing;
  };

  const call = async (asked: CloudCall): Promise<CloudAnswer> => {
    const token = await accessToken();
    if (typeof token !== 'string') return token;
    const answer = await sendOnTime(asked, token);
    if (answer.success || !isTokenStale(answer.code)) return answer;
    // Whoever comes second finds a newer token here already. Asking afresh mends it where refreshing could not.
    if (held?.access === token) held = undefined;
    const another = await accessToken();
    return typeof another === 'string' ? sendOnTime(asked, another) : another;
  };

  return {
    call,
    clockOffset: () => offset,
    token: () => (held ? { held: true, ageMs: ticks() - held.at, leftMs: held.expiresAt - ticks() } : { held: false }),
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
