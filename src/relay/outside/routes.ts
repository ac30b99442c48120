/**
 * `POST /outside/fetch` {address, kind}: one file from elsewhere, as bytes that no browser takes for anything else, or
 * `{"problem":{"code","details"}}` as JSON. The address stands in the body: those of requests end up in logs. Only the
 * server's own page and programs on this computer may ask; `BINDERY_ORIGINS` is for the cloud and counts for nothing here.
 */
import { lookup } from 'node:dns/promises';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { outsideKinds } from '../../model/outside';
import { BenchError } from '../../model/problem';
import { guard } from '../cloud/guard';
import { refusal, refusalOf } from '../cloud/refusals';
import { secureHeaders } from '../page/secure-headers';
import { fetchOutside, notFetched, type OutsideSettings } from './fetch-outside';

const largestBody = 16 * 1024;
/** A page fetches one after the other; this is several tabs, and at most so many files in memory. */
const mostAtOnce = 4;

/** `BINDERY_NEAR_HOSTS`: hosts, with a port where it is not 443, separated by commas or spaces. Throws for what is none. */
export const readNearHosts = (listed: string | undefined): ReadonlySet<string> =>
  new Set(
    (listed ?? '')
      .split(/[\s,]+/)
      .filter((host) => host !== '')
      .map((host) => {
        const url = `https://${host}`;
        if (!URL.canParse(url) || new URL(url).pathname !== '/' || /[/@?#]/.test(host))
          throw new Error(`BINDERY_NEAR_HOSTS: not a host: ${host}`);
        return new URL(url).host;
      }),
  );

/** The system's own look-up, which knows the names of its network too. */
export const systemLookUp: OutsideSettings['resolve'] = (host) => lookup(host, { all: true, verbatim: true });

const malformed = (): never => {
  throw new BenchError('cloud.not-allowed', { reason: 'malformed' });
};

export const outsideRoutes = (settings: OutsideSettings): Hono => {
  const app = new Hono();
  let open = 0;
  app.use(secureHeaders);
  app.use(guard(new Set()));
  app.use(async (context, next) => {
    await next();
    context.res.headers.set('Cache-Control', 'no-store');
  });
  app.use(
    bodyLimit({ maxSize: largestBody, onError: () => refusal('cloud.not-allowed', { reason: 'too-large' }, 413) }),
  );
  app.onError((fault) => refusalOf(fault));

  app.post('/fetch', async (context) => {
    const asked: unknown = await context.req.json().catch(malformed);
    if (typeof asked !== 'object' || asked === null) return malformed();
    const { address, kind: wanted } = asked as Record<string, unknown>;
    const kind = outsideKinds.find((each) => each === wanted);
    if (typeof address !== 'string' || !kind) return malformed();
    if (open >= mostAtOnce) throw notFetched('busy', address);
    open += 1;
    try {
      const bytes = await fetchOutside(address, kind, settings, context.req.raw.signal);
      return context.body(new Uint8Array(bytes), 200, {
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': 'attachment',
      });
    } catch (fault) {
      if (!(fault instanceof BenchError)) throw fault;
      // What elsewhere answers is no fault of this server, and browsers write those to the console.
      return refusal(fault.code, fault.details, 200);
    } finally {
      open -= 1;
    }
  });

  app.all('*', () => refusal('cloud.not-allowed', { reason: 'no-such-route' }, 404));
  return app;
};
