/** Who may ask the relay: pages of its own origin, listed origins, and programs on this computer. */
import type { MiddlewareHandler } from 'hono';
import { refusal } from './refusals';

/** `BINDERY_ORIGINS`: origins separated by commas or spaces. Throws for one that is none. */
export const readOrigins = (listed: string | undefined): ReadonlySet<string> =>
  new Set(
    (listed ?? '')
      .split(/[\s,]+/)
      .filter((origin) => origin !== '')
      .map((origin) => {
        if (!URL.canParse(origin) || new URL(origin).origin !== origin.replace(/\/$/, ''))
          throw new Error(`BINDERY_ORIGINS: not an origin: ${origin}`);
        return new URL(origin).origin;
      }),
  );

const loopback = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

/** The other end of the connection, where there is one: a test asks without. */
const remoteAddress = (env: unknown): string | undefined =>
  (env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket?.remoteAddress;

/** Browsers say with every request who asks; a program that is no browser says nothing, and is on this computer. */
const mayAsk = (headers: Headers, own: string, listed: ReadonlySet<string>): boolean => {
  const origin = headers.get('Origin');
  if (origin !== null) return origin === own || listed.has(origin);
  const site = headers.get('Sec-Fetch-Site');
  return site === null || site === 'same-origin' || site === 'none';
};

/** Refuses with 403 and, for listed origins, says what a browser needs to hear. */
export const guard =
  (listed: ReadonlySet<string>): MiddlewareHandler =>
  async (context, next) => {
    const { headers, url, method } = context.req.raw;
    const from = remoteAddress(context.env);
    if ((from !== undefined && !loopback.test(from)) || !mayAsk(headers, new URL(url).origin, listed))
      return refusal('cloud.not-allowed', { reason: 'origin' });
    const origin = headers.get('Origin');
    const foreign = origin !== null && listed.has(origin);
    if (foreign && method === 'OPTIONS') context.res = new Response(null, { status: 204 });
    else await next();
    context.res.headers.append('Vary', 'Origin');
    if (!foreign) return;
    context.res.headers.set('Access-Control-Allow-Origin', origin);
    context.res.headers.set('Access-Control-Allow-Methods', 'GET, POST');
    context.res.headers.set('Access-Control-Allow-Headers', 'Content-Type');
    context.res.headers.set('Access-Control-Expose-Headers', 'Retry-After');
  };

/** For what only the relay's own page may do: browsers name the origin with every PUT and DELETE. */
export const ownPageOnly: MiddlewareHandler = async (context, next) => {
  const own = context.req.header('Origin') === new URL(context.req.url).origin;
  if (!own) return refusal('cloud.not-allowed', { reason: 'origin' });
  await next();
};
