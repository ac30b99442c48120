/** What the page may ask the relay, all of it below `/cloud/`. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { CloudCall, RelayAccount, RelayStatus } from '../../model/cloud';
import { BenchError } from '../../model/problem';
import { knownCall } from '../../protocols/openapi/calls';
import { secureHeaders } from '../page/secure-headers';
import type { Clock } from './clock';
import type { Desk } from './desk';
import { guard, ownPageOnly } from './guard';
import type { Live } from './live';
import type { PairingDesk } from './pairing-desk';
import { refusal, refusalOf } from './refusals';
import type { Spent } from './spent';
import { createStreams, refuseForWantOfRoom } from './streams';
import { createWatches } from './watches';

export interface CloudRoutesSettings {
  desk: Desk;
  live: Live;
  pairing: PairingDesk;
  clock: Clock;
  origins: ReadonlySet<string>;
  /** Missing where calls cost nothing. */
  spent?: Spent;
}

const largestBody = 64 * 1024;
/** No pairing token lives longer than this (openapi, section 7). */
const longestFollowMs = 600_000;
const malformed = (): never => {
  throw new BenchError('cloud.not-allowed', { reason: 'malformed' });
};

const isTextRecord = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  // Half a surrogate pair has no place in an address.
  Object.entries(value).every(([name, each]) => name.isWellFormed() && typeof each === 'string' && each.isWellFormed());

const jsonOf = async (context: Context): Promise<Record<string, unknown>> => {
  const value: unknown = await context.req.json().catch(malformed);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : malformed();
};

const readCall = (given: Record<string, unknown>): CloudCall => {
  const { method, path, query, body } = given;
  if (typeof method !== 'string' || typeof path !== 'string') return malformed();
  if (query !== undefined && !isTextRecord(query)) return malformed();
  // The hash in the signature would cover a body that no server has to read.
  if (method === 'GET' && 'body' in given) throw new BenchError('cloud.not-allowed', { reason: 'body-of-get' });
  return {
    method: method as CloudCall['method'],
    path,
    ...(query ? { query } : {}),
    ...('body' in given ? { body } : {}),
  };
};

const statusOf = ({ desk, live, spent }: CloudRoutesSettings): RelayStatus => {
  const account = desk.accounts.current();
  const session = desk.session();
  return {
    configured: account !== undefined,
    virtual: desk.virtual,
    from: desk.accounts.from,
    dataCentre: account?.dataCentre,
    accessIdTail: account?.accessId.slice(-4),
    clockOffsetMs: session?.clockOffset(),
    token: session?.token() ?? { held: false },
    events: live.origin(),
    ...(spent && account && { spent: spent.told() }),
  };
};

export const cloudRoutes = (settings: CloudRoutesSettings): Hono => {
  const { desk, live, pairing, clock, origins } = settings;
  const app = new Hono();
  const watches = createWatches(clock.ticks, () => crypto.randomUUID());
  const stream = createStreams(clock);
  app.use(secureHeaders);
  app.use(guard(origins));
  app.use(async (context, next) => {
    await next();
    context.res.headers.set('Cache-Control', 'no-store');
  });
  app.use(
    bodyLimit({
      maxSize: largestBody,
      onError: () => refusal('cloud.not-allowed', { reason: 'too-large' }, 413),
    }),
  );
  app.onError((fault) => refusalOf(fault));

  app.get('/status', (context) => context.json(statusOf(settings)));

  app.put('/credentials', ownPageOnly, async (context) => {
    await desk.save((await jsonOf(context)) as unknown as RelayAccount);
    pairing.forget();
    return context.json(statusOf(settings));
  });

  app.delete('/credentials', ownPageOnly, async (context) => {
    await desk.remove();
    pairing.forget();
    return context.json(statusOf(settings));
  });

  app.post('/call', async (context) => {
    const call = readCall(await jsonOf(context));
    const polls = knownCall(call.method, call.path)?.bucket === 'pairing-poll';
    const answer = await (polls ? pairing.latest(call.path) : desk.call(call));
    live.heard(call, answer);
    return context.json(answer);
  });

  app.post('/probe', async (context) => context.json(await desk.probe()));

  app.post('/pairing', async (context) => {
    const { token, kind, leftMs } = await jsonOf(context);
    const base = kind === 'asset' ? '/v1.0/iot-03/device-registration/tokens' : '/v1.0/device/paring/tokens';
    const path = `${base}/${String(token)}`;
    if (typeof token !== 'string' || !knownCall('GET', path)) return malformed();
    if (!desk.session()) throw new BenchError('cloud.no-account');
    const forMs = typeof leftMs === 'number' ? Math.min(Math.max(leftMs, 0), longestFollowMs) : longestFollowMs;
    const watch = watches.keep({ path, until: clock.ticks() + forMs }) ?? refuseForWantOfRoom();
    return context.json({ watch });
  });

  app.get('/pairing/:watch', (context) => {
    const { path, until } = watches.find(context.req.param('watch')) ?? malformed();
    const leftMs = until - clock.ticks();
    return stream(
      context,
      (to) => pairing.follow(path, (answer) => void to.writeSSE({ event: 'answer', data: JSON.stringify(answer) })),
      Math.max(leftMs, 0),
    );
  });

  app.get('/events', (context) =>
    stream(context, (to) => live.listen((event) => void to.writeSSE({ event: 'cloud', data: JSON.stringify(event) }))),
  );

  app.all('*', () => refusal('cloud.not-allowed', { reason: 'no-such-route' }, 404));
  return app;
};
