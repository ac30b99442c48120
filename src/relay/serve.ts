import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { staticFiles } from './page/static-files';

/** Opens the loopback address and nothing else. */

export interface Serving {
  /** For example `http://127.0.0.1:4173`, without a slash at the end. */
  origin: string;
  port: number;
  close(): Promise<void>;
}

const tried = 20;

const appOf = (root: string, cloud: Hono | undefined, outside: Hono | undefined): Hono => {
  const app = new Hono();
  if (cloud) app.route('/cloud', cloud);
  if (outside) app.route('/outside', outside);
  app.route('/', staticFiles(root));
  return app;
};

const listen = (app: Hono, port: number): Promise<Serving> =>
  new Promise((done, failed) => {
    const server = createAdaptorServer({ fetch: app.fetch });
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      const taken = (server.address() as AddressInfo).port;
      const close = () =>
        new Promise<void>((closed) => {
          server.close(() => closed());
          // Browsers keep connections alive; without this, closing waits for them.
          if ('closeAllConnections' in server) server.closeAllConnections();
        });
      done({ origin: `http://127.0.0.1:${taken}`, port: taken, close });
    });
  });

const isTaken = (fault: unknown): boolean => fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE';

/**
 * Serves `root`, below `/cloud/` the relay and below `/outside/` what fetches from elsewhere, where there are such, on
 * `port`, or on one of the next few when it is taken and `orNext` is set; 0 lets the system choose.
 * Throws what listening throws (`EADDRINUSE`, `EACCES`).
 */
export const serve = async (
  root: string,
  port: number,
  orNext = false,
  cloud?: Hono,
  outside?: Hono,
): Promise<Serving> => {
  const app = appOf(root, cloud, outside);
  for (let offset = 0; ; offset++) {
    try {
      return await listen(app, port + offset);
    } catch (fault) {
      if (!orNext || !isTaken(fault) || offset >= tried) throw fault;
    }
  }
};
