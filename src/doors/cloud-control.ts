/** The control endpoint of `npm run cloud`: on the loopback address, for its own page and for scripts of this computer. */

import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { own } from '../model/own';
import { actions, type ControlSettings, deviceFaults, type Fields, no } from './cloud-actions';
import { controlPage, messagesPage, pagePolicy } from './cloud-page';
import { listen } from './cloud-tls';

/** Devices without their keys. */
const shown = ({ cloud, facts, messages }: ControlSettings) => ({
  virtual: true,
  ...facts,
  devices: cloud.state.devices.map(({ secKey: _, localKey: __, log: ___, ...rest }) => rest),
  tokens: cloud.state.tokens,
  faults: cloud.state.faults,
  licenses: cloud.state.licenses.map(({ uuid }) => uuid),
  messages,
});

/** Another site's page must not reach this cloud through the browser: neither by a form nor by a name that leads here. */
const isOwn = (context: Context): boolean => {
  const host = context.req.header('host') ?? '';
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) return false;
  const origin = context.req.header('origin');
  return origin === undefined || origin === `http://${host}`;
};

export const controlApp = (settings: ControlSettings): Hono => {
  const app = new Hono();
  app.use(async (context, next) => {
    if (!isOwn(context)) return context.json(no('only from this computer'), 403);
    context.header('content-security-policy', pagePolicy);
    context.header('cache-control', 'no-store');
    return next();
  });
  app.use(bodyLimit({ maxSize: 64 * 1024 }));
  app.get('/', (context) =>
    context.html(controlPage({ ...settings, faults: deviceFaults, said: context.req.query('said') })),
  );
  app.get('/messages', (context) => context.html(messagesPage(settings.messages)));
  app.get('/state', (context) => context.json(shown(settings)));
  app.post('/:action', async (context) => {
    const act = own(actions, context.req.param('action'));
    if (!act) return context.json(no('no such action'), 404);
    const json = context.req.header('content-type')?.startsWith('application/json') ?? false;
    const fields: unknown = json ? await context.req.json().catch(() => undefined) : await context.req.parseBody();
    if (typeof fields !== 'object' || fields === null) return context.json(no('no JSON object'), 400);
    const told = act(settings, fields as Fields);
    settings.changed();
    if (json) return context.json(told, told.ok ? 200 : 409);
    return context.redirect(`/?said=${encodeURIComponent(told.ok ? 'Done.' : told.why)}`, 303);
  });
  // The project's side, for a relay or a script with the demo's access id.
  app.all('/:version{v[0-9.]+}/*', (context) => settings.cloud.openapi(context.req.raw));
  return app;
};

/** Throws DoorError when the port cannot be had. */
export const openControl = async (settings: ControlSettings, port: number) => {
  const server = createAdaptorServer({ fetch: controlApp(settings).fetch }) as Server;
  const listening = await listen(server, port, 'the control page');
  return {
    port: listening,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
};
